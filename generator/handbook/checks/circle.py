"""What the circle's own settings must fulfil, and what they make unwise without making it wrong."""

from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.handbook import schedule
from generator.handbook.checks.sessions import held
from generator.handbook.tables import Entry, Tables
from generator.model.meeting import Circle, Year


def settings(tables: Tables) -> tuple[Circle, Entry | None]:
    """The circle's settings and where they stand, or the defaults."""
    entry = tables.entries.get(("circle", ""))
    if entry and entry.value:
        return entry.value, entry
    return Circle.model_validate({}), None


def dates_hit(tables: Tables) -> Iterator[Problem]:
    """A date to skip is one on which the circle would meet; dates need a first meeting."""
    circle, entry = settings(tables)
    year = tables.one("year", circle.year)
    if entry is None or not isinstance(year, Year):
        return
    for key in ("skip", "move"):
        if getattr(circle, key) and not circle.first_meeting:
            message = f'"{key}" needs a date to count from'
            yield Problem(entry.key(key), "no-first-meeting", message, "Add first_meeting: with the first date.")
            return
    planned = schedule.regular_dates(circle, year)
    for number, day in enumerate(circle.skip):
        if day not in planned:
            nearest = min(planned, key=lambda other: (abs(other - day), other), default=None)
            message = f"no meeting falls on {day}"
            cure = f"The nearest meeting is on {nearest}." if nearest else "Take it out."
            yield Problem(entry.place("skip", number), "skip-misses", message, cure)


def moved_sessions_are_planned(tables: Tables) -> Iterator[Problem]:
    """Only a session of the plan in use can be moved."""
    circle, entry = settings(tables)
    year = tables.one("year", circle.year)
    if entry is None or not isinstance(year, Year):
        return
    planned = set(schedule.order(year))
    for id in circle.move:
        if id in tables.ids("session") and id not in planned:
            message = f'the session "{id}" is not in the plan "{year.id}"'
            yield Problem(entry.key("move", id), "not-planned", message, "Take the line out.")


def enough_people(tables: Tables) -> Iterator[Problem]:
    """An exercise in the plan suits as many people as the circle has."""
    circle, entry = settings(tables)
    year = tables.one("year", circle.year)
    if not isinstance(year, Year):
        return
    told = set()
    for id in schedule.order(year):
        session = tables.entries.get(("session", id))
        format = tables.one("format", session.value.format) if session and session.value else None
        for phase in format.phases if format and session else ():
            exercise = held(tables, session, phase) if session else None
            if exercise and circle.people < exercise.people.min and exercise.id not in told:
                told.add(exercise.id)
                message = f'"{exercise.id}" in session "{id}" is for {exercise.people.min} people or more; you are {circle.people}'
                cure = "See its variations, or choose one of the exercises under “instead”."
                place = entry.place("people") if entry and entry.document.node else Place("content/circle.yml")
                yield Problem(place, "few-people", message, cure, warning=True)


def help_is_named(tables: Tables) -> Iterator[Problem]:
    """Who to call in an emergency is set."""
    circle, entry = settings(tables)
    if circle.urgent_help:
        return
    place = entry.top if entry else Place("content/circle.yml")
    message = "urgent_help is not set, so pages and sheets say: call your local emergency number"
    cure = "Add the people and numbers of your place under urgent_help:."
    yield Problem(place, "no-urgent-help", message, cure, warning=True)


RULES = (dates_hit, moved_sessions_are_planned, enough_people, help_is_named)
