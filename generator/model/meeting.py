"""What a meeting is made of: session formats, sessions, year plans and the circle itself."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.model.annotations import InShort
from generator.model.colours import Colour
from generator.model.exercise import Material
from generator.model.fields import (
    SCHEMA,
    Address,
    AsList,
    Bool,
    Date,
    Id,
    Integer,
    Minutes,
    MonthDay,
    PageRecord,
    PictureName,
    Plain,
    Record,
    Rich,
    RichList,
    Seconds,
    TimeOfDay,
    TimeZone,
    make_break,
    refuse_newer_schema,
)
from generator.model.papers import PaperName
from generator.model.references import (
    ExerciseId,
    ExerciseIds,
    FormatId,
    HandoutIds,
    QuestionnaireId,
    QuestionnaireIds,
    SessionId,
    SlotExerciseId,
    ThemeId,
    YearId,
)
from generator.model.rooms import RoomName

_UNNAMED = "Our circle"
Who = Literal["host", "guardian", "teller", "everyone", "group"]
Occasion = Literal["start", "end", "follow-up"]


class Phase(Record):
    """One part of a session format."""

    id: Id = Field(description="A name for the phase; sessions fill a slot by it.")
    title: Plain = Field(description="What the phase is called.")
    minutes: Minutes = Field(description="How long it takes, in minutes.")
    who: Who = Field(description="Who leads or speaks.")
    turn: Seconds | None = Field(
        None,
        description="If everyone speaks in turn: the seconds that each needs at least; 10 for a word, 30 for a line.",
    )
    may_shorten: Minutes | None = Field(
        None, description="If it may give way when you are late: how many minutes must be left of it; 0 for none."
    )
    slot: SlotExerciseId | None = Field(
        None, description="An exercise's id if the phase is one, or `open` if sessions choose it."
    )
    debriefs: Id | None = Field(
        None, description="The id of an earlier phase: the questions of the exercise in its slot are asked here."
    )
    do: Rich = Field(
        description="What is done. A sheet that says it in short keeps the first sentence and each with bold words."
    )
    say: Rich | None = Field(None, description="Words to say aloud; in short as under `do`.")
    rule: Rich | None = Field(None, description="The one rule that holds.")
    watch_for: RichList = Field((), description="What the host and the guardian look out for.")
    room: RoomName | None = Field(
        None, description="How the room is drawn, if one of the drawings is true. That of its exercise goes before."
    )


class Format(PageRecord):
    """The order of a kind of session: its phases with their minutes."""

    summary: Rich = Field(description="What kind of session it is for.")
    phases: Annotated[tuple[Phase, ...], AsList, Field(min_length=1)] = Field(description="The phases, in order.")


class SlotFill(Record):
    """What fills a slot."""

    exercise: ExerciseId = Field(description="The exercise's id.")
    minutes: Minutes | None = Field(None, description="Minutes for this slot, if not those of the format.")
    note: Rich | None = Field(None, description="What to know about it in this session.")


class QuestionnaireUse(Record):
    """A questionnaire that is handed out, and when in the year."""

    id: QuestionnaireId = Field(description="The questionnaire's id.")
    occasion: Occasion = Field(description="start, end or follow-up.")
    instead: QuestionnaireId | None = Field(
        None,
        description="The id of a form of our own that is given out while the circle holds no licence for this one.",
    )


class Session(PageRecord):
    """One meeting. Its number comes from its place in the year."""

    format: FormatId = Field(description="The session format's id.")
    theme: ThemeId = Field(description="The theme's id.")
    fixed: Bool = Field(False, description="true if the plan asks you not to move it.")
    intention: Rich = Field(description="What this meeting is for, in one sentence.")
    fill: dict[Id, SlotFill] = Field({}, description="What fills the slots of the format, by the phase's id.")
    instead: ExerciseIds = Field((), description="Other exercises that would serve.")
    questionnaires: Annotated[tuple[QuestionnaireUse, ...], AsList] = Field(
        (), description="What is handed out to fill in."
    )
    handouts: HandoutIds = Field((), description="Blank forms to bring, besides those that the exercises name.")
    materials: Annotated[tuple[Material, ...], AsList] = Field(
        (), description="Other things to bring, or more of a thing than any one exercise needs."
    )
    opening_words: Rich | None = Field(None, description="What the host may say at the beginning.")
    host_notes: Rich = Field(description="What to know about this meeting before it starts.")
    if_it_gets_hard: Rich = Field(description="What to do if it gets hard.")
    closing_words: Rich | None = Field(None, description="What the host may say before the last round.")
    carry_home: Rich = Field(description="Something small to take along; never homework.")


class YearPart(Record):
    """A stretch of the year."""

    id: Id = Field(description="A name for it.")
    title: Plain = Field(description="What it is called.")
    about: Rich | None = Field(None, description="What these weeks are for.")
    sessions: Annotated[tuple[SessionId, ...], AsList, Field(min_length=1)] = Field(
        description="The sessions' ids, in order. `open` may stand more than once."
    )


class FollowUp(Record):
    """A meeting after the year."""

    session: SessionId = Field(description="The session's id.")
    after_weeks: Annotated[Integer, Field(ge=1, le=260)] = Field(description="How many weeks after the last session.")


class Year(Record):
    """A year plan: which sessions, in which order."""

    id: Id = Field(description="The file's name. Not written in the file.")
    title: Plain = Field(description="What the plan is called.")
    about: Rich | None = Field(None, description="What the plan is for and what it leaves out.")
    parts: Annotated[tuple[YearPart, ...], AsList, Field(min_length=1)] = Field(description="Its parts, in order.")
    follow_ups: Annotated[tuple[FollowUp, ...], AsList] = Field((), description="Meetings after the year.")


class Help(Record):
    """Someone to call."""

    name: Plain = Field(description="Who it is.")
    phone: Plain = Field(description="The number.")
    private: Bool = Field(
        False, description="true keeps this entry off everything that is published; only your own prints show it."
    )


class Break(Record):
    """A stretch of dates without meetings; a single date may be written by itself."""

    first: Date = Field(alias="from", description="The first date without a meeting.")
    last: Date = Field(alias="to", description="The last date without a meeting.")
    why: Plain | None = Field(None, description="What is on, for the calendar of the year.")


class ExtraMeeting(Record):
    """A meeting beside the plan, which moves no session."""

    day: Date = Field(description="The date.")
    title: Plain = Field(description="What it is.")
    time: TimeOfDay | None = Field(None, description="When it begins, if not at the usual hour.")
    minutes: Minutes | None = Field(None, description="How long it takes.")
    place: Plain | None = Field(None, description="Where, if not where you always meet.")


Breaks = Annotated[tuple[Annotated[Break, BeforeValidator(make_break), InShort(Date)], ...], AsList]


class Circle(Record):
    """This circle. Every field has a default, so an unedited handbook builds."""

    schema_version: Annotated[Integer, Field(ge=SCHEMA, le=SCHEMA), BeforeValidator(refuse_newer_schema)] = Field(
        1, alias="schema", description="The version of this form: 1."
    )
    name: Plain = Field(_UNNAMED, description="What the circle calls itself; the handbook's title.")
    language: Id = Field("en", description="The language of the pages: a file in templates/words.")
    year: YearId = Field("full-year", description="The year plan in use: a file in years/.")
    people: Annotated[Integer, Field(ge=2, le=30)] = Field(8, description="How many you are; sheets count by it.")
    paper: PaperName = Field("a4", description="The paper offered first; all are always made.")
    first_meeting: Date | None = Field(None, description="The first date. Without it the plan is by week.")
    time: TimeOfDay | None = Field(None, description="When you begin.")
    timezone: TimeZone | None = Field(None, description="Your time zone, like Europe/Bucharest.")
    every_weeks: Annotated[Integer, Field(ge=1, le=8)] = Field(2, description="Weeks from one session to the next.")
    on: Annotated[tuple[MonthDay, ...], AsList, Field(max_length=4)] = Field(
        (), description="Weekdays of the month on which you meet, like second Tuesday; then every_weeks is not asked."
    )
    skip: Breaks = Field(
        (), description="Dates on which you would meet and do not, or stretches of them: {from: …, to: …, why: …}."
    )
    holidays: Breaks = Field(
        (), description="Dates without meetings whether or not one would fall on them, such as public holidays."
    )
    move: dict[SessionId, Date] = Field({}, description="A session's id and the date it moves to.")
    extra: Annotated[tuple[ExtraMeeting, ...], AsList] = Field((), description="Meetings beside the plan.")
    place: Plain | None = Field(None, description="Where you meet.")
    publish_meetings: Bool = Field(
        False,
        description="true puts dates, time, place and concerns into what is published; otherwise only your own prints"
        " show them.",
    )
    urgent_help: Annotated[tuple[Help, ...], AsList] = Field((), description="Who to call when someone is in danger.")
    concerns: Rich | None = Field(
        None,
        description="Whom a member tells if the circle does harm, and how to reach them; published only with"
        " publish_meetings: true, otherwise on your own prints alone.",
    )
    licences: QuestionnaireIds = Field(
        (), description="The ids of the questionnaires for which you hold a licence; packs then hold their sheets."
    )
    licence: Plain | None = Field(
        None,
        description="An SPDX licence name, such as CC-BY-SA-4.0, for what you add to the handbook, if not CC-BY-4.0.",
    )
    licence_note: Rich | None = Field(None, description="What to know about it: who holds the rights, whom to ask.")
    address: Address | None = Field(None, description="Where this handbook is published.")
    repository: Address | None = Field(None, description="Where its files are kept; makes edit links.")
    accent: Colour = Field("teal", description="The colour of the pages.")
    logo: PictureName | None = Field(
        None,
        description="A small picture in images/: at the top of pages, and on session sheets, the poster, the book.",
    )

    @property
    def own_name(self) -> str:
        """The name that it has given itself, or nothing while it has none."""
        return "" if self.name == _UNNAMED else self.name
