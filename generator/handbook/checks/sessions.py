"""What a session must fulfil: its slots filled with exercises that fit, every role left before the end."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Place, Problem
from generator.handbook.tables import Entry, Tables
from generator.model.exercise import Exercise
from generator.model.library import OWN_LICENCE, Questionnaire
from generator.model.meeting import Format, Phase, QuestionnaireUse, Session
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
            if session_format and phase and exercise:
                said = entry.place_at("fill", key, "exercise")
                place = entry.place_at("fill", key, "minutes") if filling.minutes is not None else said
                where = _Where(place, said, entry.key_place_at("fill", key), f'the session "{entry.id}"')
                minutes = phase.minutes if filling.minutes is None else filling.minutes
                later = _count_later_minutes(session_format, phase, exercise)
                yield from _find_minutes_misfit(exercise, minutes, later, where)
    for planned in tables.entries_of(Format):
        for number, phase in enumerate(planned.value.phases):
            exercise = tables.value_of(Exercise, phase.slot) if phase.slot else None
            if exercise:
                later = _count_later_minutes(planned.value, phase, exercise)
                place, said = (planned.place_at("phases", number, key) for key in ("minutes", "slot"))
                where = _Where(place, said, place, f'the format "{planned.id}"')
                yield from _find_minutes_misfit(exercise, phase.minutes, later, where)


def _count_later_minutes(session_format: Format, phase: Phase, exercise: Exercise) -> int:
    """Add up the minutes of the later phases that belong to an exercise too: the one that holds what must follow it,
    and the one in which its questions are asked."""
    later = session_format.phases[session_format.phases.index(phase) + 1 :]
    following = next((one.minutes for one in later if exercise.then and one.slot == exercise.then), 0)
    return following + sum(one.minutes for one in later if one.debriefs == phase.id)


@dataclass(frozen=True)
class _Where:
    """Where minutes, their exercise and their slot stand. An exercise that stands in for a hidden one is named in that
    one's file, and is mended there."""

    minutes: Place
    exercise: Place
    slot: Place
    owner: str

    @property
    def _stands_in(self) -> bool:
        mine, other = (one.file.split("/")[-2:] for one in (self.slot, self.exercise))
        return mine != other

    @property
    def place(self) -> Place:
        return self.exercise if self._stands_in else self.minutes

    @property
    def name(self) -> str:
        return f"in {self.owner}" if self._stands_in else "here"

    @property
    def cure(self) -> str:
        if self._stands_in:
            return "Name another exercise here, one that can be done in these minutes."
        return "Change the minutes here, or choose another exercise."


def _find_minutes_misfit(exercise: Exercise, minutes: int, later: int, where: _Where) -> Iterator[Problem]:
    """Find minutes outside an exercise's range, or too few for its steps alone. `later` are those of later phases that
    belong to it: they count towards the least it needs, and since the group may talk longer, not towards the most."""
    span = exercise.minutes
    steps = sum(step.minutes for step in exercise.steps)
    if not minutes <= span.max or minutes + later < span.min:
        has = f"{minutes}, with {later} more in later phases" if later else f"{minutes}"
        message = f'"{exercise.id}" takes {span.min} to {span.max} minutes, and {where.name} it has {has}'
        yield Problem(where.place, "minutes-misfit", message, where.cure)
    elif minutes < steps:
        message = f'the steps of "{exercise.id}" take {steps} minutes, and {where.name} it has {minutes}'
        yield Problem(where.place, "minutes-misfit", message, where.cure)


def _check_debriefed_phases(tables: Tables) -> Iterator[Problem]:
    """Check that a phase that asks another's questions comes after it, and holds no exercise of its own."""
    for entry in tables.entries_of(Format):
        for number, phase in enumerate(entry.value.phases):
            earlier = [one.id for one in entry.value.phases[:number] if one.slot]
            if phase.debriefs and phase.debriefs not in earlier:
                message = f'no earlier phase with a slot is called "{phase.debriefs}"'
                cure = f"Earlier ones are: {', '.join(earlier) or 'none'}."
                yield Problem(entry.place_at("phases", number, "debriefs"), "no-such-slot", message, cure)
            elif phase.debriefs and phase.slot:
                message = f'the phase "{phase.id}" holds an exercise itself, so it cannot ask the questions of another'
                cure = "Delete debriefs here, and write it in a phase that has no slot."
                yield Problem(entry.place_at("phases", number, "debriefs"), "debriefs-and-slot", message, cure)


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
    # and nobody is asked about a scene before every role is left
    held_here = [find_held_exercise(tables, entry, phase) for phase in session_format.phases]
    for number, exercise in enumerate(held_here):
        if not exercise or not exercise.then:
            continue
        phase = session_format.phases[number]
        place = (
            entry.place_at("fill", phase.id, "exercise") if phase.id in entry.value.fill else entry.place_at("format")
        )
        left = [at for at, later in enumerate(held_here) if at > number and later and later.id == exercise.then]
        asked = [at for at, later in enumerate(session_format.phases) if at > number and later.debriefs == phase.id]
        if not left:
            message = f'after "{exercise.id}" the session needs "{exercise.then}", and no later slot holds it'
            cure = f'Use a format that has a slot for "{exercise.then}" after this one, or another exercise.'
            yield Problem(place, "roles-not-left", message, cure)
        elif asked and asked[0] < left[0]:
            early = session_format.phases[asked[0]].id
            message = f'the phase "{early}" asks the questions of "{exercise.id}" before "{exercise.then}"'
            cure = (
                f'In the format "{session_format.id}", move the phase "{early}" behind the slot for "{exercise.then}".'
            )
            yield Problem(place, "asked-in-a-role", message, cure)


def _check_forms_without_licence(tables: Tables) -> Iterator[Problem]:
    """Check that what stands in for a questionnaire is a form of our own, and that the questionnaire is not."""
    for entry in tables.entries_of(Session):
        for number, use in enumerate(entry.value.questionnaires):
            if use.instead:
                yield from _find_substitute_faults(
                    tables, use, use.instead, entry.place_at("questionnaires", number, "instead")
                )


def _find_substitute_faults(tables: Tables, use: QuestionnaireUse, instead: str, place: Place) -> Iterator[Problem]:
    given, other = tables.value_of(Questionnaire, use.id), tables.value_of(Questionnaire, instead)
    if given and given.licence == OWN_LICENCE:
        message = f'"{use.id}" is a form of our own, so nobody needs another one instead of it'
        yield Problem(place, "instead-not-needed", message, "Delete instead: here.")
    elif other and other.licence != OWN_LICENCE:
        message = f'"{instead}" belongs to somebody else, so it may need a licence too'
        cure = f"Name a form of our own here: one whose file says licence: {OWN_LICENCE}."
        yield Problem(place, "instead-needs-licence", message, cure)


RULES = (
    _check_slots_exist,
    _check_open_slots_filled,
    _check_minutes_allowed,
    _check_debriefed_phases,
    _check_roles_are_left,
    _check_forms_without_licence,
)
