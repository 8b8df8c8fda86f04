"""When the circle meets, in words for paper: the date if the circle has dates, else the week. Pure; no locale."""

from generator.handbook.schedule import Meeting
from generator.words import Words


def when(words: Words, meeting: Meeting) -> str:
    """The date of a meeting in full, or its week."""
    day = meeting.day
    if not day:
        return words("sheet.week", n=meeting.week, week=meeting.week)
    weekday = words.list("weekdays")[day.weekday()]
    month = words.list("months")[day.month - 1]
    return words("date", weekday=weekday, day=day.day, month=month, year=day.year)


def short(words: Words, meeting: Meeting) -> str:
    """Day and month alone, or the week, for where there is little room."""
    day = meeting.day
    if not day:
        return words("sheet.week", n=meeting.week, week=meeting.week)
    return words("poster.day", day=day.day, month=words.list("poster.months")[day.month - 1])
