"""The year as a table of plain text, for a terminal: numbers, dates, sessions, and what differs from the rhythm.

Pure.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.handbook import schedule
from generator.handbook.value import Handbook
from generator.phrasing import dates
from generator.phrasing.translations import Translations


class PlanRow(NamedTuple):
    """One line of the table; `day` is None for a circle that counts by weeks, or for a date that is not known."""

    number: str
    day: date | None
    when: str
    what: str
    remark: str


def list_plan_rows(handbook: Handbook, words: Translations) -> list[PlanRow]:
    """Return every meeting, every date without one and every meeting beside the plan: by date where there are dates."""
    rows = [*_list_meeting_rows(handbook, words), *_list_other_rows(handbook, words)]
    return sorted(rows, key=lambda row: row.day or date.min) if handbook.circle.first_meeting else rows


def _list_meeting_rows(handbook: Handbook, words: Translations) -> Iterator[PlanRow]:
    for meeting in schedule.schedule_meetings(handbook.circle, handbook.year):
        session = handbook.sessions[meeting.session]
        moved = meeting.is_moved and meeting.regular
        remark = words("plan.moved", date=dates.format_day(words, moved)) if moved else ""
        number = str(meeting.number or "")
        yield PlanRow(number, meeting.day, dates.format_meeting_date(words, meeting), session.title, remark)


def _list_other_rows(handbook: Handbook, words: Translations) -> Iterator[PlanRow]:
    for skipped in schedule.list_skipped_dates(handbook.circle, handbook.year):
        none = words("year.skipped")
        yield PlanRow("", skipped.day, dates.format_weekday(words, skipped.day), f"– {none} –", skipped.why)
    for extra in handbook.circle.extra:
        when = dates.format_weekday(words, extra.day)
        yield PlanRow("", extra.day, when, extra.title, words("year.extra"))


def format_plan(handbook: Handbook, words: Translations) -> str:
    """Return the table with its title, its columns as wide as what stands in them."""
    rows = list_plan_rows(handbook, words)
    when, what = max(len(row.when) for row in rows), max(len(row.what) for row in rows)
    lines = [f"{row.number:>3}  {row.when:<{when}}  {row.what:<{what}}  {row.remark}".rstrip() for row in rows]
    return "\n".join([handbook.year.title, "", *lines])
