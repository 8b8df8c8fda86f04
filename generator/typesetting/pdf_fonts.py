"""Makes fonts in a PDF smaller by what no reader of a PDF looks at: the names and licence texts within font files.

Pure, over bytes. Which tables an embedded TrueType font needs: ISO 32000-1, section 9.9, table 126. What a font file
looks like: the OpenType specification. Knows nothing of pages.
"""

import struct
import zlib

# "cvt ", "fpgm" and "prep" only if the font has them
_NEEDED = frozenset({b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"})
_TRUE_TYPE = b"\x00\x01\x00\x00"
_RECORD = struct.Struct(">4s3I")
_RECORDS_START = 12


def strip_font_stream(stream: bytes) -> bytes:
    """Return the packed data of a font file with no more than a PDF needs. What is no TrueType font stays as it is."""
    font = zlib.decompress(stream)
    return zlib.compress(_strip_font(font), 9) if font.startswith(_TRUE_TYPE) else stream


def _strip_font(font: bytes) -> bytes:
    count = struct.unpack_from(">H", font, 4)[0]
    records = [_RECORD.unpack_from(font, _RECORDS_START + _RECORD.size * n) for n in range(count)]
    tables = {tag: font[start : start + length] for tag, _, start, length in records if tag in _NEEDED}
    checksums = {tag: checksum for tag, checksum, _, _ in records}
    head, body, at = [], [], _RECORDS_START + _RECORD.size * len(tables)
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        head.append(_RECORD.pack(tag, checksums[tag], at, len(table)))
        body.append(padded)
        at += len(padded)
    return b"".join([_TRUE_TYPE, _pack_search_hints(len(tables)), *head, *body])


def _pack_search_hints(count: int) -> bytes:
    """Return how many tables there are, and the three numbers that follow from it."""
    power = count.bit_length() - 1
    return struct.pack(">4H", count, 16 << power, power, 16 * count - (16 << power))
