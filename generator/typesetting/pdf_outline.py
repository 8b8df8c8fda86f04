"""The outline of a PDF that is put together: bookmarks taken along from its sources, written as a tree.

Pure, over bytes; ISO 32000-1, section 12.3.3. Knows nothing of what is printed.
"""

from collections.abc import Callable, Iterator, Sequence

from generator.typesetting.pdf_objects import PdfFile
from generator.typesetting.pdf_source import Bookmark, PdfSource


def list_bookmarks(
    every: Sequence[Bookmark], source: PdfSource, pages: range, renumber: Callable[[int], int]
) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the bookmarks of some pages, the shallowest at depth 0: depth, title, and where they lead."""
    mine = [one for one in every if one.page in pages]
    least = min((one.depth for one in mine), default=0)
    for one in mine:
        yield one.depth - least, one.title, b"[%d 0 R%s]" % (renumber(source.pages[one.page]), one.spot)


def write_outline(file: PdfFile, bookmarks: Sequence[tuple[int, bytes, bytes]]) -> int | None:
    """Write bookmarks as a tree and return its root, or None if there are none."""
    if not bookmarks:
        return None
    root = file.reserve()
    first, last, count = _write_level(file, root, bookmarks)
    file.write(root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, count))
    return root


def _write_level(file: PdfFile, parent: int, bookmarks: Sequence[tuple[int, bytes, bytes]]) -> tuple[int, int, int]:
    """Write the bookmarks of one level with all below them, closed; return the first, the last and how many."""
    depth = bookmarks[0][0]
    heads = [place for place, one in enumerate(bookmarks) if one[0] <= depth]
    numbers = [file.reserve() for _ in heads]
    for n, (start, end) in enumerate(zip(heads, [*heads[1:], len(bookmarks)], strict=True)):
        _, title, place = bookmarks[start]
        body = b"<</Parent %d 0 R/Title%s/Dest%s" % (parent, title, place)
        if n:
            body += b"/Prev %d 0 R" % numbers[n - 1]
        if n + 1 < len(numbers):
            body += b"/Next %d 0 R" % numbers[n + 1]
        if below := bookmarks[start + 1 : end]:
            body += b"/First %d 0 R/Last %d 0 R/Count -%d" % _write_level(file, numbers[n], below)
        file.write(numbers[n], body + b">>")
    return numbers[0], numbers[-1], len(numbers)
