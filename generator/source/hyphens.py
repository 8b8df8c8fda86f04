"""Mistakes with the hyphens that begin the entries of a list: another mark, none at all, in the wrong place."""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.errors import Place, Problem
from generator.source.nodes import Node, Scalar, id_of_entry, node_at
from generator.source.parse_stop import Diagnosis, ParseStop

_DASH_AFTER_KEY = re.compile(r"^\s*(?:- +)*[\w-]+: +(-)(?: |$)")
_BULLET_LOOKALIKE = re.compile(r"^\s*([–—•·]) ")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*$")
# a line that is shorter was ended on purpose, not because it was full
_FULL_LINE = 60
_ENTRY = re.compile(r"^( *)- ")


def detect_bullet(stop: ParseStop) -> Diagnosis | None:
    """Detect a dash or dot that a word processor made of a hyphen."""
    for number in (stop.line, stop.line - 1):
        found = _BULLET_LOOKALIKE.match(stop.lines[number]) if number >= 0 else None
        if found:
            message = f'a list entry starts with a hyphen, not with "{found.group(1)}"'
            return Diagnosis(
                number, found.start(1), 1, "not-a-hyphen", message, "Replace it with an ordinary hyphen: -"
            )
    return None


def detect_list_on_key_line(stop: ParseStop) -> Diagnosis | None:
    """Detect `steps: - do: ...`."""
    found = _DASH_AFTER_KEY.match(stop.here)
    if not found:
        return None
    message = "a list begins on a line of its own"
    cure = "Begin it on the next line, each entry with a hyphen."
    return Diagnosis(stop.line, found.start(1), 1, "list-on-key-line", message, cure)


def detect_missing_hyphen(stop: ParseStop) -> Diagnosis | None:
    """Detect a line that stands below the hyphens of a list and has none itself."""
    for number in (stop.line, stop.line - 1):
        line = stop.lines[number] if number > 0 else ""
        indent = len(line) - len(line.lstrip())
        if not line.strip() or line.lstrip().startswith(("-", "#")) or not _follows_entry(stop.lines[:number], indent):
            continue
        message = "an entry of a list begins with a hyphen, and this line has none"
        cure = "Begin it with a hyphen and a space; if it belongs to the entry above, start it two spaces further in."
        return Diagnosis(number, indent, len(line.strip()), "no-hyphen", message, cure)
    return None


def _follows_entry(above: list[str], indent: int) -> bool:
    """Say whether the nearest line above that is not further in than `indent` begins an entry exactly there."""
    nearest = next((line for line in reversed(above) if line.strip() and len(line) - len(line.lstrip()) <= indent), "")
    found = _ENTRY.match(nearest)
    return bool(found) and len(nearest) - len(nearest.lstrip()) == indent


def find_joined_entries(items: Iterable[Node], lines: Sequence[str], offset: int) -> Iterator[Problem]:
    """Yield a warning for each text of a list that goes on in a new line with a new sentence, although there was room:
    probably an entry whose hyphen was forgotten. `offset` lines stand before `lines` in the file."""
    for item in items:
        if not isinstance(item, Scalar) or not item.plain or item.line_span == 1:
            continue
        first = item.place.line - 1 - offset
        for number in range(first + 1, min(first + item.line_span, len(lines))):
            line = lines[number]
            if _begins_sentence(lines[number - 1].rstrip(), line.strip()):
                start = len(line) - len(line.lstrip())
                place = Place(item.place.file, number + 1 + offset, start + 1, len(line.strip()))
                message = "this line is read as part of the entry above, since it has no hyphen: one entry or two?"
                cure = "For two, begin it with a hyphen below the one above; for one, put it on the line above."
                yield Problem(place, "joined-entries", message, cure, warning=True)


def _begins_sentence(above: str, line: str) -> bool:
    """Say whether a line begins a sentence that would have had room on the line above."""
    if not line or not line[0].isupper() or not _SENTENCE_END.search(above):
        return False
    return len(above) + 1 + len(line.split(maxsplit=1)[0]) <= _FULL_LINE


def make_duplicate_problem(key: Scalar, first: Scalar, *, begins_entry: bool) -> Problem:
    """Return the problem of a key that stands twice; in an entry of a list it may be where the next one begins."""
    message = f'"{key.text}" stands here a second time; it is already on line {first.place.line}'
    cure = "Keep one of the two, or join them."
    if begins_entry:
        cure = (
            f"If something new begins here, begin it with a hyphen, as - {key.text}: …; otherwise keep one of the two."
        )
    return Problem(key.place, "duplicate-key", message, cure)


def find_duplicate_ids(items: Iterable[Node]) -> Iterator[Problem]:
    """Yield the entries of a list whose id stands there already; upper and lower case make no difference."""
    seen: dict[str, int] = {}
    for item in items:
        id = id_of_entry(item)
        if id is None:
            continue
        place = node_at(item, ("id",)).place
        if id.lower() in seen:
            message = f'the id "{id}" is already used on line {seen[id.lower()]}'
            yield Problem(place, "duplicate-id", message, "Give one of the two another id.")
        else:
            seen[id.lower()] = place.line
