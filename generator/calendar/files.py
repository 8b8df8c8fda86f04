"""Which calendar files there are: one for the whole year, and one for each session with a date. Pure."""

from collections.abc import Iterator

from generator.calendar.events import CalendarSource, Edition, list_events
from generator.phrasing import phrases
from generator.phrasing.languages import format_tag
from generator.site import addresses
from generator.site.model import Asset


def make_calendars(source: CalendarSource, edition: Edition) -> Iterator[Asset]:
    """Yield every calendar file; none for a circle without dates."""
    events = list_events(source)
    if not events:
        return
    from generator.calendar.ics import write_calendar  # noqa: PLC0415  # it loads long, and many circles have no dates

    circle = source.handbook.circle
    name, language = phrases.name_handbook(source.words, circle), format_tag(circle.language)
    yield Asset(addresses.CALENDAR, write_calendar(name, events, edition, language))
    for id in dict.fromkeys(event.session for event in events if event.session):
        mine = [event for event in events if event.session == id]
        yield Asset(addresses.calendar_path(id), write_calendar(mine[0].title, mine, edition, language))
