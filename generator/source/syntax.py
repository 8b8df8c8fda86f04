"""What a YAML parser's complaint means to someone who has never heard of YAML.

Judges by the line that the parser stopped at, not by the parser's wording, since its two builds word things
differently.
"""

import re

from generator.errors import Place, Problem
from generator.source import hyphens, quotes
from generator.source.parse_stop import Diagnosis, ParseStop, find_stop
from generator.text.hidden import INVISIBLE_SPACES

ANCHOR = (
    "a text cannot start with & or * here",
    "Put the whole text in double quotes.",
)
TAG = (
    "a text cannot start with ! here",
    "Put the whole text in double quotes.",
)
SECOND_DOCUMENT = (
    "after this line nothing more is read, because one file holds one thing",
    "Delete the line with --- or ..., and what does not belong to this file.",
)
TOO_DEEP = (
    "lists stand within lists here, more than 20 deep",
    "Look how far in the lines begin: each step is two spaces, and no file needs more than eight steps.",
)
TOO_MANY = (
    "this file holds more than a handbook can use",
    "Split it into several files.",
)
ODD_KEY = (
    "the name before a colon is one word, and something else stands here",
    "Write it like this: title: Two chairs",
)
COMMENT = (
    'what follows a space and # is taken for a remark, so this would be lost: "{lost}"',
    "Put the whole text in double quotes: {whole}",
)
NO_SPACE = (
    "a space is missing after this colon",
    "Type one space between the colon and the text.",
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

_KEY = re.compile(r"^\s*(?:- +)*([^\s:#][^:#]*):(\s|$)")
_TIGHT_KEY = re.compile(r"^\s*(?:- +)*[a-z_-]+(:)[^\s:/]")
_KEY_WITHOUT_COLON = re.compile(r"^\s*(?:- +)*([a-z][a-z_-]*)(?= |$)\s*=?([^:]*)$")
_SECOND_COLON = re.compile(r"^\s*(?:- +)*[^\s:#\"'\[{-][^:#\"']*: +([^\"'|>\[{].*?:)(?= |$)")
_SPECIAL_START = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?([@`%|>&*!,\]}])")
_BRACKET_TEXT = re.compile(r"^\s*(?:- +)*[\w-]+: +([\[{])")
_INVISIBLE_AFTER_MARK = re.compile(rf"^ *(?:- +)*(?:-|[\w-]+:)([{INVISIBLE_SPACES}])")
_LONGER = (
    "If it is part of a longer text, put | after the colon before that text and start every line of the text two spaces"
    " further in."
)
_TWO_COLONS = 'a second ": " stands on this line, so it is unclear where the text starts'


def explain_fault(file: str, content: str, fault: Exception) -> Problem:
    """Return one plain sentence and a cure for a file that could not be parsed."""
    stop = find_stop(content, fault)
    for detect in _DETECTORS:
        if found := detect(stop):
            place = Place(file, found.line + 1, found.column + 1, found.width)
            return Problem(place, found.code, found.message, found.cure)
    return Problem(
        Place(file, stop.line + 1, stop.column + 1),
        "syntax",
        "from here on it is unclear what belongs to what",
        "Compare with the lines above: what belongs together starts in the same column, and"
        " text that contains a colon, a # or quotes stands in double quotes.",
    )


def _detect_text_after_end(stop: ParseStop) -> Diagnosis | None:
    """Detect anything after a line of three dots, which ends a file."""
    if "..." not in stop.lines[: stop.line]:
        return None
    return Diagnosis(stop.lines.index("..."), 0, 3, "second-document", *SECOND_DOCUMENT)


def _detect_invisible_mark(stop: ParseStop) -> Diagnosis | None:
    """Detect an invisible character instead of the space after a colon or a hyphen."""
    for number, content in enumerate(stop.lines[: stop.line + 1]):
        found = _INVISIBLE_AFTER_MARK.match(content)
        if found:
            code = f"U+{ord(found.group(1)):04X}"
            mark = "hyphen" if content[found.start(1) - 1] == "-" else "colon"
            message = f"after this {mark} stands an invisible character ({code}) instead of a space"
            return Diagnosis(
                number, found.start(1), 1, "invisible-space", message, "Delete it, and type one ordinary space."
            )
    return None


def _detect_second_colon(stop: ParseStop) -> Diagnosis | None:
    """Detect `title: Part 1: meeting`."""
    found = _SECOND_COLON.match(stop.here)
    if not found:
        return None
    key = stop.here[: stop.here.index(":")].strip().removeprefix("- ").strip()
    cure = f"Put the whole text in double quotes: {key}: {quotes.quote_text(stop.here[found.start(1) :].strip())}"
    return Diagnosis(stop.line, found.end(1) - 1, 1, "second-colon", _TWO_COLONS, cure)


def _detect_open_bracket(stop: ParseStop) -> Diagnosis | None:
    """Detect a bracket or brace that is never closed, or a colon too many between them."""
    opened = stop.lines[stop.start[0]][stop.start[1] :][:1] if stop.start else ""
    if "flow" not in stop.context or not stop.start or opened not in ("[", "{"):
        return None
    closing = "]" if opened == "[" else "}"
    if stop.char == ":" and stop.line == stop.start[0]:
        message = f"within {opened}{closing} a comma is missing, or a text that holds a colon is not in quotes"
        cure = "Put a comma between the parts, or double quotes around the text."
        return Diagnosis(stop.line, stop.column, 1, "second-colon", message, cure)
    if stop.char == "?":
        message = f"within {opened}{closing} a question mark is understood only in quotes"
        return Diagnosis(
            stop.line, stop.column, 1, "open-bracket", message, "Put the text that holds it in double quotes."
        )
    message = f"a {opened} opens here and is not closed with {closing}, or a comma is missing"
    cure = f"Close it with {closing}, and put a comma between the entries."
    return Diagnosis(*stop.start, 1, "open-bracket", message, cure)


def _detect_bracket_text(stop: ParseStop) -> Diagnosis | None:
    """Detect a text that starts with a bracket, like `[draft] Title`."""
    found = _BRACKET_TEXT.match(stop.here)
    if not found or stop.column <= found.start(1):
        return None
    opened = found.group(1)
    message = (
        f"a text that starts with {opened} is taken for a {'list' if opened == '[' else 'group of words with colons'}"
    )
    return Diagnosis(stop.line, found.start(1), 1, "special-character", message, "Put the whole text in double quotes.")


def _detect_special_start(stop: ParseStop) -> Diagnosis | None:
    """Detect a text that starts with a character YAML keeps for itself."""
    found = _SPECIAL_START.match(stop.here)
    if not found or stop.column < found.start(1):
        return None
    char = found.group(1)
    if char in "|>":
        message = f'after "{char}" nothing more may stand on this line'
        cure = "Begin the text on the next line, two spaces further in."
    else:
        message, cure = f'a text cannot start with "{char}" here', "Put the whole text in double quotes."
    return Diagnosis(stop.line, found.start(1), 1, "special-character", message, cure)


def _detect_missing_colon(stop: ParseStop) -> Diagnosis | None:
    """Detect a line without a colon, or with a colon and no space after it."""
    number = next((n for n in (stop.line, stop.line - 1) if n >= 0 and _lacks_colon(stop.lines[n])), None)
    if number is None:
        return None
    content = stop.lines[number]
    if tight := _TIGHT_KEY.match(content):
        return Diagnosis(number, tight.start(1), 1, "no-space", *NO_SPACE)
    message = "this line has no colon, so it is unclear what it is"
    start = len(content) - len(content.lstrip())
    return Diagnosis(number, start, len(content.strip()), "no-colon", message, f"{_suggest_colon(content)} {_LONGER}")


def _suggest_colon(line: str) -> str:
    """Return what to do about a line without a colon that may lack nothing else."""
    written = _add_colon(line)
    return f'If only its colon is missing, write "{written}".' if written else "Begin it with a word and a colon."


def _add_colon(line: str) -> str:
    """Return a line with a colon behind its first word; nothing if that cannot be a key."""
    found = _KEY_WITHOUT_COLON.match(line)
    return f"{found[1]}: {found[2].strip()}".strip() if found else ""


def _detect_entry_without_colon(stop: ParseStop) -> Diagnosis | None:
    """Detect `- name Night desk` with a key below its text: the parser stops at the colon of that key, which is
    right."""
    key = _KEY.match(stop.here)
    number = next((n for n in range(stop.line - 1, -1, -1) if stop.lines[n].strip()), None)
    if number is None or stop.char != ":" or not key or key.start(1) != stop.column - len(key[1]):
        return None
    above = stop.lines[number]
    start = len(above) - len(above.lstrip(" -"))
    tight, bare = _TIGHT_KEY.match(above), _KEY_WITHOUT_COLON.match(above)
    if start != key.start(1) or not (tight or bare):
        return None
    if tight:
        return Diagnosis(number, tight.start(1), 1, "no-space", *NO_SPACE)
    message = "this line has no colon after its first word"
    return Diagnosis(
        number, start, len(above.strip(" -")), "no-colon", message, f"Write it like this: {_add_colon(above)}"
    )


def _lacks_colon(line: str) -> bool:
    """Say whether a line is neither a key nor a list entry nor a comment."""
    return bool(line.strip()) and not _KEY.match(line) and not line.lstrip().startswith(("- ", "#"))


def _detect_indentation(stop: ParseStop) -> Diagnosis | None:
    """Detect a line that starts in a column unlike its neighbours'."""
    if not stop.here.strip() or not any(line.strip() for line in stop.lines[: stop.line]):
        return None
    indent = len(stop.here) - len(stop.here.lstrip())
    message = "this line starts in a column that fits no line above it"
    cure = "Start it in the same column as the lines it belongs with; if it continues a text, begin that text with |."
    return Diagnosis(stop.line, indent, len(stop.here.strip()), "indentation", message, cure)


# The first that finds something speaks. A parser notices most mistakes late, often as a line that fits nothing, so what
# is certain comes first, what is only likely after it, and indentation, which nearly every mistake looks like, last.
_DETECTORS = (
    _detect_text_after_end,
    _detect_invisible_mark,
    hyphens.detect_bullet,
    hyphens.detect_list_on_key_line,
    _detect_entry_without_colon,
    quotes.detect_runaway_quote,
    _detect_second_colon,
    quotes.detect_bad_escape,
    quotes.detect_open_quote,
    _detect_open_bracket,
    _detect_bracket_text,
    _detect_special_start,
    hyphens.detect_missing_hyphen,
    _detect_missing_colon,
    _detect_indentation,
)
