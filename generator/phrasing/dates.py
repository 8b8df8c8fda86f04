"""Dates in words, without a system's locale, and weeks where a circle has no dates. Pure.

Pages and paper say the same. Knows neither, and reads no clock.
"""

from datetime import date

from generator.handbook.schedule import Meeting
from generator.phrasing.translations import Translations


def format_full_date(words: Translations, day: date) -> str:
    """A date with its weekday."""
    weekday = words.list("weekdays")[day.weekday()]
    return words("date", weekday=weekday, day=day.day, month=name_month(words, day), year=day.year)


def name_month(words: Translations, day: date) -> str:
    """The name of its month."""
    return words.list("months")[day.month - 1]


def format_week(words: Translations, meeting: Meeting) -> str:
    """The week of a meeting, counted from the first."""
    return words("sheet.week", n=meeting.week, week=meeting.week)


def format_meeting_date(words: Translations, meeting: Meeting) -> str:
    """The date of a meeting in full, or its week."""
    return format_full_date(words, meeting.day) if meeting.day else format_week(words, meeting)


def format_short_date(words: Translations, meeting: Meeting) -> str:
    """Day and month alone, or the week, for where there is little room."""
    day = meeting.day
    if not day:
        return format_week(words, meeting)
    return words("poster.day", day=day.day, month=words.list("poster.months")[day.month - 1])
