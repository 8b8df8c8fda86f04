"""A printable as a value, and data as JSON for the templates. Pure; knows no Typst and nothing of content.

A printable is a list of parts, each drawn by the template of its kind, so that a session pack is nothing but the parts
of other printables one after another.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.errors import Place
from generator.text.apostrophes import curve_apostrophes
from generator.text.data import change_texts

Data = dict[str, Any]
# a place where a line may be broken, unseen: a zero-width space
BREAK = "\u200b"
# a run of characters as long as this may be broken anywhere, so that an address or an endless word stays on its page
_ENDLESS_WORD = re.compile(r"[^\s\u200b]{30,}")
_AFTER_SIGN = re.compile(r"([/.\-_?&=+,;:@])(?=[^\s\u200b])")
_LONGEST_UNBROKEN = 20


@dataclass(frozen=True)
class Variant:
    """How a part may be set: type size in points (0: the template's own), and up to which level pieces are left
    out, where a template knows such levels (as `sheet.Omission`)."""

    size: float = 0
    level: int = 0


@dataclass(frozen=True)
class PrintablePart:
    """A stretch of pages: the kind of template that draws it, its data, and how often it is printed.

    `section` is which of the sections that the template draws is meant, counted from 0; None is all of them. `variants`
    are tried in order until one fits. Parts of one kind and `batch` are laid out together; a part that has variants is
    laid out alone.
    """

    kind: str
    data: Data
    copies: int = 1
    section: int | None = 0
    variants: tuple[Variant, ...] = (Variant(),)
    batch: str = ""


@dataclass(frozen=True)
class Printable:
    """One PDF to be. What of it is too long for its paper is reported in the order of its pieces."""

    # one of `papers.list_variants()`
    paper: str
    title: str
    # what a message calls it: 'the card of "Empty seat"'
    label: str
    # the file to edit and what to do if it does not fit
    place: Place
    cure: str
    parts: tuple[PrintablePart, ...]
    # whether its pieces are printables too; then its own overflow is not reported if one of theirs was
    is_collection: bool = False
    # where a piece that does not fit is written, and what helps it, where that differs
    places_by_misfit: Mapping[str, Place] = field(default_factory=dict)
    cures_by_misfit: Mapping[str, str] = field(default_factory=dict)
    # whose it is, for programs that list files
    author: str = ""
    # which one of the things that its template draws together is meant, if not all
    only: str = ""
    # makes a first page that says how many pages each part takes, copies included, once that is known; then every page
    # has its number in the corner
    make_front: Callable[[Sequence[int]], PrintablePart] | None = None


def serialize_data(data: Data, language: str) -> str:
    """Return data as JSON as it is to be printed: endless words made breakable, and apostrophes curved but in languages
    that have a letter of their own there."""
    text = json.dumps(data, ensure_ascii=False)
    if "'" in text:
        data = change_texts(data, lambda words: curve_apostrophes(words, language))
        text = json.dumps(data, ensure_ascii=False)
    return json.dumps(add_break_points(data), ensure_ascii=False) if _ENDLESS_WORD.search(text) else text


def add_break_points(value: Any) -> Any:  # noqa: ANN401  # JSON
    """Return the same data with places to break in every word that is too long for a narrow column."""
    return change_texts(value, lambda text: _ENDLESS_WORD.sub(lambda word: break_word(word.group()), text))


def break_word(word: str) -> str:
    """Return a word that may be broken after its signs, and anywhere in a long stretch without any."""
    pieces = _AFTER_SIGN.sub(rf"\1{BREAK}", word).split(BREAK)
    return BREAK.join(BREAK.join(piece) if len(piece) >= _LONGEST_UNBROKEN else piece for piece in pieces)
