"""Markdown of other tools that looks meant and is not understood here: each is named, with what to write instead.

Left alone, the marks would stand in the text as they were typed, on screen and on paper.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.text.tree import ProseFault


@dataclass(frozen=True)
class _Lookalike:
    """A construct of other tools: where it begins, and what is said of it."""

    pattern: re.Pattern[str]
    code: str
    message: str
    cure: str


_LOOKALIKES = (
    _Lookalike(
        re.compile(r'^[ \t]*(?:!!!|\?\?\?\+?|===)[ \t]+["\w][^\n]*', re.MULTILINE),
        "box",
        "a box or tab is not understood here",
        "Write its words as a paragraph that begins with **Tip:** or the like.",
    ),
    _Lookalike(
        re.compile(r"\[\^[^\]\n]{1,40}\]:?"),
        "footnote",
        "a footnote is not understood here",
        "Put the words in brackets, or cite a work with [@id].",
    ),
    _Lookalike(
        re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\](?=[ \t])", re.MULTILINE),
        "task-list",
        "a box to tick is not understood here",
        "Leave [ ] out; a plain list is enough.",
    ),
    _Lookalike(
        re.compile(r"\{:?[ \t]*(?:[#.][\w-]+|[\w-]+=[^\s}]+)(?:[ \t]+[^}\n]*)?\}"),
        "attributes",
        "attributes in braces are not understood here",
        "Leave them out; how things look is for the templates.",
    ),
    _Lookalike(
        re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]{1,30}:(?![\w:/])"),
        "emoji-code",
        "a code for a picture letter is not understood here",
        "Type the letter itself, or write the word.",
    ),
    _Lookalike(
        re.compile(r"(?<!=)==(?=[^\s=])[^\n=]{1,200}(?<!\s)==(?!=)"),
        "highlight",
        "highlighting is not understood here",
        "Write *stress* or **strong stress** with stars.",
    ),
    _Lookalike(
        re.compile(r"(?<!\+)\+\+(?=[^\s+])[^\n+]{1,200}(?<!\s)\+\+(?!\+)|\^\^(?=\S)[^\n^]{1,200}(?<!\s)\^\^"),
        "underline",
        "underlining is not understood here",
        "Write *stress* or **strong stress** with stars.",
    ),
    _Lookalike(
        re.compile(r"^[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\])[ \t]*$", re.MULTILINE),
        "contents",
        "a table of contents is not understood here",
        "Leave it out; every page has one beside it.",
    ),
    _Lookalike(
        re.compile(r"^[ \t]*--8<--[^\n]*", re.MULTILINE),
        "snippet",
        "taking in another file is not understood here",
        "Write the words here, or link to the page that has them.",
    ),
    _Lookalike(
        re.compile(r"^[ \t]*\*\[[^\]\n]{1,60}\]:[^\n]*", re.MULTILINE),
        "abbreviation",
        "an abbreviation is not understood here",
        "Add it to the glossary, in glossary.yml.",
    ),
    _Lookalike(
        re.compile(r"^:[ \t]{1,3}\S[^\n]*", re.MULTILINE),
        "definition",
        "a list of definitions is not understood here",
        "Write a list: - **word**, then what it means.",
    ),
    _Lookalike(
        re.compile(r"(?<![(<\w/\"'=])https?://[^\s<>)\]]+", re.IGNORECASE),
        "bare-address",
        "a bare address is not made a link",
        "Write it with words to click on: [the words](https://…).",
    ),
)
# cheaper than a dozen searches, and nearly all prose holds none of these; each begins with a letter that tells it
_SUSPICIOUS = re.compile(r"!!!|\?\?\?|===? |\[\^|\] |\{|:[a-z][a-z0-9_+-]+:|==|\+\+|\^\^|TOC|--8<|\*\[|://|\n:")


def find_lookalikes(source: str) -> Iterator[ProseFault]:
    """Yield a fault for everything in a text that other tools understand and this handbook does not."""
    if not _SUSPICIOUS.search(source) and not source.startswith(":"):
        return
    for lookalike in _LOOKALIKES:
        for found in lookalike.pattern.finditer(source):
            snippet = found.group().strip()
            line = source.count("\n", 0, found.start() + len(found.group()) - len(found.group().lstrip()))
            yield ProseFault(line, snippet[:60], lookalike.code, lookalike.message, lookalike.cure)
