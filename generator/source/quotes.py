"""Mistakes with quotation marks: not closed, closed too early, a backslash within them."""

import re
from collections.abc import Sequence

from generator.source.parse_stop import Diagnosis, ParseStop

OPEN_QUOTE = (
    "a quotation mark opens here and is not closed",
    "Close it with the same mark at the end of the text, or delete it.",
)
_BAD_ESCAPE = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:[^0abtnvfre \"/\\N_LPxuU]|x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})"
    r"|U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})))"
)
_OPENS = re.compile(r"^( *)(?:- +)*(?:[\w-]+: +)?([\"'])")
_LOOKS_LIKE_KEY = re.compile(r"^( *)(?:- +)*[a-z_]+:(?: |$)")
_REST = {'"': re.compile(r'(?:[^"\\]|\\.)*(")?'), "'": re.compile(r"(?:[^']|'')*(')?")}


def find_open_quote(lines: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """Return line and column, from 0, of the first quotation mark in the lines `first` to `last` whose text runs over a
    line that begins like a key of the same group or of one further out: closing it was surely forgotten."""
    number = first
    while number <= last:
        found = _OPENS.match(lines[number])
        if not found:
            number += 1
            continue
        end = _find_closing_line(lines, number, found.end(), found.group(2))
        inner = (_LOOKS_LIKE_KEY.match(line) for line in lines[number + 1 : end + 1])
        if any(key and len(key.group(1)) <= len(found.group(1)) for key in inner):
            return number, found.start(2)
        number = end + 1
    return None


def _find_closing_line(lines: Sequence[str], number: int, column: int, mark: str) -> int:
    """Return the line that closes a text in quotes which begins at a place; the last line if none does."""
    for here in range(number, len(lines)):
        rest = _REST[mark].match(lines[here], column if here == number else 0)
        if rest and rest.group(1):
            return here
    return len(lines) - 1


def quote_text(text: str) -> str:
    """Return a text in quotes, shortened if it is long."""
    text = f"{text[:60]}…" if len(text) > 60 else text
    if '"' not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def detect_bad_escape(stop: ParseStop) -> Diagnosis | None:
    """Detect a backslash within double quotes that is no code."""
    if "quoted" not in stop.context:
        return None
    first = stop.start[0] if stop.start else 0
    for number in range(first, len(stop.lines) if not stop.start else stop.line + 1):
        if found := _BAD_ESCAPE.search(stop.lines[number]):
            message = "within double quotes a backslash begins a code, and this is none"
            cure = "Write two backslashes for one, or put the text in single quotes."
            return Diagnosis(number, found.start(1), len(found.group(1)), "backslash", message, cure)
    return None


def detect_open_quote(stop: ParseStop) -> Diagnosis | None:
    """Detect a quotation mark that is never closed, or closed too early."""
    if "quoted" in stop.context and stop.start:
        return Diagnosis(*stop.start, 1, "open-quote", *OPEN_QUOTE)
    if re.match(r"^\s*(?:- +)*(?:[^\s:]+: +)?[\"']", stop.here) and stop.column > 0:
        message = "the quoted text ended earlier on this line, and more follows"
        cure = "Put the whole text in double quotes; within it, use ' or curly quotation marks."
        return Diagnosis(stop.line, stop.column, 1, "open-quote", message, cure)
    return None


def detect_runaway_quote(stop: ParseStop) -> Diagnosis | None:
    """Detect a quotation mark that was not closed where a later one closes it and what follows makes no sense."""
    found = find_open_quote(stop.lines, 0, stop.line)
    return Diagnosis(*found, 1, "open-quote", *OPEN_QUOTE) if found else None
