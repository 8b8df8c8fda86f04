"""Phases, of a session or of a format: when, how long, who, and the exercise that each holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from markupsafe import Markup

from generator.handbook import rooms
from generator.handbook.derive import Questions, Slot
from generator.model.meeting import Phase
from generator.model.references import OPEN
from generator.pages.exercises import ExerciseView, make_exercise_view
from generator.pages.rooms import RoomView, draw_room
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.text.tree import plain_words

# about four lines on a phone, little more than the line that unfolds them
_MOST_WORDS = 25


@dataclass(frozen=True)
class QuestionsView:
    """The questions of an exercise in the phase that asks them."""

    title: str
    # nothing where no minutes are set aside
    minutes: Markup
    each: tuple[Markup, ...]


@dataclass(frozen=True)
class PhaseView:
    """A phase with every word ready."""

    id: str
    title: str
    clock: str
    # minutes from the beginning
    start: int
    minutes: int
    minutes_words: Markup
    who_key: str
    who: str
    # how long each speaks, of a round alone
    turn: str
    do: Markup
    say: Markup
    rule: Markup
    watch_for: tuple[Markup, ...]
    # whether what to do and to look out for is too long to stand open on a phone
    long: bool
    exercise: ExerciseView | None
    care_anchor: str
    exercise_anchor: str
    # nothing where the phase has the exercise's name
    exercise_link: Markup
    exercise_note: Markup
    # whether the exercise's invitation is read here
    invites: bool
    # those of its own exercise, if they are asked here
    questions: QuestionsView | None
    others_questions: tuple[QuestionsView, ...]
    # the phase that asks the questions of this one's exercise, and the one that this phase asks about
    asked_in: Markup
    debriefs: Markup
    # whether the session, or the circle itself, chooses what happens here
    open: bool
    # where it is another than before
    room: RoomView | None


def list_phase_views(write: Writer, slots: Sequence[Slot], begins: time | None = None) -> tuple[PhaseView, ...]:
    """Return all phases in order, by the time of day if it is known when the first begins."""
    rooms_to_set = zip(slots, rooms.list_changes(slots), strict=True)
    return tuple(_make_phase_view(write, slot, begins, room) for slot, room in rooms_to_set)


def make_care_anchor(phase: str) -> str:
    """Return where the cautions of a phase's exercise stand on the session's page."""
    return f"{phase}-take-care"


def _make_phase_view(write: Writer, slot: Slot, begins: time | None, room: str | None) -> PhaseView:
    phase, exercise = slot.phase, slot.exercise
    own = [_make_questions_view(write, one) for one in slot.questions if one.exercise == exercise]
    differs = exercise is not None and exercise.title != phase.title
    return PhaseView(
        id=phase.id,
        title=phase.title,
        clock=phrases.format_clock(slot.start, begins),
        start=slot.start,
        minutes=slot.minutes,
        minutes_words=write.write_words("count.minutes", n=slot.minutes),
        who_key=phase.who,
        who=phrases.name_who(write.words, phase.who),
        turn=phrases.describe_turn(write.words, phase.turn, slot.minutes, write.handbook.circle.people),
        do=write.write_prose(phase.do),
        say=write.write_prose(phase.say),
        rule=write.write_line(phase.rule),
        watch_for=write.write_lines(phase.watch_for),
        long=_count_words(phase) > _MOST_WORDS,
        exercise=make_exercise_view(write, exercise) if exercise else None,
        care_anchor=make_care_anchor(phase.id),
        exercise_anchor=f"{phase.id}-exercise",
        exercise_link=write.write_link("exercise", exercise) if exercise and differs else Markup(""),
        exercise_note=write.write_prose(slot.filling.note) if slot.filling else Markup(""),
        invites=slot.reads_invitation,
        questions=own[0] if own else None,
        others_questions=tuple(_make_questions_view(write, one) for one in slot.questions if one.exercise != exercise),
        asked_in=_link_phase(write, slot.asked_in),
        debriefs=_link_phase(write, slot.debriefed),
        open=phase.slot == OPEN and exercise is None,
        room=draw_room(write.words, room, write.handbook.circle.people),
    )


def _count_words(phase: Phase) -> int:
    # of what is not said aloud
    return sum(len(plain_words(text).split()) for text in (phase.do, *phase.watch_for))


def _make_questions_view(write: Writer, asked: Questions) -> QuestionsView:
    minutes = write.write_words("count.minutes", n=asked.minutes) if asked.minutes else Markup("")
    return QuestionsView(asked.exercise.title, minutes, write.write_lines(asked.exercise.debrief))


def _link_phase(write: Writer, phase: Phase | None) -> Markup:
    return Markup(f"[{write.write_plain(phase.title)}](#{phase.id})") if phase else Markup("")
