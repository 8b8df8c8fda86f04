"""What prose may be made of. The tree knows neither Markdown nor Typst."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Text:
    """Words."""

    text: str


@dataclass(frozen=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True)
class Emphasis:
    """Stressed words; `strong` for strongly stressed."""

    inlines: tuple["Inline", ...]
    strong: bool = False


@dataclass(frozen=True)
class Link:
    """A link. `kind` is "web" (target: an address), "here" (target: a heading's anchor) or a kind of our own things."""

    kind: str
    target: str
    inlines: tuple["Inline", ...]
    anchor: str = ""


@dataclass(frozen=True)
class Citation:
    """One or more references."""

    refs: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A picture from content/images, by file name, with the words that stand for it."""

    name: str
    alt: str


Inline: TypeAlias = Text | Break | Emphasis | Link | Citation | Picture


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of a chapter; `anchor` is its address on the page."""

    level: int
    inlines: tuple[Inline, ...]
    anchor: str


@dataclass(frozen=True)
class List:
    """A list; `start` is its first number, or None for bullets."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None


@dataclass(frozen=True)
class Quotation:
    """Somebody's words, set apart."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Table:
    """A table with one row of headings."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True)
class Code:
    """Text to be copied letter by letter, such as a file for a build service; lines end in no space."""

    lines: tuple[str, ...]


Block: TypeAlias = Paragraph | Heading | List | Quotation | Table | Code


@dataclass(frozen=True)
class ProseFault:
    """Something in a prose text that may not stand there. `line` counts from 0 within the text."""

    line: int
    snippet: str
    code: str
    message: str
    cure: str


@dataclass(frozen=True)
class RichText:
    """Prose: as the author wrote it, and as a tree."""

    source: str
    blocks: tuple[Block, ...]

    def __bool__(self) -> bool:
        return bool(self.blocks)


TreePart: TypeAlias = Inline | Block


def walk_parts(rich: RichText) -> Iterator[TreePart]:
    """Yield every block and inline of a text, in reading order."""
    for block in rich.blocks:
        yield from walk_block(block)


def walk_block(part: TreePart) -> Iterator[TreePart]:
    """Yield a part and all within it."""
    yield part
    for inner in walk_inner(part):
        yield from walk_block(inner)


def walk_inner(part: TreePart) -> tuple[TreePart, ...]:
    """Return what stands directly within a part."""
    match part:
        case Emphasis() | Link() | Paragraph() | Heading():
            return part.inlines
        case List():
            return tuple(block for item in part.items for block in item)
        case Quotation():
            return part.blocks
        case Table():
            rows = (part.head, *part.rows)
            return tuple(inline for row in rows for cell in row for inline in cell)
    return ()


def plain_words(rich: RichText) -> str:
    """Return the words alone, in one line, for descriptions and searches. Spaces that do not break are kept."""
    return re.sub(" {2,}", " ", " ".join(words_of_part(part) for part in rich.blocks)).strip(" ")


def words_of_part(part: TreePart) -> str:
    """Return the words of one part."""
    match part:
        case Text():
            return part.text
        case Break():
            return " "
        case Emphasis() | Link() | Heading() | Paragraph():
            return "".join(words_of_part(inline) for inline in part.inlines)
        case Citation() | Picture():
            return ""
    return " ".join(words_of_part(inner) for inner in walk_inner(part))


def make_slug(text: str) -> str:
    """Return an anchor made from a heading: lower-case letters, digits and hyphens."""
    return "-".join(re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", "")))
