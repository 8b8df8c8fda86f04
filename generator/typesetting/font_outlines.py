"""What characters look like in a font, as paths of a PDF. An edge: it reads font files.

Apart from the fonts themselves, since it is slow to load and few files need it. Knows nothing of what is drawn with it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]  # it has no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types

from generator.typesetting.fonts import ENDINGS, open_fonts


@dataclass(frozen=True)
class Outline:
    """What a character looks like: a path in the operators of PDF, and how far the next one stands from it, both in
    thousandths of the size of the type."""

    path: str
    advance: int


class _PathPen(BasePen):  # type: ignore[misc]  # it has no types
    """Writes down what a font draws, curves as PDF knows them."""

    def __init__(self, glyphs: object, units: int) -> None:
        super().__init__(glyphs)
        self._units = units
        self.operators: list[str] = []

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(str(round(1000 * number / self._units)) for point in points for number in point)
        self.operators.append(f"{numbers} {operator}".strip())

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  # fontTools calls it so
        self._write("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  # fontTools calls it so
        self._write("l", pt)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802  # fontTools calls it so
        self._write("c", *points)

    def _closePath(self) -> None:  # noqa: N802  # fontTools calls it so
        self._write("h")


@cache
def read_outlines(folder: Path, characters: str, family: str) -> dict[str, Outline]:
    """Return what characters look like: in a font of this family if one lies below the folder, else in the first that
    has them all; nothing if none has."""
    found: list[TTFont] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS:
            found += [font for font in open_fonts(path) if {*map(ord, characters)} <= {*(font.getBestCmap() or ())}]
    chosen = next((font for font in found if font["name"].getBestFamilyName() == family), next(iter(found), None))
    return {char: _read_outline(chosen, char) for char in characters} if chosen else {}


def _read_outline(font: TTFont, char: str) -> Outline:
    glyphs, units = font.getGlyphSet(), font["head"].unitsPerEm
    glyph = glyphs[font.getBestCmap()[ord(char)]]
    pen = _PathPen(glyphs, units)
    glyph.draw(pen)
    return Outline(" ".join(pen.operators), round(1000 * glyph.width / units))
