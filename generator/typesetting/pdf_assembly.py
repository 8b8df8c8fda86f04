"""Puts pages of PDFs that Typst made into a new file, as often as wanted, with their tags, links and bookmarks.

Pure, over bytes. Each page of the new file has an object and tags of its own; what it draws with is stored once,
however many pages need it. The same pages give the same bytes. Knows nothing of what is printed.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from generator.typesetting.page_numbers import CHARACTERS, Numerals, name_form
from generator.typesetting.pdf_objects import PdfFile, make_text
from generator.typesetting.pdf_outline import list_bookmarks, write_outline
from generator.typesetting.pdf_source import DRAWN_WITH, PdfSource
from generator.typesetting.pdf_syntax import UnknownPdf, one_reference, read_entries, split_references

# how a heading's cell in a table is named, so that other cells can refer to it; names hold within a file
_CELL_NAME = re.compile(rb"(?<=\()(U\d+x\d+y\d+)(?=\))")
_TITLE_IN_XML = re.compile(rb"(?<=<rdf:li xml:lang=\"x-default\">).*?(?=</rdf:li></rdf:Alt></dc:title>)", re.DOTALL)
_COUNT_IN_XML = re.compile(rb"(?<=<xmpTPg:NPages>)\d+")
_ID_IN_XML = re.compile(rb"(<xmpMM:(?:Instance|Document)ID>)[^<]*")
Renumber = Callable[[int], int]


@dataclass(frozen=True)
class Stretch:
    """Pages that follow each other in a source, and how often they are wanted."""

    source: PdfSource
    pages: range
    copies: int = 1


def assemble_pdf(
    title: str,
    stretches: Sequence[Stretch],
    paper: tuple[float, float],
    author: str = "",
    numerals: Numerals | None = None,
) -> bytes:
    """Return a file of these pages.

    `paper` is the size of upright paper in points: pages that were laid out for a smaller area stand in its middle, and
    what is large on purpose stays as it is. With `numerals` each page says in its corner which of how many it is.
    Raises UnknownPdf if a source holds what would be lost.
    """
    return _Assembly(title, paper, author, numerals).assemble(stretches)


@dataclass
class _Assembly:
    """A file in the making."""

    title: str
    paper: tuple[float, float]
    author: str
    numerals: Numerals | None
    file: PdfFile = field(default_factory=PdfFile)
    pages: list[int] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)
    tags_by_key: list[int] = field(default_factory=list)
    cells: list[tuple[bytes, int]] = field(default_factory=list)
    bookmarks: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    places: dict[bytes, bytes] = field(default_factory=dict)
    shared: dict[tuple[int, int], int] = field(default_factory=dict)
    copies: int = 0
    forms: dict[str, int] = field(default_factory=dict)
    # how many pages there will be
    page_count: int = 0
    # places that have a bookmark: a copy needs none of its own
    marked: set[tuple[int, int]] = field(default_factory=set)

    def assemble(self, stretches: Sequence[Stretch]) -> bytes:
        first = stretches[0].source
        self.page_tree, self.document, self.tag_root = (self.file.reserve() for _ in range(3))
        several = len(stretches) > 1 or stretches[0].copies > 1
        self.page_count = sum(len(stretch.pages) * stretch.copies for stretch in stretches)
        for stretch in stretches:
            if stretch.source.tags["RoleMap"] != first.tags["RoleMap"]:
                raise UnknownPdf("files with other kinds of tags")
            for _ in range(stretch.copies):
                self._add_copy(stretch, several)
        self._write_trees(first)
        return self._finish(first)

    def _add_copy(self, stretch: Stretch, several: bool) -> None:
        """Add some pages once. Where there are several stretches, each is a part of the document."""
        source, pages = stretch.source, stretch.pages
        self.copies += 1
        tops = source.list_top_tags(pages)
        outermost = frozenset(tops)
        tags = [tag for top in tops for tag in source.list_descendants(top)]
        links = {page: source.list_annotations(page) for page in pages}
        numbers = [source.pages[page] for page in pages]
        own = {
            number: self.file.reserve() for number in (*numbers, *tags, *(one for of in links.values() for one in of))
        }
        self._share(source, pages)

        def renumber(number: int) -> int:
            return own[number] if number in own else self.shared[id(source), number]

        holder = self.file.reserve() if several else self.document
        for tag in tags:
            self._write_tag(source, tag, renumber, holder if tag in outermost else None)
        if several:
            kids = _write_references(own[top] for top in tops)
            self.file.write(holder, b"<</Type/StructElem/S/Part/P %d 0 R/K[%s]>>" % (self.document, kids))
        self.tops += [holder] if several else [own[top] for top in tops]
        for page in pages:
            self._write_page(source, page, links[page], renumber)
        if (id(source), pages.start) not in self.marked:
            self.marked.add((id(source), pages.start))
            self.bookmarks += list_bookmarks(source.bookmarks, source, pages, renumber)
        for name, place in source.named_places.items():
            page, spot = source.find_destination(place)
            if page in pages:
                self.places.setdefault(name, b"[%d 0 R%s]" % (renumber(source.pages[page]), spot))

    def _share(self, source: PdfSource, pages: range) -> None:
        """Write what the pages draw with, unless it is here already."""
        every = dict.fromkeys(number for page in pages for number in source.list_shared(page))
        fresh = [number for number in every if (id(source), number) not in self.shared]
        for number in fresh:
            self.shared[id(source), number] = self.file.reserve()
        for number in fresh:
            pieces, stream = source.objects.pieces(number)
            body = _renumber(pieces, lambda one: self.shared[id(source), one])
            self.file.write(self.shared[id(source), number], body, stream)

    def _write_tag(self, source: PdfSource, tag: int, renumber: Renumber, holder: int | None) -> None:
        """Write a tag; an outermost one is held by `holder`."""
        pieces, _ = source.objects.pieces(tag)
        body = _renumber(pieces, renumber, holder)
        if b"(U" in body:
            body = _CELL_NAME.sub(rb"%d\1" % self.copies, body)
            if b"/ID(" in body:
                self.cells.append((read_entries(body)["ID"], renumber(tag)))
        self.file.write(renumber(tag), body)

    def _write_page(self, source: PdfSource, page: int, links: list[int], renumber: Renumber) -> None:
        entries = dict(source.page_entries[page])
        own = renumber(source.pages[page])
        for link in links:
            self._write_link(source, link, renumber)
        if "StructParents" in entries:
            key = self._add_key(self.file.add(_renumber_list(source, entries, renumber)))
            entries["StructParents"] = b"%d" % key
        entries |= {
            "Parent": b"%d 0 R" % self.page_tree,
            "MediaBox": _center_box(entries["MediaBox"], self.paper),
            **{name: _renumber(split_references(entries[name]), renumber) for name in DRAWN_WITH if name in entries},
        }
        if links:
            entries["Annots"] = b"[%s]" % _write_references(map(renumber, links))
        self.pages.append(own)
        if self.numerals:
            entries["Contents"] = self._number_page(self.numerals, entries)
            entries["Resources"] = self._add_numerals(self.numerals, source, page, renumber)
        self.file.write(own, _write_entries(entries))

    def _add_numerals(self, numerals: Numerals, source: PdfSource, page: int, renumber: Renumber) -> bytes:
        """Return what a page draws with, and the forms of the digits besides."""
        if not self.forms:
            self.forms = {name_form(char): self._write_form(numerals, char) for char in CHARACTERS}
        given = source.objects.read_at(source.page_entries[page].get("Resources", b"<<>>"))
        held = source.objects.read_at(given.pop("XObject", b"<<>>"))
        forms = {name: b"%d 0 R" % number for name, number in self.forms.items()}
        renumbered = {key: _renumber(split_references(value), renumber) for key, value in held.items()}
        kept = {key: _renumber(split_references(value), renumber) for key, value in given.items()}
        return _write_entries({**kept, "XObject": _write_entries({**renumbered, **forms})})

    def _write_form(self, numerals: Numerals, char: str) -> int:
        data, number = numerals.draw_character(char), self.file.reserve()
        head = b"<</Type/XObject/Subtype/Form/BBox[-100 -500 1500 1500]/Resources<<>>/Length %d/Filter/FlateDecode>>"
        self.file.write(number, head % len(data), b"\nstream\n%s\nendstream" % data)
        return number

    def _number_page(self, numerals: Numerals, entries: Mapping[str, bytes]) -> bytes:
        """Return what a page draws, its number before all else."""
        left, low, right, high = map(float, entries["MediaBox"].strip(b"[]").split())
        data = numerals.draw(len(self.pages), self.page_count, (left, low, right, high))
        number = self.file.reserve()
        head = b"<</Length %d/Filter/FlateDecode>>" % len(data)
        self.file.write(number, head, b"\nstream\n%s\nendstream" % data)
        return b"[%d 0 R %s]" % (number, entries["Contents"].strip(b"[]"))

    def _add_key(self, tags: int) -> int:
        """Return the key under which the tags of a page or link are found from its content."""
        self.tags_by_key.append(tags)
        return len(self.tags_by_key) - 1

    def _write_link(self, source: PdfSource, link: int, renumber: Renumber) -> None:
        entries = source.objects.read(link)
        tag = source.tags_by_key[int(entries["StructParent"])]
        entries["StructParent"] = b"%d" % self._add_key(renumber(tag))
        if "Dest" in entries:
            page, spot = source.find_destination(entries["Dest"])
            try:
                entries["Dest"] = b"[%d 0 R%s]" % (renumber(source.pages[page]), spot)
            except KeyError:
                raise UnknownPdf("a link to a page that is not taken along") from None
        self.file.write(renumber(link), _write_entries(entries))

    def _write_trees(self, first: PdfSource) -> None:
        """Write what ties pages and tags together."""
        kids = _write_references(self.pages)
        self.file.write(self.page_tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self.pages), kids))
        tops = _write_references(self.tops)
        self.file.write(self.document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (self.tag_root, tops))
        keys = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self.tags_by_key))
        cells = b"".join(b"%s%d 0 R" % cell for cell in sorted(self.cells))
        self.file.write(
            self.tag_root,
            b"<</Type/StructTreeRoot/RoleMap%s/K[%d 0 R]/ParentTree<</Nums[%s]>>%s/ParentTreeNextKey %d>>"
            % (
                first.tags["RoleMap"],
                self.document,
                keys,
                b"/IDTree<</Names[%s]>>" % cells if cells else b"",
                len(self.tags_by_key),
            ),
        )

    def _finish(self, first: PdfSource) -> bytes:
        """Return the file, with its title and its outline."""
        outline = write_outline(self.file, self.bookmarks)
        info = first.objects.read_at(first.objects.trailer["Info"])
        names = {"Title": make_text(self.title), **({"Author": make_text(self.author)} if self.author else {})}
        identity = hashlib.sha256(self.file.digest() + b"".join(names.values())).hexdigest()[:32].encode()
        metadata = self._write_metadata(first, identity)
        catalog = {
            key: value
            for key, value in first.catalog.items()
            if key in ("Type", "Lang", "MarkInfo", "ViewerPreferences")
        } | {
            "Pages": b"%d 0 R" % self.page_tree,
            "StructTreeRoot": b"%d 0 R" % self.tag_root,
            "Metadata": b"%d 0 R" % metadata,
        }
        if self.places:
            placed = b"".join(name + self.places[name] for name in sorted(self.places))
            catalog["Names"] = b"<</Dests<</Names[%s]>>>>" % placed
        if outline:
            catalog["Outlines"] = b"%d 0 R" % outline
        return self.file.finish(
            root=self.file.add(_write_entries(catalog)),
            info=self.file.add(_write_entries({**info, **names})),
            identity=identity,
        )

    def _write_metadata(self, first: PdfSource, identity: bytes) -> int:
        """Write the description of the file for programs: that of the first source with the title and count of this."""
        text = first.objects.read_stream(one_reference(first.catalog["Metadata"]))
        for pattern, value in (
            (_TITLE_IN_XML, escape(self.title, quote=False).encode()),
            (_COUNT_IN_XML, b"%d" % len(self.pages)),
        ):
            text, count = pattern.subn(lambda _, value=value: value, text)  # type: ignore[misc]  # the default binds it
            if count != 1:
                raise UnknownPdf("a description without a title or a number of pages")
        if self.author:
            creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(self.author, quote=False)}</rdf:li></rdf:Seq></dc:creator>"
            text = text.replace(b"</dc:title>", b"</dc:title>" + creator.encode())
        text = _ID_IN_XML.sub(rb"\g<1>" + identity, text)
        number = self.file.reserve()
        head = b"<</Length %d/Type/Metadata/Subtype/XML>>" % len(text)
        self.file.write(number, head, b"\nstream\n%s\nendstream" % text)
        return number


def _renumber(pieces: list[bytes], renumber: Renumber, holder: int | None = None) -> bytes:
    """Return an object with all that it refers to under new numbers; with a `holder`, what holds it is that."""
    made = list(pieces)
    for place in range(1, len(pieces), 2):
        held = holder is not None and pieces[place - 1].endswith(b"/P ")
        number = holder if held and holder is not None else renumber(int(pieces[place]))
        made[place] = b"%d 0 R" % number
    return b"".join(made)


def _renumber_list(source: PdfSource, entries: dict[str, bytes], renumber: Renumber) -> bytes:
    """Return the tags of a page's content by its marks."""
    pieces, _ = source.objects.pieces(source.tags_by_key[int(entries["StructParents"])])
    return _renumber(pieces, renumber)


def _write_entries(entries: dict[str, bytes]) -> bytes:
    pairs = (
        b"/%s%s%s" % (key.encode(), b"" if value[:1] in b"/<[(" else b" ", value) for key, value in entries.items()
    )
    return b"<<%s>>" % b"".join(pairs)


def _write_references(numbers: Iterator[int] | Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _center_box(box: bytes, paper: tuple[float, float]) -> bytes:
    """Return the edges of a page with what was laid out in its middle. Larger paper than asked for stays."""
    left, low, right, high = map(float, box.strip(b"[]").split())
    width, height = right - left, high - low
    wide, tall = paper if width <= height else paper[::-1]
    if width > wide + 0.01 or height > tall + 0.01:
        return box
    x, y = (wide - width) / 2, (tall - height) / 2
    return b"[%s]" % b" ".join(_write_number(one) for one in (left - x, low - y, right + x, high + y))


def _write_number(value: float) -> bytes:
    return f"{round(value, 4):g}".encode() if abs(value) < 1e4 else str(round(value)).encode()
