"""Draws the first page of a finished PDF as a small picture, and counts pages. The only caller of pdfium.

The picture is grey where the page is, so that it is light. Knows nothing of what the page shows.
"""

import struct
import zlib

import pypdfium2  # type: ignore[import-untyped]  # it has no types

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR = 0, 2
_POINTS_PER_INCH = 72
# dots per inch: some 300 dots across a page; as many across a smaller one
_RESOLUTION = 36
_LEAST_WIDTH = 290
# beyond this packing takes twice as long for a tenth less
_LEVEL = 6
# sixteen shades of each colour are enough for a small picture
_SHADES = bytes(round(level / 17) * 17 for level in range(256))
# a shade as the left and as the right half of a byte
_LEFT = bytes(level & 0xF0 for level in range(256))
_RIGHT = bytes(level & 0x0F for level in range(256))


def draw_first_page(pdf: bytes) -> bytes:
    """Return the first page of a document as PNG, at 36 dots an inch or, if it is small, at more."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        scale = max(_RESOLUTION / _POINTS_PER_INCH, _LEAST_WIDTH / document[0].get_width())
        bitmap = document[0].render(scale=scale, rev_byteorder=True)
        assert bitmap.n_channels == len("RGB"), "nothing is seen through"
        dots = bytes(bitmap.buffer).translate(_SHADES)
        width = bitmap.width * bitmap.n_channels
        return _encode_png([dots[start : start + width] for start in range(0, len(dots), bitmap.stride)])
    finally:
        document.close()


def count_pages(pdf: bytes) -> int:
    """Return how many pages a document has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _encode_png(rows: list[bytes]) -> bytes:
    """Return rows of red, green and blue in the format of the PNG specification: grey ones with two dots to a byte, and
    each row behind a byte that says that it is as it is."""
    width, depth, kind = len(rows[0]) // 3, 8, _COLOUR
    if all(row[::3] == row[1::3] == row[2::3] for row in rows):
        rows, depth, kind = [_pack_grey(row[::3]) for row in rows], 4, _GREY
    head = struct.pack(">2I5B", width, len(rows), depth, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), _LEVEL)
    return _SIGNATURE + _make_chunk(b"IHDR", head) + _make_chunk(b"IDAT", data) + _make_chunk(b"IEND", b"")


def _pack_grey(shades: bytes) -> bytes:
    """Return sixteen shades, two to a byte. All bytes are joined at once, as two long numbers."""
    even = shades + b"\0" * (len(shades) % 2)
    left, right = (int.from_bytes(half, "big") for half in (even[::2].translate(_LEFT), even[1::2].translate(_RIGHT)))
    return (left | right).to_bytes(len(even) // 2, "big")


def _make_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
