"""The year: every meeting in order, as a wheel and as a table."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.handbook import schedule
from generator.pages import printables, wheel
from generator.pages.context import PageContext
from generator.pages.sessions import describe_meeting
from generator.pages.writer import Writer
from generator.phrasing import dates, phrases
from generator.site import addresses
from generator.site.model import Page


@dataclass(frozen=True)
class MeetingView:
    """A meeting in the year's table and on the home page."""

    number: str
    title: str
    link: Markup
    href: Markup
    theme: Markup
    when: str
    # what a piece of the wheel says when it is pointed at, and its date in short if it has one
    piece: str
    short_date: str
    minutes: Markup
    fixed: bool
    day: str


@dataclass(frozen=True)
class ExtraView:
    """A date beside the plan: a further meeting, or one on which there is none."""

    title: str
    when: str


@dataclass(frozen=True)
class CalendarView:
    """How the meetings reach a reader's own calendar. Without the site's address nobody can subscribe."""

    file: str
    subscribe: str
    address: str


@dataclass(frozen=True)
class PartView:
    """A part of the year with its meetings."""

    number: int
    numeral: str
    colour: int
    title: str
    about: Markup
    meetings: tuple[MeetingView, ...]


def _make_meeting_view(context: PageContext, write: Writer, meeting: schedule.Meeting) -> MeetingView:
    plan, words = context.plans[meeting.session], context.words
    number, title, when = str(meeting.number or ""), plan.session.title, describe_meeting(context, meeting)
    return MeetingView(
        number,
        title,
        write.write_link("session", plan.session),
        Markup(addresses.html_path(write.href_to("session", meeting.session))),
        write.write_link("theme", plan.theme),
        when,
        words("year.piece", number=number, title=title, when=when),
        dates.format_short_date(words, meeting) if meeting.day else "",
        write.write_words("count.minutes", n=plan.minutes),
        plan.session.fixed,
        meeting.day.isoformat() if meeting.day else "",
    )


def list_part_views(context: PageContext, write: Writer) -> tuple[PartView, ...]:
    """Return the parts of the year in use."""
    handbook = context.handbook
    meetings = schedule.schedule_meetings(handbook.circle, handbook.year)
    made = []
    for number, part in enumerate(handbook.year.parts, start=1):
        mine = [meeting for meeting in meetings if meeting.part == part.id]
        rows = tuple(_make_meeting_view(context, write, meeting) for meeting in mine)
        about, colour = write.write_prose(part.about), wheel.part_colour(number)
        made.append(PartView(number, phrases.format_roman(number), colour, part.title, about, rows))
    return tuple(made)


def list_follow_ups(context: PageContext, write: Writer) -> tuple[MeetingView, ...]:
    """Return the meetings after the year."""
    meetings = schedule.schedule_meetings(context.handbook.circle, context.handbook.year)
    return tuple(_make_meeting_view(context, write, meeting) for meeting in meetings if meeting.number is None)


def list_extra_meetings(context: PageContext) -> tuple[ExtraView, ...]:
    """Return the meetings beside the plan and the dates without one, in order."""
    circle, words = context.handbook.circle, context.words
    found = [(one.day, one.title) for one in circle.extra]
    for skipped in schedule.list_skipped_dates(circle, context.handbook.year):
        none = words("year.skipped")
        found.append((skipped.day, f"{none}: {skipped.why}" if skipped.why else none))
    return tuple(ExtraView(title, dates.format_weekday(words, day)) for day, title in sorted(found))


def describe_calendar(context: PageContext, write: Writer) -> CalendarView | None:
    """Return where the calendar is, or None for a circle without dates to publish."""
    circle = context.handbook.circle
    if not circle.first_meeting:
        return None
    address = addresses.join_address(circle, addresses.CALENDAR)
    # phones take this scheme as a wish to subscribe
    subscribe = urlsplit(address)._replace(scheme="webcal").geturl() if address else ""
    return CalendarView(write.href(addresses.CALENDAR), subscribe, address)


def make_year_page(context: PageContext) -> Page:
    """Make the page of the year: a drawn wheel and a table."""
    write = context.make_writer(addresses.YEAR)
    plan = context.handbook.year
    sizes = [len(part.sessions) for part in plan.parts]
    rows = list_part_views(context, write)
    meetings = [row for part in rows for row in part.meetings]
    slices = zip(wheel.draw_slices(sizes, dated=all(row.short_date for row in meetings)), meetings, strict=True)
    names = wheel.draw_names([(len(part.meetings), part.title) for part in rows])
    return context.make_page(
        addresses.YEAR,
        "year.md.j2",
        plan.title,
        context.words("year.description"),
        edits=("year", plan.id),
        about=write.write_prose(plan.about),
        parts=rows,
        follow_ups=list_follow_ups(context, write),
        slices=tuple(slices),
        arcs=tuple(zip(wheel.draw_arcs(sizes), rows, names, strict=True)),
        count=sum(sizes),
        extra=list_extra_meetings(context),
        calendar=describe_calendar(context, write),
        zone=context.handbook.circle.timezone or "",
        form=write.href(addresses.FORMS["session"]),
        prints=(
            *printables.list_print_links(context, write, "year", printables.YEAR),
            *printables.list_always_links(context, write),
        ),
    )
