"""Which glyphs of its fonts a page of a PDF draws, read from what the page draws with. Pure, over bytes.

Only what Typst is known to write is understood: each piece of text names its font and then its place. Anything else
raises UnknownPdf, since a glyph that is overlooked would be missing on paper. Knows nothing of font files.
"""

import re
from collections.abc import Collection, Mapping

from generator.typesetting.pdf_syntax import UnknownPdf

# a piece of text: its font and what is drawn of it, as strings of two bytes a glyph with corrections between
_TEXT = re.compile(rb"/(f\d+) [\d.]+ Tf [-\d. ]+ Tm(?:\[(.*?)\]TJ|([(<].*?[)>])Tj)", re.DOTALL)
_FONT_SIGN = b" Tf "
_CORRECTION = re.compile(rb"\)-?[\d.]+\(")
_IN_HEXADECIMAL = re.compile(rb"<([0-9A-F]+)>")
# a string ends where no glyph can follow
_PLAIN = re.compile(rb"\((.*?)\)(?=[-\d.<(]|$)", re.DOTALL)


def find_glyphs(content: bytes, fonts: Collection[str]) -> Mapping[str, frozenset[int]]:
    """Return the glyphs that are drawn of some fonts, each by the name that it has where they are drawn.

    Raises UnknownPdf.
    """
    texts = _TEXT.findall(content)
    if len(texts) != content.count(_FONT_SIGN):
        raise UnknownPdf("a text that does not name its font and its place first")
    strings: dict[bytes, list[bytes]] = {font.encode(): [] for font in fonts}
    for font, several, one in texts:
        if font in strings:
            strings[font].append(_join_strings(several or one))
    return {font.decode(): _read_glyphs(b"".join(found)) for font, found in strings.items()}


def _join_strings(text: bytes) -> bytes:
    """Return what is drawn as one plain string."""
    if not _IN_HEXADECIMAL.search(text):
        return _CORRECTION.sub(b"", text.strip(b"-.0123456789")[1:-1])
    encoded = b"".join(_escape(found) for found in _IN_HEXADECIMAL.findall(text))
    return encoded + b"".join(_PLAIN.findall(_IN_HEXADECIMAL.sub(b"", text)))


def _escape(digits: bytes) -> bytes:
    return b"".join(b"\\%03o" % byte for byte in bytes.fromhex(digits.decode()))


def _read_glyphs(text: bytes) -> frozenset[int]:
    """Return the glyphs of a plain string: signs are escaped with a backslash, as in Python but for round brackets."""
    bare = text.replace(rb"\(", rb"\050").replace(rb"\)", rb"\051")
    data = bare.decode("unicode_escape").encode("latin-1")
    if len(data) % 2:
        raise UnknownPdf("a text with half a glyph")
    if data[::2].strip(b"\0"):
        return frozenset(256 * high + low for high, low in set(zip(data[::2], data[1::2], strict=True)))
    return frozenset(data[1::2])
