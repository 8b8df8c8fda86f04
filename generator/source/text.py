"""Bytes to text, and what a line of text may not hold.

Word processors, old editors and merges leave things in a file that no eye sees; each is named here.
Knows nothing of YAML.
"""

import re
from collections.abc import Iterator

from generator.errors import Place, Problem

MAX_BYTES = 1024 * 1024
INVISIBLE_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
LEADING = re.compile(rf"[ \t{INVISIBLE_SPACES}]*")
CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
LINE_SEPARATORS = re.compile("[\u0085\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f]|[\ufffe\uffff]")


def decode(file: str, data: bytes) -> str | Problem:
    """The text of a file, or what is wrong with its bytes. A UTF-8 byte order mark is dropped."""
    if len(data) > MAX_BYTES:
        return Problem(
            Place(file),
            "too-large",
            f"this file is {len(data) / MAX_BYTES:.1f} MiB; 1 MiB is the most that is read",
            "Split it into several files.",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:200]:
        return Problem(
            Place(file),
            "wrong-encoding",
            "this file is saved as UTF-16, not UTF-8",
            "Save it again and choose UTF-8 as its encoding.",
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        return not_utf8(file, data, fault.start)


def not_utf8(file: str, data: bytes, start: int) -> Problem:
    """Names the letter that an old encoding left behind, and where."""
    before = data[:start].decode("utf-8-sig", errors="replace").split("\n")
    letter = data[start : start + 1].decode("cp1252", errors="replace")
    return Problem(
        Place(file, len(before), len(before[-1]) + 1),
        "wrong-encoding",
        f'the letter here is not saved as UTF-8; it was probably meant as "{letter}"',
        "Save the file again and choose UTF-8 as its encoding.",
    )


def scan(file: str, text: str) -> Iterator[Problem]:
    """What no line may hold: tabs, merge-conflict markers, invisible indentation, control characters."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() and line.isprintable() and line[:1] not in "<=>|":
            continue
        yield from scan_line(file, number, line)


def scan_line(file: str, number: int, line: str) -> Iterator[Problem]:
    """The problems of one line, at most one of each kind."""
    if CONFLICT.match(line):
        yield Problem(
            Place(file, number, 1, 7),
            "merge-conflict",
            "this is a merge-conflict marker",
            "Keep one of the two versions and delete the three marker lines.",
        )
        return
    if "\t" in line:
        yield tab(file, number, line)
    indent = LEADING.match(line)
    odd = [char for char in indent.group() if char not in " \t"] if indent else []
    if odd:
        yield Problem(
            Place(file, number, line.index(odd[0]) + 1),
            "invisible-space",
            f"this line is indented with an invisible character (U+{ord(odd[0]):04X}), not with spaces",
            "Delete everything before the first letter and type ordinary spaces.",
        )
    yield from scan_characters(file, number, line)


def tab(file: str, number: int, line: str) -> Problem:
    """A tab, which YAML does not take for indentation."""
    column = line.index("\t") + 1
    width = len(line[column - 1 :]) - len(line[column - 1 :].lstrip("\t"))
    return Problem(
        Place(file, number, column, width),
        "tab",
        "there is a tab here; only spaces are understood",
        "Replace it with spaces, two for each step to the right.",
    )


def scan_characters(file: str, number: int, line: str) -> Iterator[Problem]:
    """Characters that hide, reorder or break text."""
    kinds = (
        (DIRECTION, "text-direction", "a character here changes the direction of the text unseen"),
        (LINE_SEPARATORS, "line-separator", "an invisible line separator stands here"),
        (CONTROL, "control-character", "an invisible control character stands here"),
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
