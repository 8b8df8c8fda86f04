"""Makes fonts in a PDF smaller by what no reader of its pages looks at.

That is names and licence texts within font files, the outlines of glyphs that no page draws, and their characters. The
numbers of glyphs stay as they are. Pure, over bytes. Which tables an embedded TrueType font needs: ISO 32000-1, section
9.9, table 126; what characters glyphs stand for: section 9.10.3. What a font file looks like: the OpenType
specification. Knows nothing of pages.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Set

from generator.typesetting.pdf_syntax import UnknownPdf

# "cvt ", "fpgm" and "prep" only if the font has them
_NEEDED = frozenset({b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"})
_TRUE_TYPE = b"\x00\x01\x00\x00"
_RECORD = struct.Struct(">4s3I")
_RECORDS_START = 12
# in "head": whether places in "glyf" are written whole or halved
_PLACES_ARE_WHOLE = slice(50, 52)
# the glyph that stands for what a font lacks
_MISSING = 0
# of a part of a glyph that is made of others: two-byte arguments, one more part, one, two or four numbers of scale
_WORDS, _MORE, _SCALE, _TWO_SCALES, _FOUR_SCALES = 0x1, 0x20, 0x8, 0x40, 0x80
_PARTS_START = 10
_CHARACTER = re.compile(rb"<([0-9A-F]{4})> <[0-9A-F]+>\n")
_CHARACTERS_START = b"endcodespacerange\n"
# the least that a list of characters has around it
_LIST_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Custom def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_LIST_END = b"endcmap\nend\nend\n"
# how many characters may stand in one list
_LONGEST_LIST = 100


class FontFile:
    """A TrueType font that a PDF holds."""

    def __init__(self, data: bytes) -> None:
        """Take a font file apart. Raises UnknownPdf if it is no TrueType font."""
        if not data.startswith(_TRUE_TYPE):
            raise UnknownPdf("a font file that is not TrueType")
        count = struct.unpack_from(">H", data, 4)[0]
        records = [_RECORD.unpack_from(data, _RECORDS_START + _RECORD.size * n) for n in range(count)]
        self._tables = {tag: data[start : start + length] for tag, _, start, length in records if tag in _NEEDED}
        self._sign, self._unit = ("I", 1) if self._tables[b"head"][_PLACES_ARE_WHOLE] == b"\0\1" else ("H", 2)
        places = struct.iter_unpack(f">{self._sign}", self._tables[b"loca"])
        self._places = [self._unit * place for (place,) in places]

    def pack(self, glyphs: Set[int]) -> bytes:
        """Return a packed font file with the outlines of these glyphs and no others. Raises UnknownPdf if the font
        lacks one of them."""
        kept = self._add_parts(glyphs)
        outlines = [self._outline(glyph) if glyph in kept else b"" for glyph in range(len(self._places) - 1)]
        places = [0]
        for outline in outlines:
            places.append(places[-1] + len(outline) // self._unit)
        changed = {b"glyf": b"".join(outlines), b"loca": struct.pack(f">{len(places)}{self._sign}", *places)}
        return zlib.compress(_write_font(self._tables | changed), 9)

    def _outline(self, glyph: int) -> bytes:
        return self._tables[b"glyf"][self._places[glyph] : self._places[glyph + 1]]

    def _add_parts(self, glyphs: Set[int]) -> set[int]:
        """Return the glyphs and those that they are made of."""
        found: set[int] = set()
        pending = [_MISSING, *glyphs]
        while pending:
            glyph = pending.pop()
            if glyph >= len(self._places) - 1:
                raise UnknownPdf("a glyph that its font lacks")
            if glyph not in found:
                found.add(glyph)
                pending += _list_parts(self._outline(glyph))
        return found


def _list_parts(outline: bytes) -> Iterator[int]:
    """Yield the glyphs that a glyph is made of, if it is made of others: then its number of contours is negative."""
    at = _PARTS_START
    more = bool(outline) and outline[0] >= 0x80  # the bit of the sign
    while more:
        flags, part = struct.unpack_from(">2H", outline, at)
        yield part
        scales = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _FOUR_SCALES else 0
        at += 4 + (4 if flags & _WORDS else 2) + 2 * scales
        more = bool(flags & _MORE)


def _write_font(tables: dict[bytes, bytes]) -> bytes:
    head, body, at = [], [], _RECORDS_START + _RECORD.size * len(tables)
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head.append(_RECORD.pack(tag, checksum, at, len(table)))
        body.append(padded)
        at += len(padded)
    return b"".join([_TRUE_TYPE, _pack_search_hints(len(tables)), *head, *body])


def _pack_search_hints(count: int) -> bytes:
    """Return how many tables there are, and the three numbers that follow from it."""
    power = count.bit_length() - 1
    return struct.pack(">4H", count, 16 << power, power, 16 * count - (16 << power))


def trim_characters(stream: bytes, glyphs: Set[int]) -> bytes:
    """Return the packed list of what characters glyphs stand for with these glyphs alone.

    Raises UnknownPdf if it is written in ranges.
    """
    text = zlib.decompress(stream)
    if b"beginbfrange" in text:
        raise UnknownPdf("a list of characters in ranges")
    entries = _CHARACTER.finditer(text, text.index(_CHARACTERS_START))
    kept = [entry[0] for entry in entries if int(entry[1], 16) in glyphs]
    return zlib.compress(b"".join([_LIST_HEAD, *_write_lists(kept), _LIST_END]), 9)


def _write_lists(entries: list[bytes]) -> Iterator[bytes]:
    for start in range(0, len(entries), _LONGEST_LIST):
        some = entries[start : start + _LONGEST_LIST]
        yield b"%d beginbfchar\n%sendbfchar\n" % (len(some), b"".join(some))
