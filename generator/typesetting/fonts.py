"""The fonts for paper: which families there are, which characters they have, and what a character looks like. An edge:
it reads font files.

Fonts of a project's own are found by themselves; whatever the named ones lack is looked for in the others.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]  # it has no types
from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]  # it has no types

ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
# what stands in the place of a character that no font has
STAND_IN = "□"
# the letters and signs of English and its neighbours, which every font that is named has: no file need be read for them
ORDINARY = re.compile("[\x00-\x7e\xa0-\u017f\u2010-\u2027\u2030-\u203a\u2192\u2212\u00d7\u20ac]*")
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True)
class FontSet:
    """All families, sorted, and every character that any of them has, as code points."""

    families: tuple[str, ...]
    characters: frozenset[int]

    def find_missing(self, text: Iterable[str]) -> set[str]:
        """Return the characters of a text that no font has, but for those that are never seen."""
        return {char for char in set(text) if ord(char) not in self.characters and is_seen(char)}

    def replace_missing(self, text: str) -> str:
        """Return the text with a box in the place of each character that no font has."""
        missing = self.find_missing(text)
        return text.translate({ord(char): STAND_IN for char in missing}) if missing else text


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
            found += [font for font in _open_fonts(path) if {*map(ord, characters)} <= {*(font.getBestCmap() or ())}]
    chosen = next((font for font in found if font["name"].getBestFamilyName() == family), next(iter(found), None))
    return {char: _read_outline(chosen, char) for char in characters} if chosen else {}


def _read_outline(font: TTFont, char: str) -> Outline:
    glyphs, units = font.getGlyphSet(), font["head"].unitsPerEm
    glyph = glyphs[font.getBestCmap()[ord(char)]]
    pen = _PathPen(glyphs, units)
    glyph.draw(pen)
    return Outline(" ".join(pen.operators), round(1000 * glyph.width / units))


def is_seen(char: str) -> bool:
    """Return whether a character leaves a mark of its own: controls, spaces and selectors of a shape do not."""
    return unicodedata.category(char) not in _UNSEEN and ord(char) not in _VARIATION_SELECTORS


@cache
def read_fonts(folder: Path) -> FontSet:
    """Return the fonts that lie below a folder; a file that is no font is passed over, as Typst does."""
    families: set[str] = set()
    characters: set[int] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS:
            for font in _open_fonts(path):
                families.add(font["name"].getBestFamilyName() or "")
                characters.update(font.getBestCmap() or ())
    return FontSet(tuple(sorted(families - {""})), frozenset(characters))


def _open_fonts(path: Path) -> list[TTFont]:
    try:
        if path.suffix.lower() in (".ttc", ".otc"):
            return list(TTCollection(path, lazy=True).fonts)
        return [TTFont(path, lazy=True)]
    except (TTLibError, OSError):
        return []
