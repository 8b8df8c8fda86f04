"""What pages show of an exercise and of a phase, ready to be laid out: no template computes or looks anything up."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import Needed, Slot
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Range, Source, Step
from generator.pages.writer import Writer, reference_anchor
from generator.phrasing import citations as citing
from generator.site import addresses

HONEST = ("known-generally", "devised-here")


@dataclass(frozen=True)
class StepView:
    """One step."""

    minutes: Markup
    who: str
    do: Markup
    say: Markup
    rule: Markup


@dataclass(frozen=True)
class Chip:
    """A small tag: words, a colour, and where it leads."""

    words: str
    colour: str
    pattern: str
    way: Markup


@dataclass(frozen=True)
class ExerciseRow:
    """What a list shows of an exercise."""

    id: str
    title: str
    link: Markup
    one_line: str
    family: Chip
    level: int
    intensity: Markup
    minutes: Markup
    people: Markup
    needs: tuple[str, ...]
    worklife: tuple[str, ...]


@dataclass(frozen=True)
class ExerciseView(ExerciseRow):
    """An exercise with every word ready."""

    aim: Markup
    materials: tuple[Markup, ...]
    space: str
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


@dataclass(frozen=True)
class PhaseView:
    """A phase of a session or format: when, how long, who, and the exercise it holds."""

    number: int
    id: str
    title: str
    clock: str
    minutes: int
    minutes_words: Markup
    who_key: str
    who: str
    do: Markup
    say: Markup
    rule: Markup
    watch_for: tuple[Markup, ...]
    exercise: ExerciseView | None
    exercise_link: Markup
    exercise_note: Markup
    invites: bool
    debrief_minutes: int
    open: bool


def span(write: Writer, key: str, both: Range) -> Markup:
    """A range in words: "15 to 20 minutes", or "5 minutes" where both ends are the same."""
    if both.min == both.max:
        return write.say(f"{key}.exact", n=both.min)
    return write.say(f"{key}.range", min=both.min, max=both.max)


def step_view(write: Writer, step: Step) -> StepView:
    """One step, ready."""
    return StepView(
        write.say("count.minutes", n=step.minutes) if step.minutes else Markup(""),
        step.who or "",
        write.prose(step.do),
        write.prose(step.say),
        write.line(step.rule),
    )


def family_chip(handbook: Handbook, write: Writer, id: str) -> Chip:
    """The tag of a family."""
    family = handbook.families[id]
    return Chip(family.name, family.colour, family.pattern, write.way(addresses.family(id)))


def link_to(handbook: Handbook, write: Writer, id: str | None) -> Markup:
    """A link to an exercise by its id, or nothing."""
    return write.link("exercise", handbook.exercises[id]) if id else Markup("")


def source_line(handbook: Handbook, write: Writer, source: Source) -> Markup:
    """Where something comes from, with the note behind it."""
    if source.ref in HONEST:
        head = write.say(f"source.{source.ref}")
    else:
        label = write.plain(citing.short(handbook.references[source.ref], write.words))
        head = Markup(f"[{label}]({write.way(addresses.REFERENCES, reference_anchor(source.ref))})")
    return Markup(f"{head}. {write.line(source.note)}") if source.note else Markup(f"{head}.")


def needed_line(write: Writer, needed: Needed) -> Markup:
    """A thing and how many of it, linked if it is one of our handouts."""
    item = write.link("handout", needed.handout) if needed.handout else write.plain(needed.item)
    return Markup(f"{write.plain(str(needed.count))} × {item}")


def exercise_row(handbook: Handbook, write: Writer, exercise: Exercise) -> ExerciseRow:
    """An exercise, ready for a list."""
    return ExerciseRow(
        id=exercise.id,
        title=exercise.title,
        link=write.link("exercise", exercise),
        one_line=exercise.one_line,
        family=family_chip(handbook, write, exercise.family),
        level=exercise.intensity,
        intensity=write.say(f"intensity.{exercise.intensity}"),
        minutes=span(write, "minutes", exercise.minutes),
        people=span(write, "people", exercise.people),
        needs=tuple(handbook.needs[need].words for need in exercise.needs),
        worklife=tuple(write.words(f"worklife.{area}") for area in exercise.worklife),
    )


def exercise_view(handbook: Handbook, write: Writer, exercise: Exercise) -> ExerciseView:
    """An exercise, ready for its own page or for a block in a session."""
    return ExerciseView(
        **vars(exercise_row(handbook, write, exercise)),
        aim=write.prose(exercise.aim),
        materials=tuple(needed_line(write, needed) for needed in derive.materials(handbook, [exercise])),
        space=exercise.space or "",
        say=write.prose(exercise.say),
        steps=tuple(step_view(write, step) for step in exercise.steps),
        debrief=write.lines(exercise.debrief),
        cautions=write.lines(derive.cautions(handbook, exercise)),
        opt_out=write.prose(exercise.opt_out),
        gentler=link_to(handbook, write, exercise.gentler),
        not_before=exercise.not_before or 0,
        then=link_to(handbook, write, exercise.then),
        variations=write.lines(exercise.variations),
        remote=write.prose(exercise.remote),
        pairings=tuple((link_to(handbook, write, p.exercise), write.line(p.why)) for p in exercise.goes_well_with),
        sources=tuple(source_line(handbook, write, source) for source in exercise.sources),
    )


def clock(minutes: int) -> str:
    """Minutes from the beginning as hours and minutes: 0:00, 0:35, 1:10."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def phase_view(handbook: Handbook, write: Writer, number: int, slot: Slot) -> PhaseView:
    """A phase, ready; `number` counts from 1."""
    phase = slot.phase
    exercise = slot.exercise
    return PhaseView(
        number=number,
        id=phase.id,
        title=phase.title,
        clock=clock(slot.start),
        minutes=slot.minutes,
        minutes_words=write.say("count.minutes", n=slot.minutes),
        who_key=phase.who,
        who=write.words(f"who.{phase.who}"),
        do=write.prose(phase.do),
        say=write.prose(phase.say),
        rule=write.line(phase.rule),
        watch_for=write.lines(phase.watch_for),
        exercise=exercise_view(handbook, write, exercise) if exercise else None,
        exercise_link=write.link("exercise", exercise) if exercise and exercise.title != phase.title else Markup(""),
        exercise_note=write.prose(slot.filling.note) if slot.filling else Markup(""),
        invites=slot.invites,
        debrief_minutes=derive.debrief_minutes(exercise, slot.minutes) if exercise else 0,
        open=phase.slot == derive.OPEN and exercise is None,
    )


def phase_views(handbook: Handbook, write: Writer, slots: Sequence[Slot]) -> tuple[PhaseView, ...]:
    """All phases in order."""
    return tuple(phase_view(handbook, write, number, slot) for number, slot in enumerate(slots, start=1))
