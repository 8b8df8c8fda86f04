"""The sizes of paper that everything printed is made on, and of a card from a print shop. To offer another size for
everything, add an entry to PAPERS and its words.

Millimetres go to Typst; choices in settings and on the command line, addresses, buttons, pictures and type sizes follow
from here.
"""

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Literal, TypeAlias

LARGE_PRINT = "-large"
_PREVIEW_WIDTH = 300
# Sizes that differ by no more than this, in millimetres, share what is laid out for what they have in common.
_NEAR = 20
# Characters for which a sheet surely has room, a figure for each variant but the last, by square centimetre.
_CHARACTERS = (10.3, 11.7, 13.5, 14.8, 16.3)


@dataclass(frozen=True)
class Paper:
    """A size of paper that stands upright: width and height in millimetres.

    `sheet_pages` is how many pages a session sheet may take; `sheet_capacity` for how many characters each variant of
    it has room, where that was measured. `bleed` is how far ink goes beyond the edges, in millimetres, where a print
    shop cuts them.
    """

    name: str
    width: float
    height: float
    sheet_pages: int = 2
    sheet_capacity: tuple[int, ...] = ()
    bleed: float = 0

    @property
    def wall(self) -> tuple[float, float]:
        """Width and height of the large format beside it, in millimetres: two of these sheets side by side."""
        return self.height, 2 * self.width

    @property
    def capacity(self) -> tuple[int, ...]:
        """How many characters of a session each variant of its sheet surely has room for, the most generous first."""
        area = self.width * self.height / 100 * self.sheet_pages / 2
        return self.sheet_capacity or tuple(floor(area * characters) for characters in _CHARACTERS)

    @property
    def preview(self) -> tuple[int, int]:
        """Width and height of the picture of a page, in pixels."""
        return _PREVIEW_WIDTH, round(_PREVIEW_WIDTH * self.height / self.width)


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("a4", 210, 297, sheet_capacity=(7100, 7500, 8500, 9300, 10300)),
        Paper("letter", 215.9, 279.4, sheet_capacity=(6200, 7100, 8270, 9000, 9900)),
    )
}


# A card of its own, as a print shop makes it. Its faces are laid out with those of the first paper's cards.
SHOP_CARD = Paper("a6", 105, 148, bleed=3)
SIZES = {**PAPERS, SHOP_CARD.name: SHOP_CARD}


def find_common_area(name: str) -> tuple[float, float]:
    """Return width and height, in millimetres, of what a paper and all of nearly its size have in common."""
    own = PAPERS.get(name, next(iter(PAPERS.values())))
    near = [one for one in PAPERS.values() if max(abs(one.width - own.width), abs(one.height - own.height)) <= _NEAR]
    return min(one.width for one in near), min(one.height for one in near)


if TYPE_CHECKING:
    PaperName: TypeAlias = str
else:
    PaperName = Literal[tuple(PAPERS)]


def name_large(paper: str) -> str:
    """Return the name of a paper in large print."""
    return f"{paper}{LARGE_PRINT}"


def list_variants() -> tuple[str, ...]:
    """Return all papers, then all again in large print."""
    return (*PAPERS, *map(name_large, PAPERS))


def find_paper(variant: str) -> Paper:
    """Return the paper of a name, in large print or not."""
    return SIZES[variant.removesuffix(LARGE_PRINT)]
