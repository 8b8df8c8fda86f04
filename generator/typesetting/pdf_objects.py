"""Writes a PDF from numbered objects: all that are no streams packed into object streams, and a table of where each is.

Pure, over bytes; ISO 32000-1, sections 7.4.4.4 (predictors), 7.5.7 (object streams) and 7.5.8 (cross-reference
streams). Knows nothing of pages.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator

_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
# how many objects share a stream: enough to pack well, few enough to be found quickly
_PER_STREAM = 800
# a row of the table: its kind, where, and which, and the widths of these in bytes
_ROW = struct.Struct(">BIH")
_WIDTHS = b"1 4 2"
# says of a row that it is written as what differs from the row above
_UP = b"\2"


class PdfFile:
    """Objects in the order in which they were reserved, and what was written under each number.

    Copies of a file share what is packed of all that they have in common.
    """

    def __init__(self, begun: "PdfFile | None" = None) -> None:
        """Begin an empty file, or one that goes on where another stands."""
        self._bodies: list[tuple[bytes, bytes]] = list(begun._bodies) if begun else []
        self._common = frozenset(number for number, (body, _) in enumerate(self._bodies, start=1) if body)
        self._packed_common: dict[int, bytes] = begun._packed_common if begun else {}

    def reserve(self) -> int:
        """Return the number of an object that is still to be written."""
        self._bodies.append((b"", b""))
        return len(self._bodies)

    def write(self, number: int, body: bytes, stream: bytes = b"") -> None:
        """Say what an object is."""
        self._bodies[number - 1] = (body, stream)

    def add(self, body: bytes) -> int:
        """Write an object under a new number and return that."""
        number = self.reserve()
        self.write(number, body)
        return number

    def digest(self) -> bytes:
        """Return a hash of all that was written so far."""
        whole = hashlib.sha256()
        for body, stream in self._bodies:
            whole.update(body + stream)
        return whole.digest()

    def finish(self, *, root: int, info: int, identity: bytes) -> bytes:
        """Return the file. The identity is the two halves of its name in hexadecimal."""
        written, size = [_HEAD], len(_HEAD)
        rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
        blocks = [(n, body + stream) for n, (body, stream) in enumerate(self._bodies, start=1) if stream]
        for objects, packed in self._pack_plain():
            number = self.reserve()
            rows |= {one: (2, number, place) for place, one in enumerate(objects)}
            blocks.append((number, packed))
        for number, body in blocks:
            rows[number] = (1, size, 0)
            written.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            size += len(written[-1])
        return b"".join([*written, self._write_table(rows, size, root, info, identity)])

    def _pack_plain(self) -> Iterator[tuple[list[int], bytes]]:
        """Yield the numbers of all objects that are no streams, so many at once, and an object stream of those."""
        plain = [number for number, (_, stream) in enumerate(self._bodies, start=1) if not stream]
        common = sorted(self._common.intersection(plain))
        own = [number for number in plain if number not in self._common]
        for start in range(0, len(common), _PER_STREAM):
            objects = common[start : start + _PER_STREAM]
            if start not in self._packed_common:
                self._packed_common[start] = self._pack(objects)
            yield objects, self._packed_common[start]
        for start in range(0, len(own), _PER_STREAM):
            objects = own[start : start + _PER_STREAM]
            yield objects, self._pack(objects)

    def _pack(self, numbers: list[int]) -> bytes:
        """Return an object stream of some objects."""
        bodies = [self._bodies[number - 1][0] for number in numbers]
        places, at = [], 0
        for number, body in zip(numbers, bodies, strict=True):
            places.append(b"%d %d" % (number, at))
            at += len(body) + 1
        head = b" ".join(places) + b"\n"
        data = zlib.compress(head + b"\n".join(bodies))
        return _make_stream(b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head)), data)

    def _write_table(
        self, rows: dict[int, tuple[int, int, int]], at: int, root: int, info: int, identity: bytes
    ) -> bytes:
        """Return the table of all objects, its own place included, and the end of the file."""
        own = self.reserve()
        rows[own] = (1, at, 0)
        table = b"".join(_ROW.pack(*rows[number]) for number in range(own + 1))
        entries = b"/Type/XRef/Size %d/W[%s]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            own + 1, _WIDTHS, root, info, identity, identity,
        )  # fmt: skip
        entries += b"/DecodeParms<</Predictor 12/Columns %d>>" % _ROW.size
        stream = _make_stream(entries, zlib.compress(_subtract_rows(table)))
        return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, stream, at)


def _subtract_rows(table: bytes) -> bytes:
    """Return the rows of the table as what differs from one to the next, which packs better."""
    width, count = _ROW.size, len(table) // _ROW.size
    differences = _subtract_bytes(table, bytes(width) + table[:-width])
    written = bytearray((width + 1) * count)
    written[:: width + 1] = _UP * count
    for column in range(width):
        written[column + 1 :: width + 1] = differences[column::width]
    return bytes(written)


def _subtract_bytes(left: bytes, right: bytes) -> bytes:
    """Return the differences of two rows of bytes, each for itself, as two long numbers: a bit set at the top of
    each byte of the one and cleared in the other keeps any from borrowing from its neighbour."""
    size = len(left)
    top = int.from_bytes(b"\x80" * size, "big")
    rest = int.from_bytes(b"\x7f" * size, "big")
    one, other = int.from_bytes(left, "big"), int.from_bytes(right, "big")
    return (((one | top) - (other & rest)) ^ (~(one ^ other) & top)).to_bytes(size, "big")


def _make_stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (entries, len(data), data)


def make_text(words: str) -> bytes:
    """Return words as a text string: plain where that is enough, else in UTF-16."""
    if words.isascii() and words.isprintable():
        return b"(%s)" % words.translate({ord(sign): f"\\{sign}" for sign in "\\()"}).encode()
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()
