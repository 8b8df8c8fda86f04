"""What all parts of the book are made of: blocks and inlines as plain data, citations and pages that lead somewhere.

Blocks of prose are those of `generator/text/data.py`; the others are drawn by templates/print/book.typ. Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.handbook.derive import Plan
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Range, Source
from generator.model.fields import Thing
from generator.phrasing import citations as citing
from generator.phrasing.translations import Words
from generator.text.tree import Citation, RichText
from generator.typesetting import printable as paper
from generator.typesetting.printable import Data, Shop

HONEST = ("known-generally", "devised-here")
# Stands for a page's number until the pages are known.
NUMBER = "#"
# A cell as long as this, counted with the marks of its data, may be taller than a page.
TALL = 2000
# A word that a cell of a table may not hold.
LONG = re.compile(r"[^\s\u200b]{20,}")


def label(kind: str, id: str) -> str:
    """What a place in the book is called by those who lead to it: short words, lest they be made breakable."""
    return f"{kind} {id.replace('-', ' ')}".strip()


def text(words: str) -> Data:
    """Plain words."""
    return {"kind": "text", "text": words}


def strong(words: str) -> Data:
    """Words strongly stressed."""
    return {"kind": "strong", "inlines": [text(words)]}


def group(inlines: list[Data], to: str = "") -> Data:
    """Several inlines as one, which lead to a place if `to` says so."""
    return {"kind": "group", "inlines": inlines, **({"to": to} if to else {})}


def paragraph(*inlines: Data) -> Data:
    """A paragraph."""
    return {"kind": "paragraph", "inlines": list(inlines)}


def bullets(items: Iterable[list[Data]]) -> Data:
    """A list; each item is a list of blocks."""
    return {"kind": "list", "start": None, "items": list(items)}


def title(words: str, to: str, *, level: int = 2, number: str = "", new_page: bool = False) -> Data:
    """The heading of a thing of its own, in the contents and in the running heads, by the name that leads to it."""
    return {"kind": "title", "text": words, "to": to, "level": level, "number": number, "new_page": new_page}


def section(words: str, level: int = 3) -> Data:
    """A heading within a thing."""
    return {"kind": "section", "text": words, "level": level}


def lead(blocks: list[Data]) -> Data:
    """What a thing is for, in larger type."""
    return {"kind": "lead", "blocks": blocks}


def facts(*words: str) -> Data:
    """Short facts on one line."""
    return {"kind": "facts", "words": [word for word in words if word]}


def spoken(blocks: list[Data]) -> list[Data]:
    """Words to say aloud, if there are any."""
    return [{"kind": "spoken", "blocks": blocks}] if blocks else []


def ruled(blocks: list[Data]) -> list[Data]:
    """A rule that holds, if there is one."""
    return [{"kind": "ruled", "blocks": blocks}] if blocks else []


def care(words: str, level: int, items: Iterable[list[Data]]) -> list[Data]:
    """Cautions in a box that is not to be missed."""
    listed = list(items)
    return [{"kind": "care", "text": words, "level": level, "items": listed}] if listed else []


def led(words: str, blocks: list[Data]) -> list[Data]:
    """A text with stressed words before it on its first line."""
    return after([strong(words), text(" ")], blocks)


def after(inlines: list[Data], blocks: list[Data]) -> list[Data]:
    """A text with inlines before it on its first line."""
    if blocks and blocks[0]["kind"] == "paragraph":
        return [paragraph(*inlines, *blocks[0]["inlines"]), *blocks[1:]]
    return [paragraph(*inlines), *blocks]


def columns(blocks: Iterable[Data]) -> Data:
    """Blocks in two columns."""
    return {"kind": "columns", "blocks": list(blocks)}


def part(id: str, words: str, style: str, blocks: Iterable[Data]) -> Data:
    """A part of the book, which starts on a right-hand page. `style`: "reading" is one column of reading width, "wide"
    takes the width of the paper, "columns" sets it in two columns."""
    return {"title": words, "to": label("part", id), "style": style, "blocks": list(blocks)}


def table(head: Iterable[str], rows: Iterable[list[list[Data]]], widths: Iterable[float] = ()) -> Data:
    """A table: headings, then rows of cells, each a list of inlines. `widths` says how the room is shared: 0 is as
    little as it needs."""
    return tabled([[[text(words)] for words in head], *rows], widths)


def tabled(rows: list[list[list[Data]]], widths: Iterable[float] = ()) -> Data:
    """A table from all its rows. Rows stay together over the end of a page unless a cell is so long that its row might
    not go on one."""
    longest = max(len(str(cell)) for row in rows for cell in row)
    return {"kind": "table", "rows": narrow(rows), "widths": list(widths), "together": longest < TALL}


def narrow(value: Any) -> Any:
    """The same data with places to break in words that a narrow cell may not hold."""
    if isinstance(value, str):
        return LONG.sub(lambda word: paper.broken(word.group()), value)
    if isinstance(value, dict):
        return {key: item if key in ("to", "kind") else narrow(item) for key, item in value.items()}
    return [narrow(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Scribe:
    """Writes the texts of a handbook for the book."""

    shop: Shop

    @property
    def handbook(self) -> Handbook:
        """The handbook."""
        return self.shop.handbook

    @property
    def words(self) -> Words:
        """The words of its language."""
        return self.shop.words

    def prose(self, rich: RichText | None) -> list[Data]:
        """A text as blocks; none for no text."""
        return paper.prose(rich, self.cite) or []

    def proses(self, texts: Iterable[RichText]) -> list[list[Data]]:
        """Several texts."""
        return [self.prose(one) for one in texts]

    def cite(self, citation: Citation) -> Data:
        """References in brackets, each leading to its entry in the list."""
        inlines = [text("(")]
        for number, id in enumerate(citation.refs):
            name = citing.short(self.handbook.references[id], self.words)
            inlines += [*([text("; ")] if number else []), group([text(name)], label("reference", id))]
        return group([*inlines, text(")")])

    def page(self, to: str) -> Data:
        """The page on which something stands, leading there."""
        return {"kind": "page", "to": to, "words": self.words("book.page", number=NUMBER)}

    def number(self, to: str) -> Data:
        """The bare number of the page on which something stands, for a column of pages."""
        return {"kind": "page", "to": to, "words": NUMBER}

    def at(self, words: str, to: str) -> list[Data]:
        """Words, and behind them in brackets the page on which that stands."""
        return [text(f"{words} ("), self.page(to), text(")")]

    def thing(self, kind: str, thing: Thing) -> list[Data]:
        """A thing by its title and page."""
        return self.at(thing.title, label(kind, thing.id))

    def exercise(self, id: str) -> list[Data]:
        """An exercise by its title and page."""
        return self.thing("exercise", self.handbook.exercises[id])

    def session(self, plan: Plan) -> list[Data]:
        """A session by its number, title and page."""
        return self.at(self.numbered(plan), label("session", plan.session.id))

    def numbered(self, plan: Plan) -> str:
        """A session's title behind its number; of a repeated one all numbers."""
        numbers = self.words("list.and").join(map(str, plan.numbers))
        return (
            self.words("session.numbered", numbers=numbers, title=plan.session.title)
            if numbers
            else (plan.session.title)
        )

    def row(self, items: Iterable[list[Data]]) -> list[Data]:
        """Several things one after another, with commas between."""
        return [part for number, item in enumerate(items) for part in (*([text(", ")] if number else []), *item)]

    def span(self, key: str, both: Range) -> str:
        """A range in words: "15 to 20 minutes", or "5 minutes" where both ends are the same."""
        if both.min == both.max:
            return self.words(f"{key}.exact", n=both.min)
        return self.words(f"{key}.range", min=both.min, max=both.max)

    def offered(self, exercise: Exercise) -> list[Data]:
        """An exercise in a list of those that would serve: title, page, minutes, intensity, what it is for."""
        known = f"{self.span('minutes', exercise.minutes)}, {self.words(f'intensity.{exercise.intensity}')}"
        words = f"; {known}. {exercise.one_line}"
        return [paragraph(strong(exercise.title), text(", "), self.page(label("exercise", exercise.id)), text(words))]

    def source(self, source: Source) -> list[Data]:
        """Where something comes from, with the note behind it."""
        if source.ref in HONEST:
            name = text(self.words(f"source.{source.ref}"))
        else:
            short = citing.short(self.handbook.references[source.ref], self.words)
            name = group([text(short)], label("reference", source.ref))
        return after([name, text(". ")], self.prose(source.note))
