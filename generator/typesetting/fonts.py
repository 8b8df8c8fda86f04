"""The fonts for paper: which families there are and which characters they have. An edge: it reads font files.

Fonts of a project's own are found by themselves; whatever the named ones lack is looked for in the others.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
            for font in open_fonts(path):
                families.add(font["name"].getBestFamilyName() or "")
                characters.update(font.getBestCmap() or ())
    return FontSet(tuple(sorted(families - {""})), frozenset(characters))


def open_fonts(path: Path) -> list[Any]:  # fontTools has no types
    """Return the fonts of a file, none if it is no font."""
    # loaded here, since most texts have no letter for which a font need be looked into
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]  # noqa: PLC0415  # above

    try:
        if path.suffix.lower() in (".ttc", ".otc"):
            return list(TTCollection(path, lazy=True).fonts)
        return [TTFont(path, lazy=True)]
    except (TTLibError, OSError):
        return []
