"""Numbers in the corner of pages that were laid out without them: which of how many a page of a file is.

Pure, over bytes: drawn as outlines, so that a page needs no font for its number, and marked as no part of the text, so
that nobody hears it read. Knows nothing of what is printed.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from generator.typesetting.font_outlines import Outline

CHARACTERS = "0123456789/"
# points: of the type, from the side of the page, and from its upper edge, which printers leave white up to 14
_SIZE, _FROM_SIDE, _FROM_TOP = 9, 34, 21
# thousandths of the size, at either side of the stroke
_GAP = 250


@dataclass(frozen=True)
class Numerals:
    """How numbers are drawn: what digits and a stroke look like, and whether at the left, where lines end there."""

    outlines: Mapping[str, Outline]
    at_left: bool = False

    def draw_character(self, char: str) -> bytes:
        """Return a packed content stream that draws a character, for a form that all pages share."""
        return zlib.compress(f"{self.outlines[char].path} f".encode(), 9)

    def draw(self, number: int, of: int, box: tuple[float, float, float, float]) -> bytes:
        """Return a packed content stream that draws "7/25" in the upper corner of a page with these edges (left, lower,
        right, upper), to go before all else on it. Each character is a form with the name that `name_form` gives."""
        left, _, right, top = box
        drawn, width = self._draw_line(f"{number}/{of}")
        scale = _SIZE / 1000
        x = left + _FROM_SIDE if self.at_left else right - _FROM_SIDE - width * scale
        place = f"{scale} 0 0 {scale} {x:.3f} {top - _FROM_TOP:.3f} cm"
        return zlib.compress(f"/Artifact<</Type/Pagination>>BDC\nq {place} 0 g\n{drawn}\nQ\nEMC\n".encode(), 9)

    def _draw_line(self, text: str) -> tuple[str, int]:
        """Return the operators that draw a line of text from where it begins, and its width."""
        drawn, width = [], 0
        for char in text:
            mark, gap = self.outlines[char], _GAP if char == "/" else 0
            drawn.append(f"q 1 0 0 1 {width + gap} 0 cm/{name_form(char)} Do Q")
            width += mark.advance + 2 * gap
        return "\n".join(drawn), width


def name_form(char: str) -> str:
    """Return the name by which pages draw a character."""
    return f"Number{CHARACTERS.index(char)}"
