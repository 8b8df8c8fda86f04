"""The ways in which a handout can be drawn, and which of its fields each draws.

How one is drawn is for `templates/print/handouts`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias


@dataclass(frozen=True)
class Layout:
    """A way to draw a handout: the fields that it needs, and those that it may draw besides."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    # whether it is a picture, which is described in words for those who cannot see it; the field that these count
    drawing: bool = False
    counted: str = ""
    # whether it lies on its side
    landscape: bool = False
    # how many pages it may take; None for as many as it needs
    max_pages: int | None = 1
    # whether it is also made for a wall; on its side there, so that two sheets join between its columns
    wall: bool = False
    landscape_on_wall: bool = False


LAYOUTS = {
    "columns": Layout(("columns",), ("rows", "blanks")),
    "boxes": Layout(("boxes",)),
    "rings": Layout(("rings",), drawing=True, counted="rings"),
    "target": Layout(("boxes",), ("prompts",), drawing=True, counted="boxes"),
    "slices": Layout(("prompts",), drawing=True),
    "overlap": Layout(("columns", "middle"), ("prompts",), drawing=True, counted="columns", landscape=True),
    "map": Layout(("centre", "branches"), drawing=True, counted="branches", landscape=True),
    "pocket": Layout(("boxes",)),
    "strip": Layout(("columns", "rows")),
    "lines": Layout(("prompts",)),
    "slips": Layout(("prompts",), max_pages=None),
    "cards": Layout(("cards",), ("blanks",), max_pages=None),
    "agreement": Layout(("points",), wall=True, landscape_on_wall=True),
    "board": Layout(("columns", "blanks"), wall=True),
    "danger": Layout(("jobs", "steps", "lines", "otherwise"), ("place", "prompts"), landscape=True),
    "rota": Layout(("columns", "blanks"), wall=True, max_pages=2),
    "bucket": Layout(("prompts",), drawing=True),
    "body": Layout(("prompts",), drawing=True),
    "river": Layout(("prompts",), drawing=True, landscape=True),
}
# how many slips are on one sheet
SLIPS_PER_SHEET = 12
DRAWN_FIELDS = tuple(dict.fromkeys(field for layout in LAYOUTS.values() for field in (*layout.needs, *layout.may)))

if TYPE_CHECKING:
    LayoutName: TypeAlias = str
else:
    LayoutName = Literal[tuple(LAYOUTS)]
