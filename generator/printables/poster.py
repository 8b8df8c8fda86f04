"""The year on one sheet: every session round a wheel with its number, theme and week or date, as plain data. Pure.

The template draws it into whatever room it is given, so that a poster, a wall sheet and tiles show the same.
"""

from generator.handbook import schedule
from generator.handbook.schedule import Meeting
from generator.model.meeting import Circle
from generator.phrasing import dates
from generator.phrasing.translations import Words
from generator.typesetting.printable import Data, Part, Printable, Shop, footed

CURE = "Shorten the longest titles of its sessions, themes or parts."


def printable(shop: Shop, id: str, paper: str) -> Printable:
    """The poster on a paper. There is one; its id is "year"."""
    plan = shop.handbook.year
    place = shop.handbook.place("year", plan.id)
    return Printable(paper, plan.title, shop.words("poster.named"), place, CURE, (part(shop),))


def part(shop: Shop) -> Part:
    """The poster as a part of anything."""
    return Part("poster", data(shop))


def data(shop: Shop) -> Data:
    """Everything on the poster, ready for JSON."""
    plan, words, circle = shop.handbook.year, shop.words, shop.handbook.circle
    meetings = schedule.meetings(circle, plan)
    numbered = [meeting for meeting in meetings if meeting.number]
    parts = [
        {
            "numeral": words.list("year.numerals")[number],
            "title": one.title,
            "sessions": [session(shop, meeting) for meeting in numbered if meeting.part == one.id],
        }
        for number, one in enumerate(plan.parts)
    ]
    later = [
        {**session(shop, meeting), "sign": words("poster.weeks_after", n=meeting.week - numbered[-1].week)}
        for meeting in meetings
        if not meeting.number
    ]
    said = {
        "title": plan.title,
        "circle": "" if circle.name == Circle.model_fields["name"].default else circle.name,
        "span": span(words, numbered),
        "parts": parts,
        "later": later,
        "after": words("year.follow_ups"),
        "centre": [words("poster.centre"), words("count.sessions", n=len(numbered))],
        "key": words("poster.key"),
        "alt": alt(words, parts, later),
    }
    return footed(words, "year", said)


def session(shop: Shop, meeting: Meeting) -> Data:
    """One session: its number, what it is called, its theme, when, and whether it stays where it is."""
    plan = shop.plans[meeting.session]
    return {
        "number": str(meeting.number or ""),
        "title": plan.session.title,
        "theme": "" if plan.theme.title == plan.session.title else plan.theme.title,
        "when": dates.short(shop.words, meeting),
        "fixed": plan.session.fixed,
    }


def span(words: Words, numbered: list[Meeting]) -> str:
    """From the first date to the last, where the circle has dates."""
    if not numbered[0].day:
        return ""
    ordered = sorted(numbered, key=lambda meeting: meeting.day or meeting.week)
    return words("poster.span", first=dates.when(words, ordered[0]), last=dates.when(words, ordered[-1]))


def alt(words: Words, parts: list[Data], later: list[Data]) -> str:
    """The wheel in words, in order, for those who do not see it."""
    lines = [words("poster.alt")]
    for one in parts:
        lines += [f"{one['numeral']}. {one['title']}.", *(line(held) for held in one["sessions"])]
    return " ".join([*lines, f"{words('year.follow_ups')}.", *map(line, later)] if later else lines)


def line(held: Data) -> str:
    """One session in words."""
    name = f"{held['number']}. {held['title']}" if held["number"] else held["title"]
    return f"{'; '.join(filter(None, (name, held['theme'], held['when'])))}."
