"""The chapters of the book, their pictures with them. Pure."""

from collections.abc import Iterator
from typing import Any

from generator.model.library import Chapter
from generator.printables.book.writing import Scribe, label, lead, paragraph, tabled, text, title
from generator.typesetting.printable import Data


def chapters(scribe: Scribe) -> Iterator[Data]:
    """Every chapter, each on a new page."""
    for number, chapter in enumerate(scribe.handbook.chapters.values(), start=1):
        yield from one(scribe, number, chapter)


def one(scribe: Scribe, number: int, chapter: Chapter) -> Iterator[Data]:
    """One chapter: title, summary, text."""
    yield title(chapter.title, label("chapter", chapter.id), number=str(number), new_page=True)
    yield lead([paragraph(text(chapter.summary))])
    for block in scribe.prose(chapter.text):
        yield finished(scribe, block)


def finished(scribe: Scribe, value: Any) -> Any:
    """The same data with what a chapter alone may have: pictures, and tables whose cells are narrow."""
    if isinstance(value, list):
        return [finished(scribe, item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "picture":
        return {**value, "bytes": list(scribe.handbook.pictures[value["name"]])}
    if value.get("kind") == "table":
        return tabled(value["rows"])
    return {key: finished(scribe, item) for key, item in value.items()}
