"""Dates as a language writes them, without a system's locale, and weeks where a circle has no dates. Pure; reads no
clock."""

from datetime import date

from babel.dates import format_date, format_skeleton

from generator.handbook.schedule import Meeting
from generator.phrasing.translations import Translations


def format_day(words: Translations, day: date) -> str:
    """Return a date in full: 12 January 2027."""
    return format_date(day, "long", words.locale)


def format_weekday(words: Translations, day: date) -> str:
    """Return a date with its weekday: Tuesday, 12 January 2027."""
    return format_date(day, "full", words.locale)


def format_week(words: Translations, meeting: Meeting) -> str:
    """Return the week of a meeting, counted from the first."""
    return words("sheet.week", n=meeting.week, week=meeting.week)


def format_meeting_date(words: Translations, meeting: Meeting) -> str:
    """Return the date of a meeting with its weekday, or its week."""
    return format_weekday(words, meeting.day) if meeting.day else format_week(words, meeting)


def format_short_date(words: Translations, meeting: Meeting) -> str:
    """Return day and month alone, 12 Jan, or the week, for where there is little room."""
    return format_skeleton("MMMd", meeting.day, locale=words.locale) if meeting.day else format_week(words, meeting)
