"""The tree to plain data (lists, dicts, strings) for the paper templates and for anything else that reads JSON."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from generator.text.tree import (
    Block,
    Break,
    Citation,
    Code,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Picture,
    Quotation,
    RichText,
    Table,
    Text,
    words_of_part,
)

Data = dict[str, Any]
_LEADING = re.compile("^ +")
Cite = Callable[[Citation], str | Data]


def render_data(rich: RichText, cite: Cite) -> list[Data]:
    """Return a text as a list of blocks; `cite` gives the words of a citation, or an inline of its own. A link to the
    web says its address too."""
    return [_block_data(part, cite) for part in rich.blocks]


def _block_data(part: Block, cite: Cite) -> Data:
    match part:
        case Paragraph():
            return {"kind": "paragraph", "inlines": _inline_list(part.inlines, cite)}
        case Heading():
            return {"kind": "heading", "level": part.level, "inlines": _inline_list(part.inlines, cite)}
        case List():
            items = [[_block_data(inner, cite) for inner in item] for item in part.items]
            return {"kind": "list", "start": part.start, "items": items}
        case Quotation():
            return {"kind": "quotation", "blocks": [_block_data(inner, cite) for inner in part.blocks]}
        case Table():
            rows = [[_inline_list(cell, cite) for cell in row] for row in (part.head, *part.rows)]
            return {"kind": "table", "rows": rows}
        case Code():
            return {"kind": "code", "lines": [_LEADING.sub(_keep_spaces, line) for line in part.lines]}


def _keep_spaces(found: re.Match[str]) -> str:
    """Return as many spaces that paper does not drop at the beginning of a line."""
    return "\u00a0" * len(found.group())


def _inline_list(parts: tuple[Inline, ...], cite: Cite) -> list[Data]:
    """Return inlines as a list. A citation that says nothing takes the space before it along."""
    said = [_inline_data(part, cite) for part in parts]
    for before, after in pairwise(said):
        if before["kind"] == after["kind"] == "text" and not after["text"]:
            before["text"] = before["text"].rstrip(" ")
    return said


def _describe_address(link: Link) -> Data:
    """Where a link to the web leads, and the address as people type it unless the link's own words say it already. A
    link to a page of ours leads nowhere on paper."""
    if link.kind != "web":
        return {}
    shown = link.target.split(":", 1)[-1].lstrip("/").removesuffix("/")
    said = "".join(plain_word for part in link.inlines for plain_word in words_of_part(part))
    return {"to": link.target, "address": "" if shown in said else shown}


def _inline_data(part: Inline, cite: Cite) -> Data:
    match part:
        case Text():
            return {"kind": "text", "text": part.text}
        case Break():
            return {"kind": "break"}
        case Emphasis():
            return {"kind": "strong" if part.strong else "emphasis", "inlines": _inline_list(part.inlines, cite)}
        case Link():
            return {"kind": "link", "inlines": _inline_list(part.inlines, cite), **_describe_address(part)}
        case Citation():
            said = cite(part)
            return {"kind": "text", "text": said} if isinstance(said, str) else said
        case Picture():
            return {"kind": "picture", "name": part.name, "alt": part.alt}


def change_texts(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  # JSON
    """Return the same data with every text changed; where a link leads stays as it is."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: item if key == "to" else change_texts(item, change) for key, item in value.items()}
    return [change_texts(item, change) for item in value] if isinstance(value, (list, tuple)) else value
