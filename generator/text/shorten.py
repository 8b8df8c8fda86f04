"""Prose in short: the first sentence, and every sentence that the author printed bold. Pure."""

import re
from collections.abc import Iterator

from generator.text.tree import Block, Emphasis, Inline, Paragraph, RichText, Text, walk_block, words_of_part

# the end of a sentence with what closes it, and the space behind it; a small letter goes on with the same sentence
_CLOSING = "[\"'”’»)\\]*]*"
_END = re.compile(rf"[.!?؟]{_CLOSING}$")
_BETWEEN = re.compile(rf"(?<=[.!?؟])({_CLOSING})\s+(?=(\S?))")
_SPACE = re.compile(r"^\s+")

Sentence = tuple[Inline, ...]


def shorten_prose(text: RichText) -> RichText:
    """Return the first sentence of a text and all that have bold words. What is no paragraph stays whole."""
    blocks = (_shorten_block(block, number == 0) for number, block in enumerate(text.blocks))
    return RichText(text.source, tuple(block for block in blocks if block))


def _shorten_block(block: Block, first: bool) -> Block | None:
    if not isinstance(block, Paragraph):
        return block
    sentences = list(_split_sentences(block.inlines))
    kept = [one for number, one in enumerate(sentences) if (first and number == 0) or _has_bold(one)]
    return Paragraph(tuple(_join_sentences(kept))) if kept else None


def _has_bold(sentence: Sentence) -> bool:
    parts = (part for inline in sentence for part in walk_block(inline))
    return any(isinstance(part, Emphasis) and part.strong for part in parts)


def _join_sentences(sentences: list[Sentence]) -> Iterator[Inline]:
    for number, sentence in enumerate(sentences):
        yield from (Text(" "), *sentence) if number else sentence


def _split_sentences(inlines: Sentence) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph. An inline that is no text, such as a link, is never cut."""
    found: list[Inline] = []
    for inline in inlines:
        if not isinstance(inline, Text):
            found.append(inline)
            continue
        rest = inline.text
        if found and _SPACE.match(rest) and _END.search(words_of_part(found[-1])):
            yield tuple(found)
            found, rest = [], rest.lstrip()
        *whole, rest = _split_text(rest)
        for piece in whole:
            yield (*found, Text(piece))
            found = []
        found += [Text(rest)] if rest else []
    if found:
        yield tuple(found)


def _split_text(text: str) -> Iterator[str]:
    start = 0
    for between in _BETWEEN.finditer(text):
        if not between.group(2).islower():
            yield text[start : between.end(1)]
            start = between.end()
    yield text[start:]
