"""A session's page: what for, the agenda with its clock, every phase, what to bring, what to take care of."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import SessionPlan
from generator.handbook.schedule import Meeting
from generator.pages import prints, views
from generator.pages.base import PageContext
from generator.pages.writer import Writer
from generator.phrasing import dates, phrases
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words


@dataclass(frozen=True)
class CareView:
    """What one exercise of a session asks people to take care of, and how to take part in another way."""

    title: str
    cautions: tuple[Markup, ...]
    opt_out: Markup
    gentler: Markup


def make_session_page(context: PageContext, plan: SessionPlan) -> Page:
    """The page of one session."""
    thing = plan.session
    path = addresses.page_path("session", thing.id)
    write = context.make_writer(path)
    handbook = context.handbook
    return context.make_page(
        path,
        "session.md.j2",
        phrases.number_title(context.words, plan),
        plain_words(thing.intention),
        edits=("session", thing.id),
        when=tuple(describe_meeting(context, meeting) for meeting in plan.meetings),
        total=write.write_words("count.minutes", n=plan.minutes),
        theme=write.write_link("theme", plan.theme),
        format=write.write_link("format", plan.format),
        fixed=thing.fixed,
        intention=write.write_prose(thing.intention),
        opening_words=write.write_prose(thing.opening_words),
        closing_words=write.write_prose(thing.closing_words),
        host_notes=write.write_prose(thing.host_notes),
        begin="opening-words" if thing.opening_words else plan.slots[0].phase.id,
        hard=write.write_prose(thing.if_it_gets_hard),
        carry_home=write.write_prose(thing.carry_home),
        phases=views.list_phase_views(handbook, write, plan.slots),
        ends=phrases.format_clock(plan.minutes),
        main_id=plan.main_slot.phase.id if plan.main_slot else "",
        materials=tuple(
            views.describe_material(write, needed) for needed in derive.list_session_materials(handbook, plan)
        ),
        questionnaires=list_handed_out(context, write, plan),
        shared=list_shared_cautions(context, write, plan),
        care=list_care_views(context, write, plan),
        instead=tuple(views.make_exercise_row(handbook, write, handbook.exercises[id]) for id in thing.instead),
        people=handbook.circle.people,
        prints=prints.list_print_links(context, write, thing.id, prints.SESSION),
        before=link_neighbour(context, write, plan, -1),
        after=link_neighbour(context, write, plan, 1),
    )


def list_shared_cautions(context: PageContext, write: Writer, plan: SessionPlan) -> tuple[Markup, ...]:
    """The cautions that several exercises of a session ask for, each once."""
    merged = derive.merge_cautions(context.handbook, plan.exercises)
    return tuple(write.write_line(text) for text, users in merged if len(users) > 1)


def list_care_views(context: PageContext, write: Writer, plan: SessionPlan) -> tuple[CareView, ...]:
    """Each exercise's own cautions, and its other ways to take part."""
    merged = derive.merge_cautions(context.handbook, plan.exercises)
    return tuple(
        CareView(
            held.title,
            tuple(write.write_line(text) for text, users in merged if users == (held,)),
            write.write_line(held.opt_out),
            views.link_exercise(context.handbook, write, held.gentler),
        )
        for held in plan.exercises
    )


def list_handed_out(context: PageContext, write: Writer, plan: SessionPlan) -> tuple[tuple[Markup, str], ...]:
    """The questionnaires of a session with their occasion in words."""
    pairs = derive.list_questionnaire_uses(context.handbook, plan)
    return tuple(
        (write.write_link("questionnaire", form), context.words(f"occasion.{given.occasion}")) for form, given in pairs
    )


def describe_meeting(context: PageContext, meeting: Meeting) -> str:
    """The date of a meeting if it is known, else its week."""
    if meeting.day:
        return context.words("session.date", date=dates.format_weekday(context.words, meeting.day))
    return context.words("session.week", n=meeting.week)


def link_neighbour(context: PageContext, write: Writer, plan: SessionPlan, step: int) -> Markup:
    """A link to the session before or after this one in the year, or nothing. A repeated session has its neighbours
    where it stands first."""
    order = [id for id, other in context.plans.items() if other.meetings]
    if plan.session.id not in order:
        return Markup("")
    index = order.index(plan.session.id) + step
    if not 0 <= index < len(order):
        return Markup("")
    other = context.plans[order[index]]
    title = write.write_plain(phrases.number_title(context.words, other))
    return Markup(f"[{title}]({write.href_to('session', other.session.id)})")
