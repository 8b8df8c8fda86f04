"""What a year plan must fulfil: each session once, none too early for its exercises, none left out unnoticed."""

from collections.abc import Iterator

from generator.errors import Problem
from generator.handbook.checks.references import find_written_ids
from generator.handbook.checks.sessions import find_held_exercise
from generator.handbook.tables import Entry, Tables
from generator.model.annotations import EACH
from generator.model.meeting import Format, Session, Year
from generator.model.references import OPEN
from generator.source.document import Document
from generator.source.nodes import Scalar


def _list_planned_sessions(entry: Entry[Year]) -> list[tuple[int, int, str]]:
    """Return the sessions of a plan in order, each with the numbers of its part and of its place there."""
    return [(n, m, id) for n, part in enumerate(entry.value.parts) for m, id in enumerate(part.sessions)]


def _check_sessions_once(tables: Tables) -> Iterator[Problem]:
    """Check that only `open` stands in a plan more than once."""
    for entry in tables.entries_of(Year):
        seen: set[str] = set()
        for n, m, id in _list_planned_sessions(entry):
            if id in seen and id != OPEN:
                message = f'the session "{id}" stands in the year twice; only "{OPEN}" may'
                yield Problem(entry.place_at("parts", n, "sessions", m), "session-twice", message, "Keep it once.")
            seen.add(id)


def _check_sessions_planned(tables: Tables) -> Iterator[Problem]:
    """Warn of sessions in no plan, and of those that a plan held in the layers below and holds no longer."""
    placed = {id for entry in tables.entries_of(Year) for _, _, id in _list_planned_sessions(entry)}
    placed |= {follow.session for entry in tables.entries_of(Year) for follow in entry.value.follow_ups}
    if not placed or any(kind == "year" and entry.value is None for (kind, _), entry in tables.entries.items()):
        return
    # what a list of the circle's own left out is said of that list
    lost = {id for plan in tables.entries_of(Year) for id in _list_lost_sessions(tables, plan)}
    for entry in tables.entries_of(Session):
        if entry.id not in placed | lost:
            message = f'the session "{entry.id}" is in no part of any year plan, so nobody comes to it'
            cure = "Add it to a part of your year plan, in my-circle/years/, or hide it."
            yield Problem(entry.start, "session-in-no-part", message, cure, warning=True)
    for plan in tables.entries_of(Year):
        yield from _find_lost_sessions(tables, plan)


def _find_lost_sessions(tables: Tables, plan: Entry[Year]) -> Iterator[Problem]:
    """Yield a warning if a plan lost sessions because its list replaced that of a lower layer."""
    if lost := _list_lost_sessions(tables, plan):
        names = ", ".join(lost)
        message = f"this plan no longer holds what the plan below it does: {names}"
        cure = "Add them to a part, or leave it as it is if you mean to do without them."
        yield Problem(plan.start, "session-lost", message, cure, warning=True)


def _list_lost_sessions(tables: Tables, plan: Entry[Year]) -> list[str]:
    kept = {id for _, _, id in _list_planned_sessions(plan)}
    below = (scalar.text for document in plan.document.files[:-1] for scalar in _find_listed_sessions(document))
    return [id for id in dict.fromkeys(below) if id not in kept and id in tables.ids_of("session")]


def _find_listed_sessions(document: Document) -> Iterator[Scalar]:
    yield from find_written_ids(document.node, ("parts", EACH, "sessions", EACH))


def _check_not_too_early(tables: Tables) -> Iterator[Problem]:
    """Check that no exercise stands before the session it may be used from."""
    for entry in tables.entries_of(Year):
        for number, (n, m, id) in enumerate(_list_planned_sessions(entry), start=1):
            session = tables.entry_of(Session, id)
            session_format = tables.value_of(Format, session.value.format) if session else None
            for phase in session_format.phases if session_format and session else ():
                exercise = find_held_exercise(tables, session, phase) if session else None
                if exercise and exercise.not_before and exercise.not_before > number:
                    message = f'"{exercise.id}" does not come before session {exercise.not_before}'
                    place = entry.place_at("parts", n, "sessions", m)
                    cure = f"This is session {number}. Move it, or fill it with a gentler exercise."
                    yield Problem(place, "too-early", message, cure)


RULES = (_check_sessions_once, _check_sessions_planned, _check_not_too_early)
