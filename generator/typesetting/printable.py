"""What every kind of paper shares: a printable as a value, and its texts as plain data. Pure; knows no Typst.

A printable is a list of parts, each drawn by the template of its kind, so that a session pack is nothing but the parts
of other printables one after another.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.errors import Place
from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.model.meeting import Circle
from generator.model.papers import LARGE_PRINT, find_paper
from generator.phrasing.languages import find_base_language, is_right_to_left
from generator.phrasing.translations import Translations
from generator.text import data as prose_data
from generator.text.tree import RichText
from generator.typesetting.fonts import FontSet

Data = dict[str, Any]
# A run of letters as long as this may be broken anywhere, so that an address or an endless word cannot leave its page.
ENDLESS = re.compile(r"[^\s\u200b]{30,}")
AFTER_SIGN = re.compile(r"([/.\-_?&=+,;:@])(?=[^\s\u200b])")
BREAK = "\u200b"


@dataclass(frozen=True)
class PrintContext:
    """What is needed to make any printable: the handbook, its sessions as they will be held, and the words."""

    handbook: Handbook
    plans: Mapping[str, SessionPlan]
    words: Translations


@dataclass(frozen=True)
class PrintablePart:
    """A stretch of pages: the kind of template that draws it, what it says, and how often it stands there."""

    kind: str
    data: Data
    copies: int = 1


@dataclass(frozen=True)
class Variant:
    """How a printable may be set: type size in points (0: the template's own), and which pieces are left out (see
    `sheet.Omission`)."""

    size: float = 0
    level: int = 0


@dataclass(frozen=True)
class Printable:
    """One PDF to be.

    `variants` are tried in order until one fits, or what does not fit is told in the order of its pieces.
    """

    # one of `papers.list_variants()`
    paper: str
    title: str
    # what a message calls it: 'the card of "Empty seat"'
    label: str
    # the file to edit and what to do if it does not fit
    place: Place
    cure: str
    parts: tuple[PrintablePart, ...]
    variants: tuple[Variant, ...] = (Variant(),)
    # whether its pieces are printables too; then its own overflow is not reported if one of theirs was
    is_collection: bool = False
    # where a piece that does not fit is written, and what helps it, where that differs
    places_by_misfit: Mapping[str, Place] = field(default_factory=dict)
    cures_by_misfit: Mapping[str, str] = field(default_factory=dict)

    @property
    def large(self) -> bool:
        """Whether it is in large print."""
        return self.paper.endswith(LARGE_PRINT)

    @property
    def size(self) -> Data:
        """Its paper in millimetres, the large format beside it, and how many pages a session sheet may take."""
        paper = find_paper(self.paper)
        return {
            "width": paper.width,
            "height": paper.height,
            "wall": dict(zip(("width", "height"), paper.wall, strict=True)),
            "sheet_pages": paper.sheet_pages,
        }


Maker = Callable[[PrintContext, str, str], Printable]


def make_job(printable: Printable, language: str) -> Data:
    """All that the templates are told, but the way to set it."""
    return {
        "title": printable.title,
        "language": find_base_language(language),
        "right_to_left": is_right_to_left(language),
        "paper": printable.size,
        "large": printable.large,
        "parts": [{"kind": part.kind, "data": part.data, "copies": part.copies} for part in printable.parts],
    }


def serialize_job(data: Data, fonts: FontSet) -> str:
    """A job as JSON, its endless words made breakable, and a box in the place of what no font has."""
    text = json.dumps(data, ensure_ascii=False)
    if ENDLESS.search(text):
        text = json.dumps(add_break_points(data), ensure_ascii=False)
    return fonts.replace_missing(text)


def add_break_points(value: Any) -> Any:  # noqa: ANN401  # JSON
    """The same data with places to break in every word that is too long for a narrow column; where a link leads stays
    as it is."""
    if isinstance(value, str):
        return ENDLESS.sub(lambda word: break_word(word.group()), value)
    if isinstance(value, dict):
        return {key: item if key == "to" else add_break_points(item) for key, item in value.items()}
    return [add_break_points(item) for item in value] if isinstance(value, (list, tuple)) else value


def break_word(word: str) -> str:
    """A word that may be broken after its signs, or else anywhere."""
    pieces = AFTER_SIGN.sub(rf"\1{BREAK}", word).split(BREAK)
    return BREAK.join(BREAK.join(piece) if len(piece) >= 20 else piece for piece in pieces)


def make_prose_data(text: RichText | None, cite: prose_data.Cite = lambda _citation: "") -> list[Data] | None:
    """A text as data, or nothing. Citations stay on the page unless `cite` says what to print for them."""
    return prose_data.render_data(text, cite) if text else None


def list_prose_data(texts: Iterable[RichText]) -> list[list[Data] | None]:
    """Several texts as data."""
    return [make_prose_data(text) for text in texts]


def content_version(said: Data) -> str:
    """Eight hex digits that change whenever anything that is said changes."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def with_footer(words: Translations, id: str, said: Data) -> Data:
    """The same data with a line for the foot of its pages: id, version, licence."""
    return {**said, "foot": words("print.foot", id=id, version=content_version(said))}


def list_help_lines(circle: Circle, words: Translations) -> list[str]:
    """Whom to call; until the circle has said so, what to do anywhere."""
    return [words("print.call", name=one.name, phone=one.phone) for one in circle.urgent_help] or [
        words("print.no_help")
    ]


def with_people(context: PrintContext, people: int) -> PrintContext:
    """The same for another number of people."""
    handbook = context.handbook
    circle = handbook.circle.model_copy(update={"people": people})
    return replace(context, handbook=replace(handbook, circle=circle))
