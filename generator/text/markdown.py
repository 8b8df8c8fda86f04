"""The tree to Markdown for pages, so escaped that it means the same to any engine and can hold no HTML.

Characters with a meaning in Markdown or HTML become numeric entities: one spelling that is safe in a paragraph, in a
table cell and in an attribute alike.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

from generator.text.apostrophes import curve_apostrophes
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


def render_blocks(rich: RichText, resolve: Resolve, language: str = "") -> str:
    """Return a text as Markdown blocks with an empty line between them. `resolve` gives the address of a link, the
    Markdown of a citation or the address of a picture."""
    rendering = _Rendering(resolve, language)
    return "\n\n".join(rendering.render_block(part) for part in rich.blocks)


def render_line(rich: RichText, resolve: Resolve, language: str = "") -> str:
    """Return a text of one paragraph as a single line; several paragraphs are joined by line breaks."""
    rendering = _Rendering(resolve, language)
    return "<br>".join(line for part in rich.blocks for line in rendering.list_lines(part))


@dataclass(frozen=True)
class _Rendering:
    """How the parts of a text become Markdown: where links lead, and the language, which has its own apostrophes."""

    resolve: Resolve
    language: str

    def list_lines(self, part: Block) -> list[str]:
        """Return a block as lines that begin nothing; the entries of a list get a dot, or their number."""
        if isinstance(part, List):
            marks = [f"{part.start + n}&#46;" if part.start is not None else "•" for n in range(len(part.items))]
            items = [" ".join(line for inner in item for line in self.list_lines(inner)) for item in part.items]
            return [f"{mark} {item}" for mark, item in zip(marks, items, strict=True)]
        return [self.render_block(part).replace("\n", " ")]

    def render_block(self, part: Block) -> str:
        """Return a block."""
        match part:
            case Paragraph():
                return self.render_inlines(part.inlines)
            case Heading():
                return f"{'#' * part.level} {self.render_inlines(part.inlines)} {{ #{part.anchor} }}"
            case List():
                return "\n".join(self.render_entry(part, number) for number in range(len(part.items)))
            case Quotation():
                text = "\n\n".join(self.render_block(inner) for inner in part.blocks)
                return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
            case Table():
                rows = [part.head, *part.rows]
                lines = ["| " + " | ".join(self.render_inlines(cell) for cell in row) + " |" for row in rows]
                return "\n".join([lines[0], "|" + " --- |" * len(part.head), *lines[1:]])
            case Code():
                return f'<pre class="hb-code" tabindex="0"><code>{escape_code(part.lines)}</code></pre>'

    def render_entry(self, part: List, number: int) -> str:
        """Return one entry of a list, what follows its first line indented by four spaces."""
        mark = "-" if part.start is None else f"{part.start + number}."
        text = "\n\n".join(self.render_block(inner) for inner in part.items[number])
        return f"{mark:<4}" + text.replace("\n", "\n    ").replace("\n    \n", "\n\n")

    def render_inlines(self, parts: tuple[Inline, ...]) -> str:
        """Return inlines one after another."""
        return "".join(self.render_inline(part) for part in parts)

    def render_inline(self, part: Inline) -> str:
        """Return an inline."""
        match part:
            case Text():
                return escape_markdown(curve_apostrophes(part.text, self.language))
            case Break():
                return "<br>"
            case Emphasis():
                mark = "**" if part.strong else "*"
                return f"{mark}{self.render_inlines(part.inlines)}{mark}"
            case Link():
                return f"[{self.render_inlines(part.inlines)}]({encode_address(self.resolve(part))})"
            case Citation():
                return self.resolve(part)
            case Picture():
                alt = escape_markdown(curve_apostrophes(part.alt, self.language))
                return f"![{alt}]({encode_address(self.resolve(part))})"


def encode_address(way: str) -> str:
    """Return an address that ends where it ends: what could close the brackets around it is written as a code."""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), way)
