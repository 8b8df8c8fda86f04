"""The year on one sheet, to write on: every session with its number, theme and week or date, as plain data. Pure.

The template draws it into whatever room it is given, so that a poster, a wall sheet and tiles show the same.
"""

from generator.handbook import schedule
from generator.handbook.schedule import Meeting
from generator.phrasing import dates, phrases
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, make_logo_data, with_footer
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten the longest titles of its sessions, themes or parts."
_LABELS = ("date", "held", "host", "number", "session")


def make_poster(context: PrintContext, _id: str, paper: str) -> Printable:
    """Make the poster. There is one; its id is "year"."""
    plan = context.handbook.year
    place = context.handbook.find_place("year", plan.id)
    return Printable(paper, plan.title, context.words("printable.poster"), place, _CURE, (_poster_part(context),))


def _poster_part(context: PrintContext) -> PrintablePart:
    return PrintablePart("poster", poster_data(context))


def poster_data(context: PrintContext) -> Data:
    """Return everything on the poster, ready for JSON."""
    plan, words, circle = context.handbook.year, context.words, context.handbook.circle
    meetings = schedule.schedule_meetings(circle, plan)
    numbered = [meeting for meeting in meetings if meeting.number]
    parts = [
        {
            "numeral": phrases.format_roman(number),
            "title": one.title,
            "sessions": [_session_data(context, meeting) for meeting in numbered if meeting.part == one.id],
        }
        for number, one in enumerate(plan.parts, start=1)
    ]
    later = [
        {**_session_data(context, meeting), "sign": words("poster.weeks_after", n=meeting.week - numbered[-1].week)}
        for meeting in meetings
        if not meeting.number
    ]
    said = {
        "title": plan.title,
        "circle": circle.own_name,
        "span": _describe_span(words, numbered),
        "parts": parts,
        "later": later,
        "after": words("year.follow_ups"),
        "key": words("poster.key"),
        "words": {key: words(f"poster.{key}") for key in _LABELS},
    }
    footed = with_footer(context.handbook, words, "year", said, ("year", plan.id))
    return {**footed, "logo": make_logo_data(context.handbook)}


def _session_data(context: PrintContext, meeting: Meeting) -> Data:
    plan = context.plans[meeting.session]
    return {
        "number": str(meeting.number or ""),
        "title": plan.session.title,
        "theme": "" if plan.theme.title == plan.session.title else plan.theme.title,
        "when": dates.format_short_date(context.words, meeting),
        "dated": meeting.day is not None,
        "fixed": plan.session.fixed,
    }


def _describe_span(words: Translations, numbered: list[Meeting]) -> str:
    """Return the first date and the last, or nothing for a circle without dates."""
    if not numbered[0].day:
        return ""
    ordered = sorted(numbered, key=lambda meeting: meeting.day or meeting.week)
    return words(
        "poster.span",
        first=dates.format_meeting_date(words, ordered[0]),
        last=dates.format_meeting_date(words, ordered[-1]),
    )
