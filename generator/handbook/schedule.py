"""When the circle meets: dates computed from the first meeting, the rhythm, and what is skipped or moved.

Pure arithmetic on dates; no clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.meeting import Circle, Year


@dataclass(frozen=True)
class Meeting:
    """One place in the year: its number from 1, or None for a follow-up; the part it is in; week and date."""

    session: str
    number: int | None
    part: str | None
    week: int
    day: date | None


def list_session_ids(year: Year) -> list[str]:
    """Return the session ids of a plan in order, without follow-ups."""
    return [id for part in year.parts for id in part.sessions]


def _list_regular_dates(circle: Circle, year: Year) -> list[date]:
    """Return the dates on which sessions would fall if none were skipped, with as many more as are skipped."""
    if not circle.first_meeting:
        return []
    count = len(list_session_ids(year)) + len(set(circle.skip))
    return [circle.first_meeting + timedelta(weeks=circle.every_weeks * n) for n in range(count)]


def list_dates_in_use(circle: Circle, year: Year) -> list[date]:
    """Return the dates on which the circle meets, or would have met had it not skipped them."""
    dates = _list_regular_dates(circle, year)
    held = [day for day in dates if day not in circle.skip][: len(list_session_ids(year))]
    return [day for day in dates if day <= held[-1]] if held else []


def schedule_meetings(circle: Circle, year: Year) -> tuple[Meeting, ...]:
    """Return every meeting of the year in order, then the follow-ups. Later sessions move on when a date is skipped; a
    moved session takes its new date and leaves the others where they are."""
    dates = [day for day in _list_regular_dates(circle, year) if day not in circle.skip]
    found: list[Meeting] = []
    for part in year.parts:
        for id in part.sessions:
            index = len(found)
            day = circle.move.get(id, dates[index]) if dates else None
            found.append(Meeting(id, index + 1, part.id, 1 + index * circle.every_weeks, day))
    last = found[-1]
    for follow in year.follow_ups:
        regular = last.day + timedelta(weeks=follow.after_weeks) if last.day else None
        day = circle.move.get(follow.session, regular) if regular else None
        found.append(Meeting(follow.session, None, None, last.week + follow.after_weeks, day))
    return tuple(found)
