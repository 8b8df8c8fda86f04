"""The year drawn as a wheel: geometry only. Pure numbers in a square of 400 units, angles clockwise from the top."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

CENTRE = 200.0
INNER, OUTER, LABEL = 96.0, 150.0, 172.0
GAP = 0.012
# how many colours the parts of a year take in turn; handbook.css has as many
PART_COLOURS = 7


@dataclass(frozen=True)
class Slice:
    """One session's slice: its outline, the middle of it for the number, and the colour of its part of the year."""

    path: str
    x: str
    y: str
    colour: int


@dataclass(frozen=True)
class Arc:
    """One part's arc round the slices, with the place for its numeral."""

    path: str
    x: str
    y: str
    colour: int


def part_colour(number: int) -> int:
    """Return which of the colours a part of the year has; `number` counts from 1, as the colours do."""
    return (number - 1) % PART_COLOURS + 1


def polar_point(radius: float, turn: float) -> tuple[float, float]:
    """A point at a distance from the centre; `turn` is a fraction of the full circle."""
    angle = 2 * math.pi * turn
    return CENTRE + radius * math.sin(angle), CENTRE - radius * math.cos(angle)


def format_pair(radius: float, turn: float) -> str:
    """A point as SVG writes it, to a tenth, so that every machine writes the same."""
    x, y = polar_point(radius, turn)
    return f"{x:.1f} {y:.1f}"


def draw_ring_piece(inner: float, outer: float, start: float, end: float) -> str:
    """The outline of a piece of a ring between two turns."""
    large = 1 if end - start > 0.5 else 0
    outer_arc = f"A{outer:.1f} {outer:.1f} 0 {large} 1 {format_pair(outer, end)}"
    inner_arc = f"A{inner:.1f} {inner:.1f} 0 {large} 0 {format_pair(inner, start)}"
    lines = f"M{format_pair(inner, start)} L{format_pair(outer, start)}", f"L{format_pair(inner, end)}"
    return f"{lines[0]} {outer_arc} {lines[1]} {inner_arc} Z"


def draw_slices(parts: Sequence[int]) -> tuple[Slice, ...]:
    """A slice for each session; `parts` says how many sessions each part has."""
    total = sum(parts)
    made = []
    number = 0
    for part, size in enumerate(parts, start=1):
        for _ in range(size):
            start, end = (number + GAP) / total, (number + 1 - GAP) / total
            x, y = polar_point((INNER + OUTER) / 2, (start + end) / 2)
            made.append(Slice(draw_ring_piece(INNER, OUTER, start, end), f"{x:.1f}", f"{y:.1f}", part_colour(part)))
            number += 1
    return tuple(made)


def draw_arcs(parts: Sequence[int]) -> tuple[Arc, ...]:
    """An arc for each part, outside the slices."""
    total = sum(parts)
    made = []
    done = 0
    for part, size in enumerate(parts, start=1):
        start, end = (done + 0.06) / total, (done + size - 0.06) / total
        x, y = polar_point(LABEL + 10, (start + end) / 2)
        made.append(Arc(draw_ring_piece(OUTER + 6, OUTER + 12, start, end), f"{x:.1f}", f"{y:.1f}", part_colour(part)))
        done += size
    return tuple(made)
