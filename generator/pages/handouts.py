"""Handouts: the list of all, and a page for each: what it is for, and the blank form itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from generator.handbook import derive
from generator.model.library import Handout
from generator.pages import printables
from generator.pages.context import PageContext
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words

# rows of a table in which nothing is written yet, unless the handout says how many
_BLANK_ROWS = 4


@dataclass(frozen=True)
class FormBlock:
    """A piece of a blank form on screen.

    "points" are `lines`, "steps" numbered ones under a `title`; a "table" has `lines` as its headings and `rows`, each
    with as many cells; "words" are a stressed `title` before `text`, with `lines` listed beneath; a "box" has a frame,
    so have the `boxes` of a "deck".
    """

    kind: Literal["points", "steps", "table", "words", "box", "deck"]
    title: str = ""
    text: str | Markup = ""
    lines: tuple[str | Markup, ...] = ()
    rows: tuple[tuple[str | Markup, ...], ...] = ()
    boxes: tuple["FormBlock", ...] = ()


def make_handouts_page(context: PageContext) -> Page:
    """Make the list of all handouts."""
    write = context.make_writer(addresses.index_path("handout"))
    rows = tuple(
        (
            write.write_link("handout", form),
            form.one_line or "",
            context.words(f"per.{form.per}", n=1),
            _link_users(context, write, form),
        )
        for form in context.handbook.handouts.values()
    )
    return context.make_list_page(write.path, "handouts", rows=rows)


def make_handout_page(context: PageContext, form: Handout) -> Page:
    """Make a handout's page."""
    write = context.make_writer(addresses.page_path("handout", form.id))
    return context.make_page(
        write.path,
        "handout.md.j2",
        form.title,
        form.one_line or plain_words(form.instructions),
        edits=("handout", form.id),
        one_line=form.one_line or "",
        layout=form.layout,
        prints=printables.list_print_links(context, write, form.id, printables.HANDOUT),
        instructions=write.write_prose(form.instructions),
        blocks=tuple(_list_blocks(write, form)),
        per=context.words(f"per.{form.per}", n=1),
        copies=derive.count_sheets(form, context.handbook.circle.people),
        exercises=_link_users(context, write, form),
        sessions=write.link_sessions(context.back_links.sessions_handing_out.get(form.id, ())),
    )


def _link_users(context: PageContext, write: Writer, form: Handout) -> tuple[Markup, ...]:
    return tuple(write.write_link("exercise", user) for user in context.back_links.exercises_asking.get(form.id, []))


def _list_blocks(write: Writer, form: Handout) -> Iterator[FormBlock]:
    if form.steps:
        yield from _list_danger_blocks(write, form)
    if form.points:
        yield FormBlock("points", lines=write.write_lines(form.points))
        blank = tuple(write.words(f"handout_paper.agreement_{key}") for key in ("call", "concerns", "report"))
        yield FormBlock("words", write.words("handout_paper.agreement_written"), lines=blank)
    if form.columns:
        yield _make_table(form)
    if form.middle:
        yield FormBlock("words", write.words("handout.middle"), form.middle)
    if form.centre:
        yield FormBlock("words", write.words("handout.centre"), form.centre, lines=form.branches)
    yield from (FormBlock("box", box.title, box.prompt or "") for box in form.boxes)
    for number, ring in enumerate(form.rings, start=1):
        yield FormBlock("box", f"{number}. {ring.title}", ring.prompt or "")
    yield from (FormBlock("box", text=prompt) for prompt in form.prompts)
    if form.cards:
        cards = (FormBlock("box", card.title, write.write_line(card.words)) for card in form.cards)
        yield FormBlock("deck", boxes=tuple(cards))


def _list_danger_blocks(write: Writer, form: Handout) -> Iterator[FormBlock]:
    # the circle's own people to ring stand on every page already, so here are the lines that are filled in by hand
    yield FormBlock("deck", boxes=tuple(FormBlock("box", job) for job in form.jobs))
    yield FormBlock("words", text=write.words("handout_paper.danger_jobs"))
    yield FormBlock("steps", write.words("handout_paper.danger_steps"), lines=write.write_lines(form.steps))
    fields = (*form.lines, *((form.place,) if form.place else ()))
    yield FormBlock("words", write.words("handout_paper.danger_lines"), lines=fields)
    otherwise = write.write_lines(form.otherwise)
    yield FormBlock("words", write.words("handout_paper.danger_otherwise"), lines=otherwise)


def _make_table(form: Handout) -> FormBlock:
    # rows that have names have an empty heading above these
    if form.rows:
        empty = tuple("" for _ in form.columns)
        return FormBlock("table", lines=("", *form.columns), rows=tuple((row, *empty) for row in form.rows))
    blank = tuple(Markup("&nbsp;") for _ in form.columns)
    return FormBlock("table", lines=form.columns, rows=(blank,) * (form.blanks or _BLANK_ROWS))
