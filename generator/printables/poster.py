"""The year on one sheet: every session round a wheel with its number, theme and week or date, as plain data. Pure.

The template draws it into whatever room it is given, so that a poster, a wall sheet and tiles show the same.
"""

from generator.handbook import schedule
from generator.handbook.schedule import Meeting
from generator.phrasing import dates, phrases
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, make_logo_data, with_footer
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten the longest titles of its sessions, themes or parts."


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
        "centre": [words("poster.centre"), words("count.sessions", n=len(numbered))],
        "key": words("poster.key"),
        "alt": _describe_wheel(words, parts, later),
    }
    legend = {"parts": [_part_row(part) for part in parts], "later": [_later_row(held) for held in later]}
    footed = with_footer(context.handbook, words, "year", said, ("year", plan.id))
    return {**footed, "legend": legend, "logo": make_logo_data(context.handbook)}


def _part_row(part: Data) -> Data:
    """Return a row of the legend: a part with the numbers of its sessions."""
    first, last = part["sessions"][0]["number"], part["sessions"][-1]["number"]
    numbers = first if first == last else f"{first}–{last}"
    return {"sign": part["numeral"], "text": f"{part['title']}, {numbers}"}


def _later_row(held: Data) -> Data:
    """Return a row of the legend: a session after the year."""
    return {"sign": held["sign"], "text": " · ".join(filter(None, (held["title"], held["theme"], held["when"])))}


def _session_data(context: PrintContext, meeting: Meeting) -> Data:
    plan = context.plans[meeting.session]
    return {
        "number": str(meeting.number or ""),
        "title": plan.session.title,
        "theme": "" if plan.theme.title == plan.session.title else plan.theme.title,
        "when": dates.format_short_date(context.words, meeting),
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


def _describe_wheel(words: Translations, parts: list[Data], later: list[Data]) -> str:
    """Return the wheel in words, in order, for those who do not see it."""
    lines = [words("poster.alt")]
    for one in parts:
        lines += [f"{one['numeral']}. {one['title']}.", *(_describe_session(held) for held in one["sessions"])]
    return " ".join([*lines, f"{words('year.follow_ups')}.", *map(_describe_session, later)] if later else lines)


def _describe_session(held: Data) -> str:
    name = f"{held['number']}. {held['title']}" if held["number"] else held["title"]
    return f"{'; '.join(filter(None, (name, held['theme'], held['when'])))}."
