"""Links a text's words to a glossary, each word where it first appears. Pure; knows nothing of pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.text.tree import Block, Emphasis, Inline, Link, List, Paragraph, RichText, Text

KIND = "term"


def link_terms(text: RichText, terms: Mapping[str, str]) -> RichText:
    """Return the same text with a link at the first place of each term; `terms` gives a term's id by its words.

    Looks in paragraphs, lists and stressed words; headings, tables, quotations and what is a link already stay as they
    are. Upper and lower case are alike, and a plural s may follow.
    """
    if not terms:
        return text
    linker = Linker(_term_pattern(terms), {words.lower(): id for words, id in terms.items()}, set())
    return RichText(text.source, tuple(linker.link_block(block) for block in text.blocks))


def _term_pattern(terms: Mapping[str, str]) -> re.Pattern[str]:
    """Match any of the terms as whole words, the longest first."""
    words = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(re.escape(word) for word in words)})(s?)(?![\w-])", re.IGNORECASE)


@dataclass
class Linker:
    """Goes through a text and remembers which terms it has linked."""

    found: re.Pattern[str]
    ids: Mapping[str, str]
    done: set[str]

    def link_block(self, block: Block) -> Block:
        """Return a block with its terms linked."""
        match block:
            case Paragraph():
                return replace(block, inlines=tuple(self.link_inlines(block.inlines)))
            case List():
                return replace(
                    block, items=tuple(tuple(self.link_block(inner) for inner in item) for item in block.items)
                )
        return block

    def link_inlines(self, inlines: tuple[Inline, ...]) -> Iterator[Inline]:
        """Yield inlines with their terms linked."""
        for inline in inlines:
            match inline:
                case Text():
                    yield from self.link_text(inline.text)
                case Emphasis():
                    yield replace(inline, inlines=tuple(self.link_inlines(inline.inlines)))
                case _:
                    yield inline

    def link_text(self, text: str) -> Iterator[Inline]:
        """Yield words with the terms among them linked that were not linked before."""
        end = 0
        for found in self.found.finditer(text):
            id = self.ids[found.group(1).lower()]
            if id in self.done:
                continue
            self.done.add(id)
            if found.start() > end:
                yield Text(text[end : found.start()])
            yield Link(KIND, id, (Text(found.group()),))
            end = found.end()
        if end < len(text):
            yield Text(text[end:])
