"""What the circle's own settings must fulfil, and what they make unwise without making it wrong."""

from collections.abc import Iterator
from itertools import pairwise

from generator.errors import Place, Problem
from generator.handbook import schedule
from generator.handbook.checks.sessions import find_held_exercise
from generator.handbook.tables import Tables
from generator.model.exercise import Exercise
from generator.model.meeting import Circle, Format, Session, Year

_DEFAULT_FILE = "content/circle.yml"


def _find_settings(tables: Tables) -> Circle | None:
    """Return the circle's settings, or the defaults if no file holds any; None if the file has problems of its own."""
    if ("circle", "") not in tables.entries and not tables.ids_of("circle"):
        return Circle.model_validate({})
    return tables.value_of(Circle, "")


def find_year_plan(tables: Tables) -> tuple[Circle, Year] | None:
    """Return the settings and the year plan that they name, if both could be read."""
    circle = _find_settings(tables)
    year = tables.value_of(Year, circle.year) if circle else None
    return (circle, year) if circle and year else None


def _locate_setting(tables: Tables, *path: str | int) -> Place:
    entry = tables.entries.get(("circle", ""))
    return entry.key_place_at(*path) if entry else Place(_DEFAULT_FILE)


def _check_year_exists(tables: Tables) -> Iterator[Problem]:
    """Check that there is a year plan of the usual name where no file names another."""
    circle = _find_settings(tables)
    entry = tables.entries.get(("circle", ""))
    if circle and circle.year not in tables.ids_of("year") and not (entry and entry.has_key("year")):
        message = f'there is no year plan with the id "{circle.year}"'
        cure = f"Write content/years/{circle.year}.yml, or name another plan in {_DEFAULT_FILE}: year: …"
        yield Problem(Place(_DEFAULT_FILE), "unknown-id", message, cure)


def _check_dates_hit(tables: Tables) -> Iterator[Problem]:
    """Check that each date to skip is one on which the circle would meet, and that there is a first meeting to count
    from."""
    found = find_year_plan(tables)
    if found is None:
        return
    circle, year = found
    for key in ("skip", "move"):
        if getattr(circle, key) and not circle.first_meeting:
            message = f'"{key}" needs a date to count from'
            yield Problem(
                _locate_setting(tables, key), "no-first-meeting", message, "Add first_meeting: with the first date."
            )
            return
    planned = schedule.list_dates_in_use(circle, year)
    for number, day in enumerate(circle.skip):
        if day not in planned:
            nearest = min(planned, key=lambda other: (abs(other - day), other))
            message = f"no meeting falls on {day}"
            place = tables.entries["circle", ""].place_at("skip", number)
            yield Problem(place, "skip-misses", message, f"The nearest meeting is on {nearest}.")


def _check_moved_sessions(tables: Tables) -> Iterator[Problem]:
    """Check that only sessions of the plan in use are moved, and none that stands in it more than once."""
    found = find_year_plan(tables)
    if found is None:
        return
    circle, year = found
    planned = [*schedule.list_session_ids(year), *(follow.session for follow in year.follow_ups)]
    for id in circle.move:
        if id in tables.ids_of("session") and id not in planned:
            message = f'the session "{id}" is not in the plan "{year.id}"'
            yield Problem(_locate_setting(tables, "move", id), "not-planned", message, "Delete the line.")
        elif planned.count(id) > 1:
            message = f'the session "{id}" stands in the plan more than once, so it is unclear which one moves'
            yield Problem(
                _locate_setting(tables, "move", id),
                "not-planned",
                message,
                "Skip a date instead, or make a copy of it.",
            )


def _check_moved_dates_in_order(tables: Tables) -> Iterator[Problem]:
    """Warn of a moved session that leaves its place between its neighbours, as one does whose year is mistyped."""
    found = find_year_plan(tables)
    if found is None or not found[0].first_meeting:
        return
    circle, year = found
    held = [meeting for meeting in schedule.schedule_meetings(circle, year) if meeting.day]
    for before, after in pairwise(held):
        moved = after.session if after.session in circle.move else before.session
        out_of_order = before.day and after.day and before.day >= after.day and before.session != after.session
        if out_of_order and moved in circle.move:
            where = "on the same day as" if before.day == after.day else "after"
            message = f'"{before.session}" on {before.day} now comes {where} "{after.session}" on {after.day}'
            cure = "If that is meant, all is well; else correct the date, and look at its year."
            yield Problem(_locate_setting(tables, "move", moved), "out-of-order", message, cure, warning=True)


def _check_enough_people(tables: Tables) -> Iterator[Problem]:
    """Warn of planned exercises that need more people than the circle has."""
    found = find_year_plan(tables)
    if found is None:
        return
    circle, year = found
    named = set()
    for id in schedule.list_session_ids(year):
        for exercise in _list_year_exercises(tables, id):
            if circle.people < exercise.people.min and exercise.id not in named:
                named.add(exercise.id)
                need = f'"{exercise.id}" in session "{id}" is for {exercise.people.min} people or more'
                cure = "See its variations, or choose one of the exercises under instead: in that session."
                message = f"{need}, and you are {circle.people}"
                yield Problem(_locate_setting(tables, "people"), "few-people", message, cure, warning=True)


def _list_year_exercises(tables: Tables, session: str) -> Iterator[Exercise]:
    entry = tables.entry_of(Session, session)
    session_format = tables.value_of(Format, entry.value.format) if entry else None
    for phase in session_format.phases if session_format else ():
        if entry and (exercise := find_held_exercise(tables, entry, phase)):
            yield exercise


def _check_help_is_named(tables: Tables) -> Iterator[Problem]:
    """Warn while nobody to call in an emergency is named."""
    circle = _find_settings(tables)
    if circle is None or circle.urgent_help:
        return
    message = "urgent_help is not set, so pages and sheets say: call your local emergency number"
    cure = "Add the people and numbers of your place under urgent_help:"
    place = tables.entries["circle", ""].start if ("circle", "") in tables.entries else Place(_DEFAULT_FILE)
    yield Problem(place, "no-urgent-help", message, cure, warning=True)


RULES = (
    _check_year_exists,
    _check_dates_hit,
    _check_moved_sessions,
    _check_moved_dates_in_order,
    _check_enough_people,
    _check_help_is_named,
)
