"""The pages of single things: exercises, sessions, formats, themes, questionnaires, handouts, chapters."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import SessionPlan
from generator.model.exercise import Exercise
from generator.model.library import OWN_LICENCE, Chapter, Handout, Questionnaire, Theme
from generator.model.meeting import Format
from generator.pages import prints, views
from generator.pages.base import PageContext
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.site import addresses
from generator.site.model import Page
from generator.text.terms import link_terms
from generator.text.tree import plain_words


def make_exercise_page(context: PageContext, thing: Exercise) -> Page:
    """An exercise's own page, with the sessions and themes that lead to it."""
    path = addresses.page_path("exercise", thing.id, thing.family)
    write = context.make_writer(path)
    handbook = context.handbook
    themes = [theme for theme in handbook.themes.values() if thing.id in theme.exercises]
    return context.make_page(
        path,
        "exercise.md.j2",
        thing.title,
        thing.one_line,
        edits=("exercise", thing.id),
        exercise=views.make_exercise_view(handbook, write, thing),
        prints=prints.list_print_links(context, write, thing.id, prints.EXERCISE),
        used_in=link_sessions(write, derive.find_sessions_using(context.plans, thing.id)),
        offered_in=link_sessions(write, derive.find_sessions_offering(context.plans, thing.id)),
        themes=tuple(write.write_link("theme", theme) for theme in themes),
    )


def link_sessions(write: Writer, plans: tuple[SessionPlan, ...]) -> tuple[Markup, ...]:
    """Links to sessions, each with its number."""
    return tuple(link_session(write, plan) for plan in plans)


def link_session(write: Writer, plan: SessionPlan) -> Markup:
    """A link to a session by its number and title."""
    title = write.write_plain(phrases.number_title(write.words, plan))
    return Markup(f"[{title}]({write.href_to('session', plan.session.id)})")


def make_format_page(context: PageContext, thing: Format) -> Page:
    """A session format's page: its phases with their clock."""
    path = addresses.page_path("format", thing.id)
    write = context.make_writer(path)
    slots = tuple(derive.fill_slots(context.handbook, None, thing))
    using = tuple(plan for plan in context.plans.values() if plan.format.id == thing.id)
    return context.make_page(
        path,
        "format.md.j2",
        thing.title,
        plain_words(thing.summary),
        edits=("format", thing.id),
        summary=write.write_prose(thing.summary),
        phases=views.list_phase_views(context.handbook, write, slots),
        total=sum(slot.minutes for slot in slots),
        used_in=link_sessions(write, using),
    )


def make_theme_page(context: PageContext, thing: Theme) -> Page:
    """A theme's page."""
    path = addresses.page_path("theme", thing.id)
    write = context.make_writer(path)
    handbook = context.handbook
    using = tuple(plan for plan in context.plans.values() if plan.theme.id == thing.id)
    return context.make_page(
        path,
        "theme.md.j2",
        thing.title,
        thing.one_line or plain_words(thing.about),
        edits=("theme", thing.id),
        one_line=thing.one_line or "",
        area=context.words(f"worklife.{thing.worklife}"),
        about=write.write_prose(thing.about),
        shows_as=write.write_lines(thing.shows_as),
        questions=write.write_lines(thing.questions),
        exercises=tuple(views.make_exercise_row(handbook, write, handbook.exercises[id]) for id in thing.exercises),
        used_in=link_sessions(write, using),
    )


def make_questionnaire_page(context: PageContext, thing: Questionnaire) -> Page:
    """A questionnaire's page: structure and terms; the items only of our own forms."""
    path = addresses.page_path("questionnaire", thing.id)
    write = context.make_writer(path)
    return context.make_page(
        path,
        "questionnaire.md.j2",
        thing.title,
        plain_words(thing.about),
        edits=("questionnaire", thing.id),
        form=thing,
        ours=thing.licence == OWN_LICENCE,
        prints=prints.list_print_links(context, write, thing.id, prints.QUESTIONNAIRE),
        about=write.write_prose(thing.about),
        count=thing.item_count,
        wordings=write.write_lines(thing.items.wordings) if thing.items else (),
        subscales=tuple((scale, write.write_line(scale.read), list_numbers(scale.items)) for scale in thing.subscales),
        answers=tuple(range(thing.scale.min, thing.scale.max + 1)) if thing.scale else (),
        scoring=write.write_prose(thing.scoring),
        change=write.write_prose(thing.change),
        cautions=tuple(
            write.write_line(derive.find_caution_words(context.handbook, caution)) for caution in thing.cautions
        ),
        sources=tuple(views.describe_source(context.handbook, write, source) for source in thing.sources),
        checked=thing.checked.isoformat(),
        handed_out=tuple(list_occasions(context, write, thing.id)),
    )


def list_numbers(items: tuple[int, ...]) -> str:
    """Item numbers in a row."""
    return ", ".join(str(item) for item in items)


def list_occasions(context: PageContext, write: Writer, id: str) -> Iterator[tuple[Markup, str]]:
    """The sessions that hand a questionnaire out, with the occasion in words."""
    for plan in context.plans.values():
        for form, handing in derive.list_questionnaire_uses(context.handbook, plan):
            if form.id == id:
                yield link_sessions(write, (plan,))[0], context.words(f"occasion.{handing.occasion}")


def make_handout_page(context: PageContext, thing: Handout) -> Page:
    """A handout's page: what it is for, and the blank form itself."""
    path = addresses.page_path("handout", thing.id)
    write = context.make_writer(path)
    people = context.handbook.circle.people
    sessions = tuple(plan for plan in context.plans.values() if thing.id in plan.session.handouts)
    return context.make_page(
        path,
        "handout.md.j2",
        thing.title,
        thing.one_line or plain_words(thing.instructions),
        edits=("handout", thing.id),
        form=thing,
        prints=prints.list_print_links(context, write, thing.id, prints.HANDOUT),
        instructions=write.write_prose(thing.instructions),
        points=write.write_lines(thing.points),
        cards=tuple((card.title, write.write_line(card.words)) for card in thing.cards),
        per=context.words(f"per.{thing.per}"),
        copies=derive.count_copies(thing.per, people),
        blank_rows=tuple(range(thing.blanks or 4)),
        exercises=tuple(
            write.write_link("exercise", used) for used in derive.find_handout_users(context.handbook, thing.id)
        ),
        sessions=link_sessions(write, sessions),
    )


def make_chapter_page(context: PageContext, thing: Chapter) -> Page:
    """A chapter, with the one before and the one after it."""
    path = addresses.page_path("chapter", thing.id)
    write = context.make_writer(path)
    order = list(context.handbook.chapters.values())
    here = order.index(thing)
    terms = {term.term: term.id for term in context.handbook.terms.values() if term.linked}
    return context.make_page(
        path,
        "chapter.md.j2",
        thing.title,
        thing.summary,
        edits=("chapter", thing.id),
        summary=thing.summary,
        text=write.write_prose(link_terms(thing.text, terms)),
        before=write.write_link("chapter", order[here - 1]) if here else Markup(""),
        after=write.write_link("chapter", order[here + 1]) if here + 1 < len(order) else Markup(""),
    )
