"""Runs of words in prose: citations told apart from the words around them, neighbouring words made one."""

from collections.abc import Iterator

from generator.text.allowed import CITATION
from generator.text.tree import Citation, Inline, Text


def split_citations(content: str) -> Iterator[Inline]:
    """Yield a text, with each `[@ref]` in it as a citation."""
    end = 0
    for found in CITATION.finditer(content):
        if found.start() > end:
            yield Text(content[end : found.start()])
        yield Citation(tuple(ref.strip().lstrip("@") for ref in found.group(1).split(";")))
        end = found.end()
    if end < len(content):
        yield Text(content[end:])


def join_texts(inlines: list[Inline]) -> Iterator[Inline]:
    """Yield the same inlines with neighbouring texts made one."""
    pending = ""
    for inline in inlines:
        if isinstance(inline, Text):
            pending += inline.text
            continue
        if pending:
            yield Text(pending)
            pending = ""
        yield inline
    if pending:
        yield Text(pending)
