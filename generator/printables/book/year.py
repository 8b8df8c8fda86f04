"""The year in the book: its parts and sessions as tables, with themes and with dates or weeks. Pure."""

from collections.abc import Iterable, Iterator

from generator.handbook import schedule
from generator.handbook.schedule import Meeting
from generator.phrasing import dates, phrases
from generator.printables.book.writing import (
    BookWriter,
    make_label,
    make_lead,
    make_paragraph,
    make_table,
    make_text,
    make_title,
)
from generator.typesetting.printable import Data

# How the room of the table is shared: number, session, theme, when, length, page.
_MEETING_WIDTHS = (0, 5, 3, 4, 0, 0)


def year_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield the plan in use."""
    plan = writer.handbook.year
    words = writer.words
    meetings = schedule.schedule_meetings(writer.handbook.circle, plan)
    yield make_lead([make_paragraph(make_text(plan.title))])
    yield from writer.prose_blocks(plan.about)
    yield make_paragraph(make_text(words("year.proposal")))
    for number, part in enumerate(plan.parts, start=1):
        yield make_title(part.title, make_label("year", part.id), number=phrases.format_roman(number))
        yield from writer.prose_blocks(part.about)
        yield _meeting_table(writer, [meeting for meeting in meetings if meeting.part == part.id])
    later = [meeting for meeting in meetings if meeting.number is None]
    if later:
        yield make_title(words("year.follow_ups"), make_label("year-after", ""))
        yield _meeting_table(writer, later)


def _meeting_table(writer: BookWriter, meetings: Iterable[Meeting]) -> Data:
    words = writer.words
    head = [words(f"year.{key}") for key in ("number", "session", "theme", "when", "length")]
    return make_table(
        [*head, words("book.page_head")], [_meeting_row(writer, meeting) for meeting in meetings], _MEETING_WIDTHS
    )


def _meeting_row(writer: BookWriter, meeting: Meeting) -> list[list[Data]]:
    words = writer.words
    plan = writer.context.plans[meeting.session]
    stays = [make_text(f" ({words('year.fixed')})")] if plan.session.fixed else []
    return [
        [make_text(str(meeting.number or ""))],
        [make_text(plan.session.title), *stays],
        [make_text(plan.theme.title)],
        [make_text(dates.format_meeting_date(words, meeting))],
        [make_text(words("count.short_minutes", n=plan.minutes))],
        [writer.page_number(make_label("session", meeting.session))],
    ]
