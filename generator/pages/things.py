"""The pages of single things: exercises, sessions, formats, themes, questionnaires, handouts, chapters."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import Plan
from generator.model.exercise import Exercise
from generator.model.library import OWN_LICENCE, Chapter, Handout, Questionnaire, Theme
from generator.model.meeting import Format
from generator.pages import prints, views
from generator.pages.base import Desk, numbered
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.model import Page
from generator.text.terms import link_terms
from generator.text.tree import words


def exercise(desk: Desk, thing: Exercise) -> Page:
    """An exercise's own page, with the sessions and themes that lead to it."""
    path = addresses.page("exercise", thing.id, thing.family)
    write = desk.writer(path)
    handbook = desk.handbook
    themes = [theme for theme in handbook.themes.values() if thing.id in theme.exercises]
    return desk.page(
        path,
        "exercise.md.j2",
        thing.title,
        thing.one_line,
        edits=("exercise", thing.id),
        exercise=views.exercise_view(handbook, write, thing),
        debrief_minutes=derive.debrief_minutes(thing, thing.minutes.max),
        prints=prints.buttons(desk, write, thing.id, prints.EXERCISE),
        used_in=session_links(desk, write, derive.sessions_using(desk.plans, thing.id)),
        offered_in=session_links(desk, write, derive.sessions_offering(desk.plans, thing.id)),
        themes=tuple(write.link("theme", theme) for theme in themes),
    )


def session_links(desk: Desk, write: Writer, plans: tuple[Plan, ...]) -> tuple[Markup, ...]:
    """Links to sessions, each with its number."""
    return tuple(
        Markup(f"[{write.plain(numbered(desk, plan))}]({write.to('session', plan.session.id)})") for plan in plans
    )


def format(desk: Desk, thing: Format) -> Page:
    """A session format's page: its phases with their clock."""
    path = addresses.page("format", thing.id)
    write = desk.writer(path)
    slots = tuple(derive.slots(desk.handbook, None, thing))
    using = tuple(plan for plan in desk.plans.values() if plan.format.id == thing.id)
    return desk.page(
        path,
        "format.md.j2",
        thing.title,
        words(thing.summary),
        edits=("format", thing.id),
        summary=write.prose(thing.summary),
        phases=views.phase_views(desk.handbook, write, slots),
        total=sum(slot.minutes for slot in slots),
        used_in=session_links(desk, write, using),
    )


def theme(desk: Desk, thing: Theme) -> Page:
    """A theme's page."""
    path = addresses.page("theme", thing.id)
    write = desk.writer(path)
    handbook = desk.handbook
    using = tuple(plan for plan in desk.plans.values() if plan.theme.id == thing.id)
    return desk.page(
        path,
        "theme.md.j2",
        thing.title,
        thing.one_line or words(thing.about),
        edits=("theme", thing.id),
        one_line=thing.one_line or "",
        area=desk.words(f"worklife.{thing.worklife}"),
        about=write.prose(thing.about),
        shows_as=write.lines(thing.shows_as),
        questions=write.lines(thing.questions),
        exercises=tuple(views.exercise_row(handbook, write, handbook.exercises[id]) for id in thing.exercises),
        used_in=session_links(desk, write, using),
    )


def questionnaire(desk: Desk, thing: Questionnaire) -> Page:
    """A questionnaire's page: structure and terms; the items only of our own forms."""
    path = addresses.page("questionnaire", thing.id)
    write = desk.writer(path)
    items = thing.items
    return desk.page(
        path,
        "questionnaire.md.j2",
        thing.title,
        words(thing.about),
        edits=("questionnaire", thing.id),
        form=thing,
        ours=thing.licence == OWN_LICENCE,
        prints=prints.buttons(desk, write, thing.id, prints.QUESTIONNAIRE),
        about=write.prose(thing.about),
        count=(items.count or len(items.wordings)) if items else 0,
        wordings=write.lines(items.wordings) if items else (),
        subscales=tuple((scale, write.line(scale.read), numbers(scale.items)) for scale in thing.subscales),
        answers=tuple(range(thing.scale.min, thing.scale.max + 1)) if thing.scale else (),
        scoring=write.prose(thing.scoring),
        change=write.prose(thing.change),
        cautions=tuple(write.line(derive.caution_words(desk.handbook, caution)) for caution in thing.cautions),
        sources=tuple(views.source_line(desk.handbook, write, source) for source in thing.sources),
        checked=thing.checked.isoformat(),
        handed_out=tuple(occasions(desk, write, thing.id)),
    )


def numbers(items: tuple[int, ...]) -> str:
    """Item numbers in a row."""
    return ", ".join(str(item) for item in items)


def occasions(desk: Desk, write: Writer, id: str) -> Iterator[tuple[Markup, str]]:
    """The sessions that hand a questionnaire out, with the occasion in words."""
    for plan in desk.plans.values():
        for form, handing in derive.handed_out(desk.handbook, plan):
            if form.id == id:
                yield session_links(desk, write, (plan,))[0], desk.words(f"occasion.{handing.occasion}")


def handout(desk: Desk, thing: Handout) -> Page:
    """A handout's page: what it is for, and the blank form itself."""
    path = addresses.page("handout", thing.id)
    write = desk.writer(path)
    people = desk.handbook.circle.people
    sessions = tuple(plan for plan in desk.plans.values() if thing.id in plan.session.handouts)
    return desk.page(
        path,
        "handout.md.j2",
        thing.title,
        thing.one_line or words(thing.instructions),
        edits=("handout", thing.id),
        form=thing,
        prints=prints.buttons(desk, write, thing.id, prints.HANDOUT),
        instructions=write.prose(thing.instructions),
        points=write.lines(thing.points),
        cards=tuple((card.title, write.line(card.words)) for card in thing.cards),
        per=desk.words(f"per.{thing.per}"),
        copies=derive.count(thing.per, people),
        blank_rows=tuple(range(thing.blanks or 4)),
        exercises=tuple(write.link("exercise", used) for used in derive.handout_users(desk.handbook, thing.id)),
        sessions=session_links(desk, write, sessions),
    )


def chapter(desk: Desk, thing: Chapter) -> Page:
    """A chapter, with the one before and the one after it."""
    path = addresses.page("chapter", thing.id)
    write = desk.writer(path)
    order = list(desk.handbook.chapters.values())
    here = order.index(thing)
    terms = {term.term: term.id for term in desk.handbook.terms.values() if term.linked}
    return desk.page(
        path,
        "chapter.md.j2",
        thing.title,
        thing.summary,
        edits=("chapter", thing.id),
        summary=thing.summary,
        text=write.prose(link_terms(thing.text, terms)),
        before=write.link("chapter", order[here - 1]) if here else Markup(""),
        after=write.link("chapter", order[here + 1]) if here + 1 < len(order) else Markup(""),
    )
