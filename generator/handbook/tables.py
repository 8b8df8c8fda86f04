"""The things that were read, by kind and id, with the trees they came from: what the checks look at.

Lives only while a handbook is loaded. A thing that could not be typed has no value here but keeps its id, so that a
reference to it is not called wrong as well.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar, cast

from generator.errors import Place
from generator.model.fields import Record
from generator.model.kinds import KIND_OF_MODEL, ContentPath
from generator.source import nodes
from generator.source.document import Document
from generator.source.layers import Merged
from generator.source.nodes import Path

T = TypeVar("T", bound=Record)
Value_co = TypeVar("Value_co", bound=Record | None, covariant=True)
# an entry of whatever kind, which may have had problems
AnyEntry: TypeAlias = "Entry[Record | None]"


@dataclass(frozen=True)
class Entry(Generic[Value_co]):
    """One thing: its typed value (None if it has problems) and where it stands."""

    kind: str
    id: str
    value: Value_co
    document: Merged
    under: Path

    def place_at(self, *path: str | int) -> Place:
        """Return where the value at a path of this thing stands."""
        return nodes.place_of(self.document.node, (*self.under, *path))

    def key_place_at(self, *path: str | int) -> Place:
        """Return where the key at a path of this thing stands."""
        return nodes.place_of_key(self.document.node, (*self.under, *path))

    def has_key(self, key: str) -> bool:
        """Say whether a key is written in it."""
        here = nodes.node_at(self.document.node, self.under)
        return isinstance(here, nodes.Mapping) and here.value_of(key) is not None

    @property
    def key_places(self) -> dict[str, Place]:
        """Where each of its keys stands."""
        here = nodes.node_at(self.document.node, self.under)
        return {key.text: key.place for key, _ in here.items} if isinstance(here, nodes.Mapping) else {}

    def is_in(self, files: Collection[str]) -> bool:
        """Say whether one of some files, by their shown names, has something of it."""
        written = (document for document in self.document.files if document.display_path in files)
        if not self.under:
            return any(written)
        return any(self.id in _list_ids(document) for document in written)

    @property
    def start(self) -> Place:
        """The beginning of its topmost file."""
        return Place(self.document.top_document.display_path)


def _list_ids(document: Document) -> list[str | None]:
    items = document.node.items if isinstance(document.node, nodes.Sequence) else ()
    return [nodes.id_of_entry(item) for item in items]


@dataclass
class Tables:
    """All entries by (kind, id) and by kind, all documents by their shown names, where what is hidden was hidden, and
    the kinds whose one file could not be read, so that nobody knows which ids it holds."""

    entries: dict[tuple[str, str], AnyEntry] = field(default_factory=dict)
    by_kind: dict[str, list[AnyEntry]] = field(default_factory=dict)
    files: dict[str, Document] = field(default_factory=dict)
    hidden: dict[tuple[str, str], Place] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    unreadable_kinds: set[str] = field(default_factory=set)

    def add_entry(self, entry: AnyEntry) -> None:
        """Add an entry, unless there is one of that kind and id."""
        if (entry.kind, entry.id) not in self.entries:
            self.entries[entry.kind, entry.id] = entry
            self.by_kind.setdefault(entry.kind, []).append(entry)
        self.names.setdefault(entry.kind, set()).add(entry.id)

    def register_file(self, path: ContentPath, *, readable: bool) -> None:
        """Note that a file of this name exists, and whether its content could be read."""
        self.names.setdefault(path.kind.name, set()).add(path.id)
        if not readable and (path.kind.listed or not path.id):
            self.unreadable_kinds.add(path.kind.name)

    def register_hidden(self, path: ContentPath, by: Place) -> None:
        """Note that a layer hides a thing."""
        self.hidden[path.kind.name, path.id] = by
        self.names.get(path.kind.name, set()).discard(path.id)

    def entries_of(self, model: type[T]) -> Iterator[Entry[T]]:
        """Yield the entries of a kind, named by its type, that could be typed."""
        for entry in self.by_kind.get(KIND_OF_MODEL[model].name, ()):
            if isinstance(entry.value, model):
                yield cast(Entry[T], entry)

    def entry_of(self, model: type[T], id: str) -> Entry[T] | None:
        """Return an entry, or None if there is none that could be typed."""
        entry = self.entries.get((KIND_OF_MODEL[model].name, id))
        return cast(Entry[T], entry) if entry and isinstance(entry.value, model) else None

    def values_of(self, model: type[T]) -> dict[str, T]:
        """Return the typed values of a kind by id."""
        return {entry.id: entry.value for entry in self.entries_of(model)}

    def id_by_name(self, kind: str) -> dict[str, str]:
        """Return the ids of a kind by what people call each thing, in small letters."""
        found: dict[str, str] = {}
        for entry in self.by_kind.get(kind, ()):
            said = {getattr(entry.value, key, "") for key in ("title", "name", "words")}
            found |= {one.lower(): entry.id for one in said if isinstance(one, str) and one}
        return found

    def value_of(self, model: type[T], id: str) -> T | None:
        """Return a typed value, or None."""
        entry = self.entry_of(model, id)
        return entry.value if entry else None

    def ids_of(self, kind: str) -> set[str]:
        """Return every id of a kind that exists, whether or not it could be typed; hidden ones are not among them."""
        return self.names.get(kind, set())
