"""Reads the notation of PDF objects as Typst writes it: dictionaries, references, strings, the table at the end.

Pure, over bytes. Only what Typst is known to write is understood; anything else raises UnknownPdf, since a guess would
lose pages or their tags in silence. Knows nothing of pages, tags or what is printed.

The notation is that of ISO 32000-1, sections 7.3 (objects) and 7.5 (file structure).
"""

import re
from collections.abc import Iterator
from functools import cached_property

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_NAME = re.compile(rb"/[^\s/<>\[\]()]*")
_OPENS_OR_CLOSES = re.compile(rb"<<|>>|\[|\]")
_STREAM = b"\nstream\n"


class UnknownPdf(Exception):
    """Typst wrote something that is not known here: what."""


def mask_strings(body: bytes) -> bytes:
    """Return the same bytes, each text string blanked, so that nothing in it is taken for notation."""
    start = body.find(b"(")
    if start < 0:
        return body
    masked = bytearray(body)
    while start >= 0:
        end = _find_string_end(body, start)
        masked[start + 1 : end - 1] = b" " * (end - start - 2)
        start = body.find(b"(", end)
    return bytes(masked)


def _find_string_end(body: bytes, start: int) -> int:
    depth = 0
    for found in _IN_STRING.finditer(body, start):
        depth += {b"(": 1, b")": -1}.get(found.group(), 0)
        if depth == 0:
            return found.end()
    raise UnknownPdf("a text that does not end")


def split_references(body: bytes) -> list[bytes]:
    """Return the stretches between references, and at every odd place the number that is referred to."""
    if b"(" not in body:
        return _REFERENCE.split(body)
    pieces, end = [], 0
    for found in _REFERENCE.finditer(mask_strings(body)):
        pieces += [body[end : found.start()], found.group(1)]
        end = found.end()
    return [*pieces, body[end:]]


def list_references(body: bytes) -> list[int]:
    """Return the numbers of all objects that are referred to."""
    return [int(number) for number in split_references(body)[1::2]]


def read_entries(body: bytes) -> dict[str, bytes]:
    """Return what a dictionary has under each name, as it is written. Raises UnknownPdf if it is no dictionary."""
    if not (body.startswith(b"<<") and body.endswith(b">>")):
        raise UnknownPdf("no dictionary where one was expected")
    masked, entries, at, last = mask_strings(body), {}, 2, len(body) - 2
    while at < last:
        name = _NAME.match(masked, at)
        if not name:
            raise UnknownPdf("a dictionary with something else than a name")
        at = _find_value_end(masked, name.end(), last)
        entries[name.group()[1:].decode()] = body[name.end() : at].strip()
    return entries


def _find_value_end(masked: bytes, start: int, last: int) -> int:
    """Return where the value that begins at a place ends."""
    while masked[start : start + 1].isspace():
        start += 1
    if masked.startswith((b"<<", b"["), start):
        return _find_close(masked, start)
    if masked.startswith(b"/", start):
        name = _NAME.match(masked, start)
        assert name, "a name begins with its stroke"
        return name.end()
    if masked.startswith(b"(", start):
        return masked.index(b")", start) + 1
    following = masked.find(b"/", start, last)
    return following if following >= 0 else last


def _find_close(masked: bytes, start: int) -> int:
    depth = 0
    for found in _OPENS_OR_CLOSES.finditer(masked, start):
        depth += 1 if found.group() in (b"<<", b"[") else -1
        if depth == 0:
            return found.end()
    raise UnknownPdf("a list or dictionary that does not end")


class PdfObjects:
    """All objects of a file by their numbers, each without its "obj" and "endobj"."""

    def __init__(self, data: bytes) -> None:
        """Take a file apart by the table at its end. Raises UnknownPdf if it has no plain table."""
        start = int(data[data.rindex(b"startxref") + len(b"startxref") :].split()[0])
        table = re.compile(rb"xref\n0 (\d+)\r?\n").match(data, start)
        if not table:
            raise UnknownPdf("no plain table of objects")
        entries = (data[table.end() + 20 * n : table.end() + 20 * n + 10] for n in range(1, int(table[1])))
        offsets = {number: int(entry) for number, entry in enumerate(entries, start=1)}
        ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], start], strict=True))
        self._bodies = {number: _cut_object(data, offset, ends[offset]) for number, offset in offsets.items()}
        self._pieces: dict[int, tuple[list[bytes], bytes]] = {}
        self.trailer = read_entries(data[data.index(b"<<", start) : data.rindex(b"startxref")].strip())

    def __getitem__(self, number: int) -> bytes:
        """Return an object as it is written, with its stream."""
        return self._bodies[number]

    def read(self, number: int) -> dict[str, bytes]:
        """Return the entries of a dictionary. Raises UnknownPdf if the object is none."""
        return read_entries(self._bodies[number].partition(_STREAM)[0])

    def read_head(self, number: int) -> bytes:
        """Return an object as it is written, without its stream."""
        return self._bodies[number].partition(_STREAM)[0]

    def read_at(self, value: bytes) -> dict[str, bytes]:
        """Return the entries of a dictionary that is written in place or referred to."""
        return read_entries(value) if value.startswith(b"<<") else self.read(one_reference(value))

    def read_stream(self, number: int) -> bytes:
        """Return what a stream holds, as it is stored."""
        return self._bodies[number].partition(_STREAM)[2].removesuffix(b"\nendstream")

    def pieces(self, number: int) -> tuple[list[bytes], bytes]:
        """Return an object cut at its references, as `split_references` does, and its stream."""
        if number not in self._pieces:
            head, sign, stream = self._bodies[number].partition(_STREAM)
            self._pieces[number] = (split_references(head), sign + stream)
        return self._pieces[number]

    def replace_stream(self, number: int, data: bytes) -> tuple[list[bytes], bytes]:
        """Return an object cut at its references with other packed data in its stream."""
        head = re.sub(rb"/Length \d+", b"/Length %d" % len(data), self.read_head(number), count=1)
        return split_references(head), _STREAM + data + b"\nendstream"

    def remove_entry(self, name: str) -> None:
        """Take an entry that refers to an object, and that readers can do without, out of every dictionary."""
        sign = b"/%s " % name.encode()
        entry = re.compile(re.escape(sign) + rb"\d+ 0 R")
        for number in [number for number in self._bodies if sign in self.read_head(number)]:
            head, stream_sign, stream = self._bodies[number].partition(_STREAM)
            self._bodies[number] = entry.sub(b"", head) + stream_sign + stream

    @cached_property
    def catalog(self) -> dict[str, bytes]:
        """The entries of the file's root."""
        return self.read_at(self.trailer["Root"])


def _cut_object(data: bytes, offset: int, end: int) -> bytes:
    begin = data.index(b"obj", offset, end) + len(b"obj\n")
    return data[begin : data.rindex(b"\nendobj", begin, end)]


def one_reference(value: bytes) -> int:
    """Return the number of the one object that a value refers to. Raises UnknownPdf if it is no reference."""
    found = _REFERENCE.fullmatch(value.strip())
    if not found:
        raise UnknownPdf("no reference where one was expected")
    return int(found[1])


def read_pairs(value: bytes) -> Iterator[tuple[int, int]]:
    """Yield key and object of a number tree that is one list. Raises UnknownPdf if it has branches."""
    entries = read_entries(value)
    if set(entries) != {"Nums"}:
        raise UnknownPdf("a tree of numbers with branches")
    for found in re.finditer(rb"(\d+) (\d+) 0 R", entries["Nums"]):
        yield int(found[1]), int(found[2])
