"""Where in an evening the room changes: computed from its phases and what is held in them. Pure."""

from collections.abc import Iterable

from generator.handbook.derive import Slot
from generator.model.exercise import Exercise
from generator.model.rooms import RoomName


def list_changes(slots: Iterable[Slot]) -> tuple[RoomName | None, ...]:
    """Return for each phase the room that has to be set for it; nothing where it is as it was, or where no one says."""
    stands, found = None, []
    for slot in slots:
        begins = find_room(slot)
        found.append(begins if begins != stands else None)
        stands = (_find_last(slot.exercise) if slot.exercise else None) or begins or stands
    return tuple(found)


def find_room(slot: Slot) -> RoomName | None:
    """Return the room in which a phase begins: that of its exercise goes before the phase's own."""
    return (slot.exercise.room if slot.exercise else None) or slot.phase.room


def _find_last(exercise: Exercise) -> RoomName | None:
    # the room in which an exercise ends, if a step changes it
    return next((step.room for step in reversed(exercise.steps) if step.room), None)


def find_uses(slots: Iterable[Slot]) -> dict[RoomName, Slot]:
    """Return each room that an evening needs, with the phase that needs it first, in the order of the evening."""
    found: dict[RoomName, Slot] = {}
    for slot in slots:
        steps = [step.room for step in slot.exercise.steps] if slot.exercise else []
        for room in (find_room(slot), *steps):
            if room:
                found.setdefault(room, slot)
    return found
