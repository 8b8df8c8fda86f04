"""A session's page: what for, the agenda with its clock, every phase, what to bring, what to take care of."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import Plan
from generator.handbook.schedule import Meeting
from generator.pages import prints, views
from generator.pages.base import Desk, numbered
from generator.pages.writer import Writer
from generator.phrasing import dates
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import words


@dataclass(frozen=True)
class CareView:
    """What one exercise of a session asks people to take care of, and how to take part in another way."""

    title: str
    cautions: tuple[Markup, ...]
    opt_out: Markup
    gentler: Markup


def session(desk: Desk, plan: Plan) -> Page:
    """The page of one session."""
    thing = plan.session
    path = addresses.page("session", thing.id)
    write = desk.writer(path)
    handbook = desk.handbook
    return desk.page(
        path,
        "session.md.j2",
        numbered(desk, plan),
        words(thing.intention),
        edits=("session", thing.id),
        when=tuple(when(desk, meeting) for meeting in plan.meetings),
        total=write.say("count.minutes", n=plan.minutes),
        theme=write.link("theme", plan.theme),
        format=write.link("format", plan.format),
        fixed=thing.fixed,
        intention=write.prose(thing.intention),
        opening_words=write.prose(thing.opening_words),
        closing_words=write.prose(thing.closing_words),
        host_notes=write.prose(thing.host_notes),
        begin="opening-words" if thing.opening_words else plan.slots[0].phase.id,
        hard=write.prose(thing.if_it_gets_hard),
        carry_home=write.prose(thing.carry_home),
        phases=views.phase_views(handbook, write, plan.slots),
        ends=views.clock(plan.minutes),
        main_id=plan.main.phase.id if plan.main else "",
        materials=tuple(views.needed_line(write, needed) for needed in derive.session_materials(handbook, plan)),
        questionnaires=handed_out(desk, write, plan),
        shared=shared_cautions(desk, write, plan),
        care=care(desk, write, plan),
        instead=tuple(views.exercise_row(handbook, write, handbook.exercises[id]) for id in thing.instead),
        people=handbook.circle.people,
        prints=prints.buttons(desk, write, thing.id, prints.SESSION),
        before=neighbour(desk, write, plan, -1),
        after=neighbour(desk, write, plan, 1),
    )


def shared_cautions(desk: Desk, write: Writer, plan: Plan) -> tuple[Markup, ...]:
    """The cautions that several exercises of a session ask for, each once."""
    merged = derive.merged_cautions(desk.handbook, plan.exercises)
    return tuple(write.line(text) for text, users in merged if len(users) > 1)


def care(desk: Desk, write: Writer, plan: Plan) -> tuple[CareView, ...]:
    """Each exercise's own cautions, and its other ways to take part."""
    merged = derive.merged_cautions(desk.handbook, plan.exercises)
    return tuple(
        CareView(
            held.title,
            tuple(write.line(text) for text, users in merged if users == (held,)),
            write.line(held.opt_out),
            views.link_to(desk.handbook, write, held.gentler),
        )
        for held in plan.exercises
    )


def handed_out(desk: Desk, write: Writer, plan: Plan) -> tuple[tuple[Markup, str], ...]:
    """The questionnaires of a session with their occasion in words."""
    pairs = derive.handed_out(desk.handbook, plan)
    return tuple((write.link("questionnaire", form), desk.words(f"occasion.{given.occasion}")) for form, given in pairs)


def when(desk: Desk, meeting: Meeting) -> str:
    """The date of a meeting if it is known, else its week."""
    if meeting.day:
        return desk.words("session.date", date=dates.full(desk.words, meeting.day))
    return desk.words("session.week", n=meeting.week)


def neighbour(desk: Desk, write: Writer, plan: Plan, step: int) -> Markup:
    """A link to the session before or after this one in the year, or nothing. A repeated session has its neighbours
    where it stands first."""
    order = [id for id, other in desk.plans.items() if other.meetings]
    if plan.session.id not in order:
        return Markup("")
    index = order.index(plan.session.id) + step
    if not 0 <= index < len(order):
        return Markup("")
    other = desk.plans[order[index]]
    return Markup(f"[{write.plain(numbered(desk, other))}]({write.to('session', other.session.id)})")
