"""Markdown to the tree. Whatever the subset does not allow is a Fault with a cure.

Two sizes: prose in a YAML field (paragraphs, stress, lists, links, line breaks) and a chapter (headings, tables,
pictures, quotations and code besides). Raw HTML is recognised so that it can be refused: nothing an author writes
reaches a page as HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.text import allowed
from generator.text.hidden import HIDDEN
from generator.text.inlines import join_texts, split_citations
from generator.text.lookalikes import find_lookalikes
from generator.text.tree import (
    Block,
    Break,
    Code,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Picture,
    ProseFault,
    Quotation,
    RichText,
    Table,
    Text,
    make_slug,
    words_of_part,
)

_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
# what can look like a kind of our own; whether a kind is one, who knows them judges
_OUTSIDE_SCHEMES = ("http", "https", "mailto", "tel", "javascript", "data", "file")


@lru_cache(maxsize=1)
def _markdown_parser() -> MarkdownIt:
    """Return the parser. HTML is on so that it is seen (and refused); links are judged here, not by the parser."""
    markdown = MarkdownIt("js-default", {"html": True, "linkify": False, "typographer": False})
    markdown.disable(["reference", "linkify", "replacements", "smartquotes"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # read_link refuses
    return markdown


def parse_rich(source: str) -> tuple[RichText, tuple[ProseFault, ...]]:
    """Return the prose of a YAML field as a tree, and its faults."""
    return _parse_text(source, chapter=False)


def parse_chapter(source: str) -> tuple[RichText, tuple[ProseFault, ...]]:
    """Return the text of a chapter, without its front matter, as a tree, and its faults."""
    return _parse_text(source, chapter=True)


# the same words stand in many places, and a preview reads all of them again and again
@lru_cache(maxsize=100_000)
def _parse_text(source: str, *, chapter: bool) -> tuple[RichText, tuple[ProseFault, ...]]:
    """Parse once; text without any mark in it takes a short cut to the same tree."""
    stripped = source.strip()
    lookalikes = tuple(find_lookalikes(_blank_code(source) if chapter else source))
    if not allowed.MARKED.search(stripped):
        return RichText(source, tuple(_split_paragraphs(stripped))), lookalikes
    tree, faults = parse_marked(source, chapter=chapter)
    return tree, (*faults, *lookalikes)


def _blank_code(source: str) -> str:
    """Return a chapter's text with empty lines in the place of its code, in which anything may stand."""
    return _CODE.sub(lambda found: "\n" * found.group().count("\n"), source)


def parse_marked(source: str, *, chapter: bool) -> tuple[RichText, tuple[ProseFault, ...]]:
    """Parse without the short cut."""
    skipped = source[: len(source) - len(source.lstrip())].count("\n")
    reader = Reader(_markdown_parser().parse(source.strip()), chapter, skipped)
    if _measure_depth(reader.tokens) > allowed.MOST_NESTED:
        reader.line = max(token.map[0] for token in reader.tokens if token.map)
        reader.note_fault("", "too-deep", "lists and quotations within one another go too deep here", "Indent it less.")
        return RichText(source, ()), tuple(reader.faults)
    blocks = tuple(reader.read_blocks(None))
    return RichText(source, blocks), tuple(reader.faults)


def _split_paragraphs(stripped: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text in which no character means anything."""
    for paragraph in allowed.EMPTY_LINES.split(stripped):
        if paragraph:
            yield Paragraph((Text(" ".join(line.rstrip() for line in paragraph.split("\n"))),))


@dataclass
class Reader:
    """Walks the parser's tokens once and builds the tree; `skipped` blank lines stand before the text."""

    tokens: list[Token]
    chapter: bool
    lines_before: int
    position: int = 0
    line: int = 0
    faults: list[ProseFault] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def note_fault(self, snippet: str, code: str, message: str, cure: str) -> None:
        """Note a fault on the line that is being read."""
        self.faults.append(ProseFault(self.line + self.lines_before, snippet, code, message, cure))

    def is_allowed(self, token: Token) -> bool:
        """Say whether this construct may stand in this text, and note a fault if not. Code stands by itself, in no list
        and no quotation."""
        in_chapters = allowed.IN_CHAPTERS if token.level else allowed.IN_CHAPTERS | allowed.BY_ITSELF
        if token.type not in allowed.REFUSED or (self.chapter and token.type in in_chapters):
            return True
        snippet = token.markup if token.type == "fence" else first_line(token.content) or token.markup
        before = [(fault.code, fault.line) for fault in self.faults[-1:]]
        if not (snippet.startswith("</") and before == [("html", self.line + self.lines_before)]):
            self.note_fault(snippet, *allowed.REFUSED[token.type])
        return False

    def read_blocks(self, closing: str | None) -> Iterator[Block]:
        """Yield blocks up to the token `closing`, or to the end."""
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == closing:
                return
            if token.map:
                self.line = token.map[0]
            if self.is_allowed(token) or token.type != "fence":
                yield from self.read_block(token)

    def read_block(self, token: Token) -> Iterator[Block]:
        """Yield the block that starts with this token; nothing for one that was refused."""
        match token.type:
            case "paragraph_open":
                if inlines := self.read_next_inlines():
                    yield Paragraph(inlines)
            case "heading_open":
                yield self.read_heading(token)
            case "bullet_list_open" | "ordered_list_open":
                yield self.read_list(token)
            case "blockquote_open":
                yield Quotation(tuple(self.read_blocks("blockquote_close")))
            case "table_open":
                yield self.read_table()
            case "fence":
                yield Code(tuple(line.rstrip() for line in token.content.rstrip().split("\n")))

    def read_next_inlines(self) -> tuple[Inline, ...]:
        """Return the inlines of the token here; steps over it and the closing token after it."""
        token = self.tokens[self.position]
        self.position += 2
        children = list(token.children or ())
        if _measure_depth(children) > allowed.MOST_NESTED:
            self.note_fault("", "too-deep", "stress within stress goes too deep here", "Remove most of the stars.")
            return ()
        return Inlines(self, children).read_all()

    def read_heading(self, token: Token) -> Heading:
        """Return a heading with an anchor that no other heading of the text has."""
        inlines = self.read_next_inlines()
        level = int(token.tag[1])
        if self.chapter and level == 1:
            message = "a chapter's title stands at its top, after title:, so headings in its text begin with two #"
            self.note_fault("#", "heading-level", message, "Write ## instead of #.")
        base = make_slug("".join(words_of_part(part) for part in inlines)) or "part"
        anchor, count = base, 2
        while anchor in self.anchors:
            anchor, count = f"{base}-{count}", count + 1
        self.anchors.add(anchor)
        return Heading(level, inlines, anchor)

    def read_list(self, token: Token) -> List:
        """Return a list and its entries."""
        closing = token.type.replace("open", "close")
        items = []
        while self.tokens[self.position].type != closing:
            self.position += 1
            items.append(tuple(self.read_blocks("list_item_close")))
        self.position += 1
        start = int(str(token.attrGet("start") or 1)) if token.type == "ordered_list_open" else None
        return List(tuple(items), start)

    def read_table(self) -> Table:
        """Return a table: its first row is the headings."""
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        cells: list[tuple[Inline, ...]] = []
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.map:
                self.line = token.map[0]
            if token.type in ("th_open", "td_open"):
                cells.append(self.read_next_inlines())
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self.position += 1
        return Table(rows[0], tuple(rows[1:]))


@dataclass
class Inlines:
    """Builds the inlines of one paragraph, heading or cell."""

    reader: Reader
    tokens: list[Token]
    position: int = 0

    def read_all(self, closing: str | None = None) -> tuple[Inline, ...]:
        """Return inlines up to the token `closing`, or to the end."""
        found: list[Inline] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == closing:
                break
            if self.reader.is_allowed(token):
                found.extend(self.read_inline(token))
        return tuple(join_texts(found))

    def read_words(self, content: str) -> Iterator[Inline]:
        """Yield words with their citations; what hides in an entity or looks like a citation and is none is a fault."""
        if hidden := HIDDEN.search(content):
            message = f"an invisible character stands here, written as a code (U+{ord(hidden.group()):04X})"
            self.reader.note_fault("&#", "control-character", message, "Delete the code.")
        for part in split_citations(content.replace("\n", " ").replace("\t", " ")):
            if isinstance(part, Text) and "[@" in part.text:
                cure = "Write [@id], or [@one; @other], with ids from references.yml."
                self.reader.note_fault("[@", "odd-citation", "this citation is not written as one", cure)
            yield part

    def read_inline(self, token: Token) -> Iterator[Inline]:
        """Yield what one token stands for."""
        match token.type:
            case "text" | "text_special":
                yield from self.read_words(token.content)
            case "softbreak":
                self.reader.line += 1
                yield Text(" ")
            case "hardbreak":
                self.reader.line += 1
                yield Break()
            case "em_open":
                yield Emphasis(self.read_all("em_close"))
            case "strong_open":
                yield Emphasis(self.read_all("strong_close"), strong=True)
            case "link_open":
                yield self.read_link(str(token.attrGet("href") or ""))
            case "image":
                yield self.read_picture(str(token.attrGet("src") or ""), token.content)

    def read_link(self, href: str) -> Link:
        """Return a link to the web, to a heading of this text, or to one of our own things; anything else is a
        fault."""
        inlines = self.read_all("link_close")
        if not inlines:
            self.reader.note_fault(
                href, "link-words", "this link has no words to click on", "Write them between [ and ]."
            )
        own = allowed.OWN.fullmatch(href)
        if own and own.group(1) not in _OUTSIDE_SCHEMES:
            return Link(own.group(1), own.group(2), inlines, own.group(3) or "")
        if self.reader.chapter and re.fullmatch(r"#[a-z0-9-]+", href):
            return Link("here", href[1:], inlines)
        if not allowed.WEB.fullmatch(href):
            self.reader.note_fault(href, "odd-link", allowed.ODD_LINK.format(link=href), allowed.ODD_LINK_CURE)
        elif allowed.USER_IN_ADDRESS.match(href):
            self.reader.note_fault(href, "user-in-address", allowed.USER_MESSAGE, allowed.USER_CURE)
        return Link("web", href, inlines)

    def read_picture(self, src: str, alt: str) -> Inline:
        """Return a picture of a chapter, which lies in content/images and says in words what it shows."""
        found = allowed.PICTURE.fullmatch(src)
        if not found:
            message = f'the picture "{src}" is not in content/images'
            cure = "Put the file there and write ![what it shows](images/name.png)."
            self.reader.note_fault(src, "picture-path", message, cure)
        if not alt.strip():
            message = "this picture has no words for those who cannot see it"
            self.reader.note_fault(src, "picture-words", message, "Write what it shows between ![ and ].")
        return Picture(found.group(1), alt) if found else Text(alt)


def _measure_depth(tokens: list[Token]) -> int:
    """Return how many inlines stand within one another at most."""
    depths = accumulate(token.nesting for token in tokens)
    return max(depths, default=0)


def first_line(content: str) -> str:
    """Return the first line of a text, without the space around it."""
    return content.strip().split("\n", 1)[0].strip()
