"""The things that were read, by kind and id, with the trees they came from: what the checks look at.

Lives only while a handbook is loaded. A thing that could not be typed has no value here but keeps its id, so that a
reference to it is not called wrong as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.errors import Place
from generator.model.kinds import Spot
from generator.source import nodes
from generator.source.document import Document
from generator.source.layers import Merged
from generator.source.nodes import Path


@dataclass(frozen=True)
class Entry:
    """One thing: its typed value (None if it has problems) and where it stands."""

    kind: str
    id: str
    value: Any
    document: Merged
    under: Path

    def place(self, *path: str | int) -> Place:
        """Where the value at a path of this thing stands."""
        return nodes.place(self.document.node, (*self.under, *path))

    def key(self, *path: str | int) -> Place:
        """Where the key at a path of this thing stands."""
        return nodes.key_place(self.document.node, (*self.under, *path))

    def names(self, key: str) -> bool:
        """Whether a key is written in it."""
        here = nodes.at(self.document.node, self.under)
        return isinstance(here, nodes.Mapping) and here.get(key) is not None

    @property
    def keys(self) -> dict[str, Place]:
        """Where each of its keys stands."""
        here = nodes.at(self.document.node, self.under)
        return {key.text: key.place for key, _ in here.items} if isinstance(here, nodes.Mapping) else {}

    @property
    def top(self) -> Place:
        """Its beginning."""
        return Place(self.document.top.shown)


@dataclass
class Tables:
    """All entries by (kind, id), all documents by their shown names, what was hidden, and the kinds whose one file
    could not be read, so that nobody knows which ids it holds."""

    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    files: dict[str, Document] = field(default_factory=dict)
    hidden: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Puts an entry in, unless one of that kind and id is there."""
        self.entries.setdefault((entry.kind, entry.id), entry)
        self.names.setdefault(entry.kind, set()).add(entry.id)

    def claim(self, spot: Spot, *, readable: bool) -> None:
        """Notes that a file of this name exists, and whether its content could be read."""
        self.names.setdefault(spot.kind.name, set()).add(spot.id)
        if not readable and (spot.kind.listed or not spot.id):
            self.unread.add(spot.kind.name)

    def hide(self, spot: Spot, by: str) -> None:
        """Notes that a layer takes a thing away."""
        self.hidden[spot.kind.name, spot.id] = by
        self.names.get(spot.kind.name, set()).discard(spot.id)

    def of(self, kind: str) -> Iterator[Entry]:
        """The entries of a kind that could be typed."""
        return (entry for (name, _), entry in self.entries.items() if name == kind and entry.value is not None)

    def values(self, kind: str) -> dict[str, Any]:
        """The typed values of a kind by id."""
        return {entry.id: entry.value for entry in self.of(kind)}

    def one(self, kind: str, id: str) -> Any:
        """A typed value, or None."""
        entry = self.entries.get((kind, id))
        return entry.value if entry else None

    def ids(self, kind: str) -> set[str]:
        """Every id of a kind that exists, whether or not it could be typed; hidden ones are not among them."""
        return self.names.get(kind, set())
