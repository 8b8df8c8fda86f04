"""The year drawn as a wheel: geometry only. Pure numbers in a square of 400 units, angles clockwise from the top."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

CENTRE = 200.0
INNER, OUTER, LABEL = 96.0, 150.0, 182.0
ARC_INNER, ARC_OUTER = OUTER + 6, OUTER + 12
# where the number and the date of a session stand, if both do, and from how many sessions on a date is too wide
DATED_NUMBER, DATE, MOST_DATED = 135.0, 111.0, 27
# the line on which a part's name stands, and how much further out the next one is; in the lower half letters stand on
# their heads, so lines lie further out and are read inwards
NAME_UPPER, NAME_LOWER, NAME_STEP = 167.0, 175.0, 13.0
# a mean letter of a name, in units, and the longest line in turns
LETTER, LONGEST_NAME = 6.0, 0.45
# what is left free at each end, in sessions
SLICE_GAP, ARC_GAP = 0.012, 0.06
# how many colours the parts of a year take in turn; handbook.css has as many
PART_COLOURS = 7


@dataclass(frozen=True)
class RingPiece:
    """A piece of a ring, one session's or one part's: its outline, where its number stands, and its part's colour."""

    path: Markup
    x: Markup
    y: Markup
    colour: int
    # where a session's date stands, if there is room for one
    date: tuple[Markup, Markup] | None = None


@dataclass(frozen=True)
class NameLine:
    """A line of a part's name, and the curve on which it stands, from its beginning to its end."""

    path: Markup
    words: str


def part_colour(number: int) -> int:
    """Return which of the colours a part of the year has; `number` counts from 1, as the colours do."""
    return (number - 1) % PART_COLOURS + 1


def draw_slices(parts: Sequence[int], *, dated: bool = False) -> tuple[RingPiece, ...]:
    """Return a slice for each session; `parts` says how many sessions each part has, `dated` that they have dates."""
    owners = [part for part, size in enumerate(parts, start=1) for _ in range(size)]
    total = sum(parts)
    dated = dated and total <= MOST_DATED
    made = []
    for index, part in enumerate(owners):
        turns = ((index + SLICE_GAP) / total, (index + 1 - SLICE_GAP) / total)
        piece = _draw_piece(INNER, OUTER, DATED_NUMBER if dated else (INNER + OUTER) / 2, turns, part)
        x, y = map(Markup, _format_point(DATE, (index + 0.5) / total).split())
        made.append(replace(piece, date=(x, y) if dated else None))
    return tuple(made)


def draw_arcs(parts: Sequence[int]) -> tuple[RingPiece, ...]:
    """Return an arc for each part, outside the slices."""
    total, done = sum(parts), 0
    made = []
    for part, size in enumerate(parts, start=1):
        turns = ((done + ARC_GAP) / total, (done + size - ARC_GAP) / total)
        made.append(_draw_piece(ARC_INNER, ARC_OUTER, LABEL, turns, part))
        done += size
    return tuple(made)


def draw_names(parts: Sequence[tuple[int, str]]) -> tuple[tuple[NameLine, ...], ...]:
    """Return the lines of each part's name, outside its arc; none of a name that has no room in two. `parts` says how
    many sessions each part has, and its name."""
    total, done = sum(size for size, _ in parts), 0
    made = []
    for size, name in parts:
        turns = min(size / total, LONGEST_NAME)
        lines = _break_name(name, 2 * math.pi * NAME_UPPER * turns)
        made.append(_draw_name(lines, (done + size / 2) / total, turns))
        done += size
    return tuple(made)


def _break_name(name: str, room: float) -> tuple[str, ...]:
    """Return a name in one line, or in two that are nearly even, each within so many units; else nothing."""
    words = name.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    tries = [(name,), *sorted(breaks, key=lambda both: max(map(len, both)))[:1]]
    return next((lines for lines in tries if max(map(len, lines)) * LETTER <= room), ())


def _draw_name(lines: tuple[str, ...], middle: float, turns: float) -> tuple[NameLine, ...]:
    lower = 0.25 < middle < 0.75
    start, end = middle - turns / 2, middle + turns / 2
    made = []
    for number, words in enumerate(lines):
        outwards = number if lower else len(lines) - 1 - number
        radius = (NAME_LOWER if lower else NAME_UPPER) + outwards * NAME_STEP
        first, last, sweep = (end, start, 0) if lower else (start, end, 1)
        arc = f"A{radius:.1f} {radius:.1f} 0 0 {sweep} {_format_point(radius, last)}"
        made.append(NameLine(Markup(f"M{_format_point(radius, first)} {arc}"), words))
    return tuple(made)


def _draw_piece(inner: float, outer: float, label: float, turns: tuple[float, float], part: int) -> RingPiece:
    start, end = turns
    large = 1 if end - start > 0.5 else 0
    outer_arc = f"A{outer:.1f} {outer:.1f} 0 {large} 1 {_format_point(outer, end)}"
    inner_arc = f"A{inner:.1f} {inner:.1f} 0 {large} 0 {_format_point(inner, start)}"
    lines = f"M{_format_point(inner, start)} L{_format_point(outer, start)}", f"L{_format_point(inner, end)}"
    x, y = _format_point(label, (start + end) / 2).split()
    return RingPiece(
        Markup(f"{lines[0]} {outer_arc} {lines[1]} {inner_arc} Z"), Markup(x), Markup(y), part_colour(part)
    )


def _format_point(radius: float, turn: float) -> str:
    # as SVG writes it, to a tenth, so that every machine writes the same; `turn` is a fraction of the full circle
    angle = 2 * math.pi * turn
    return f"{CENTRE + radius * math.sin(angle):.1f} {CENTRE - radius * math.cos(angle):.1f}"
