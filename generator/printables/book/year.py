"""The year in the book: its parts and sessions as tables, with themes and with dates or weeks. Pure."""

from collections.abc import Iterable, Iterator

from generator.handbook import schedule
from generator.handbook.schedule import Meeting
from generator.phrasing import dates
from generator.printables.book.writing import Scribe, label, lead, paragraph, table, text, title
from generator.typesetting.printable import Data

# How the room of the table is shared: number, session, theme, when, length, page.
WIDTHS = (0, 5, 3, 4, 0, 0)


def year(scribe: Scribe) -> Iterator[Data]:
    """The plan in use."""
    plan = scribe.handbook.year
    words = scribe.words
    meetings = schedule.meetings(scribe.handbook.circle, plan)
    yield lead([paragraph(text(plan.title))])
    yield from scribe.prose(plan.about)
    yield paragraph(text(words("year.proposal")))
    for number, part in enumerate(plan.parts):
        numeral = words.list("year.numerals")[number]
        yield title(part.title, label("year", part.id), number=numeral)
        yield from scribe.prose(part.about)
        yield rows(scribe, [meeting for meeting in meetings if meeting.part == part.id])
    later = [meeting for meeting in meetings if meeting.number is None]
    if later:
        yield title(words("year.follow_ups"), label("year-after", ""))
        yield rows(scribe, later)


def rows(scribe: Scribe, meetings: Iterable[Meeting]) -> Data:
    """A table of meetings."""
    words = scribe.words
    head = [words(f"year.{key}") for key in ("number", "session", "theme", "when", "length")]
    return table([*head, words("book.page_head")], [row(scribe, meeting) for meeting in meetings], WIDTHS)


def row(scribe: Scribe, meeting: Meeting) -> list[list[Data]]:
    """One meeting."""
    words = scribe.words
    plan = scribe.shop.plans[meeting.session]
    stays = [text(f" ({words('year.fixed')})")] if plan.session.fixed else []
    return [
        [text(str(meeting.number or ""))],
        [text(plan.session.title), *stays],
        [text(plan.theme.title)],
        [text(dates.when(words, meeting))],
        [text(words("sheet.short_minutes", n=plan.minutes))],
        [scribe.number(label("session", meeting.session))],
    ]
