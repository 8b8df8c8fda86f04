"""What pages and paper say in the same words: lengths, ranges, roles, numbers, titles, sources, names. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import get_args

from babel.lists import format_list

from generator.handbook import derive
from generator.handbook.derive import SessionPlan, Slot
from generator.handbook.value import Handbook
from generator.model.exercise import Headcount, Range, Source
from generator.model.library import Subscale
from generator.model.meeting import Circle, Who
from generator.model.references import SOURCES_WITHOUT_REFERENCE
from generator.phrasing.citations import cite_short
from generator.phrasing.translations import Translations

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MINUTE = 60
# few watches show less than five seconds at a glance
_FIVE = 5
_NO_SPDX = "LicenseRef-"
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-[A-Z]+)*)-(\d\.\d)")


def format_clock(minutes: int, begins: time | None = None) -> str:
    """Return when something starts: the time of day if it is known when the session begins, else hours and minutes from
    the beginning, as 0:00, 0:35, 1:10."""
    if begins:
        return f"{datetime.combine(datetime.min, begins) + timedelta(minutes=minutes):%H:%M}"
    return f"{minutes // 60}:{minutes % 60:02d}"


def format_roman(number: int) -> str:
    """Return a number from 1 as a Roman numeral."""
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def join_words(words: Translations, items: Iterable[str]) -> str:
    """Return items as a list in running text: 3, 9 and 12."""
    return format_list(tuple(items), locale=words.locale)


def describe_range(words: Translations, key: str, both: Range | Headcount) -> str:
    """Return a range in words: "15 to 20 minutes", "5 minutes" where both ends are the same, "2 people or more" where
    there is no upper end."""
    if both.max is None:
        return words(f"count.{key}_or_more", n=both.min)
    if both.min == both.max:
        return words(f"count.{key}", n=both.min)
    return words(f"range.{key}", n=both.max, min=both.min, max=both.max)


def name_who(words: Translations, who: str | None) -> str:
    """Return who acts: a role in the language's word, or what the author wrote, or nothing."""
    return words(f"who.{who}") if who in get_args(Who) else who or ""


def describe_turn(words: Translations, turn: int | None, minutes: int, people: int) -> str:
    """Return how long each speaks in a round of so many minutes, rounded down; nothing of what is no round."""
    if turn is None or not minutes:
        return ""
    seconds = derive.count_turn_seconds(minutes, people)
    if seconds < _MINUTE:
        return words("turn.seconds", n=seconds // _FIVE * _FIVE or seconds, people=people)
    return words("turn.minutes", n=seconds // _MINUTE, people=people)


def describe_lateness(words: Translations, slots: Iterable[Slot]) -> str:
    """Return what gives way when a circle is late, and in which order; nothing where nothing may."""
    given_up = [_describe_shortening(words, slot) for slot in derive.list_shortenable(slots)]
    return words("late.order", order=join_words(words, given_up)) if given_up else ""


def _describe_shortening(words: Translations, slot: Slot) -> str:
    left = slot.phase.may_shorten
    title = slot.phase.title
    return words("late.shorten", title=title, n=left) if left else words("late.leave_out", title=title, n=slot.minutes)


def join_numbers(words: Translations, plan: SessionPlan) -> str:
    """Return a session's numbers in the year, or nothing for one that stands outside it."""
    return join_words(words, map(str, plan.numbers))


def number_title(words: Translations, plan: SessionPlan) -> str:
    """Return a session's title after its number: "7. Resources and limits"; of a repeated one after all numbers."""
    if not plan.numbers:
        return plan.session.title
    return words("session.numbered", numbers=join_numbers(words, plan), title=plan.session.title)


def name_source(handbook: Handbook, words: Translations, source: Source) -> str:
    """Return where something comes from, in short: who and when, or that it is known generally or devised here."""
    if source.ref in SOURCES_WITHOUT_REFERENCE:
        return words(f"source.{source.ref}")
    return cite_short(handbook.references[source.ref], words)


def describe_scored_items(words: Translations, scale: Subscale) -> str:
    """Return the numbers of the items that make a score, or where they are to be found."""
    if scale.items:
        return ", ".join(map(str, scale.items))
    if scale.count:
        return words("questionnaire.key_with_licence", n=scale.count)
    return words("questionnaire.key_unknown")


def name_handbook(words: Translations, circle: Circle) -> str:
    """Return what the handbook is called: the circle's own name once it has given one, else the handbook's."""
    return circle.own_name or words("home.title")


def list_source_names(words: Translations, circle: Circle) -> Iterator[str]:
    """Yield ways to say whose the handbook is, the fullest first: its name and where it is kept or published, that
    place, its name."""
    name, address = name_handbook(words, circle), circle.address or circle.repository or ""
    if shown := address.partition("://")[2].rstrip("/"):
        yield words("print.source", name=name, address=shown)
        yield shown
    yield name


def name_licence(licence: str) -> str:
    """Return a licence's name for readers: without the mark of those that SPDX does not list, and Creative Commons'
    as people write them."""
    if found := _CREATIVE_COMMONS.fullmatch(licence):
        return f"CC {found[1]} {found[2]}"
    return licence.removeprefix(_NO_SPDX).replace("-", " ") if licence.startswith(_NO_SPDX) else licence
