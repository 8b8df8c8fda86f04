"""Questionnaires: the list of all, and a page for each: structure and terms, the items only of our own forms."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.model.library import OWN_LICENCE, Questionnaire, Subscale
from generator.pages import printables, score_form
from generator.pages.context import PageContext
from generator.pages.writer import Writer
from generator.phrasing import dates, phrases
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words


@dataclass(frozen=True)
class FormRow:
    """What the list shows of a questionnaire."""

    link: Markup
    one_line: str
    items: int
    minutes: Markup
    holder: str
    licence: str


@dataclass(frozen=True)
class ScoreView:
    """A score: which items make it, how, and how to read it."""

    title: str
    items: str
    made: str
    lowest: int
    highest: int
    read: Markup


def make_questionnaires_page(context: PageContext) -> Page:
    """Make the list of all questionnaires: our own, and those of others by their terms."""
    write = context.make_writer(addresses.index_path("questionnaire"))
    forms = context.handbook.questionnaires.values()
    return context.make_list_page(
        write.path,
        "questionnaires",
        others=tuple(_make_form_row(write, form) for form in forms if form.licence != OWN_LICENCE),
        ours=tuple(_make_form_row(write, form) for form in forms if form.licence == OWN_LICENCE),
    )


def _make_form_row(write: Writer, form: Questionnaire) -> FormRow:
    return FormRow(
        write.write_link("questionnaire", form),
        form.one_line or "",
        form.item_count,
        _describe_minutes(write, form),
        form.holder or "",
        phrases.name_licence(form.licence),
    )


def make_questionnaire_page(context: PageContext, form: Questionnaire) -> Page:
    """Make a questionnaire's page."""
    write = context.make_writer(addresses.page_path("questionnaire", form.id))
    words, handbook = context.words, context.handbook
    score = score_form.write_score_form(context, form)
    return context.make_page(
        write.path,
        "questionnaire.md.j2",
        form.title,
        plain_words(form.about),
        edits=("questionnaire", form.id),
        meta={"scripts": list(score_form.SCRIPTS)} if score else None,
        score_form=score,
        score_by_key=score_form.needs_key(form),
        form=form,
        ours=form.licence == OWN_LICENCE,
        prints=printables.list_print_links(context, write, form.id, printables.QUESTIONNAIRE),
        about=write.write_prose(form.about),
        count=form.item_count,
        minutes=_describe_minutes(write, form),
        validated=words("questionnaire.yes" if form.validated else "questionnaire.no"),
        obtain=write.write_address(form.obtain),
        licence=phrases.name_licence(form.licence),
        wordings=write.write_lines(form.items.wordings) if form.items else (),
        scores=tuple(_make_score_view(write, scale) for scale in form.subscales),
        answers=tuple(range(form.scale.min, form.scale.max + 1)) if form.scale else (),
        scoring=write.write_prose(form.scoring),
        change=write.write_prose(form.change),
        cautions=write.write_lines(derive.find_caution_words(handbook, caution) for caution in form.cautions),
        sources=write.write_sources(form.sources),
        checked=dates.format_day(words, form.checked),
        handed_out=tuple(_list_occasions(context, write, form.id)),
    )


def _describe_minutes(write: Writer, form: Questionnaire) -> Markup:
    return write.write_words("count.minutes", n=form.minutes) if form.minutes else Markup("")


def _make_score_view(write: Writer, scale: Subscale) -> ScoreView:
    return ScoreView(
        scale.title,
        phrases.describe_scored_items(write.words, scale),
        write.words(f"questionnaire.{scale.score}"),
        scale.min,
        scale.max,
        write.write_line(scale.read),
    )


def _list_occasions(context: PageContext, write: Writer, id: str) -> Iterator[tuple[Markup, str]]:
    # the sessions that hand a questionnaire out, also instead of another, with the occasion in words
    for plan in context.plans.values():
        found = {use.occasion: None for use in plan.session.questionnaires if id in (use.id, use.instead)}
        yield from ((write.link_session(plan), context.words(f"occasion.{occasion}")) for occasion in found)
