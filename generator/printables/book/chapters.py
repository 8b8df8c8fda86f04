"""The chapters of the book, their pictures with them. Pure."""

from collections.abc import Iterator
from typing import Any

from generator.model.library import Chapter
from generator.printables.book.writing import (
    BookWriter,
    make_label,
    make_lead,
    make_paragraph,
    make_text,
    make_title,
    split_table,
)
from generator.typesetting.printable import Data

# How much of the width a picture takes, in hundredths: a look at a sheet, which is read on paper of its own.
_PICTURE_SHARE = 40


def chapter_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every chapter."""
    for number, chapter in enumerate(writer.handbook.chapters.values(), start=1):
        yield from _one_chapter_blocks(writer, number, chapter)


def _one_chapter_blocks(writer: BookWriter, number: int, chapter: Chapter) -> Iterator[Data]:
    yield make_title(chapter.title, make_label("chapter", chapter.id), number=str(number))
    yield make_lead([make_paragraph(make_text(chapter.summary))])
    for block in writer.prose_blocks(chapter.text):
        yield _complete_blocks(writer, block)


def _complete_blocks(writer: BookWriter, value: Any) -> Any:  # noqa: ANN401  # JSON
    """Return the same data with what a chapter alone may have: pictures, and tables whose cells are narrow."""
    if isinstance(value, list):
        return [_complete_blocks(writer, item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "picture":
        return {**value, "bytes": list(writer.handbook.pictures[value["name"]]), "share": _PICTURE_SHARE}
    if value.get("kind") == "table":
        return split_table(value["rows"])
    return {key: _complete_blocks(writer, item) for key, item in value.items()}
