"""Exercises: what pages show of one, in a list or in full, and an exercise's own page."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import MaterialCount
from generator.model.exercise import Exercise, Step
from generator.pages import printables
from generator.pages.context import PageContext
from generator.pages.rooms import RoomView, draw_room
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.site import addresses
from generator.site.model import Page


@dataclass(frozen=True)
class StepView:
    """One step."""

    minutes: Markup
    who: str
    # how long each speaks, of a round alone
    turn: str
    do: Markup
    say: Markup
    rule: Markup
    # where the step changes it
    room: RoomView | None


@dataclass(frozen=True)
class Chip:
    """A small tag: words, a colour, and where it leads."""

    words: str
    colour: str
    pattern: str
    href: Markup


@dataclass(frozen=True)
class Traits:
    """What the finder chooses an exercise by: ids and numbers, never words to read."""

    needs: str
    areas: str
    family: str
    minutes: int
    depth: int
    fewest: int
    # none: as many as there are
    most: int | None
    works_on_call: bool


@dataclass(frozen=True)
class ExerciseRow:
    """What a list shows of an exercise."""

    id: str
    title: str
    link: Markup
    one_line: str
    family: Chip
    level: int
    # whether it can be hosted by someone who has never seen it done
    light: bool
    intensity: Markup
    minutes: Markup
    people: Markup
    needs: tuple[str, ...]
    worklife: tuple[str, ...]
    traits: Traits


@dataclass(frozen=True)
class ExerciseView:
    """An exercise with every word ready; `row` is what a list shows of it."""

    row: ExerciseRow
    aim: Markup
    materials: tuple[Markup, ...]
    space: str
    room: RoomView | None
    say: Markup
    steps: tuple[StepView, ...]
    debrief: tuple[Markup, ...]
    cautions: tuple[Markup, ...]
    opt_out: Markup
    gentler: Markup
    not_before: int
    then: Markup
    variations: tuple[Markup, ...]
    remote: Markup
    pairings: tuple[tuple[Markup, Markup], ...]
    sources: tuple[Markup, ...]


def make_exercise_page(context: PageContext, exercise: Exercise) -> Page:
    """Make an exercise's own page, with the sessions and themes that lead to it."""
    path = addresses.page_path("exercise", exercise.id, exercise.family)
    write, links = context.make_writer(path), context.back_links
    return context.make_page(
        path,
        "exercise.md.j2",
        exercise.title,
        exercise.one_line,
        edits=("exercise", exercise.id),
        exercise=make_exercise_view(write, exercise),
        prints=printables.list_print_links(context, write, exercise.id, printables.EXERCISE),
        used_in=write.link_sessions(links.sessions_using.get(exercise.id, ())),
        offered_in=write.link_sessions(links.sessions_offering.get(exercise.id, ())),
        themes=tuple(write.write_link("theme", theme) for theme in links.themes_answered.get(exercise.id, ())),
    )


def make_exercise_row(write: Writer, exercise: Exercise) -> ExerciseRow:
    """Return what a list shows of an exercise."""
    return write.make_once(_make_exercise_row, exercise.id, exercise)


def _make_exercise_row(write: Writer, exercise: Exercise) -> ExerciseRow:
    family = write.handbook.families[exercise.family]
    return ExerciseRow(
        id=exercise.id,
        title=exercise.title,
        link=write.write_link("exercise", exercise),
        one_line=exercise.one_line,
        family=Chip(family.name, family.colour, family.pattern, write.href(addresses.family_path(family.id))),
        level=exercise.intensity,
        light=exercise.intensity == 1,
        intensity=write.write_words(f"intensity.{exercise.intensity}"),
        minutes=write.write_plain(phrases.describe_range(write.words, "minutes", exercise.minutes)),
        people=write.write_plain(phrases.describe_range(write.words, "people", exercise.people)),
        needs=tuple(write.handbook.needs[need].words for need in exercise.needs),
        worklife=tuple(write.words(f"worklife.{area}") for area in exercise.worklife),
        traits=_list_traits(exercise),
    )


def _list_traits(exercise: Exercise) -> Traits:
    return Traits(
        " ".join(exercise.needs),
        " ".join(exercise.worklife),
        exercise.family,
        exercise.minutes.min,
        exercise.intensity,
        exercise.people.min,
        exercise.people.max,
        exercise.remote is not None,
    )


def make_exercise_view(write: Writer, exercise: Exercise) -> ExerciseView:
    """Return an exercise for its own page or for a block in a session."""
    return write.make_once(_make_exercise_view, exercise.id, exercise)


def _make_exercise_view(write: Writer, exercise: Exercise) -> ExerciseView:
    handbook = write.handbook
    return ExerciseView(
        row=make_exercise_row(write, exercise),
        aim=write.write_prose(exercise.aim),
        materials=tuple(
            describe_material(write, needed) for needed in derive.merge_materials(handbook, exercise.materials)
        ),
        space=exercise.space or "",
        room=draw_room(write.words, exercise.room, handbook.circle.people),
        say=write.write_prose(exercise.say),
        steps=tuple(_make_step_view(write, step) for step in exercise.steps),
        debrief=write.write_lines(exercise.debrief),
        cautions=write.write_lines(derive.list_cautions(handbook, exercise)),
        opt_out=write.write_prose(exercise.opt_out),
        gentler=write.link_exercise(exercise.gentler),
        not_before=exercise.not_before or 0,
        then=write.link_exercise(exercise.then),
        variations=write.write_lines(exercise.variations),
        remote=write.write_prose(exercise.remote),
        pairings=tuple(
            (write.link_exercise(pair.exercise), write.write_line(pair.why)) for pair in exercise.goes_well_with
        ),
        sources=(*write.write_sources(exercise.sources), *write.write_credits(exercise)),
    )


def _make_step_view(write: Writer, step: Step) -> StepView:
    return StepView(
        write.write_words("count.minutes", n=step.minutes) if step.minutes else Markup(""),
        phrases.name_who(write.words, step.who),
        phrases.describe_turn(write.words, step.turn, step.minutes, write.handbook.circle.people),
        write.write_prose(step.do),
        write.write_prose(step.say),
        write.write_line(step.rule),
        draw_room(write.words, step.room, write.handbook.circle.people),
    )


def describe_material(write: Writer, needed: MaterialCount) -> Markup:
    """Return a thing and how many of it, linked if it is one of our handouts."""
    item = write.write_link("handout", needed.handout) if needed.handout else write.write_plain(needed.item)
    return Markup(f"{write.write_plain(str(needed.count))} × {item}")
