"""A session's page: what for, the agenda with its clock, every phase, what to bring, what to take care of."""

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import SessionPlan, Slot
from generator.handbook.handing import list_handed_forms, list_instead
from generator.handbook.schedule import Meeting
from generator.pages import printables
from generator.pages.context import PageContext
from generator.pages.exercises import describe_material, make_exercise_row
from generator.pages.phases import list_phase_views, make_care_anchor
from generator.pages.writer import Writer
from generator.phrasing import dates, phrases
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words


def make_session_page(context: PageContext, plan: SessionPlan) -> Page:
    """Make the page of one session."""
    session = plan.session
    write = context.make_writer(addresses.page_path("session", session.id))
    handbook = context.handbook
    before, after = context.back_links.neighbours.get(session.id, (None, None))
    return context.make_page(
        write.path,
        "session.md.j2",
        phrases.number_title(context.words, plan),
        plain_words(session.intention),
        edits=("session", session.id),
        meta={"scripts": ["session.js"]},
        **_describe_time(context, write, plan),
        shows=derive.list_shown_exercises(plan),
        theme=write.write_link("theme", plan.theme),
        format=write.write_link("format", plan.format),
        fixed=session.fixed,
        intention=write.write_prose(session.intention),
        opening_words=write.write_prose(session.opening_words),
        closing_words=write.write_prose(session.closing_words),
        host_notes=write.write_prose(session.host_notes),
        danger=tuple(write.write_link("handout", form) for form in derive.list_danger_cards(handbook)),
        begin="" if session.opening_words else plan.slots[0].phase.id,
        hard=write.write_prose(session.if_it_gets_hard),
        carry_home=write.write_prose(session.carry_home),
        phases=list_phase_views(write, plan.slots, handbook.circle.time),
        late=phrases.describe_lateness(write.words, plan.slots),
        materials=tuple(describe_material(write, needed) for needed in derive.list_session_materials(handbook, plan)),
        questionnaires=_list_handed_out(context, write, plan),
        without_licence=_list_substitute_lines(write, plan),
        care=_list_care_links(write, plan),
        instead=tuple(make_exercise_row(write, handbook.exercises[id]) for id in session.instead),
        people=handbook.circle.people,
        prints=printables.list_session_links(context, write, session.id),
        calendar=write.href(addresses.calendar_path(session.id)) if any(one.day for one in plan.meetings) else "",
        hold=write.href(addresses.html_path(addresses.hold_path(session.id))),
        before=write.link_session(before) if before else Markup(""),
        after=write.link_session(after) if after else Markup(""),
    )


def _describe_time(context: PageContext, write: Writer, plan: SessionPlan) -> dict[str, object]:
    begins = context.handbook.circle.time
    return {
        "when": tuple(describe_meeting(context, meeting) for meeting in plan.meetings),
        "total": write.write_words("count.minutes", n=plan.minutes),
        "begins": phrases.format_clock(0, begins) if begins else "",
        "ends": phrases.format_clock(plan.minutes, begins),
        "length": plan.minutes,
    }


def _list_care_links(write: Writer, plan: SessionPlan) -> tuple[Markup, ...]:
    # to each exercise that asks people to take care of something, where it stands first
    first: dict[str, Slot] = {}
    for slot in plan.slots:
        if slot.exercise and slot.exercise.cautions:
            first.setdefault(slot.exercise.title, slot)
    return tuple(
        Markup(f"[{write.write_plain(title)}](#{make_care_anchor(slot.phase.id)})") for title, slot in first.items()
    )


def _list_handed_out(context: PageContext, write: Writer, plan: SessionPlan) -> tuple[tuple[Markup, str], ...]:
    handed = list_handed_forms(context.handbook, plan.session)
    return tuple(
        (write.write_link("questionnaire", one.form), context.words(f"occasion.{one.occasion}")) for one in handed
    )


def _list_substitute_lines(write: Writer, plan: SessionPlan) -> tuple[Markup, ...]:
    # a sentence for each form that stands in for licensed ones
    lines = []
    for one in list_instead(list_handed_forms(write.handbook, plan.session)):
        licensed = phrases.join_words(
            write.words, (write.write_link("questionnaire", other) for other in one.stands_for)
        )
        form = write.write_link("questionnaire", one.form)
        lines.append(write.fill_words("session.without_licence", licensed=Markup(licensed), form=form))
    return tuple(lines)


def describe_meeting(context: PageContext, meeting: Meeting) -> str:
    """Return the date of a meeting if it is known, else its week."""
    if meeting.day:
        return context.words("session.date", date=dates.format_weekday(context.words, meeting.day))
    return context.words("session.week", n=meeting.week)
