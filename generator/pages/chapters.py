"""Chapters: the list of all, and a page for each."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook.reading_order import group_chapters
from generator.model.library import Chapter
from generator.pages import printables
from generator.pages.context import PageContext
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.model import Page
from generator.text.terms import link_terms


@dataclass(frozen=True)
class ChapterGroupView:
    """A group of chapters: where it stands on the page, its name, and each chapter's link and summary."""

    anchor: str
    name: str
    rows: tuple[tuple[Markup, str], ...]


def make_chapters_page(context: PageContext) -> Page:
    """Make the list of all chapters by their groups, in the order in which they are read."""
    write = context.make_writer(addresses.index_path("chapter"))
    groups = tuple(
        ChapterGroupView(group or "more", context.words(f"chapters.groups.{group or 'more'}"), _list_rows(write, mine))
        for group, mine in group_chapters(context.handbook.chapters)
    )
    prints = printables.list_print_links(context, write, "handbook", printables.BOOK)
    return context.make_list_page(write.path, "chapters", groups=groups, prints=prints)


def _list_rows(write: Writer, chapters: tuple[Chapter, ...]) -> tuple[tuple[Markup, str], ...]:
    return tuple((write.write_link("chapter", chapter), chapter.summary) for chapter in chapters)


def make_chapter_page(context: PageContext, chapter: Chapter) -> Page:
    """Make a chapter's page, with the one before and the one after it."""
    write = context.make_writer(addresses.page_path("chapter", chapter.id))
    before, after = context.back_links.neighbouring_chapters[chapter.id]
    terms = {term.term: term.id for term in context.handbook.terms.values() if term.linked}
    return context.make_page(
        write.path,
        "chapter.md.j2",
        chapter.title,
        chapter.summary,
        edits=("chapter", chapter.id),
        summary=chapter.summary,
        text=write.write_prose(link_terms(chapter.text, terms)),
        before=write.write_link("chapter", before) if before else Markup(""),
        after=write.write_link("chapter", after) if after else Markup(""),
    )
