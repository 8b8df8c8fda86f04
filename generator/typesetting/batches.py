"""Which parts of printables are laid out together, and the job that the templates are given for them. Pure.

Each different part is laid out once, however many printables hold it. Parts that belong together share a document, so
that they share fonts and a change of one costs little more than itself. Knows nothing of what the parts say.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.model.papers import LARGE_PRINT, find_common_area, find_paper
from generator.phrasing.languages import find_base_language, is_right_to_left
from generator.typesetting.printable import Data, Printable, PrintablePart, Variant, serialize_data

# What fills its paper to the edges, or as full as it can, and so is laid out for each paper by itself; in large print
# nothing does, since all runs on.
_FILLS_PAPER = frozenset({"poster", "sheet", "tiles", "wall"})
# What numbers its pages itself, and so has a document to itself.
_NUMBERS_ITSELF = frozenset({"book"})
# How much is laid out together: little enough that a change is quick, and that no look-up within it is dear.
_LARGEST_BATCH = 100_000


@dataclass(frozen=True)
class Area:
    """What pages are laid out for: width and height in millimetres, those of the large format beside it, and whether
    the print is large. Papers of nearly one size share an area."""

    width: float
    height: float
    wall: tuple[float, float]
    sheet_pages: int
    large: bool


@dataclass(frozen=True)
class Unit:
    """A part as it is laid out: for an area, by the template of its kind, from data as JSON."""

    area: Area
    kind: str
    text: str
    variants: tuple[Variant, ...]
    batch: str = field(compare=False)


@dataclass(frozen=True)
class Batch:
    """Units of one document, in order."""

    units: tuple[Unit, ...]

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The variants to try, in order."""
        return self.units[0].variants


def find_area(kind: str, paper: str) -> Area:
    """Return what a kind of template is laid out for on a paper."""
    found = find_paper(paper)
    large = paper.endswith(LARGE_PRINT)
    if kind in _FILLS_PAPER and not large:
        return Area(found.width, found.height, found.wall, found.sheet_pages, large)
    width, height = find_common_area(found.name)
    return Area(width, height, (height, 2 * width), found.sheet_pages, large)


class UnitIndex:
    """The unit of each part on each paper; what is the same is serialized once."""

    def __init__(self, language: str) -> None:
        """Begin with none."""
        self._language = find_base_language(language)
        self._texts: dict[int, tuple[Data, str]] = {}

    def find_unit(self, part: PrintablePart, paper: str) -> Unit:
        """Return the unit of a part. Data is told apart by identity first, since decks and packs hold the same."""
        _, text = self._texts.get(id(part.data)) or self._keep(part.data)
        return Unit(find_area(part.kind, paper), part.kind, text, part.variants, part.batch)

    def _keep(self, data: Data) -> tuple[Data, str]:
        # the data is held too, so that its identity is not given to other data
        self._texts[id(data)] = (data, serialize_data(data, self._language))
        return self._texts[id(data)]


def list_units(printables: Iterable[Printable], language: str) -> tuple[tuple[Unit, ...], ...]:
    """Return the units of each printable, part by part, for paper in a language."""
    index = UnitIndex(language)
    return tuple(tuple(index.find_unit(part, one.paper) for part in one.parts) for one in printables)


def make_batches(units: Iterable[Unit]) -> tuple[Batch, ...]:
    """Return every unit once, in batches. Units with variants stand alone, since each may fit another way, and so do
    those that number their pages."""
    batches: list[list[Unit]] = []
    open_batches: dict[tuple[Area, str], list[Unit]] = {}
    for unit in dict.fromkeys(units):
        key = (unit.area, unit.batch)
        current = open_batches.get(key)
        alone = len(unit.variants) > 1 or unit.kind in _NUMBERS_ITSELF
        if alone or current is None or sum(len(one.text) for one in current) + len(unit.text) > _LARGEST_BATCH:
            current = []
            batches.append(current)
            if not alone:
                open_batches[key] = current
        current.append(unit)
    return tuple(Batch(tuple(one)) for one in batches)


def split_batch(batch: Batch) -> tuple[Batch, ...]:
    """Return each unit as a batch of its own."""
    return tuple(Batch((unit,)) for unit in batch.units)


def make_job(batch: Batch, language: str) -> str:
    """Return all that the templates are given besides the variant, as JSON. Sizes are in millimetres."""
    area = batch.units[0].area
    width, height = area.wall
    frame = {
        "language": find_base_language(language),
        "right_to_left": is_right_to_left(language),
        "paper": {
            "width": area.width,
            "height": area.height,
            "wall": {"width": width, "height": height},
            "sheet_pages": area.sheet_pages,
        },
        "large": area.large,
    }
    parts = ",".join(f'{{"kind":{json.dumps(unit.kind)},"data":{unit.text}}}' for unit in batch.units)
    return f'{json.dumps(frame, ensure_ascii=False)[:-1]},"parts":[{parts}]}}'
