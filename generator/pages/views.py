"""What pages show of an exercise and of a phase, ready to be laid out: no template computes or looks anything up."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import MaterialCount, Questions, Slot
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Source, Step
from generator.model.meeting import Phase
from generator.model.references import OPEN
from generator.pages.writer import Writer, make_reference_anchor
from generator.phrasing import phrases
from generator.site import addresses


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
    href: Markup


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
class QuestionsView:
    """The questions of an exercise in the phase that asks them; no minutes where none are set aside."""

    title: str
    minutes: Markup
    each: tuple[Markup, ...]


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
    questions: QuestionsView | None
    others_questions: tuple[QuestionsView, ...]
    asked_in: Markup
    debriefs: Markup
    open: bool


def make_step_view(write: Writer, step: Step) -> StepView:
    """One step, ready."""
    return StepView(
        write.write_words("count.minutes", n=step.minutes) if step.minutes else Markup(""),
        phrases.name_who(write.words, step.who),
        write.write_prose(step.do),
        write.write_prose(step.say),
        write.write_line(step.rule),
    )


def make_family_chip(handbook: Handbook, write: Writer, id: str) -> Chip:
    """The tag of a family."""
    family = handbook.families[id]
    return Chip(family.name, family.colour, family.pattern, write.href(addresses.family_path(id)))


def link_exercise(handbook: Handbook, write: Writer, id: str | None) -> Markup:
    """A link to an exercise by its id, or nothing."""
    return write.write_link("exercise", handbook.exercises[id]) if id else Markup("")


def describe_source(handbook: Handbook, write: Writer, source: Source) -> Markup:
    """Where something comes from, with the note behind it."""
    head = write.write_plain(phrases.name_source(handbook, write.words, source))
    if source.ref in handbook.references:
        head = Markup(f"[{head}]({write.href(addresses.REFERENCES, make_reference_anchor(source.ref))})")
    return Markup(f"{head}. {write.write_line(source.note)}") if source.note else Markup(f"{head}.")


def describe_material(write: Writer, needed: MaterialCount) -> Markup:
    """A thing and how many of it, linked if it is one of our handouts."""
    item = write.write_link("handout", needed.handout) if needed.handout else write.write_plain(needed.item)
    return Markup(f"{write.write_plain(str(needed.count))} × {item}")


def make_exercise_row(handbook: Handbook, write: Writer, exercise: Exercise) -> ExerciseRow:
    """An exercise, ready for a list."""
    return ExerciseRow(
        id=exercise.id,
        title=exercise.title,
        link=write.write_link("exercise", exercise),
        one_line=exercise.one_line,
        family=make_family_chip(handbook, write, exercise.family),
        level=exercise.intensity,
        intensity=write.write_words(f"intensity.{exercise.intensity}"),
        minutes=write.write_plain(phrases.describe_range(write.words, "minutes", exercise.minutes)),
        people=write.write_plain(phrases.describe_range(write.words, "people", exercise.people)),
        needs=tuple(handbook.needs[need].words for need in exercise.needs),
        worklife=tuple(write.words(f"worklife.{area}") for area in exercise.worklife),
    )


def make_exercise_view(handbook: Handbook, write: Writer, exercise: Exercise) -> ExerciseView:
    """An exercise, ready for its own page or for a block in a session."""
    return ExerciseView(
        **vars(make_exercise_row(handbook, write, exercise)),
        aim=write.write_prose(exercise.aim),
        materials=tuple(describe_material(write, needed) for needed in derive.merge_materials(handbook, [exercise])),
        space=exercise.space or "",
        say=write.write_prose(exercise.say),
        steps=tuple(make_step_view(write, step) for step in exercise.steps),
        debrief=write.write_lines(exercise.debrief),
        cautions=write.write_lines(derive.list_cautions(handbook, exercise)),
        opt_out=write.write_prose(exercise.opt_out),
        gentler=link_exercise(handbook, write, exercise.gentler),
        not_before=exercise.not_before or 0,
        then=link_exercise(handbook, write, exercise.then),
        variations=write.write_lines(exercise.variations),
        remote=write.write_prose(exercise.remote),
        pairings=tuple(
            (link_exercise(handbook, write, p.exercise), write.write_line(p.why)) for p in exercise.goes_well_with
        ),
        sources=tuple(describe_source(handbook, write, source) for source in exercise.sources),
    )


def make_questions_view(write: Writer, asked: Questions) -> QuestionsView:
    """An exercise's questions, ready for the phase that asks them."""
    minutes = write.write_words("count.minutes", n=asked.minutes) if asked.minutes else Markup("")
    return QuestionsView(asked.exercise.title, minutes, write.write_lines(asked.exercise.debrief))


def make_phase_view(handbook: Handbook, write: Writer, number: int, slot: Slot) -> PhaseView:
    """A phase, ready; `number` counts from 1."""
    phase = slot.phase
    exercise = slot.exercise
    own = [make_questions_view(write, asked) for asked in slot.questions if asked.exercise == exercise]
    others = [make_questions_view(write, asked) for asked in slot.questions if asked.exercise != exercise]
    return PhaseView(
        number=number,
        id=phase.id,
        title=phase.title,
        clock=phrases.format_clock(slot.start),
        minutes=slot.minutes,
        minutes_words=write.write_words("count.minutes", n=slot.minutes),
        who_key=phase.who,
        who=phrases.name_who(write.words, phase.who),
        do=write.write_prose(phase.do),
        say=write.write_prose(phase.say),
        rule=write.write_line(phase.rule),
        watch_for=write.write_lines(phase.watch_for),
        exercise=make_exercise_view(handbook, write, exercise) if exercise else None,
        exercise_link=write.write_link("exercise", exercise)
        if exercise and exercise.title != phase.title
        else Markup(""),
        exercise_note=write.write_prose(slot.filling.note) if slot.filling else Markup(""),
        invites=slot.reads_invitation,
        questions=own[0] if own else None,
        others_questions=tuple(others),
        asked_in=link_phase(write, slot.asked_in),
        debriefs=link_phase(write, slot.debriefed),
        open=phase.slot == OPEN and exercise is None,
    )


def list_phase_views(handbook: Handbook, write: Writer, slots: Sequence[Slot]) -> tuple[PhaseView, ...]:
    """All phases in order."""
    return tuple(make_phase_view(handbook, write, number, slot) for number, slot in enumerate(slots, start=1))


def link_phase(write: Writer, phase: Phase | None) -> Markup:
    """A link to another phase on the same page, or nothing."""
    return Markup(f"[{write.write_plain(phase.title)}](#{phase.id})") if phase else Markup("")
