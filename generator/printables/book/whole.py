"""The book as a whole: its title leaf and its parts in their order. Pure."""

from collections.abc import Iterator

from generator.phrasing import phrases
from generator.printables.book import back, chapters, exercises, handouts, library, sessions, year
from generator.printables.book.writing import BookWriter, make_part
from generator.printables.context import (
    PrintContext,
    content_version,
    list_help_lines,
    make_logo_data,
    make_prose_data,
    with_footer,
)
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten the longest words of its headings or tables."
# Each part: its id, how it is set, and who writes it.
_PARTS = (
    ("chapters", "reading", chapters.chapter_blocks),
    ("year", "reading", year.year_blocks),
    ("sessions", "reading", sessions.session_blocks),
    ("formats", "reading", sessions.format_blocks),
    ("exercises", "wide", exercises.exercise_blocks),
    ("themes", "columns", library.theme_blocks),
    ("questionnaires", "reading", library.questionnaire_blocks),
    ("handouts", "wide", handouts.handout_blocks),
    ("safety", "reading", library.safety_blocks),
    ("glossary", "wide", back.glossary_blocks),
    ("references", "reading", back.reference_blocks),
    ("index", "columns", back.index_blocks),
)


def make_book(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the book. There is one; its id is "handbook"."""
    title = context.words("home.title")
    place = context.handbook.find_place("circle", "")
    said = book_data(context, id)
    return Printable(paper, title, context.words("printable.book"), place, _CURE, (PrintablePart("book", said),))


def book_data(context: PrintContext, id: str) -> Data:
    """Return everything in the book, ready for JSON."""
    words, writer = context.words, BookWriter(context)
    parts = [make_part(name, words(f"book.parts.{name}"), style, write(writer)) for name, style, write in _PARTS]
    said = {**_front_data(context), "parts": parts}
    return {
        **with_footer(context.handbook, words, id, said),
        "version": words("book.version", version=content_version(said)),
        "logo": make_logo_data(context.handbook),
    }


def _front_data(context: PrintContext) -> Data:
    """Return what stands on the title leaf."""
    words, circle = context.words, context.handbook.circle
    return {
        "title": words("home.title"),
        "lead": words("home.lead"),
        "circle": circle.own_name,
        "circle_line": words("book.circle"),
        "licence": " ".join(_list_licence_lines(context)),
        "help_title": words("help.title"),
        "help": [*list_help_lines(circle, words), words("help.ask")],
        "concerns": make_prose_data(circle.concerns),
        "people": circle.people,
        **{key: words(f"book.{key}") for key in ("call_title", "call_who", "call_number", "contents")},
    }


def _list_licence_lines(context: PrintContext) -> Iterator[str]:
    """Yield on what terms the book's words are: the handbook's, the circle's own, and that others' are named."""
    words, book = context.words, context.handbook
    yield words("book.licence")
    if book.circle.licence:
        yield words("credits.own", licence=phrases.name_licence(book.circle.licence))
    if any(one.licence for one in book.exercises.values()):
        yield words("book.other_licences")
