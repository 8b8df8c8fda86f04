"""An evening drawn as a strip: geometry only. Pure numbers in a strip of 600 by 24 units, from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

LENGTH, HEIGHT = 600.0, 24.0
# what is left free after each piece
GAP = 2.0


@dataclass(frozen=True)
class StripPiece:
    """A phase in the strip: its outline, as long as it lasts."""

    path: Markup


def draw_strip(minutes: Sequence[int]) -> tuple[StripPiece, ...]:
    """Return a piece for each phase; `minutes` says how long each lasts."""
    total, done = sum(minutes), 0
    made = []
    for length in minutes:
        start, end = LENGTH * done / total, LENGTH * (done + length) / total - GAP
        made.append(StripPiece(Markup(f"M{start:.1f} 0H{max(start, end):.1f}V{HEIGHT:.0f}H{start:.1f}Z")))
        done += length
    return tuple(made)
