"""Calendar files (RFC 5545) by the library icalendar: the same events give the same bytes on every computer.

Knows nothing of circles and sessions.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from generator.calendar.events import Edition, Event
from generator.calendar.zones import find_zone

_PRODUCT = "-//Circle handbook//EN"
# how often a phone that subscribes looks for changes
_REFRESH = timedelta(hours=12)


def write_calendar(name: str, events: Iterable[Event], edition: Edition, language: str) -> bytes:
    """Return the events as the bytes of a calendar file: no alarms, with the rules of every time zone in use."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name, parameters={"LANGUAGE": language})
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    days = []
    for event in events:
        calendar.add_component(_make_component(event, edition, language))
        days.append(event.day)
    if days:
        calendar.add_missing_timezones(min(days) - timedelta(days=366), max(days) + timedelta(days=366))
    return bytes(calendar.to_ical())


def _make_component(event: Event, edition: Edition, language: str) -> CalendarEvent:
    made = CalendarEvent()
    made.add("uid", event.uid)
    made.add("dtstamp", edition.changed)
    made.add("sequence", edition.sequence)
    made.add("summary", event.title, parameters={"LANGUAGE": language})
    begins = _find_start(event)
    made.add("dtstart", begins)
    if event.minutes and isinstance(begins, datetime):
        made.add("duration", timedelta(minutes=event.minutes))
    texts = {"location": event.place, "description": event.description, "url": event.url}
    for key, text in texts.items():
        if text:
            made.add(key, text)
    return made


def _find_start(event: Event) -> date | datetime:
    """Return when an event begins: a day, an hour wherever one is, or an hour in a time zone."""
    if event.time is None:
        return event.day
    return datetime.combine(event.day, event.time, find_zone(event.zone) if event.zone else None)
