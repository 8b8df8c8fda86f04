"""The book as a whole: its title leaf and its parts in their order. Pure."""

from generator.model.meeting import Circle
from generator.printables.book import back, chapters, exercises, library, sessions, year
from generator.printables.book.writing import Scribe, part
from generator.typesetting.printable import Data, Part, Printable, Shop, footed, help_lines, prose, version

CURE = "Shorten the longest words of its headings or tables."
# Each part: its id, how it is set, and who writes it.
PARTS = (
    ("chapters", "reading", chapters.chapters),
    ("year", "reading", year.year),
    ("sessions", "wide", sessions.sessions),
    ("formats", "wide", sessions.formats),
    ("exercises", "wide", exercises.exercises),
    ("themes", "columns", library.themes),
    ("questionnaires", "reading", library.questionnaires),
    ("handouts", "wide", library.handouts),
    ("safety", "reading", library.safety),
    ("glossary", "wide", back.glossary),
    ("references", "reading", back.references),
    ("index", "wide", back.index),
)


def printable(shop: Shop, id: str, paper: str) -> Printable:
    """The book on a paper. There is one book; its id is "handbook"."""
    title = shop.words("home.title")
    place = shop.handbook.place("circle", "")
    said = data(shop, id)
    return Printable(paper, title, shop.words("book.named"), place, CURE, (Part("book", said),))


def data(shop: Shop, id: str) -> Data:
    """Everything in the book, ready for JSON."""
    words, scribe = shop.words, Scribe(shop)
    parts = [part(name, words(f"book.parts.{name}"), style, write(scribe)) for name, style, write in PARTS]
    said = {**front(shop), "parts": parts}
    return {**footed(words, id, said), "version": words("book.version", version=version(said))}


def front(shop: Shop) -> Data:
    """What stands on the title leaf."""
    words, circle = shop.words, shop.handbook.circle
    unnamed = circle.name == Circle.model_fields["name"].default
    return {
        "title": words("home.title"),
        "lead": words("home.lead"),
        "circle": "" if unnamed else circle.name,
        "circle_line": words("book.circle"),
        "licence": words("book.licence"),
        "help_title": words("help.title"),
        "help": [*help_lines(circle, words), words("help.ask")],
        "concerns": prose(circle.concerns),
        "contents": words("book.contents"),
    }
