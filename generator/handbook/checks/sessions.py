"""What a session must fulfil: its slots filled with exercises that fit, every role left before the end."""

from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.handbook.tables import Entry, Tables
from generator.model.exercise import Exercise
from generator.model.meeting import Format, Phase, Session
from generator.model.references import OPEN


def _check_slots_exist(tables: Tables) -> Iterator[Problem]:
    """Check that only slots of the format are filled."""
    for entry in tables.entries_of(Session):
        session_format = tables.value_of(Format, entry.value.format)
        if not session_format:
            continue
        slots = [phase.id for phase in session_format.phases if phase.slot]
        for key in entry.value.fill:
            if key not in slots:
                message = f'the format "{session_format.id}" has no slot "{key}"'
                place = entry.key_place_at("fill", key)
                yield Problem(place, "no-such-slot", message, f"Its slots are: {', '.join(slots) or 'none'}.")


def _check_open_slots_filled(tables: Tables) -> Iterator[Problem]:
    for entry in tables.entries_of(Session):
        session_format = tables.value_of(Format, entry.value.format)
        if not session_format:
            continue
        for phase in session_format.phases:
            if phase.slot == OPEN and phase.id not in entry.value.fill:
                message = f'the slot "{phase.id}" of the format "{session_format.id}" is open and not filled'
                cure = f"Write under fill: {phase.id}: {{exercise: …}}"
                yield Problem(entry.key_place_at("fill"), "slot-not-filled", message, cure)


def _check_minutes_allowed(tables: Tables) -> Iterator[Problem]:
    """Check that a slot lasts as long as its exercise may."""
    for entry in tables.entries_of(Session):
        session_format = tables.value_of(Format, entry.value.format)
        for key, filling in entry.value.fill.items():
            phase = next((p for p in session_format.phases if p.id == key), None) if session_format else None
            exercise = tables.value_of(Exercise, filling.exercise)
            if phase and exercise:
                place = entry.place_at("fill", key, "minutes" if filling.minutes is not None else "exercise")
                minutes = phase.minutes if filling.minutes is None else filling.minutes
                yield from _find_minutes_misfit(exercise, minutes, place)
    for planned in tables.entries_of(Format):
        for number, phase in enumerate(planned.value.phases):
            exercise = tables.value_of(Exercise, phase.slot) if phase.slot else None
            if exercise:
                yield from _find_minutes_misfit(exercise, phase.minutes, planned.place_at("phases", number, "minutes"))


def _find_minutes_misfit(exercise: Exercise, minutes: int, place: Place) -> Iterator[Problem]:
    span = exercise.minutes
    if not span.min <= minutes <= span.max:
        message = f'"{exercise.id}" takes {span.min} to {span.max} minutes, and here it has {minutes}'
        yield Problem(place, "minutes-misfit", message, "Change the minutes here, or choose another exercise.")


def find_held_exercise(tables: Tables, entry: Entry[Session], phase: Phase) -> Exercise | None:
    """Return the exercise that a phase of a session holds, if there is such an exercise."""
    filling = entry.value.fill.get(phase.id)
    id = filling.exercise if filling else phase.slot
    return tables.value_of(Exercise, id) if id else None


def _check_roles_are_left(tables: Tables) -> Iterator[Problem]:
    """Check that, where an exercise says what must follow (de-roling), a later slot of the session holds it."""
    for entry in tables.entries_of(Session):
        session_format = tables.value_of(Format, entry.value.format)
        if session_format:
            yield from _find_roles_not_left(tables, entry, session_format)


def _find_roles_not_left(tables: Tables, entry: Entry[Session], session_format: Format) -> Iterator[Problem]:
    held_here = [find_held_exercise(tables, entry, phase) for phase in session_format.phases]
    for number, exercise in enumerate(held_here):
        if not exercise or not exercise.then:
            continue
        if exercise.then not in [later.id for later in held_here[number + 1 :] if later]:
            phase = session_format.phases[number].id
            message = f'after "{exercise.id}" the session needs "{exercise.then}", and no later slot holds it'
            cure = f'Use a format that has a slot for "{exercise.then}" after this one, or another exercise.'
            place = entry.place_at("fill", phase, "exercise") if phase in entry.value.fill else entry.place_at("format")
            yield Problem(place, "roles-not-left", message, cure)


RULES = (_check_slots_exist, _check_open_slots_filled, _check_minutes_allowed, _check_roles_are_left)
