"""Bytes to text, and what a line of text may not hold.

Word processors, old editors and merges leave things in a file that no eye sees; each is named here.
Knows nothing of YAML.
"""

import re
from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.text.hidden import CONTROL, DIRECTION, INVISIBLE_SPACES, LINE_SEPARATORS

MAX_BYTES = 1024 * 1024
# how RTF, DOCX and ODT (zip), and old DOC files begin
_WORD_BEGINNINGS = (b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LEADING = re.compile(rf"[ \t{INVISIBLE_SPACES}]*")
_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")


def decode_bytes(file: str, data: bytes) -> str | Problem:
    """Return the text of a file, or what is wrong with its bytes. A UTF-8 byte order mark is dropped."""
    if len(data) > MAX_BYTES:
        return Problem(
            Place(file),
            "too-large",
            f"this file is too large: {len(data) / MAX_BYTES:.1f} MB, and 1 MB is the largest that is read",
            "Split it into several files.",
        )
    if data.startswith(_WORD_BEGINNINGS):
        message = "this is a document of a word processor such as Word, and only plain text can be read"
        return Problem(
            Place(file),
            "word-document",
            message,
            "Open it there and save it as plain text (UTF-8), under the name that this file has.",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:200]:
        return Problem(
            Place(file),
            "wrong-encoding",
            "this file is saved as UTF-16, and only UTF-8 can be read",
            'Save it again: "Save as", and there UTF-8 under "Encoding".',
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        return _make_encoding_problem(file, data, fault.start)


def read_lossy_lines(data: bytes) -> tuple[str, ...]:
    """Return the lines of a file that cannot be read, as far as they can be shown; none of what is no text at all."""
    if len(data) > MAX_BYTES or b"\x00" in data:
        return ()
    return tuple(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").split("\n"))


def _make_encoding_problem(file: str, data: bytes, start: int) -> Problem:
    """Return a problem that names the letter which an old encoding left behind, and where."""
    before = data[:start].decode("utf-8-sig", errors="replace").split("\n")
    letter = data[start : start + 1].decode("cp1252", errors="ignore")
    meant = f', probably "{letter}",' if letter else ""
    return Problem(
        Place(file, len(before), len(before[-1]) + 1),
        "wrong-encoding",
        f"the letter here{meant} is saved in an old way, and only UTF-8 can be read",
        'Save the file again: "Save as", and there UTF-8 under "Encoding"; then look whether the letters are right.',
    )


def scan_text(file: str, text: str) -> Iterator[Problem]:
    """Yield what no line may hold: tabs, merge-conflict markers, invisible indentation, control characters."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() and line.isprintable() and line[:1] not in "<=>|":
            continue
        yield from _scan_line(file, number, line)


def _scan_line(file: str, number: int, line: str) -> Iterator[Problem]:
    """Yield the problems of one line, at most one of each kind."""
    if _CONFLICT.match(line):
        yield Problem(
            Place(file, number, 1, 7),
            "merge-conflict",
            "two versions of this file were joined here, and nobody has chosen between them",
            "Keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
        )
        return
    if "\t" in line:
        yield _make_tab_problem(file, number, line)
    indent = _LEADING.match(line)
    odd = [char for char in indent.group() if char not in " \t"] if indent else []
    if odd:
        yield Problem(
            Place(file, number, line.index(odd[0]) + 1),
            "invisible-space",
            f"this line begins with an invisible character (U+{ord(odd[0]):04X}), not with spaces",
            "Delete everything before the first letter and type ordinary spaces.",
        )
    yield from _scan_characters(file, number, line)


def _make_tab_problem(file: str, number: int, line: str) -> Problem:
    column = line.index("\t") + 1
    width = len(line[column - 1 :]) - len(line[column - 1 :].lstrip("\t"))
    return Problem(
        Place(file, number, column, width),
        "tab",
        "there is a tab here; only spaces are understood",
        "Replace it with spaces, two for each step to the right.",
    )


def _scan_characters(file: str, number: int, line: str) -> Iterator[Problem]:
    """Yield characters that hide, reorder or break text."""
    kinds = (
        (DIRECTION, "text-direction", "a character here changes the direction of the text unseen"),
        (LINE_SEPARATORS, "line-separator", "an invisible line break stands here"),
        (CONTROL, "control-character", "an invisible character that no text needs stands here"),
    )
    for pattern, code, message in kinds:
        found = pattern.search(line)
        if found:
            yield Problem(
                Place(file, number, found.start() + 1),
                code,
                f"{message} (U+{ord(found.group()):04X})",
                "Delete it: remove the characters around this place and type them again.",
            )
