"""Layers of files to a Handbook: read, merge, type, check. Pure; the files are already in memory.

Goes on after every mistake that lets it, so that an author sees all of them at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.errors import Place, Problem, select_errors
from generator.handbook import checks
from generator.handbook.condense import condense_problems
from generator.handbook.old_ids import replace_old_ids
from generator.handbook.omissions import leave_out_hidden
from generator.handbook.reading_order import sort_chapters
from generator.handbook.renames import follow_renames
from generator.handbook.tables import Entry, Tables
from generator.handbook.validate import locate_fault, validate_node
from generator.handbook.value import Handbook
from generator.model.fields import FILL_IN, FILL_IN_CURE, FILL_IN_MESSAGE, MAX_TEXT_LENGTH
from generator.model.kinds import KINDS, WORDS_FILE, ContentPath, UnknownPath, classify_path
from generator.model.meeting import Circle
from generator.source import nodes
from generator.source.document import EMPTY_FILE_CODE, Document, read_document
from generator.source.files import File, Layer
from generator.source.layers import Merged, Merger, find_hide_place, list_hidden_entries, merge_layers
from generator.source.pictures import check_picture
from generator.text import allowed, parse
from generator.text.tree import RichText

_TAINTING_CODES = ("curly-quote", "invisible-space", "control-character")


@dataclass
class Loader:
    """Gathers tables and problems while the layers are read."""

    tables: Tables = field(default_factory=Tables)
    merger: Merger = field(default_factory=Merger)
    problems: list[Problem] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    own_words: list[Document] = field(default_factory=list)
    tainted_lines: set[tuple[str, int]] = field(default_factory=set)
    original: set[str] = field(default_factory=set)

    def read_layers(self, layers: Sequence[Layer]) -> dict[str, Merged]:
        """Return every layer's documents, merged by path."""
        documents: list[list[Document]] = []
        for layer in layers:
            for problem in layer.problems:
                self.note_unreadable(layer, problem)
            read = (self.read_file(file) for file in layer.files)
            documents.append(self.without_remarks([document for document in read if document], documents))
        documents, renamed = follow_renames(documents)
        documents, replaced = replace_old_ids(documents)
        self.original = {document.display_path for document in (documents or [[]])[0]}
        for document in (one for layer_documents in documents for one in layer_documents):
            self.register_document(document)
        merged = merge_layers(documents, self.merger)
        self.problems.extend((*renamed, *replaced, *self.merger.problems))
        order = {document.display_path: number for number, layer in enumerate(documents) for document in layer}
        return leave_out_hidden(merged, order)

    def without_remarks(self, documents: list[Document], below: list[list[Document]]) -> list[Document]:
        """Return the documents of a layer without those that hold nothing but remarks on a file of the layers below:
        they change nothing yet, and nothing is wrong with that."""
        known = {document.path for layer in below for document in layer}
        idle = {
            document.display_path
            for document in documents
            if document.path in known and document.node is None and any(line.strip() for line in document.lines)
        }
        idle &= {problem.place.file for problem in self.problems if problem.code == EMPTY_FILE_CODE}
        self.problems = [problem for problem in self.problems if problem.place.file not in idle]
        return [document for document in documents if document.display_path not in idle]

    def register_document(self, document: Document) -> None:
        """Note that a file is there, at the path at which it is read."""
        place = classify_path(document.path)
        assert isinstance(place, ContentPath), "odd places were left out when reading"
        self.tables.files[document.display_path] = document
        self.tables.register_file(place, readable=document.node is not None)

    def note_unreadable(self, layer: Layer, problem: Problem) -> None:
        """Note a file that could not even be opened, so that what it would have held is not called missing as well."""
        self.problems.append(problem)
        path = problem.place.file.removeprefix(f"{layer.display_path}/")
        stem, dot, ending = path.rpartition(".")
        place = classify_path(f"{stem}.yml" if dot and ending == "yaml" else path)
        if isinstance(place, ContentPath) and not problem.warning:
            self.tables.register_file(place, readable=False)

    def read_file(self, file: File) -> Document | None:
        """Return a file as a document, or None for a picture, which is put aside, and for what lies in an odd place."""
        if not file.path.endswith((".yml", ".md")):
            self.read_picture(file)
            return None
        if file.path.split("/")[-1] == "README.md":
            return None
        read, problems = read_document(file)
        self.problems.extend(problems)
        self.tainted_lines.update(
            (file.display_path, problem.place.line) for problem in problems if problem.code in _TAINTING_CODES
        )
        self.tables.files[file.display_path] = read
        if file.path == WORDS_FILE:
            self.own_words += [read] if read.node else []
            return None
        place = classify_path(file.path)
        if isinstance(place, UnknownPath):
            self.problems.append(Problem(Place(file.display_path), place.code, place.message, place.cure))
            return None
        return read

    def read_picture(self, file: File) -> None:
        """Put a picture aside, which must lie in images/ under a simple name."""
        name = file.path.removeprefix("images/")
        if name == file.path or not allowed.PICTURE.fullmatch(f"images/{name}"):
            message = "a picture lies in images/ and has a simple name in lower-case letters"
            cure = "Move or rename it, for example to images/two-chairs.png."
            self.problems.append(Problem(Place(file.display_path), "picture-path", message, cure))
            return
        if fault := check_picture(file.display_path, file.data):
            self.problems.append(fault)
        self.pictures[name] = file.data

    def validate_all(self, merged: dict[str, Merged]) -> None:
        """Put every merged document into the tables as typed values."""
        for path, whole in merged.items():
            place = classify_path(path)
            assert isinstance(place, ContentPath), "odd places were left out when reading"
            if whole.hidden:
                node = whole.top_document.node
                assert node is not None, "documents without a tree were left out before merging"
                self.tables.register_hidden(place, find_hide_place(node))
            elif place.kind.listed:
                self.validate_list(place, whole)
            else:
                self.validate_file(place, whole)

    def validate_file(self, place: ContentPath, document: Merged) -> None:
        """Put a file that is one thing into the tables."""
        given: dict[str, object] = {"id": place.id, "family": place.family}
        if place.kind.name == "chapter":
            given["text"] = self.parse_chapter_text(document.top_document)
        given = {key: given[key] for key in place.kind.given}
        value, problems = validate_node(place.kind.model, document.node, given, self.tables.files)
        self.problems.extend(self.without_tainted(problems))
        self.tables.add_entry(Entry(place.kind.name, place.id, value, document, ()))

    def without_tainted(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Return the problems without those of a value whose first character is already said to be wrong."""
        return (problem for problem in problems if (problem.place.file, problem.place.line) not in self.tainted_lines)

    def parse_chapter_text(self, document: Document) -> RichText:
        """Return a chapter's text as a tree, and note its faults."""
        if problem := _find_overlong_paragraph(document):
            self.problems.append(problem)
            return RichText("", ())
        tree, faults = parse.parse_chapter(document.body)
        for fault in faults:
            place = locate_fault(document, document.body_node, fault)
            self.problems.append(Problem(place, fault.code, fault.message, fault.cure))
        self.problems.extend(_find_unfilled_lines(document))
        return tree

    def validate_list(self, place: ContentPath, document: Merged) -> None:
        """Put a file that is a list of things into the tables, each entry by itself."""
        node = document.node
        if not isinstance(node, nodes.Sequence):
            message = "a list belongs here: entries that each start with a hyphen"
            at = Place(node.place.file, node.place.line, node.place.column)
            self.problems.append(Problem(at, "not-a-list", message, "Begin each entry with - id:"))
            self.tables.register_file(place, readable=False)
            return
        for layer in document.files:
            self.tables.hidden.update({(place.kind.name, id): at for id, at in list_hidden_entries(layer)})
        for number, item in enumerate(node.items):
            value, problems = validate_node(place.kind.model, node, {}, self.tables.files, under=(number,))
            self.problems.extend(self.without_tainted(problems))
            self.tables.add_entry(Entry(place.kind.name, nodes.id_of_entry(item) or "", value, document, (number,)))


def _find_overlong_paragraph(document: Document) -> Problem | None:
    """Return what is said of the first paragraph of a chapter that would take too long to read."""
    begin, length = 0, 0
    for number, line in enumerate(document.body.split("\n")):
        begin, length = (begin, length + len(line)) if line.strip() else (number + 1, 0)
        if length > MAX_TEXT_LENGTH:
            place = Place(document.body_node.place.file, document.body_node.place.line + begin)
            message = f"this paragraph has more than {MAX_TEXT_LENGTH} characters"
            return Problem(place, "too-long", message, "Break it into several: leave a line empty between them.")
    return None


def _find_unfilled_lines(document: Document) -> Iterator[Problem]:
    for number, line in enumerate(document.body.split("\n"), start=document.body_line + 1):
        for found in FILL_IN.finditer(line):
            place = Place(document.display_path, number, found.start() + 1, len(found.group()))
            yield Problem(place, "fill-in", FILL_IN_MESSAGE, FILL_IN_CURE)


def examine_layers(layers: Sequence[Layer]) -> tuple[Handbook | None, tuple[Problem, ...]]:
    """Return the handbook that the layers make, lowest first, or None if it cannot be built; and all problems and
    warnings."""
    loader = Loader()
    loader.validate_all(loader.read_layers(layers))
    tables = loader.tables
    problems = [*loader.problems, *_find_case_clashes(layers)]
    problems += checks.check_everything(tables, loader.pictures)
    problems = condense_problems(problems, layers, tables, loader.merger.new_entries)
    ordered = tuple(sorted(set(problems)))
    if select_errors(ordered):
        return None, ordered
    return _assemble_handbook(loader), ordered


def _assemble_handbook(loader: Loader) -> Handbook:
    tables = loader.tables
    parts: dict[str, Any] = {kind.table: tables.values_of(kind.model) for kind in KINDS.values() if kind.table}
    parts["chapters"] = sort_chapters(parts["chapters"])
    circle = tables.value_of(Circle, "") or Circle.model_validate({})
    edited = {key: entry.document.top_document.display_path for key, entry in tables.entries.items()}
    places = {key: entry.key_places for key, entry in tables.entries.items()}
    parts |= {"pictures": loader.pictures, "own_words": tuple(loader.own_words)}
    parts["own_things"] = frozenset(key for key, entry in tables.entries.items() if not entry.is_in(loader.original))
    return Handbook(circle=circle, edited_files=edited, places=places, **parts)


def _find_case_clashes(layers: Sequence[Layer]) -> list[Problem]:
    """Return a problem for files whose names differ only by upper and lower case: on many computers they are one."""
    problems = []
    for layer in layers:
        seen: dict[str, str] = {}
        for file in layer.files:
            other = seen.setdefault(file.path.lower(), file.path)
            if other != file.path:
                message = f'this name differs from "{other}" only by upper and lower case'
                cure = "Rename one of the two; on many computers they are the same file."
                problems.append(Problem(Place(file.display_path), "same-but-for-case", message, cure))
    return problems
