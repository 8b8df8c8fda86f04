"""Writes a PDF from numbered objects: all that are no streams packed into object streams, and a table of where each is.

Pure, over bytes; ISO 32000-1, sections 7.4.4.4 (predictors), 7.5.7 (object streams) and 7.5.8 (cross-reference
streams). Knows nothing of pages.
"""

import hashlib
import zlib

_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
# how many objects share a stream: enough to pack well, few enough to be found quickly
_PER_STREAM = 800
# the widths in bytes of a row of the table: its kind, where, and which
_WIDTHS = (1, 4, 2)
_ROW = sum(_WIDTHS)
# says of a row that it is written as what differs from the row above
_UP = b"\2"


class PdfFile:
    """Objects in the order in which they were reserved, and what was written under each number."""

    def __init__(self) -> None:
        """Begin an empty file."""
        self._bodies: list[tuple[bytes, bytes]] = []

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
        plain = [number for number, (_, stream) in enumerate(self._bodies, start=1) if not stream]
        blocks = [(n, body + stream) for n, (body, stream) in enumerate(self._bodies, start=1) if stream]
        for start in range(0, len(plain), _PER_STREAM):
            packed, number = plain[start : start + _PER_STREAM], self.reserve()
            rows |= {one: (2, number, place) for place, one in enumerate(packed)}
            blocks.append((number, self._pack(packed)))
        for number, body in blocks:
            rows[number] = (1, size, 0)
            written.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            size += len(written[-1])
        return b"".join([*written, self._write_table(rows, size, root, info, identity)])

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
        table = b"".join(
            value.to_bytes(width, "big")
            for number in range(own + 1)
            for value, width in zip(rows[number], _WIDTHS, strict=True)
        )
        widths = b" ".join(b"%d" % width for width in _WIDTHS)
        entries = b"/Type/XRef/Size %d/W[%s]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            own + 1, widths, root, info, identity, identity,
        )  # fmt: skip
        entries += b"/DecodeParms<</Predictor 12/Columns %d>>" % _ROW
        stream = _make_stream(entries, zlib.compress(_subtract_rows(table)))
        return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, stream, at)


def _subtract_rows(table: bytes) -> bytes:
    """Return the rows of the table as what differs from one to the next, which packs better."""
    differences = bytes((one - above) & 0xFF for one, above in zip(table, bytes(_ROW) + table, strict=False))
    return b"".join(_UP + differences[start : start + _ROW] for start in range(0, len(table), _ROW))


def _make_stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (entries, len(data), data)


def make_text(words: str) -> bytes:
    """Return words as a text string: plain where that is enough, else in UTF-16."""
    if words.isascii() and words.isprintable():
        return b"(%s)" % words.translate({ord(sign): f"\\{sign}" for sign in "\\()"}).encode()
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()
