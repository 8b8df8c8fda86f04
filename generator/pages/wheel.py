"""The year drawn as a wheel: geometry only. Pure numbers in a square of 400 units, angles clockwise from the top."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

CENTRE = 200.0
INNER, OUTER, LABEL = 96.0, 150.0, 172.0
GAP = 0.012


@dataclass(frozen=True)
class Slice:
    """One session's slice: its outline, the middle of it for the number, and the part of the year it belongs to."""

    path: str
    x: str
    y: str
    part: int


@dataclass(frozen=True)
class Arc:
    """One part's arc round the slices, with the place for its name's number."""

    path: str
    x: str
    y: str
    part: int


def point(radius: float, turn: float) -> tuple[float, float]:
    """A point at a distance from the centre; `turn` is a fraction of the full circle."""
    angle = 2 * math.pi * turn
    return CENTRE + radius * math.sin(angle), CENTRE - radius * math.cos(angle)


def pair(radius: float, turn: float) -> str:
    """A point as SVG writes it, to a tenth, so that every machine writes the same."""
    x, y = point(radius, turn)
    return f"{x:.1f} {y:.1f}"


def ring_piece(inner: float, outer: float, start: float, end: float) -> str:
    """The outline of a piece of a ring between two turns."""
    large = 1 if end - start > 0.5 else 0
    return (
        f"M{pair(inner, start)} L{pair(outer, start)} A{outer:.1f} {outer:.1f} 0 {large} 1 {pair(outer, end)} "
        f"L{pair(inner, end)} A{inner:.1f} {inner:.1f} 0 {large} 0 {pair(inner, start)} Z"
    )


def slices(parts: Sequence[int]) -> tuple[Slice, ...]:
    """A slice for each session; `parts` says how many sessions each part has."""
    total = sum(parts)
    made = []
    number = 0
    for part, size in enumerate(parts, start=1):
        for _ in range(size):
            start, end = (number + GAP) / total, (number + 1 - GAP) / total
            x, y = point((INNER + OUTER) / 2, (start + end) / 2)
            made.append(Slice(ring_piece(INNER, OUTER, start, end), f"{x:.1f}", f"{y:.1f}", part))
            number += 1
    return tuple(made)


def arcs(parts: Sequence[int]) -> tuple[Arc, ...]:
    """An arc for each part, outside the slices."""
    total = sum(parts)
    made = []
    done = 0
    for part, size in enumerate(parts, start=1):
        start, end = (done + 0.06) / total, (done + size - 0.06) / total
        x, y = point(LABEL + 10, (start + end) / 2)
        made.append(Arc(ring_piece(OUTER + 6, OUTER + 12, start, end), f"{x:.1f}", f"{y:.1f}", part))
        done += size
    return tuple(made)
