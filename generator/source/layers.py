"""Lays documents over one another by path.

Mappings merge key by key; a list whose entries all have an id merges by id; any other list is replaced; a chapter is
replaced whole; `hide: true` takes a thing or an entry away. Cautions can only be added, intensity never falls and a
form keeps its holder's licence: that is checked here, where both the lower and the higher value are still in sight.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.errors import Place, Problem
from generator.source.document import Document
from generator.source.nodes import Mapping, Node, Path, Scalar, Sequence, id_of_entry, is_empty, to_plain_data

ONLY_ADDED = "cautions"
_NEVER_LOWERED = "intensity"
_NEVER_CHANGED = "licence"
_HIDE_MESSAGE = "true or false belongs after hide:"
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Merged:
    """What all layers together say at one path. `files` are the documents it came from, lowest first."""

    path: str
    node: Node
    files: tuple[Document, ...]
    hidden: bool = False

    @property
    def top_document(self) -> Document:
        """The document of the highest layer: the one to edit."""
        return self.files[-1]


@dataclass(frozen=True)
class NewEntry:
    """An entry of a layer's list that changes none of the list below, whose ids are `known`. `start` is where it
    stands, `id` its id if it has one."""

    start: Place
    id: Scalar | None
    known: tuple[str, ...]


@dataclass
class Merger:
    """Merges layer by layer and gathers what a layer may not do, and which entries of its lists are new."""

    problems: list[Problem] = field(default_factory=list)
    new_entries: list[NewEntry] = field(default_factory=list)

    def merge_document(self, lower: Merged | None, higher: Document) -> Merged:
        """Return one document over what lies below it."""
        assert higher.node is not None, "documents without a tree are left out before merging"
        hidden, node = self.take_hide(higher.node)
        if hidden and not lower and isinstance(node, Mapping) and not node.items:
            cure = "Give this file the folder and name of the file to hide, or delete it."
            self.note_problem(higher.node, "hides-nothing", "there is no file of this name to hide", cure)
        files = (*lower.files, higher) if lower else (higher,)
        if lower and not higher.path.endswith(".md"):
            node = self.merge_nodes(lower.node, node, ())
        return Merged(higher.path, node, files, hidden)

    def merge_nodes(self, lower: Node, higher: Node, path: Path) -> Node:
        """Return one value over another."""
        if is_empty(higher):
            return lower
        if path and path[-1] == ONLY_ADDED and isinstance(lower, Sequence):
            return self.add_cautions(lower, higher)
        if isinstance(lower, Mapping) and isinstance(higher, Mapping):
            return self.merge_mappings(lower, higher, path)
        if isinstance(lower, Sequence) and isinstance(higher, Sequence):
            self.new_entries += _list_new_entries(lower, higher)
            if not path or _merges_by_id(lower, higher):
                return self.merge_entries(lower, higher, path)
        if path and path[-1] == _NEVER_LOWERED:
            return self.merge_intensity(lower, higher)
        if path == (_NEVER_CHANGED,):
            return self.merge_licence(lower, higher)
        return higher

    def merge_mappings(self, lower: Mapping, higher: Mapping, path: Path) -> Mapping:
        """Return the keys of both; where both have one, the higher goes over the lower."""
        above = {key.text: (key, value) for key, value in higher.items if not is_empty(value)}
        below = {key.text for key, _ in lower.items}
        items = []
        for key, value in lower.items:
            if key.text in above:
                higher_key, change = above[key.text]
                items.append((higher_key, self.merge_nodes(value, change, (*path, key.text))))
            else:
                items.append((key, value))
        items += [(key, value) for key, value in higher.items if key.text not in below]
        return Mapping(tuple(items), higher.place)

    def merge_entries(self, lower: Sequence, higher: Sequence, path: Path) -> Sequence:
        """Return two lists whose entries have ids as one: each over its namesake, new ones at the end, hidden ones
        gone."""
        known = {id_of_entry(item) for item in lower.items} - {None}
        above: dict[str | None, tuple[bool, Node]] = {}
        added: list[Node] = []
        for item in higher.items:
            hidden, rest = self.take_hide(item)
            if id_of_entry(item) in known:
                above[id_of_entry(item)] = hidden, rest
            elif hidden:
                message = f'the list that is changed here has no entry "{id_of_entry(item) or ""}" to hide'
                self.note_problem(item, "hides-nothing", message, "Correct its id, or delete this entry.")
            else:
                added.append(rest)
        items: list[Node] = []
        for item in lower.items:
            hidden, change = above.get(id_of_entry(item), (False, None))
            if not hidden:
                items.append(self.merge_nodes(item, change, (*path, len(items))) if change else item)
        return Sequence((*items, *added), higher.place)

    def add_cautions(self, lower: Sequence, higher: Node) -> Node:
        """Return the cautions of both; a layer that empties the list or hides an entry is refused."""
        if not isinstance(higher, Sequence):
            return higher
        hides = [item for item in higher.items if isinstance(item, Mapping) and item.value_of("hide")]
        if not higher.items or hides:
            cure = "Delete this. You may add cautions; those that are there stay."
            self.note_problem(
                next(iter(hides), higher),
                "caution-removed",
                "cautions can be added here, and none can be taken away",
                cure,
            )
            return lower
        known = [to_plain_data(item) for item in lower.items]
        new = tuple(item for item in higher.items if to_plain_data(item) not in known)
        return Sequence((*lower.items, *new), higher.place)

    def merge_intensity(self, lower: Node, higher: Node) -> Node:
        """Return the higher of the two; a layer that lowers it is refused. What is not a number is left to the
        types."""
        before, after = _parse_number(lower), _parse_number(higher)
        if before is None or after is None or after >= before:
            return higher
        message = f"the intensity of an exercise cannot be lowered, here from {before} to {after}"
        cure = f"Leave it at {before} or higher, or make an exercise of your own under a new name."
        self.note_problem(higher, "intensity-lowered", message, cure)
        return lower

    def merge_licence(self, lower: Node, higher: Node) -> Node:
        """Return the licence of the layer below; a layer that names another is refused, since only a holder can give
        one."""
        if to_plain_data(lower) != to_plain_data(higher):
            message = f"the licence of a form cannot be changed, and here it was {to_plain_data(lower)}"
            cure = "Delete this line. For a form of your own, make a new file under a name of its own."
            self.note_problem(higher, "licence-changed", message, cure)
        return lower

    def take_hide(self, node: Node) -> tuple[bool, Node]:
        """Return whether a thing or entry says `hide: true`, and the rest of it."""
        found = node.value_of("hide") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or found is None:
            return False, node
        says = found.text if isinstance(found, Scalar) else ""
        if says not in ("true", "false"):
            self.note_problem(found, "not-true-or-false", _HIDE_MESSAGE, "Write hide: true, or delete the line.")
        return says == "true", node.without("hide")

    def note_problem(self, node: Node, code: str, message: str, cure: str) -> None:
        """Note what a layer may not do: under a whole value, or where a list or group of keys starts."""
        place = node.place
        width = place.width if isinstance(node, Scalar) else 1
        self.problems.append(Problem(Place(place.file, place.line, place.column, width), code, message, cure))


def find_hide_place(node: Node) -> Place:
    """Return where a thing or entry says that it is hidden, or else where it stands."""
    key = node.key_of("hide") if isinstance(node, Mapping) else None
    return key.place if key else node.place


def list_hidden_entries(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield the ids that a document hides from the list below it, each with where it says so."""
    for item in document.node.items if isinstance(document.node, Sequence) else ():
        found = item.value_of("hide") if isinstance(item, Mapping) else None
        id = id_of_entry(item)
        if id and isinstance(found, Scalar) and found.text == "true":
            yield id, find_hide_place(item)


def _parse_number(node: Node) -> int | None:
    return int(node.text) if isinstance(node, Scalar) and _NUMBER.fullmatch(node.text) else None


def _list_new_entries(lower: Sequence, higher: Sequence) -> Iterator[NewEntry]:
    """Yield the entries of a list that have no namesake in the list below, if that has ids at all."""
    known = tuple(id for item in lower.items if (id := id_of_entry(item)))
    for item in higher.items if known else ():
        if isinstance(item, Mapping) and id_of_entry(item) not in known:
            written = item.value_of("id")
            start = Place(item.place.file, item.place.line, item.place.column)
            yield NewEntry(start, written if isinstance(written, Scalar) and not written.empty else None, known)


def _merges_by_id(lower: Sequence, higher: Sequence) -> bool:
    """Say whether two lists merge by id, or the higher replaces the lower."""
    above = [id_of_entry(item) for item in higher.items]
    below = [id_of_entry(item) for item in lower.items]
    if not above or None in above:
        return False
    # A list of which only some entries have ids merges if each of the higher has its namesake below, so that a layer
    # can change a single step; otherwise nobody could say where a new entry belongs.
    return None not in below or set(above) <= set(below)


def merge_layers(layers: Iterable[Iterable[Document]], merger: Merger) -> dict[str, Merged]:
    """Return all layers, lowest first, as one: a Merged for every path, in the order of the paths. What is odd about
    them is left with the merger."""
    merged: dict[str, Merged] = {}
    for documents in layers:
        for document in documents:
            if document.node is not None:
                merged[document.path] = merger.merge_document(merged.get(document.path), document)
    return dict(sorted(merged.items()))
