"""What the circle's own settings must fulfil, and what they make unwise without making it wrong."""

from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.handbook import schedule
from generator.handbook.checks.sessions import held
from generator.handbook.tables import Tables
from generator.model.exercise import Exercise
from generator.model.meeting import Circle, Year

DEFAULT_FILE = "content/circle.yml"


def settings(tables: Tables) -> Circle | None:
    """The circle's settings, or the defaults if no file holds any; None if the file has problems of its own."""
    entry = tables.entries.get(("circle", ""))
    if entry is None and not tables.ids("circle"):
        return Circle.model_validate({})
    return entry.value if entry else None


def plan(tables: Tables) -> tuple[Circle, Year] | None:
    """The settings and the year plan that they name, if both could be read."""
    circle = settings(tables)
    year = tables.one("year", circle.year) if circle else None
    return (circle, year) if circle and isinstance(year, Year) else None


def where(tables: Tables, *path: str | int) -> Place:
    """Where a setting stands."""
    entry = tables.entries.get(("circle", ""))
    return entry.key(*path) if entry else Place(DEFAULT_FILE)


def year_exists(tables: Tables) -> Iterator[Problem]:
    """Where no file names a year plan, the one that is used unasked must be there."""
    circle = settings(tables)
    entry = tables.entries.get(("circle", ""))
    if circle and circle.year not in tables.ids("year") and not (entry and entry.names("year")):
        message = f'there is no year plan with the id "{circle.year}"'
        cure = f"Write content/years/{circle.year}.yml, or name another plan in {DEFAULT_FILE}: year: …"
        yield Problem(Place(DEFAULT_FILE), "unknown-id", message, cure)


def dates_hit(tables: Tables) -> Iterator[Problem]:
    """A date to skip is one on which the circle would meet; dates need a first meeting."""
    found = plan(tables)
    if found is None:
        return
    circle, year = found
    for key in ("skip", "move"):
        if getattr(circle, key) and not circle.first_meeting:
            message = f'"{key}" needs a date to count from'
            yield Problem(where(tables, key), "no-first-meeting", message, "Add first_meeting: with the first date.")
            return
    planned = schedule.dates_in_use(circle, year)
    for number, day in enumerate(circle.skip):
        if day not in planned:
            nearest = min(planned, key=lambda other: (abs(other - day), other))
            message = f"no meeting falls on {day}"
            place = tables.entries["circle", ""].place("skip", number)
            yield Problem(place, "skip-misses", message, f"The nearest meeting is on {nearest}.")


def moved_sessions_are_planned(tables: Tables) -> Iterator[Problem]:
    """Only a session of the plan in use can be moved, and only one that stands in it once."""
    found = plan(tables)
    if found is None:
        return
    circle, year = found
    planned = [*schedule.order(year), *(follow.session for follow in year.follow_ups)]
    for id in circle.move:
        if id in tables.ids("session") and id not in planned:
            message = f'the session "{id}" is not in the plan "{year.id}"'
            yield Problem(where(tables, "move", id), "not-planned", message, "Take the line out.")
        elif planned.count(id) > 1:
            message = f'the session "{id}" stands in the plan more than once, so it is unclear which one moves'
            yield Problem(
                where(tables, "move", id), "not-planned", message, "Skip a date instead, or make a copy of it."
            )


def enough_people(tables: Tables) -> Iterator[Problem]:
    """An exercise in the plan suits as many people as the circle has."""
    found = plan(tables)
    if found is None:
        return
    circle, year = found
    told = set()
    for id in schedule.order(year):
        for exercise in exercises_of(tables, id):
            if circle.people < exercise.people.min and exercise.id not in told:
                told.add(exercise.id)
                need = f'"{exercise.id}" in session "{id}" is for {exercise.people.min} people or more'
                cure = "See its variations, or choose one of the exercises under instead: in that session."
                message = f"{need}, and you are {circle.people}"
                yield Problem(where(tables, "people"), "few-people", message, cure, warning=True)


def exercises_of(tables: Tables, session: str) -> Iterator[Exercise]:
    """The exercises that a session holds."""
    entry = tables.entries.get(("session", session))
    format = tables.one("format", entry.value.format) if entry and entry.value else None
    for phase in format.phases if format else ():
        if entry and (exercise := held(tables, entry, phase)):
            yield exercise


def help_is_named(tables: Tables) -> Iterator[Problem]:
    """Who to call in an emergency is set."""
    circle = settings(tables)
    if circle is None or circle.urgent_help:
        return
    message = "urgent_help is not set, so pages and sheets say: call your local emergency number"
    cure = "Add the people and numbers of your place under urgent_help:"
    place = tables.entries["circle", ""].top if ("circle", "") in tables.entries else Place(DEFAULT_FILE)
    yield Problem(place, "no-urgent-help", message, cure, warning=True)


RULES = (year_exists, dates_hit, moved_sessions_are_planned, enough_people, help_is_named)
