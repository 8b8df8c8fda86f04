"""The year drawn as a wheel: geometry only. Pure numbers in a square of 400 units, angles clockwise from the top."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

CENTRE = 200.0
INNER, OUTER, LABEL = 96.0, 150.0, 182.0
ARC_INNER, ARC_OUTER = OUTER + 6, OUTER + 12
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


def part_colour(number: int) -> int:
    """Return which of the colours a part of the year has; `number` counts from 1, as the colours do."""
    return (number - 1) % PART_COLOURS + 1


def draw_slices(parts: Sequence[int]) -> tuple[RingPiece, ...]:
    """Return a slice for each session; `parts` says how many sessions each part has."""
    owners = [part for part, size in enumerate(parts, start=1) for _ in range(size)]
    total, label = sum(parts), (INNER + OUTER) / 2
    return tuple(
        _draw_piece(INNER, OUTER, label, ((index + SLICE_GAP) / total, (index + 1 - SLICE_GAP) / total), part)
        for index, part in enumerate(owners)
    )


def draw_arcs(parts: Sequence[int]) -> tuple[RingPiece, ...]:
    """Return an arc for each part, outside the slices."""
    total, done = sum(parts), 0
    made = []
    for part, size in enumerate(parts, start=1):
        turns = ((done + ARC_GAP) / total, (done + size - ARC_GAP) / total)
        made.append(_draw_piece(ARC_INNER, ARC_OUTER, LABEL, turns, part))
        done += size
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
