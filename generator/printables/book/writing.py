"""What all parts of the book are made of: blocks and inlines as plain data, citations and pages that lead somewhere.

Blocks of prose are those of `generator/text/data.py`; the others are drawn by templates/print/book.typ. Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Source
from generator.model.fields import PageRecord
from generator.phrasing import citations, phrases
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, make_prose_data
from generator.text.tree import Citation, RichText, plain_words
from generator.typesetting.printable import BREAK, Data, break_word

# Stands for a page's number until the pages are known.
_NUMBER_PLACEHOLDER = "#"
_NO_BREAK = "\u00a0"
# A cell as long as this, counted with the marks of its data, may be taller than a page.
_MAX_CELL_CHARACTERS = 2000
# A table as long as this, counted so, may be parted between two rows.
_MAX_WHOLE_CHARACTERS = 7000
# Half a line of a column, in letters.
_HALF_LINE = 25
# A word that a cell of a table may not hold.
_LONG_WORD = re.compile(r"[^\s\u200b]{20,}")


def make_label(kind: str, id: str) -> str:
    """Return the name by which references lead to a place in the book: short words, so that none is made breakable."""
    return f"{kind} {id.replace('-', ' ')}".strip()


def make_text(words: str) -> Data:
    """Make plain words."""
    return {"kind": "text", "text": words}


def make_clock(words: str) -> Data:
    """Make a time or minutes, below one another in digits that cannot be taken for struck-out ones."""
    return {"kind": "clock", "text": words}


def make_strong(words: str) -> Data:
    """Make words strongly stressed."""
    return {"kind": "strong", "inlines": [make_text(words)]}


def make_web_link(to: str, words: str) -> Data:
    """Make a live address, which is broken only after its strokes."""
    shown = words.replace("/", f"/{BREAK}")
    return {"kind": "link", "to": to, "address": "", "inlines": [make_text(shown)]}


def make_group(inlines: list[Data], to: str = "") -> Data:
    """Make one inline of several, which leads to a place if `to` names one."""
    return {"kind": "group", "inlines": inlines, **({"to": to} if to else {})}


def make_paragraph(*inlines: Data) -> Data:
    """Make a paragraph."""
    return {"kind": "paragraph", "inlines": list(inlines)}


def make_bullets(items: Iterable[list[Data]]) -> Data:
    """Make a list; each item is a list of blocks."""
    return {"kind": "list", "start": None, "items": list(items)}


def make_title(words: str, to: str, *, level: int = 2, number: str = "", new_page: bool = False) -> Data:
    """Make the heading of a thing of its own, in the contents and in the running heads; `to` is its label."""
    return {"kind": "title", "text": words, "to": to, "level": level, "number": number, "new_page": new_page}


def make_section(words: str, level: int = 3) -> Data:
    """Make a heading within a thing."""
    return {"kind": "section", "text": words, "level": level}


def make_lead(blocks: list[Data]) -> Data:
    """Make what a thing is for, in larger type."""
    return {"kind": "lead", "blocks": blocks}


def make_facts(*words: str) -> Data:
    """Make a line of short facts; empty ones are left out."""
    return {"kind": "facts", "words": [word for word in words if word]}


def make_spoken(blocks: list[Data]) -> list[Data]:
    """Make words to say aloud, if there are any."""
    return [{"kind": "spoken", "blocks": blocks}] if blocks else []


def make_rule(blocks: list[Data]) -> list[Data]:
    """Make a rule that holds, if there is one."""
    return [{"kind": "ruled", "blocks": blocks}] if blocks else []


def make_care(words: str, level: int, items: Iterable[list[Data]]) -> list[Data]:
    """Make a box of cautions, if there are any."""
    listed = list(items)
    return [{"kind": "care", "text": words, "level": level, "items": listed}] if listed else []


def make_run_in(words: str, blocks: list[Data]) -> list[Data]:
    """Make a text with a stressed label before it on its first line."""
    return run_in([make_strong(words), make_text(" ")], blocks)


def run_in(inlines: list[Data], blocks: list[Data]) -> list[Data]:
    """Return a text with inlines before it on its first line."""
    if blocks and blocks[0]["kind"] == "paragraph":
        return [make_paragraph(*inlines, *blocks[0]["inlines"]), *blocks[1:]]
    return [make_paragraph(*inlines), *blocks]


def make_columns(blocks: Iterable[Data]) -> Data:
    """Make two columns of blocks."""
    return {"kind": "columns", "blocks": list(blocks)}


def make_balanced(blocks: Iterable[Data], under: Iterable[list[Data]]) -> Data:
    """Make two columns of about the same length, no heading at the foot of the first, and under them two things side by
    side."""
    listed = list(blocks)
    weights = [_weigh(block) for block in listed]
    ways = [at for at in range(1, len(listed)) if listed[at - 1]["kind"] != "section"]
    at = min(ways, key=lambda at: max(sum(weights[:at]), sum(weights[at:])), default=len(listed))
    below = list(under)
    letters = max(sum(weights[:at]), sum(weights[at:])) + max(map(_weigh, below))
    return {"kind": "balanced", "blocks": listed, "at": at, "under": below, "letters": letters}


def _weigh(value: Any) -> int:  # noqa: ANN401  # JSON
    """Return about how much room data takes, in letters of a column: a block takes half a line more than its words."""
    if isinstance(value, list):
        return sum(map(_weigh, value))
    if not isinstance(value, dict):
        return 0
    words = value.get("text", value.get("words", value.get("lead", "")))
    own = len(words) if isinstance(words, str) else 0
    return (
        own
        + (_HALF_LINE if ("kind" in value and "blocks" in value) or "inlines" in value else 0)
        + sum(_weigh(item) for item in value.values())
    )


def make_part(id: str, words: str, style: str, blocks: Iterable[Data]) -> Data:
    """Make a part of the book, which starts on a right-hand page. `style`: "reading" is one column of reading width,
    "wide" takes the width of the paper, "columns" sets it in two columns."""
    return {"title": words, "to": make_label("part", id), "style": style, "blocks": list(blocks)}


def make_table(head: Iterable[str], rows: Iterable[list[list[Data]]], widths: Iterable[float] = ()) -> Data:
    """Make a table: headings, then rows of cells, each a list of inlines. `widths` says how the width is shared: 0 is
    as little as a column needs."""
    return split_table([[[make_text(words)] for words in head], *rows], widths)


def split_table(rows: list[list[list[Data]]], widths: Iterable[float] = ()) -> Data:
    """Make a table of all its rows. No row is broken over a page unless a cell is so long that its row might not fit on
    one."""
    longest = max(len(str(cell)) for row in rows for cell in row)
    return {
        "kind": "table",
        "rows": _break_long_words(rows),
        "widths": list(widths),
        "together": longest < _MAX_CELL_CHARACTERS,
        "whole": len(str(rows)) < _MAX_WHOLE_CHARACTERS,
    }


def _break_long_words(value: Any) -> Any:  # noqa: ANN401  # JSON
    """Return the same data with places to break in words that are too long for a narrow cell."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: break_word(word.group()), value)
    if isinstance(value, dict):
        return {key: item if key in ("to", "kind") else _break_long_words(item) for key, item in value.items()}
    return [_break_long_words(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class BookWriter:
    """Writes the texts of a handbook for the book."""

    context: PrintContext

    @property
    def handbook(self) -> Handbook:
        """The handbook that is written."""
        return self.context.handbook

    @property
    def words(self) -> Translations:
        """The words of its language."""
        return self.context.words

    def prose_blocks(self, rich: RichText | None) -> list[Data]:
        """Return a text as blocks; none for no text."""
        return make_prose_data(rich, self.cite_works) or []

    def list_prose_blocks(self, texts: Iterable[RichText]) -> list[list[Data]]:
        """Return several texts as blocks."""
        return [self.prose_blocks(one) for one in texts]

    def cite_works(self, citation: Citation) -> Data:
        """Return references in brackets, each leading to its entry in the list."""
        inlines = [make_text("(")]
        for number, id in enumerate(citation.refs):
            name = citations.cite_short(self.handbook.references[id], self.words)
            inlines += [
                *([make_text("; ")] if number else []),
                make_group([make_text(name)], make_label("reference", id)),
            ]
        return make_group([*inlines, make_text(")")])

    def page_reference(self, to: str) -> Data:
        """Return the page on which something stands, leading there."""
        return {
            "kind": "page",
            "to": to,
            "words": self.words("book.page", number=_NUMBER_PLACEHOLDER).replace(" ", _NO_BREAK),
        }

    def page_number(self, to: str) -> Data:
        """Return the bare number of the page on which something stands, for a column of pages."""
        return {"kind": "page", "to": to, "words": _NUMBER_PLACEHOLDER}

    def link_to(self, words: str, to: str) -> list[Data]:
        """Return words, and after them in brackets the page on which that stands."""
        return [make_text(f"{words} ("), self.page_reference(to), make_text(")")]

    def mention(self, kind: str, thing: PageRecord) -> list[Data]:
        """Return a thing by its title and page."""
        return self.link_to(thing.title, make_label(kind, thing.id))

    def mention_exercise(self, id: str) -> list[Data]:
        """Return an exercise by its title and page."""
        return self.mention("exercise", self.handbook.exercises[id])

    def mention_session(self, plan: SessionPlan) -> list[Data]:
        """Return a session by its number, title and page."""
        return self.link_to(phrases.number_title(self.words, plan), make_label("session", plan.session.id))

    def join_with_commas(self, items: Iterable[list[Data]]) -> list[Data]:
        """Return several things one after another, with commas between."""
        return [part for number, item in enumerate(items) for part in (*([make_text(", ")] if number else []), *item)]

    def summarize_exercise(self, exercise: Exercise) -> list[Data]:
        """Return an exercise for a list of those that would serve: title, page, minutes, intensity, what it is for."""
        minutes = phrases.describe_range(self.words, "minutes", exercise.minutes)
        words = f"; {minutes}, {self.words(f'intensity.{exercise.intensity}')}. {exercise.one_line}"
        return [
            make_paragraph(
                make_strong(exercise.title),
                make_text(", "),
                self.page_reference(make_label("exercise", exercise.id)),
                make_text(words),
            )
        ]

    def describe_source(self, source: Source) -> list[Data]:
        """Return where something comes from, with the note after it."""
        words = phrases.name_source(self.handbook, self.words, source)
        if source.note and plain_words(source.note).rstrip(".") == words.rstrip("."):
            return self.prose_blocks(source.note)
        name = make_text(words)
        if source.ref in self.handbook.references:
            name = make_group([name], make_label("reference", source.ref))
        return run_in([name, make_text(". ")], self.prose_blocks(source.note))
