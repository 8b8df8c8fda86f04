"""What a YAML parser's complaint means to someone who has never heard of YAML.

Judges by the line that the parser stopped at, not by the parser's wording, since its two builds word things
differently.
"""

import re
from typing import TypeAlias

import yaml

from generator.errors import Place, Problem
from generator.source.text import INVISIBLE_SPACES

ANCHOR = (
    "a text that starts with & or * means something else here",
    "Put the whole text in double quotes. If you wrote *stressed* words, that is right for them too.",
)
TAG = (
    "a text that starts with ! means something else here",
    "Put the whole text in double quotes.",
)
SECOND_DOCUMENT = (
    "behind this line nothing more is read, because one file holds one thing",
    "Delete the line with --- or ..., and what does not belong to this file.",
)
TOO_DEEP = (
    "this is nested more than 20 levels deep",
    "Check the indentation: each level is two spaces, and no handbook file needs more than eight levels.",
)
TOO_MANY = (
    "this file holds more than a handbook can use",
    "Split it into several files.",
)
ODD_KEY = (
    "the name before a colon is one word, and something else stands here",
    "Write it like this: title: Two chairs",
)
CURLY = (
    "this text starts with a curly quotation mark, which does not quote anything here",
    'Put straight quotes (") around the whole text; curly ones may stand inside.',
)
INVISIBLE_FIRST = (
    "this text starts with an invisible character ({code})",
    "Delete everything before its first letter, and type one ordinary space.",
)
HIDDEN_BY_ESCAPE = (
    "this text holds a backslash code for an invisible character ({code})",
    "Delete the code; write the words as they are to be read.",
)

MOST_OF_A_LINE = 2_000
KEY = re.compile(r"^\s*(?:- +)*([^\s:#][^:#]*):(\s|$)")
TIGHT_KEY = re.compile(r"^\s*(?:- +)*[a-z_-]+(:)[^\s:/]")
SECOND_COLON = re.compile(r"^\s*(?:- +)*[^\s:#\"'\[{-][^:#\"']*: +([^\"'|>\[{].*?:)(?= |$)")
BRACKET_TEXT = re.compile(r"^\s*(?:- +)*[\w-]+: +([\[{])")
INVISIBLE_AFTER_MARK = re.compile(rf"^ *(?:- +)*(?:-|[\w-]+:)([{INVISIBLE_SPACES}])")
BULLET_LOOKALIKE = re.compile(r"^\s*([–—•·]) ")
BAD_ESCAPE = re.compile(
    r"(?:^|[^\\])(?:\\\\)*(\\(?:[^0abtnvfre \"/\\N_LPxuU]|x(?![0-9a-f]{2})|u(?![0-9a-f]{4})|U(?!00(?:0[0-9a-f]|10)[0-9a-f]{4})))",
    re.IGNORECASE,
)
Found: TypeAlias = tuple[int, int, int, str, str, str]


def explain(file: str, content: str, fault: yaml.YAMLError) -> Problem:
    """One plain sentence and a cure for a file that could not be parsed."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    lines = content.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    for look in (invisible_colon, bullet, second_colon, open_quote, open_bracket, special_start, deeper):
        found = look(lines, line, column, fault)
        if found:
            at_line, at_column, width, code, message, cure = found
            return Problem(Place(file, at_line + 1, at_column + 1, width), code, message, cure)
    return Problem(
        Place(file, line + 1, column + 1),
        "syntax",
        "the structure of the file breaks off here",
        "Compare the indentation with the lines above: keys of the same group start in the same column, and"
        " text that contains a colon, a # or quotes stands in double quotes.",
    )


def invisible_colon(lines: list[str], line: int, column: int, fault: yaml.YAMLError) -> Found | None:
    """An invisible character instead of the space behind a colon."""
    for number, content in enumerate(lines[: line + 1]):
        found = INVISIBLE_AFTER_COLON.match(content)
        if found:
            code = f"U+{ord(found.group(1)):04X}"
            message = f"behind this colon stands an invisible character ({code}) instead of a space"
            return number, found.start(1), 1, "invisible-space", message, "Delete it and type one ordinary space."
    return None


def bullet(lines: list[str], line: int, column: int, fault: yaml.YAMLError) -> Found | None:
    """A dash or dot that a word processor made of a hyphen."""
    for number in (line, line - 1):
        found = WORD_BULLET.match(lines[number]) if number >= 0 else None
        if found:
            message = f'a list entry starts with a hyphen, not with "{found.group(1)}"'
            return number, found.start(1), 1, "not-a-hyphen", message, "Replace it with an ordinary hyphen: -"
    return None


def second_colon(lines: list[str], line: int, column: int, fault: yaml.YAMLError) -> Found | None:
    """`title: Part 1: meeting`."""
    found = SECOND_COLON.match(lines[line])
    if not found:
        return None
    key = lines[line][: lines[line].index(":")].strip().removeprefix("- ")
    value = lines[line][found.start(1) :].strip()
    message = 'a second ": " stands on this line, so it is unclear where the value starts'
    cure = f'Put the whole text in double quotes: {key}: "{value}"'
    return line, found.end(1) - 1, 1, "second-colon", message, cure


def open_quote(lines: list[str], line: int, column: int, fault: yaml.YAMLError) -> Found | None:
    """A quotation mark that is never closed, or closed too early."""
    context = getattr(fault, "context", None) or ""
    start = getattr(fault, "context_mark", None)
    if "quoted scalar" in context and start:
        message = "a quotation mark opens here and the quoted text is not closed as it should be"
        cure = 'Close it with the same mark; inside double quotes write \\" for a quote and \\\\ for a backslash.'
        return start.line, start.column, 1, "open-quote", message, cure
    if re.match(r"^\s*(?:- +)*(?:[^\s:]+: +)?[\"']", lines[line]) and column > 0:
        message = "the quoted text ended earlier on this line, and more follows"
        cure = "Put the whole value in double quotes; inside, use ' or curly quotes."
        return line, column, 1, "open-quote", message, cure
    return None


def open_bracket(lines: list[str], line: int, column: int, fault: yaml.YAMLError) -> Found | None:
    """A bracket or brace that is never closed."""
    context = getattr(fault, "context", None) or ""
    start = getattr(fault, "context_mark", None)
    if "flow" not in context or not start:
        return None
    opened = "[" if "sequence" in context else "{"
    closing = "]" if opened == "[" else "}"
    message = f"a {opened} opens here and is not closed with {closing}, or a comma is missing"
    return start.line, start.column, 1, "open-bracket", message, f"Close it with {closing} and part the entries by commas."


def special_start(lines: list[str], line: int, column: int, fault: yaml.YAMLError) -> Found | None:
    """A value that starts with a character YAML keeps for itself."""
    char = lines[line][column : column + 1]
    if char and char in "@`%|>&*!":
        message = f'a value cannot start with "{char}" here'
        return line, column, 1, "special-character", message, "Put the whole value in double quotes."
    return None


def deeper(lines: list[str], line: int, column: int, fault: yaml.YAMLError) -> Found | None:
    """A line that is indented unlike its neighbours, or a key without its colon."""
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if above is None or not lines[line].strip():
        return None
    if not KEY.match(lines[above]) and not lines[above].lstrip().startswith(("- ", "#")):
        start = len(lines[above]) - len(lines[above].lstrip())
        message = "this line has no colon, so it is not clear what it is"
        cure = "A key is followed by a colon and a space; text of several lines starts with | behind its key."
        return above, start, len(lines[above].strip()), "no-colon", message, cure
    indent = len(lines[line]) - len(lines[line].lstrip())
    message = "the indentation of this line fits no line above it"
    cure = "Start it in the same column as the keys it belongs with; if it continues a text, begin that text with |."
    return line, indent, max(1, len(lines[line].strip())), "indentation", message, cure
