"""What stands in the circle's calendar: one event for each meeting of the year, each follow-up and each extra meeting.

Pure. Knows nothing of the form of calendar files, and never anything of a member.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from generator.handbook import schedule
from generator.handbook.derive import SessionPlan
from generator.handbook.schedule import Meeting
from generator.handbook.value import Handbook
from generator.model.meeting import ExtraMeeting, Session
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.site import addresses
from generator.site.model import SOURCE_DATE
from generator.text.tree import plain_words

_SEQUENCE_START = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    """One event. Without a `time` it fills its day; without a `zone` it is at that hour wherever it is read.

    `uid` stays the same while a session moves or is renamed. `session` is the session's id, or empty for an extra
    meeting.
    """

    uid: str
    session: str
    title: str
    day: date
    time: time | None
    minutes: int | None
    zone: str | None
    place: str
    description: str
    url: str


@dataclass(frozen=True)
class Edition:
    """When the calendar's content was last changed: what tells a newer event from an older one."""

    seconds: int = SOURCE_DATE

    @property
    def changed(self) -> datetime:
        """The moment, in UTC."""
        return datetime.fromtimestamp(self.seconds, UTC)

    @property
    def sequence(self) -> int:
        """A number that grows with every later change: minutes since 2020, or 0 before it."""
        return max(0, int((self.changed - _SEQUENCE_START).total_seconds() // 60))


@dataclass(frozen=True)
class CalendarSource:
    """What events are made from."""

    handbook: Handbook
    plans: Mapping[str, SessionPlan]
    words: Translations


def list_events(source: CalendarSource) -> tuple[Event, ...]:
    """Return every meeting that has a date, in the order of dates."""
    circle, year = source.handbook.circle, source.handbook.year
    seen: dict[str, int] = {}
    found = []
    for meeting in schedule.schedule_meetings(circle, year):
        seen[meeting.session] = seen.get(meeting.session, 0) + 1
        if meeting.day:
            found.append(_make_session_event(source, meeting, meeting.day, seen[meeting.session]))
    found += [_make_extra_event(source, one) for one in circle.extra]
    return tuple(sorted(found, key=lambda event: (event.day, event.time or time.min, event.uid)))


def _make_session_event(source: CalendarSource, meeting: Meeting, day: date, occurrence: int) -> Event:
    circle, plan = source.handbook.circle, source.plans[meeting.session]
    url = addresses.join_address(circle, addresses.html_path(addresses.page_path("session", meeting.session)))
    intention = plain_words(plan.session.intention)
    return Event(
        _make_uid(source.handbook, _name_session(plan.session, occurrence)),
        meeting.session,
        _make_title(source, f"{meeting.number}. {plan.session.title}" if meeting.number else plan.session.title),
        day,
        circle.time,
        plan.minutes,
        circle.timezone,
        circle.place or "",
        f"{intention}\n\n{url}" if url else intention,
        url,
    )


def _make_extra_event(source: CalendarSource, extra: ExtraMeeting) -> Event:
    circle = source.handbook.circle
    return Event(
        _make_uid(source.handbook, f"extra {extra.title}"),
        "",
        _make_title(source, extra.title),
        extra.day,
        extra.time or circle.time,
        extra.minutes,
        circle.timezone,
        extra.place or circle.place or "",
        "",
        "",
    )


def _make_title(source: CalendarSource, title: str) -> str:
    name = phrases.name_handbook(source.words, source.handbook.circle)
    return source.words("calendar.event", circle=name, title=title)


def _name_session(session: Session, occurrence: int) -> str:
    # the first id that it ever had, so that a rename does not make another event of it
    oldest = session.was[0].rpartition("/")[2] if session.was else session.id
    return oldest if occurrence == 1 else f"{oldest} {occurrence}"


def _make_uid(handbook: Handbook, name: str) -> str:
    """Return an identifier that no other circle's event has: made from where the handbook is, or what it is called."""
    circle = handbook.circle
    whose = circle.address or circle.repository or circle.name
    mixed = hashlib.sha256("\n".join((whose, name)).encode())
    return f"{mixed.hexdigest()[:32]}@circle-handbook"
