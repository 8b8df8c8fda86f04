"""What the circle's own settings must fulfil, and what they make unwise without making it wrong."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from generator.errors import Place, Problem
from generator.handbook import schedule
from generator.handbook.checks.sessions import find_held_exercise
from generator.handbook.schedule import Meeting
from generator.handbook.tables import Tables
from generator.model.exercise import Exercise
from generator.model.meeting import Break, Circle, Format, Session, Year
from generator.text.suggestions import did_you_mean

MAX_LOGO_BYTES = 200 * 1024
_DEFAULT_FILE = "content/circle.yml"
# the settings that say how dates follow from the first one
_COUNTED = ("on", "skip", "move")
# a session that moves by more than half a year was most likely given another year by mistake
_FAR = timedelta(days=183)


def _find_settings(tables: Tables) -> Circle | None:
    """Return the circle's settings, or the defaults if no file holds any; None if the file has problems of its own."""
    if ("circle", "") not in tables.entries and not tables.ids_of("circle"):
        return Circle.model_validate({})
    return tables.value_of(Circle, "")


def check_logo(tables: Tables, pictures: Mapping[str, bytes]) -> Iterator[Problem]:
    """Check that the circle's logo is there, and small enough for every sheet to carry it."""
    circle = _find_settings(tables)
    if not circle or not circle.logo:
        return
    entry = tables.entries["circle", ""]
    place, data = entry.place_at("logo"), pictures.get(circle.logo)
    if data is None:
        message = f'there is no picture "{circle.logo}" in a folder images'
        near = did_you_mean(circle.logo, pictures)
        yield Problem(
            place, "unknown-id", message, near.strip() or "Put it into my-circle/images, or correct its name."
        )
    elif len(data) > MAX_LOGO_BYTES:
        message = f"this picture is too large for a logo, which stands on every session sheet: {len(data) // 1024} KB"
        yield Problem(place, "logo-too-large", message, f"Make it smaller: {MAX_LOGO_BYTES // 1024} KB at most.")


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
        cure = f"Write my-circle/years/{circle.year}.yml, or name another plan in my-circle/circle.yml: year: …"
        yield Problem(Place(_DEFAULT_FILE), "unknown-id", message, cure)


def _check_first_meeting_is_named(tables: Tables) -> Iterator[Problem]:
    """Check that there is a first meeting to count from where dates are told, and that it suits the rhythm."""
    circle = _find_settings(tables)
    if circle is None:
        return
    counted = [key for key in _COUNTED if getattr(circle, key)]
    if counted and not circle.first_meeting:
        message = f'"{counted[0]}" needs a date to count from'
        place = _locate_setting(tables, counted[0])
        yield Problem(place, "no-first-meeting", message, "Add first_meeting: with the first date.")
    first = circle.first_meeting
    if first and circle.on:
        days = schedule.list_month_days(circle.on, first.year, first.month)
        if first not in days:
            message = f"{first} is a {first:%A} and none of the days under on: in that month"
            cure = f"Take one of them: {', '.join(map(str, days))}; or correct on:."
            yield Problem(_locate_setting(tables, "first_meeting"), "not-on-the-day", message, cure)


def _check_breaks(tables: Tables) -> Iterator[Problem]:
    """Check that what is skipped would have been a meeting, that no break ends before it begins, and that breaks leave
    room for the year."""
    found = find_year_plan(tables)
    if found is None or not found[0].first_meeting:
        return
    circle, year = found
    for key in ("skip", "holidays"):
        for number, one in enumerate(getattr(circle, key)):
            if one.last < one.first:
                message = f"this break ends on {one.last}, before it begins on {one.first}"
                place = tables.entries["circle", ""].place_at(key, number)
                yield Problem(place, "break-backwards", message, "Write the earlier date under from.")
    planned = schedule.list_dates_in_use(circle, year)
    for number, one in enumerate(circle.skip):
        if one.first <= one.last and not any(one.first <= day <= one.last for day in planned):
            yield _make_missed_break(tables, number, one, planned)
    meetings = schedule.schedule_meetings(circle, year)
    if not all(meeting.day for meeting in meetings):
        message = "there are so many breaks that the year never ends"
        cure = "Shorten the longest of them; look at the years of its dates."
        yield Problem(_locate_setting(tables, "skip"), "year-without-end", message, cure)


def _make_missed_break(tables: Tables, number: int, one: Break, planned: list[date]) -> Problem:
    nearest = min(planned, key=lambda other: (abs(other - one.first), other))
    said = f"on {one.first}" if one.first == one.last else f"from {one.first} to {one.last}"
    cure = f"The nearest meeting is on {nearest}. A list of public holidays can stand under holidays: instead."
    return Problem(
        tables.entries["circle", ""].place_at("skip", number), "skip-misses", f"no meeting falls {said}", cure
    )


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
        if out_of_order and moved in circle.move and not (_is_far(before) or _is_far(after)):
            where = "on the same day as" if before.day == after.day else "after"
            message = f'"{before.session}" on {before.day} now comes {where} "{after.session}" on {after.day}'
            cure = "If that is meant, all is well; else correct the date, and look at its year."
            yield Problem(_locate_setting(tables, "move", moved), "out-of-order", message, cure, warning=True)


def _is_far(meeting: Meeting) -> bool:
    return meeting.day is not None and meeting.regular is not None and abs(meeting.day - meeting.regular) > _FAR


def _check_moved_dates_are_near(tables: Tables) -> Iterator[Problem]:
    """Warn of a session that moves very far, and of one that moves onto a date on which nobody meets."""
    found = find_year_plan(tables)
    if found is None:
        return
    circle, year = found
    for meeting in schedule.schedule_meetings(circle, year):
        if not (meeting.is_moved and meeting.day and meeting.regular):
            continue
        place = _locate_setting(tables, "move", meeting.session)
        if _is_far(meeting):
            message = f'"{meeting.session}" moves from {meeting.regular} to {meeting.day}, more than half a year away'
            cure = "If that is meant, all is well; else correct the year."
            yield Problem(place, "moved-far", message, cure, warning=True)
        elif schedule.is_in_break(circle, meeting.day):
            message = f'"{meeting.session}" moves to {meeting.day}, on which you do not meet'
            cure = "If that is meant, all is well; else choose another date."
            yield Problem(place, "moved-into-a-break", message, cure, warning=True)


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
    cure = "Write the people and numbers of your place into my-circle/circle.yml, under urgent_help:"
    place = tables.entries["circle", ""].start if ("circle", "") in tables.entries else Place(_DEFAULT_FILE)
    yield Problem(place, "no-urgent-help", message, cure, warning=True)


RULES = (
    _check_year_exists,
    _check_first_meeting_is_named,
    _check_breaks,
    _check_moved_sessions,
    _check_moved_dates_in_order,
    _check_moved_dates_are_near,
    _check_enough_people,
    _check_help_is_named,
)
