"""Puts pages of PDFs that Typst made into a new file, as often as wanted, with their tags, links and bookmarks.

Pure, over bytes. Each page of the new file has an object and tags of its own; what it draws with is stored once,
however many pages need it. The same pages give the same bytes. Knows nothing of what is printed.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


class Assembly:
    """A file in the making: all but what follows from its paper and its title, so that these may be several.

    Raises UnknownPdf if a source holds what would be lost.
    """

    def __init__(self, stretches: Sequence[Stretch], numerals: Numerals | None = None) -> None:
        """Put pages together. With `numerals` each says in its corner which of how many it is."""
        self._first = stretches[0].source
        self._file = PdfFile()
        self._pages: list[tuple[int, dict[str, bytes]]] = []
        self._tops: list[int] = []
        self._tags_by_key: list[int] = []
        self._cells: list[tuple[bytes, int]] = []
        self._bookmarks: list[tuple[int, bytes, bytes]] = []
        self._places: dict[bytes, bytes] = {}
        self._shared: dict[tuple[int, int], int] = {}
        self._copies = 0
        self._numerals = numerals
        self._forms: dict[str, int] = {}
        # places that have a bookmark: a copy needs none of its own
        self._marked: set[tuple[int, int]] = set()
        self._page_tree, self._document, self._tag_root = (self._file.reserve() for _ in range(3))
        self._glyphs = _list_glyphs(stretches)
        several = len(stretches) > 1 or stretches[0].copies > 1
        self._page_count = sum(len(stretch.pages) * stretch.copies for stretch in stretches)
        for stretch in stretches:
            if stretch.source.tags["RoleMap"] != self._first.tags["RoleMap"]:
                raise UnknownPdf("files with other kinds of tags")
            for _ in range(stretch.copies):
                self._add_copy(stretch, several)
        self._write_trees()
        self._outline = write_outline(self._file, self._bookmarks)

    def _add_copy(self, stretch: Stretch, several: bool) -> None:
        """Add some pages once. Where there are several stretches, each is a part of the document."""
        source, pages = stretch.source, stretch.pages
        self._copies += 1
        tops = source.list_top_tags(pages)
        outermost = frozenset(tops)
        tags = [tag for top in tops for tag in source.list_descendants(top)]
        links = {page: source.list_annotations(page) for page in pages}
        numbers = [source.pages[page] for page in pages]
        own = {
            number: self._file.reserve() for number in (*numbers, *tags, *(one for of in links.values() for one in of))
        }
        self._share(source, pages)

        def renumber(number: int) -> int:
            return own[number] if number in own else self._shared[id(source), number]

        holder = self._file.reserve() if several else self._document
        for tag in tags:
            self._write_tag(source, tag, renumber, holder if tag in outermost else None)
        if several:
            kids = _write_references(own[top] for top in tops)
            self._file.write(holder, b"<</Type/StructElem/S/Part/P %d 0 R/K[%s]>>" % (self._document, kids))
        self._tops += [holder] if several else [own[top] for top in tops]
        for page in pages:
            self._write_page(source, page, links[page], renumber)
        if (id(source), pages.start) not in self._marked:
            self._marked.add((id(source), pages.start))
            self._bookmarks += list_bookmarks(source.bookmarks, source, pages, renumber)
        for name, place in source.named_places.items():
            page, spot = source.find_destination(place)
            if page in pages:
                self._places.setdefault(name, b"[%d 0 R%s]" % (renumber(source.pages[page]), spot))

    def _share(self, source: PdfSource, pages: range) -> None:
        """Write what the pages draw with, unless it is here already."""
        every = dict.fromkeys(number for page in pages for number in source.list_shared(page))
        fresh = [number for number in every if (id(source), number) not in self._shared]
        for number in fresh:
            self._shared[id(source), number] = self._file.reserve()
        for number in fresh:
            pieces, stream = source.fonts.trim(number, self._glyphs.get((id(source), number)))
            body = _renumber(pieces, lambda one: self._shared[id(source), one])
            self._file.write(self._shared[id(source), number], body, stream)

    def _write_tag(self, source: PdfSource, tag: int, renumber: Renumber, holder: int | None) -> None:
        """Write a tag; an outermost one is held by `holder`."""
        pieces, _ = source.objects.pieces(tag)
        body = _renumber(pieces, renumber, holder)
        if b"(U" in body:
            body = _CELL_NAME.sub(rb"%d\1" % self._copies, body)
            if b"/ID(" in body:
                self._cells.append((read_entries(body)["ID"], renumber(tag)))
        self._file.write(renumber(tag), body)

    def _write_page(self, source: PdfSource, page: int, links: list[int], renumber: Renumber) -> None:
        entries = dict(source.page_entries[page])
        own = renumber(source.pages[page])
        for link in links:
            self._write_link(source, link, renumber)
        if "StructParents" in entries:
            key = self._add_key(self._file.add(_renumber_list(source, entries, renumber)))
            entries["StructParents"] = b"%d" % key
        entries |= {
            "Parent": b"%d 0 R" % self._page_tree,
            **{name: _renumber(split_references(entries[name]), renumber) for name in DRAWN_WITH if name in entries},
        }
        if "TrimBox" in entries:
            # what is to be cut: ink goes as far as what was laid out
            entries["BleedBox"] = source.page_entries[page]["MediaBox"]
        if links:
            entries["Annots"] = b"[%s]" % _write_references(map(renumber, links))
        if self._numerals:
            entries["Contents"] = self._number_page(self._numerals, entries)
            entries["Resources"] = self._add_numerals(self._numerals, source, page, renumber)
        self._pages.append((own, entries))

    def _add_numerals(self, numerals: Numerals, source: PdfSource, page: int, renumber: Renumber) -> bytes:
        """Return what a page draws with, and the forms of the digits besides."""
        if not self._forms:
            self._forms = {name_form(char): self._write_form(numerals, char) for char in CHARACTERS}
        given = source.objects.read_at(source.page_entries[page].get("Resources", b"<<>>"))
        held = source.objects.read_at(given.pop("XObject", b"<<>>"))
        forms = {name: b"%d 0 R" % number for name, number in self._forms.items()}
        renumbered = {key: _renumber(split_references(value), renumber) for key, value in held.items()}
        kept = {key: _renumber(split_references(value), renumber) for key, value in given.items()}
        return _write_entries({**kept, "XObject": _write_entries({**renumbered, **forms})})

    def _write_form(self, numerals: Numerals, char: str) -> int:
        data, number = numerals.draw_character(char), self._file.reserve()
        head = b"<</Type/XObject/Subtype/Form/BBox[-100 -500 1500 1500]/Resources<<>>/Length %d/Filter/FlateDecode>>"
        self._file.write(number, head % len(data), b"\nstream\n%s\nendstream" % data)
        return number

    def _number_page(self, numerals: Numerals, entries: Mapping[str, bytes]) -> bytes:
        """Return what a page draws, its number before all else."""
        left, low, right, high = map(float, entries["MediaBox"].strip(b"[]").split())
        data = numerals.draw(len(self._pages) + 1, self._page_count, (left, low, right, high))
        number = self._file.reserve()
        head = b"<</Length %d/Filter/FlateDecode>>" % len(data)
        self._file.write(number, head, b"\nstream\n%s\nendstream" % data)
        return b"[%d 0 R %s]" % (number, entries["Contents"].strip(b"[]"))

    def _add_key(self, tags: int) -> int:
        """Return the key under which the tags of a page or link are found from its content."""
        self._tags_by_key.append(tags)
        return len(self._tags_by_key) - 1

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
        self._file.write(renumber(link), _write_entries(entries))

    def _write_trees(self) -> None:
        """Write what ties pages and tags together."""
        kids = _write_references([number for number, _ in self._pages])
        self._file.write(self._page_tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), kids))
        tops = _write_references(self._tops)
        self._file.write(self._document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (self._tag_root, tops))
        keys = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self._tags_by_key))
        cells = b"".join(b"%s%d 0 R" % cell for cell in sorted(self._cells))
        self._file.write(
            self._tag_root,
            b"<</Type/StructTreeRoot/RoleMap%s/K[%d 0 R]/ParentTree<</Nums[%s]>>%s/ParentTreeNextKey %d>>"
            % (
                self._first.tags["RoleMap"],
                self._document,
                keys,
                b"/IDTree<</Names[%s]>>" % cells if cells else b"",
                len(self._tags_by_key),
            ),
        )

    def finish(self, title: str, paper: tuple[float, float], author: str) -> bytes:
        """Return the file, with its title.

        `paper` is the size of upright paper in points: pages that were laid out for a smaller area stand in its middle,
        and what is large on purpose stays as it is.
        """
        file = PdfFile(self._file)
        for number, entries in self._pages:
            box = {"MediaBox": _center_box(entries["MediaBox"], paper)}
            file.write(number, _write_entries(entries | box))
        info = self._first.objects.read_at(self._first.objects.trailer["Info"])
        names = {"Title": make_text(title), **({"Author": make_text(author)} if author else {})}
        identity = hashlib.sha256(file.digest() + b"".join(names.values())).hexdigest()[:32].encode()
        metadata = file.reserve()
        file.write(metadata, *self._make_metadata(identity, title, author))
        return file.finish(
            root=file.add(_write_entries(self._make_catalog(metadata))),
            info=file.add(_write_entries({**info, **names})),
            identity=identity,
        )

    def _make_catalog(self, metadata: int) -> dict[str, bytes]:
        """Return the entries of the file's root."""
        kept = ("Type", "Lang", "MarkInfo", "ViewerPreferences")
        catalog = {key: value for key, value in self._first.catalog.items() if key in kept} | {
            "Pages": b"%d 0 R" % self._page_tree,
            "StructTreeRoot": b"%d 0 R" % self._tag_root,
            "Metadata": b"%d 0 R" % metadata,
        }
        if self._places:
            placed = b"".join(name + self._places[name] for name in sorted(self._places))
            catalog["Names"] = b"<</Dests<</Names[%s]>>>>" % placed
        if self._outline:
            catalog["Outlines"] = b"%d 0 R" % self._outline
        return catalog

    def _make_metadata(self, identity: bytes, title: str, author: str) -> tuple[bytes, bytes]:
        """Return the description of the file for programs, as an object and its stream: that of the first source with
        the title and count of this."""
        text = self._first.objects.read_stream(one_reference(self._first.catalog["Metadata"]))
        for pattern, value in (
            (_TITLE_IN_XML, escape(title, quote=False).encode()),
            (_COUNT_IN_XML, b"%d" % len(self._pages)),
        ):
            text, count = pattern.subn(lambda _, value=value: value, text)  # type: ignore[misc]  # the default binds it
            if count != 1:
                raise UnknownPdf("a description without a title or a number of pages")
        if author:
            creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(author, quote=False)}</rdf:li></rdf:Seq></dc:creator>"
            text = text.replace(b"</dc:title>", b"</dc:title>" + creator.encode())
        text = _ID_IN_XML.sub(rb"\g<1>" + identity, text)
        return b"<</Length %d/Type/Metadata/Subtype/XML>>" % len(text), b"\nstream\n%s\nendstream" % text


def _list_glyphs(stretches: Sequence[Stretch]) -> dict[tuple[int, int], frozenset[int]]:
    """Return the glyphs that pages draw, by source and stream of a font."""
    found: dict[tuple[int, int], frozenset[int]] = {}
    for stretch in stretches:
        for page in stretch.pages:
            for number, glyphs in stretch.source.list_glyphs(page).items():
                key = (id(stretch.source), number)
                found[key] = found.get(key, frozenset()) | glyphs
    return found


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
