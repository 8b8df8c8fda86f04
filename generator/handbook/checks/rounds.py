"""What must hold of rounds, where everyone speaks in turn, and of phases that may give way when a circle is late."""

from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.handbook import derive, schedule
from generator.handbook.checks.circle import find_year_plan
from generator.handbook.checks.sessions import find_held_exercise
from generator.handbook.tables import Entry, Tables
from generator.model.exercise import Exercise
from generator.model.meeting import Format, Session

# minutes, the seconds that each needs, and where the minutes stand
_Round = tuple[int, int, Place]


def _check_rounds_long_enough(tables: Tables) -> Iterator[Problem]:
    """Warn of planned rounds in which each has less time than the round needs, each place once."""
    found = find_year_plan(tables)
    if found is None:
        return
    circle, year = found
    planned = (tables.entry_of(Session, id) for id in schedule.list_session_ids(year))
    rounds = dict.fromkeys(held for entry in planned if entry for held in _list_rounds(tables, entry))
    for minutes, needed, place in rounds:
        each = derive.count_turn_seconds(minutes, circle.people)
        if each < needed:
            message = f"{minutes} min for {circle.people} people is {each} seconds each, and each needs {needed}"
            least = -(-needed * circle.people // 60)
            cure = f"Give it {least} minutes or more, or go round in two smaller groups at the same time."
            yield Problem(place, "short-round", message, cure, warning=True)


def _list_rounds(tables: Tables, entry: Entry[Session]) -> Iterator[_Round]:
    ordered = tables.entry_of(Format, entry.value.format)
    for number, phase in enumerate(ordered.value.phases if ordered else ()):
        filling = entry.value.fill.get(phase.id)
        if ordered and phase.turn and filling and filling.minutes is not None:
            yield filling.minutes, phase.turn, entry.place_at("fill", phase.id, "minutes")
        elif ordered and phase.turn:
            yield phase.minutes, phase.turn, ordered.place_at("phases", number, "minutes")
        if exercise := find_held_exercise(tables, entry, phase):
            yield from _list_rounds_within(tables, exercise)


def _list_rounds_within(tables: Tables, exercise: Exercise) -> Iterator[_Round]:
    entry = tables.entry_of(Exercise, exercise.id)
    for number, step in enumerate(exercise.steps):
        if entry and step.turn and step.minutes:
            yield step.minutes, step.turn, entry.place_at("steps", number, "minutes")


def _check_shortened_is_shorter(tables: Tables) -> Iterator[Problem]:
    """Check that what must be left of a phase is less than all of it."""
    for entry in tables.entries_of(Format):
        for number, phase in enumerate(entry.value.phases):
            if phase.may_shorten is not None and phase.may_shorten >= phase.minutes:
                message = f'"{phase.id}" takes {phase.minutes} minutes, so leaving {phase.may_shorten} saves no time'
                cure = "Write fewer minutes here, 0 if all of it may go, or delete may_shorten."
                yield Problem(entry.place_at("phases", number, "may_shorten"), "saves-no-time", message, cure)


RULES = (_check_rounds_long_enough, _check_shortened_is_shorter)
