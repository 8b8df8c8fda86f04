"""The tree to Markdown for pages, so escaped that it means the same to any engine and can hold no HTML.

Characters with a meaning in Markdown or HTML become numeric entities: one spelling that is safe in a paragraph, in a
table cell and in an attribute alike.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import escape

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
)

ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~^\"#$]")
_AT_START = re.compile(r"^(\s*)([-+!?:=.]|\d+(?=[.)])\S)", re.MULTILINE)
_SPACES = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]| {2,}")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>\"'`{}|\\^\[\]*]")
Resolve = Callable[[Link | Citation | Picture], str]


@lru_cache(maxsize=500_000)
def escape_markdown(text: str) -> str:
    """Return text that stays text wherever it is put, on one line and with single spaces."""
    text = _SPACES.sub(" ", text)
    if ACTIVE.search(text):
        text = ACTIVE.sub(lambda found: f"&#{ord(found.group())};", text)
    return _AT_START.sub(lambda found: found.group(1) + _escape_start(found.group(2)), text)


def _escape_start(start: str) -> str:
    """Escape the first characters of a line, where `-`, `+`, `1.` and the like would begin something."""
    return f"{start[:-1]}&#{ord(start[-1])};"


def escape_code(lines: Iterable[str]) -> str:
    """Return lines for a block of code in raw HTML, each as it is. Markdown leaves such a block alone."""
    return "\n".join(str(escape(line)) or "&#32;" for line in lines)


def render_blocks(rich: RichText, resolve: Resolve) -> str:
    """Return a text as Markdown blocks with an empty line between them. `resolve` gives the address of a link, the
    Markdown of a citation or the address of a picture."""
    return "\n\n".join(_render_block(part, resolve) for part in rich.blocks)


def render_line(rich: RichText, resolve: Resolve) -> str:
    """Return a text of one paragraph as a single line; several paragraphs are joined by line breaks."""
    return "<br>".join(line for part in rich.blocks for line in _block_lines(part, resolve))


def _block_lines(part: Block, resolve: Resolve) -> list[str]:
    """Return a block as lines that begin nothing; the entries of a list get a dot, or their number."""
    if isinstance(part, List):
        marks = [f"{part.start + n}&#46;" if part.start is not None else "•" for n in range(len(part.items))]
        items = [" ".join(line for inner in item for line in _block_lines(inner, resolve)) for item in part.items]
        return [f"{mark} {item}" for mark, item in zip(marks, items, strict=True)]
    return [_render_block(part, resolve).replace("\n", " ")]


def _render_block(part: Block, resolve: Resolve) -> str:
    match part:
        case Paragraph():
            return _render_inlines(part.inlines, resolve)
        case Heading():
            return f"{'#' * part.level} {_render_inlines(part.inlines, resolve)} {{ #{part.anchor} }}"
        case List():
            return "\n".join(_render_entry(part, number, resolve) for number in range(len(part.items)))
        case Quotation():
            text = "\n\n".join(_render_block(inner, resolve) for inner in part.blocks)
            return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        case Table():
            rows = [part.head, *part.rows]
            lines = ["| " + " | ".join(_render_inlines(cell, resolve) for cell in row) + " |" for row in rows]
            return "\n".join([lines[0], "|" + " --- |" * len(part.head), *lines[1:]])
        case Code():
            return f'<pre class="hb-code" tabindex="0"><code>{escape_code(part.lines)}</code></pre>'


def _render_entry(part: List, number: int, resolve: Resolve) -> str:
    """Return one entry of a list, what follows its first line indented by four spaces."""
    mark = "-" if part.start is None else f"{part.start + number}."
    text = "\n\n".join(_render_block(inner, resolve) for inner in part.items[number])
    return f"{mark:<4}" + text.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _render_inlines(parts: tuple[Inline, ...], resolve: Resolve) -> str:
    return "".join(_render_inline(part, resolve) for part in parts)


def _render_inline(part: Inline, resolve: Resolve) -> str:
    match part:
        case Text():
            return escape_markdown(part.text)
        case Break():
            return "<br>"
        case Emphasis():
            mark = "**" if part.strong else "*"
            return f"{mark}{_render_inlines(part.inlines, resolve)}{mark}"
        case Link():
            return f"[{_render_inlines(part.inlines, resolve)}]({encode_address(resolve(part))})"
        case Citation():
            return resolve(part)
        case Picture():
            return f"![{escape_markdown(part.alt)}]({encode_address(resolve(part))})"


def encode_address(way: str) -> str:
    """Return an address that ends where it ends: what could close the brackets around it is written as a code."""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), way)
