"""What an exercise is, and the families it may belong to."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.model.annotations import InShort
from generator.model.colours import Colour, Pattern
from generator.model.fields import (
    ONE_LINE_LENGTH,
    AsList,
    Id,
    Integer,
    Minutes,
    OneLine,
    PageRecord,
    Plain,
    PlainList,
    Record,
    Rich,
    RichList,
    Seconds,
    Worklife,
    parse_span_number,
)
from generator.model.references import ExerciseId, HandoutId, NeedIds, SafetyLineId, SourceId
from generator.model.rooms import RoomName


class Range(Record):
    """From `min` to `max`."""

    min: Minutes = Field(description="The minimum.")
    max: Minutes = Field(description="The maximum.")


class Headcount(Record):
    """From `min` to `max` people, or any number from `min` on."""

    min: Minutes = Field(description="The least that it needs.")
    max: Minutes | None = Field(None, description="The most that it bears. Without it: so many or more.")


def _parse_span(value: object) -> object:
    """Take a single number for both ends of a span."""
    if isinstance(value, str):
        number = parse_span_number(value)
        return {"min": number, "max": number}
    return value


def _parse_material(value: object) -> object:
    """Take a material written as plain text for one that the whole circle shares."""
    return {"item": value, "per": "circle"} if isinstance(value, str) else value


class Material(Record):
    """Something to have at hand."""

    item: Plain = Field(description="What it is.")
    per: Literal["person", "pair", "group", "circle"] = Field(description="For whom one is needed.")
    count: Annotated[Integer, Field(ge=1, le=60)] = Field(
        1, description="How many each of them needs; 1 unless you say."
    )
    handout: HandoutId | None = Field(None, description="The blank form that is meant, if it is one of the handbook's.")


class Step(Record):
    """One action of an exercise."""

    id: Id | None = Field(None, description="A name for the step, so that a layer can change it alone.")
    minutes: Minutes = Field(description="How long it takes, in minutes.")
    who: Plain | None = Field(None, description="Who acts, where that is not plain.")
    turn: Seconds | None = Field(
        None, description="If everyone speaks in turn: the seconds that each needs at least, as in a session format."
    )
    do: Rich = Field(description="What is done: one action.")
    say: Rich | None = Field(None, description="Words to say aloud.")
    rule: Rich | None = Field(None, description="The one rule that holds during this step.")
    room: RoomName | None = Field(None, description="How the room is drawn from here on, if the step changes it.")


def _parse_caution(value: object) -> object:
    """Take a caution written as plain text for one of the exercise's own."""
    return {"words": value} if isinstance(value, (str, list)) else value


class Caution(Record):
    """Something to take care of: an agreed line of safety.yml, or words of its own."""

    line: SafetyLineId | None = Field(None, description="The id of an agreed line in safety.yml.")
    words: Rich | None = Field(None, description="Or a caution in your own words, written as text.")


class Pairing(Record):
    """Another exercise that goes well with this one, and why."""

    exercise: ExerciseId = Field(description="Its id.")
    why: Rich = Field(description="The reason.")


class Source(Record):
    """Where something comes from."""

    ref: SourceId = Field(description="An id in references.yml, or known-generally, or devised-here.")
    note: Rich | None = Field(None, description="What was taken from it, or changed.")


Cautions = Annotated[tuple[Annotated[Caution, BeforeValidator(_parse_caution), InShort(Rich)], ...], AsList]
Materials = Annotated[tuple[Annotated[Material, BeforeValidator(_parse_material), InShort(Plain)], ...], AsList]
Sources = Annotated[tuple[Source, ...], AsList]


class Exercise(PageRecord):
    """Something a circle does together: an aim, words to begin with, steps, questions, and what to take care of."""

    family: Id = Field(description="The folder it lies in. Not written in the file.")
    one_line: OneLine = Field(description=f"What it is for, in at most {ONE_LINE_LENGTH} characters.")
    minutes: Annotated[Range, BeforeValidator(_parse_span), InShort(Minutes)] = Field(
        description="How long it takes, in minutes, with the questions at its end; or one number."
    )
    people: Annotated[Headcount, BeforeValidator(_parse_span), InShort(Minutes)] = Field(
        description="For how many people; or one number."
    )
    intensity: Annotated[Integer, Field(ge=1, le=3)] = Field(
        description="1 light, 2 stirring, 3 deep. From 2 on `cautions` are required, at 3 also `gentler`."
    )
    needs: NeedIds = Field(description="The felt needs it answers: ids in needs.yml.")
    worklife: Annotated[tuple[Worklife, ...], AsList] = Field(description="The areas of worklife it touches.")
    aim: Rich = Field(description="What can be checked afterwards.")
    materials: Materials = Field((), description="What to have at hand; in plain words, one for the whole circle.")
    space: Plain | None = Field(None, description="How the room is set.")
    room: RoomName | None = Field(None, description="How the room is drawn, if one of the drawings is true.")
    say: Rich = Field(description="The invitation, to be read aloud.")
    steps: Annotated[tuple[Step, ...], AsList, Field(min_length=1)] = Field(description="The steps, in order.")
    debrief: Annotated[RichList, Field(min_length=1)] = Field(
        description="Questions for afterwards; they take what remains of the time."
    )
    cautions: Cautions = Field((), description="What to take care of. Never left off any page or paper.")
    opt_out: Rich = Field(description="How to pass, or take part in another way.")
    gentler: ExerciseId | None = Field(
        None, description="A gentler exercise for the same need. Required at intensity 3."
    )
    not_before: Annotated[Integer, Field(ge=1)] | None = Field(None, description="The earliest session it belongs in.")
    then: ExerciseId | None = Field(None, description="The exercise that always follows. Required in role play.")
    variations: RichList = Field((), description="Other ways to do it.")
    remote: Rich | None = Field(None, description="How to do it on a call.")
    goes_well_with: Annotated[tuple[Pairing, ...], AsList] = Field((), description="Neighbours, each with a reason.")
    sources: Annotated[Sources, Field(min_length=1)] = Field(description="Where it comes from.")
    licence: Plain | None = Field(
        None, description="An SPDX licence name, such as CC-BY-SA-4.0, if others wrote it and it is not CC-BY-4.0."
    )
    licence_note: Rich | None = Field(
        None, description="Of what it was adapted, by whom, and what was changed. Required with `licence`."
    )
    card_steps: PlainList = Field((), description="Shorter steps for the card, where the full ones do not fit.")


class Family(Record):
    """A family of exercises: a folder, a colour, a pattern."""

    id: Id = Field(description="The folder's name.")
    name: Plain = Field(description="What the family is called.")
    one_line: OneLine = Field(description="What its exercises are for.")
    colour: Colour = Field(description="Its colour on screen and paper.")
    pattern: Pattern = Field(description="Its pattern, for black and white.")
    begins_with: ExerciseId | None = Field(None, description="The exercise to begin with when in doubt.")
    ends_with: ExerciseId | None = Field(None, description="The exercise that must follow each of the family.")
