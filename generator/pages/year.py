"""The year and the home page: every meeting in order, as a wheel, as a table, as tonight's choice."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import schedule
from generator.pages import prints, wheel
from generator.pages.base import PageContext
from generator.pages.families import list_family_views
from generator.pages.session import describe_meeting
from generator.pages.writer import Writer
from generator.phrasing import phrases
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
    minutes: Markup
    fixed: bool


@dataclass(frozen=True)
class PartView:
    """A part of the year with its meetings."""

    number: int
    numeral: str
    colour: int
    title: str
    about: Markup
    meetings: tuple[MeetingView, ...]


def make_meeting_view(context: PageContext, write: Writer, meeting: schedule.Meeting) -> MeetingView:
    """One meeting, ready."""
    plan = context.plans[meeting.session]
    way = write.href_to("session", meeting.session)
    return MeetingView(
        str(meeting.number or ""),
        plan.session.title,
        write.write_link("session", plan.session),
        Markup(addresses.html_path(way)),
        write.write_link("theme", plan.theme),
        describe_meeting(context, meeting),
        write.write_words("count.minutes", n=plan.minutes),
        plan.session.fixed,
    )


def list_part_views(context: PageContext, write: Writer) -> tuple[PartView, ...]:
    """The parts of the year in use."""
    handbook = context.handbook
    meetings = schedule.schedule_meetings(handbook.circle, handbook.year)
    made = []
    for number, part in enumerate(handbook.year.parts, start=1):
        mine = [meeting for meeting in meetings if meeting.part == part.id]
        rows = tuple(make_meeting_view(context, write, meeting) for meeting in mine)
        made.append(
            PartView(
                number,
                phrases.format_roman(number),
                wheel.part_colour(number),
                part.title,
                write.write_prose(part.about),
                rows,
            )
        )
    return tuple(made)


def list_follow_ups(context: PageContext, write: Writer) -> tuple[MeetingView, ...]:
    """The meetings after the year."""
    meetings = schedule.schedule_meetings(context.handbook.circle, context.handbook.year)
    return tuple(make_meeting_view(context, write, meeting) for meeting in meetings if meeting.number is None)


def make_home_page(context: PageContext) -> Page:
    """The home page: tonight's session in one click, or the first evening for someone starting from nothing."""
    write = context.make_writer(addresses.HOME)
    handbook = context.handbook
    first = schedule.list_session_ids(handbook.year)[0]
    chapters = list(handbook.chapters.values())
    start = chapters[0] if chapters else None
    meta = {
        "template": "home.html",
        "hide": ["navigation", "toc"],
        "hero_title": context.name,
        "hero_lead": context.words("home.lead"),
        "hero_primary_text": context.words("home.start") if start else context.words("home.first"),
        "hero_primary_url": addresses.html_path(
            addresses.page_path("chapter", start.id) if start else addresses.page_path("session", first)
        ),
        "hero_secondary_text": context.words("home.find"),
        "hero_secondary_url": addresses.html_path(addresses.index_path("exercise")),
    }
    return context.make_page(
        addresses.HOME,
        "home.md.j2",
        context.words("home.name"),
        context.words("home.lead"),
        meta=meta,
        parts=list_part_views(context, write),
        follow_ups=list_follow_ups(context, write),
        families=list_family_views(context, write),
        ways={key: write.href(path) for key, path in addresses.NAMED_PAGES.items()},
        people=handbook.circle.people,
    )


def make_year_page(context: PageContext) -> Page:
    """The year: a drawn wheel and a table."""
    write = context.make_writer(addresses.YEAR)
    plan = context.handbook.year
    sizes = [len(part.sessions) for part in plan.parts]
    rows = list_part_views(context, write)
    drawn = zip(wheel.draw_slices(sizes), (row for part in rows for row in part.meetings), strict=True)
    return context.make_page(
        addresses.YEAR,
        "year.md.j2",
        plan.title,
        context.words("year.description"),
        edits=("year", plan.id),
        about=write.write_prose(plan.about),
        parts=rows,
        follow_ups=list_follow_ups(context, write),
        slices=tuple(drawn),
        arcs=tuple(zip(wheel.draw_arcs(sizes), rows, strict=True)),
        count=sum(sizes),
        prints=prints.list_print_links(context, write, "year", prints.YEAR),
    )
