"""Phases, of a session or of a format: when, how long, who, and the exercise that each holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import Slot
from generator.model.references import OPEN
from generator.pages.exercises import ExerciseView, make_exercise_view
from generator.pages.writer import Writer
from generator.phrasing import phrases


@dataclass(frozen=True)
class PhaseView:
    """A phase with every word ready."""

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
    # nothing where the phase has the exercise's name
    exercise_link: Markup
    exercise_note: Markup
    # whether the exercise's invitation is read here
    invites: bool
    # minutes for the questions, 0 if none are left
    debrief_minutes: int
    # whether the session, or the circle itself, chooses what happens here
    open: bool


def list_phase_views(write: Writer, slots: Sequence[Slot]) -> tuple[PhaseView, ...]:
    """Return all phases in order."""
    return tuple(_make_phase_view(write, slot) for slot in slots)


def _make_phase_view(write: Writer, slot: Slot) -> PhaseView:
    phase, exercise = slot.phase, slot.exercise
    differs = exercise is not None and exercise.title != phase.title
    return PhaseView(
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
        exercise=make_exercise_view(write, exercise) if exercise else None,
        exercise_link=write.write_link("exercise", exercise) if exercise and differs else Markup(""),
        exercise_note=write.write_prose(slot.filling.note) if slot.filling else Markup(""),
        invites=slot.reads_invitation,
        debrief_minutes=derive.count_debrief_minutes(exercise, slot.minutes) if exercise else 0,
        open=phase.slot == OPEN and exercise is None,
    )
