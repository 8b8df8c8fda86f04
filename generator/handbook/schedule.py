"""When the circle meets: dates computed from the first meeting, the rhythm, and what is skipped or moved.

Pure arithmetic on dates; no clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from generator.model.fields import ORDINALS, WEEKDAYS
from generator.model.meeting import Break, Circle, Year

# the years for which a rhythm is followed through breaks, so that breaks without end cannot keep it busy for ever
_MOST_YEARS = 12


@dataclass(frozen=True)
class Meeting:
    """One place in the year: its number from 1, or None for a follow-up; the part it is in; week and date.

    `regular` is the date that it would have had it not been moved.
    """

    session: str
    number: int | None
    part: str | None
    week: int
    day: date | None
    regular: date | None = None

    @property
    def is_moved(self) -> bool:
        """Whether it stands on another date than the rhythm gives it."""
        return self.day != self.regular


@dataclass(frozen=True)
class SkippedDate:
    """A date on which the circle would have met, and what is on instead."""

    day: date
    why: str


def list_session_ids(year: Year) -> list[str]:
    """Return the session ids of a plan in order, without follow-ups."""
    return [id for part in year.parts for id in part.sessions]


def list_month_days(on: tuple[str, ...], year: int, month: int) -> list[date]:
    """Return the dates of a month on which weekdays such as "second tuesday" fall, in order."""
    return sorted({_find_month_day(text, year, month) for text in on})


def _find_month_day(text: str, year: int, month: int) -> date:
    ordinal, weekday = text.split()
    first = date(year, month, 1)
    first += timedelta(days=(WEEKDAYS.index(weekday) - first.weekday()) % 7)
    days = [day for n in range(5) if (day := first + timedelta(weeks=n)).month == month]
    # a month has four or five of each weekday
    return days[-1] if ordinal == "last" else days[ORDINALS.index(ordinal)]


def _yield_rhythm(circle: Circle) -> Iterator[date]:
    """Yield the dates of the rhythm, skipped ones too, from the first meeting on."""
    first = circle.first_meeting
    if first is None:
        return
    last_year = first.year + _MOST_YEARS
    if not circle.on:
        yield from (first + timedelta(weeks=circle.every_weeks * n) for n in range(53 * _MOST_YEARS))
        return
    for month in range(first.year * 12 + first.month - 1, last_year * 12):
        yield from (day for day in list_month_days(circle.on, month // 12, month % 12 + 1) if day >= first)


def _find_break(circle: Circle, day: date) -> Break | None:
    breaks = (*circle.skip, *circle.holidays)
    return next((one for one in breaks if one.first <= day <= one.last), None)


def is_in_break(circle: Circle, day: date) -> bool:
    """Say whether the circle has said that it does not meet on a date."""
    return _find_break(circle, day) is not None


def _list_regular_dates(circle: Circle, year: Year) -> list[date]:
    """Return the date of each session as the rhythm gives it; fewer if breaks leave no room, none without a start."""
    held = (day for day in _yield_rhythm(circle) if not _find_break(circle, day))
    return list(islice(held, len(list_session_ids(year))))


def list_dates_in_use(circle: Circle, year: Year) -> list[date]:
    """Return the dates on which the circle meets, or would have met had it not skipped them."""
    held = _list_regular_dates(circle, year)
    if len(held) < len(list_session_ids(year)):
        return list(_yield_rhythm(circle))
    return [day for day in _yield_rhythm(circle) if day <= held[-1]]


def list_skipped_dates(circle: Circle, year: Year) -> tuple[SkippedDate, ...]:
    """Return the dates of the rhythm on which there is no meeting, up to the last session."""
    found = ((day, _find_break(circle, day)) for day in list_dates_in_use(circle, year))
    return tuple(SkippedDate(day, one.why or "") for day, one in found if one)


def schedule_meetings(circle: Circle, year: Year) -> tuple[Meeting, ...]:
    """Return every meeting of the year in order, then the follow-ups. Later sessions move on when a date is skipped; a
    moved session takes its new date and leaves the others where they are."""
    dates = _list_regular_dates(circle, year)
    found: list[Meeting] = []
    for part in year.parts:
        for id in part.sessions:
            index = len(found)
            regular = dates[index] if index < len(dates) else None
            week = 1 + ((regular - dates[0]).days // 7 if regular and circle.on else index * circle.every_weeks)
            day = circle.move.get(id, regular) if regular else None
            found.append(Meeting(id, index + 1, part.id, week, day, regular))
    last = found[-1]
    for follow in year.follow_ups:
        regular = last.day + timedelta(weeks=follow.after_weeks) if last.day else None
        day = circle.move.get(follow.session, regular) if regular else None
        found.append(Meeting(follow.session, None, None, last.week + follow.after_weeks, day, regular))
    return tuple(found)
