"""A PDF that Typst made, as pages that can be put into other files: each with its content, tags, links and bookmarks.

Pure, over bytes. Refuses what it does not know, and pages whose tags cannot be told apart. Which pages belong to what
stands in the labels of the pages, which main.typ writes. Knows nothing of what is printed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.typesetting.pdf_font_streams import FontStreams
from generator.typesetting.pdf_syntax import (
    PdfObjects,
    UnknownPdf,
    list_references,
    one_reference,
    read_entries,
    read_pairs,
)

_KNOWN = {
    "catalog": {
        "Type", "Pages", "Metadata", "PageLabels", "Lang", "StructTreeRoot", "MarkInfo", "ViewerPreferences",
        "Outlines", "Names",
    },
    "page": {
        "Type", "Resources", "MediaBox", "TrimBox", "StructParents", "Tabs", "Parent", "Contents", "Annots", "Group",
    },
    "tags": {"Type", "RoleMap", "K", "ParentTree", "IDTree", "ParentTreeNextKey"},
    "link": {"Type", "Subtype", "Rect", "Border", "A", "Dest", "F", "StructParent", "Contents", "C", "QuadPoints"},
}  # fmt: skip
# the entries of a page that say what it is drawn with
DRAWN_WITH = ("Resources", "Contents", "Group")
# how main.typ writes numbers without the signs that Typst counts with, in base 8 with the digits 2 to 9: a part, a
# section of it, and the section within which that lies, if there is one
_LABEL = re.compile(r"\(([2-9]+)\.([2-9]+)(?:\.([2-9]+))?-\)")


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: how deep, its title as it is written, the page it leads to, and where on that page."""

    depth: int
    title: bytes
    page: int
    spot: bytes


class MixedTags(UnknownPdf):
    """A tag holds things of two stretches of pages, so that neither can do without the other."""


class PdfSource:
    """The pages of one file. A page is named by its place, from 0."""

    def __init__(self, data: bytes) -> None:
        """Take a file apart. Raises UnknownPdf."""
        self.objects = PdfObjects(data)
        # which glyphs a font has, for readers of long ago; with fewer glyphs it would not be true
        self.objects.remove_entry("CIDSet")
        self.fonts = FontStreams(self.objects)
        self.catalog = self.objects.catalog
        self._refuse_unknown("catalog", self.catalog)
        self.tags = self.objects.read_at(self.catalog["StructTreeRoot"])
        self._refuse_unknown("tags", self.tags)
        self.pages = tuple(self._list_pages(one_reference(self.catalog["Pages"])))
        self.page_entries = tuple(self.objects.read(number) for number in self.pages)
        for entries in self.page_entries:
            self._refuse_unknown("page", entries)
        self.tags_by_key = dict(read_pairs(self.tags["ParentTree"]))
        self._known_tags: dict[int, tuple[list[int], list[int]]] = {}
        self._closures: dict[int, tuple[int, ...]] = {}

    def _refuse_unknown(self, what: str, entries: Mapping[str, bytes]) -> None:
        if unknown := set(entries) - _KNOWN[what]:
            raise UnknownPdf(f"{what} with {', '.join(sorted(unknown))}")

    def _list_pages(self, number: int) -> list[int]:
        entries = self.objects.read(number)
        if entries["Type"] == b"/Page":
            return [number]
        return [page for kid in list_references(entries["Kids"]) for page in self._list_pages(kid)]

    @cached_property
    def page_by_object(self) -> dict[int, int]:
        """The place of each page by its object."""
        return {number: place for place, number in enumerate(self.pages)}

    @cached_property
    def stretches(self) -> dict[tuple[int, int], range]:
        """The pages of each section of each part, both by their numbers, as the labels say. A template that numbers its
        pages itself is alone in its file. Sections may lie within others."""
        found: dict[tuple[int, int], range] = {}
        starts = sorted(read_pairs(self._page_labels()))
        if not any(b"/P(" in self.objects[label] for _, label in starts):
            return {(0, 0): range(len(self.pages))}
        for (start, label), (end, _) in zip(starts, [*starts[1:], (len(self.pages), 0)], strict=True):
            for name in _read_label(self.objects[label]):
                known = found.get(name, range(start, start))
                if known.stop != start:
                    raise UnknownPdf("the pages of a section are apart")
                found[name] = range(known.start, end)
        return found

    def find_pages(self, part: int, section: int | None) -> range:
        """Return the pages of a section of a part, or of all its sections."""
        if section is not None:
            return self.stretches[part, section]
        found = [pages for (of, _), pages in self.stretches.items() if of == part]
        return range(min(pages.start for pages in found), max(pages.stop for pages in found))

    def _page_labels(self) -> bytes:
        value = self.catalog.get("PageLabels", b"<</Nums[]>>")
        return value if value.startswith(b"<<") else self.objects[one_reference(value)]

    def list_annotations(self, page: int) -> list[int]:
        """Return the links on a page. Raises UnknownPdf for any other annotation."""
        found = list_references(self.page_entries[page].get("Annots", b"[]"))
        for number in found:
            entries = self.objects.read(number)
            self._refuse_unknown("link", entries)
            if entries["Subtype"] != b"/Link" or list_references(entries.get("A", b"")):
                raise UnknownPdf("an annotation that is no link to an address or a page")
        return found

    @cached_property
    def _document(self) -> int:
        (number,) = list_references(self.tags["K"])
        return number

    def _read_tag(self, tag: int) -> tuple[list[int], list[int]]:
        """Return the tags within a tag, and the pages that it names itself, by their objects."""
        if tag not in self._known_tags:
            pieces, _ = self.objects.pieces(tag)
            kids: list[int] = []
            pages: list[int] = []
            for before, number in zip(pieces[::2], pieces[1::2], strict=False):
                if before.endswith(b"/Pg "):
                    pages.append(int(number))
                elif not before.endswith((b"/P ", b"/Obj ")):
                    kids.append(int(number))
            self._known_tags[tag] = kids, pages
        return self._known_tags[tag]

    def list_descendants(self, tag: int) -> list[int]:
        """Return a tag and all tags within it."""
        found, pending = [], [tag]
        while pending:
            found.append(pending.pop())
            pending += self._read_tag(found[-1])[0]
        return found

    def _find_tag_pages(self, tag: int) -> set[int]:
        """Return the pages on which a tag and what is in it stand."""
        objects = {page for one in self.list_descendants(tag) for page in self._read_tag(one)[1]}
        return {self.page_by_object[number] for number in objects}

    @cached_property
    def _top_tags(self) -> tuple[tuple[int, int, int], ...]:
        """The outermost tags in reading order, each with its first and last page.

        A drawing of lines alone has a tag with words for it and no content, so no page; it is read between its
        neighbours and stands where the one before it ends, or on the first page.
        """
        found, last = [], 0
        for tag in self._open(self._read_tag(self._document)[0]):
            pages = self._find_tag_pages(tag) or {last}
            last = max(pages)
            found.append((tag, min(pages), last))
        return tuple(found)

    def _open(self, tags: list[int]) -> list[int]:
        """Return the tags within, where one plain tag holds everything."""
        while len(tags) == 1 and b"/S/Div/" in self.objects[tags[0]] and self._read_tag(tags[0])[0]:
            tags = self._read_tag(tags[0])[0]
        return tags

    @cached_property
    def _places_of_top_tags(self) -> dict[int, list[int]]:
        """The places of the outermost tags of each page in reading order."""
        found: dict[int, list[int]] = {}
        for place, (_, first, last) in enumerate(self._top_tags):
            for page in range(first, last + 1):
                found.setdefault(page, []).append(place)
        return found

    def list_top_tags(self, pages: range) -> list[int]:
        """Return the outermost tags of some pages. Raises MixedTags if one holds something of other pages too."""
        places = sorted({place for page in pages for place in self._places_of_top_tags.get(page, ())})
        found = []
        for tag, first, last in (self._top_tags[place] for place in places):
            if first not in pages or last not in pages:
                raise MixedTags(f"a tag on pages {first + 1} to {last + 1}")
            found.append(tag)
        return found

    def list_shared(self, page: int) -> tuple[int, ...]:
        """Return all that a page draws with: its content, fonts, pictures, and what these need. Copies can share it."""
        if page not in self._closures:
            entries = self.page_entries[page]
            pending = [number for name in DRAWN_WITH for number in list_references(entries.get(name, b""))]
            seen: dict[int, None] = {}
            while pending:
                number = pending.pop()
                if number not in seen:
                    seen[number] = None
                    pending += [int(one) for one in self.objects.pieces(number)[0][1::2]]
            self._closures[page] = tuple(seen)
        return self._closures[page]

    def list_glyphs(self, page: int) -> dict[int, frozenset[int]]:
        """Return the glyphs that a page draws, by the streams of fonts that say what these are."""
        entries = self.page_entries[page]
        drawings = [(entries["Resources"], one_reference(entries["Contents"]))]
        for number in self.list_shared(page):
            if b"/Resources" in (head := self.objects.read_head(number)):
                drawings.append((read_entries(head)["Resources"], number))
        return self.fonts.list_glyphs(drawings)

    @cached_property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The outline from top to bottom."""
        outlines = self.catalog.get("Outlines")
        return tuple(self._walk_outline(self.objects.read_at(outlines), 0)) if outlines else ()

    def _walk_outline(self, parent: Mapping[str, bytes], depth: int) -> list[Bookmark]:
        found: list[Bookmark] = []
        following = parent.get("First")
        while following:
            entries = self.objects.read_at(following)
            page, spot = self.find_destination(entries["Dest"])
            found.append(Bookmark(depth, entries["Title"], page, spot))
            found += self._walk_outline(entries, depth + 1)
            following = entries.get("Next")
        return found

    def find_destination(self, value: bytes) -> tuple[int, bytes]:
        """Return the page that a link leads to and where on it, whether the place is named or said."""
        if value.startswith(b"("):
            value = self.named_places[value]
        written = value if value.startswith(b"[") else self.objects[one_reference(value)]
        page, _, spot = written[1:-1].partition(b" 0 R")
        return self.page_by_object[int(page)], spot

    @cached_property
    def named_places(self) -> dict[bytes, bytes]:
        """Where each name leads, by which links from outside may find it."""
        if "Names" not in self.catalog:
            return {}
        names = self.objects.read_at(self.objects.read_at(self.catalog["Names"])["Dests"])["Names"]
        return {found[1]: found[2] for found in re.finditer(rb"(\([^()\\]*\))(\d+ 0 R)", names)}


def _read_label(label: bytes) -> tuple[tuple[int, int], ...]:
    """Return the sections of a page, each with its part."""
    found = _LABEL.search(label.decode())
    if not found:
        raise UnknownPdf("a page without its label")
    part, *sections = (_read_number(digits) for digits in found.groups() if digits)
    return tuple((part, section) for section in sections)


def _read_number(digits: str) -> int:
    return int("".join(str(int(digit) - 2) for digit in digits), 8)
