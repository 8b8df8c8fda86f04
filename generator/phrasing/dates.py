"""Dates as a language writes them, without a system's locale, and weeks where a circle has no dates. Pure; reads no
clock."""

from datetime import date
from typing import Literal

from generator.handbook.schedule import Meeting
from generator.phrasing.translations import Translations


def format_day(words: Translations, day: date) -> str:
    """Return a date in full: 12 January 2027."""
    return _format_date(words, day, "long")


def format_weekday(words: Translations, day: date) -> str:
    """Return a date with its weekday: Tuesday, 12 January 2027."""
    return _format_date(words, day, "full")


def format_week(words: Translations, meeting: Meeting) -> str:
    """Return the week of a meeting, counted from the first."""
    return words("sheet.week", n=meeting.week, week=meeting.week)


def format_meeting_date(words: Translations, meeting: Meeting) -> str:
    """Return the date of a meeting with its weekday, or its week."""
    return format_weekday(words, meeting.day) if meeting.day else format_week(words, meeting)


def format_short_date(words: Translations, meeting: Meeting) -> str:
    """Return day and month alone, 12 Jan, or the week, for where there is little room."""
    if meeting.day is None:
        return format_week(words, meeting)
    from babel.dates import format_skeleton  # noqa: PLC0415  # the same as below

    return format_skeleton("MMMd", meeting.day, locale=words.locale)


def _format_date(words: Translations, day: date, form: Literal["long", "full"]) -> str:
    from babel.dates import format_date  # noqa: PLC0415  # slow to load, and a year by weeks does without

    return format_date(day, form, words.locale)
