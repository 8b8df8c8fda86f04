"""The year and the home page: every meeting in order, as a wheel, as a table, as tonight's choice."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import schedule
from generator.pages import prints, wheel
from generator.pages.base import Desk
from generator.pages.families import family_views
from generator.pages.session import when
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.model import Page


@dataclass(frozen=True)
class MeetingView:
    """A meeting in the year's table and on the home page."""

    number: str
    title: str
    link: Markup
    way: Markup
    intention: Markup
    theme: Markup
    when: str
    minutes: Markup
    part: int
    fixed: bool


@dataclass(frozen=True)
class PartView:
    """A part of the year with its meetings."""

    number: int
    numeral: str
    title: str
    about: Markup
    meetings: tuple[MeetingView, ...]


def meeting_view(desk: Desk, write: Writer, meeting: schedule.Meeting, part: int) -> MeetingView:
    """One meeting, ready."""
    plan = desk.plans[meeting.session]
    way = write.to("session", meeting.session)
    return MeetingView(
        str(meeting.number or ""),
        plan.session.title,
        write.link("session", plan.session),
        Markup(addresses.built(way)),
        write.line(plan.session.intention),
        write.link("theme", plan.theme),
        when(desk, meeting),
        write.say("count.minutes", n=plan.minutes),
        part,
        plan.session.fixed,
    )


def parts(desk: Desk, write: Writer) -> tuple[PartView, ...]:
    """The parts of the year in use."""
    handbook = desk.handbook
    meetings = schedule.meetings(handbook.circle, handbook.year)
    numerals = desk.words.list("year.numerals")
    made = []
    for number, part in enumerate(handbook.year.parts, start=1):
        mine = [meeting for meeting in meetings if meeting.part == part.id]
        rows = tuple(meeting_view(desk, write, meeting, number) for meeting in mine)
        made.append(PartView(number, numerals[number - 1], part.title, write.prose(part.about), rows))
    return tuple(made)


def follow_ups(desk: Desk, write: Writer) -> tuple[MeetingView, ...]:
    """The meetings after the year."""
    meetings = schedule.meetings(desk.handbook.circle, desk.handbook.year)
    return tuple(meeting_view(desk, write, meeting, 0) for meeting in meetings if meeting.number is None)


def home(desk: Desk) -> Page:
    """The home page: tonight's session in one click, or the first evening for someone starting from nothing."""
    write = desk.writer(addresses.HOME)
    handbook = desk.handbook
    first = schedule.order(handbook.year)[0]
    chapters = list(handbook.chapters.values())
    start = chapters[0] if chapters else None
    meta = {
        "template": "home.html",
        "hide": ["navigation", "toc"],
        "hero_title": desk.name,
        "hero_lead": desk.words("home.lead"),
        "hero_primary_text": desk.words("home.start") if start else desk.words("home.first"),
        "hero_primary_url": addresses.built(
            addresses.page("chapter", start.id) if start else addresses.page("session", first)
        ),
        "hero_secondary_text": desk.words("home.find"),
        "hero_secondary_url": addresses.built(addresses.index("exercise")),
    }
    return desk.page(
        addresses.HOME,
        "home.md.j2",
        desk.words("home.name"),
        desk.words("home.lead"),
        meta=meta,
        parts=parts(desk, write),
        follow_ups=follow_ups(desk, write),
        families=family_views(desk, write),
        ways={key: write.way(path) for key, path in addresses.PAGES.items()},
        people=handbook.circle.people,
    )


def year(desk: Desk) -> Page:
    """The year: a drawn wheel and a table."""
    write = desk.writer(addresses.YEAR)
    plan = desk.handbook.year
    sizes = [len(part.sessions) for part in plan.parts]
    rows = parts(desk, write)
    drawn = zip(wheel.slices(sizes), (row for part in rows for row in part.meetings), strict=True)
    return desk.page(
        addresses.YEAR,
        "year.md.j2",
        plan.title,
        desk.words("year.description"),
        edits=("year", plan.id),
        about=write.prose(plan.about),
        parts=rows,
        follow_ups=follow_ups(desk, write),
        slices=tuple(drawn),
        arcs=tuple(zip(wheel.arcs(sizes), rows, strict=True)),
        count=sum(sizes),
        prints=prints.buttons(desk, write, "year", prints.YEAR),
    )
