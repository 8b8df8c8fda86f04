"""Lays documents over one another by path.

Mappings merge key by key; a list whose entries all have an id merges by id; any other list is replaced; a chapter is
replaced whole; `hide: true` takes a thing or an entry away. Cautions can only be added and intensity never falls: that
is checked here, where both the lower and the higher value are still in sight.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.errors import Problem
from generator.source.document import Document
from generator.source.nodes import Mapping, Node, Path, Scalar, Sequence, is_empty, plain

ONLY_ADDED = "cautions"
NEVER_LOWER = "intensity"


@dataclass(frozen=True)
class Merged:
    """What all layers together say at one path. `files` are the documents it came from, lowest first."""

    path: str
    node: Node
    files: tuple[Document, ...]
    hidden: bool = False

    @property
    def top(self) -> Document:
        """The document of the highest layer: the one to edit."""
        return self.files[-1]


@dataclass
class Merger:
    """Merges layer by layer and gathers what a layer may not do."""

    problems: list[Problem] = field(default_factory=list)

    def merge(self, lower: Merged | None, higher: Document) -> Merged:
        """One document over what lies below it."""
        node = higher.node
        assert node is not None, "documents without a tree are left out before merging"
        hidden, node = take_hide(node)
        files = (*lower.files, higher) if lower else (higher,)
        if lower and not higher.path.endswith(".md"):
            node = self.over(lower.node, node, ())
        return Merged(higher.path, node, files, hidden)

    def over(self, lower: Node, higher: Node, path: Path) -> Node:
        """One value over another."""
        if is_empty(higher):
            return lower
        if path and path[-1] == ONLY_ADDED and isinstance(lower, Sequence):
            return self.added(lower, higher)
        if isinstance(lower, Mapping) and isinstance(higher, Mapping):
            return self.mapping(lower, higher, path)
        if isinstance(lower, Sequence) and isinstance(higher, Sequence) and by_id(lower, higher):
            return self.entries(lower, higher, path)
        if path and path[-1] == NEVER_LOWER:
            return self.intensity(lower, higher)
        return higher

    def mapping(self, lower: Mapping, higher: Mapping, path: Path) -> Mapping:
        """Keys of both; where both have one, the higher goes over the lower."""
        items = []
        for key, value in lower.items:
            above = higher.get(key.text)
            if above is None or is_empty(above):
                items.append((key, value))
            else:
                items.append((higher.key(key.text) or key, self.over(value, above, (*path, key.text))))
        items += [(key, value) for key, value in higher.items if lower.get(key.text) is None]
        return Mapping(tuple(items), higher.place)

    def entries(self, lower: Sequence, higher: Sequence, path: Path) -> Sequence:
        """Lists whose entries have ids: each over its namesake, new ones at the end, hidden ones gone."""
        above = {entry_id(item): take_hide(item) for item in higher.items}
        items: list[Node] = []
        for item in lower.items:
            hidden, change = above.pop(entry_id(item), (False, None))
            if not hidden:
                items.append(self.over(item, change, (*path, len(items))) if change else item)
        items += [item for hidden, item in above.values() if not hidden]
        return Sequence(tuple(items), higher.place)

    def added(self, lower: Sequence, higher: Node) -> Node:
        """Cautions of both; a layer that empties the list or hides an entry is refused."""
        if not isinstance(higher, Sequence):
            return higher
        hides = [item for item in higher.items if isinstance(item, Mapping) and item.get("hide")]
        if not higher.items or hides:
            message = "a layer cannot take cautions away"
            cure = "Delete this; a layer may add cautions, and those below it stay."
            self.problems.append(Problem((hides or [higher])[0].place, "caution-removed", message, cure))
            return lower
        known = [plain(item) for item in lower.items]
        new = tuple(item for item in higher.items if plain(item) not in known)
        return Sequence((*lower.items, *new), higher.place)

    def intensity(self, lower: Node, higher: Node) -> Node:
        """The higher of the two; a layer that lowers it is refused."""
        if isinstance(lower, Scalar) and isinstance(higher, Scalar) and higher.text.isdigit() and lower.text.isdigit():
            if int(higher.text) < int(lower.text):
                message = f"a layer cannot lower the intensity from {lower.text} to {higher.text}"
                cure = f"Leave it at {lower.text} or higher, or make an exercise of your own under a new name."
                self.problems.append(Problem(higher.place, "intensity-lowered", message, cure))
                return lower
        return higher


def entry_id(node: Node) -> str | None:
    """The id of a list entry, if it has one."""
    found = node.get("id") if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) and not found.empty else None


def by_id(lower: Sequence, higher: Sequence) -> bool:
    """Whether two lists merge by id: all entries of the higher have one, and either all of the lower have one too or
    each of the higher has its namesake below (so that a layer can change one step)."""
    above = [entry_id(item) for item in higher.items]
    below = [entry_id(item) for item in lower.items]
    if not above or None in above:
        return False
    return None not in below or set(above) <= set(below)


def take_hide(node: Node) -> tuple[bool, Node]:
    """Whether a thing or entry says `hide: true`, and the rest of it."""
    found = node.get("hide") if isinstance(node, Mapping) else None
    if isinstance(node, Mapping) and isinstance(found, Scalar) and found.text in ("true", "false"):
        return found.text == "true", node.without("hide")
    return False, node


def merge(layers: Iterable[Iterable[Document]]) -> tuple[dict[str, Merged], tuple[Problem, ...]]:
    """All layers, lowest first, as one: a Merged for every path, in the order of the paths."""
    merger = Merger()
    merged: dict[str, Merged] = {}
    for documents in layers:
        for document in documents:
            if document.node is not None:
                merged[document.path] = merger.merge(merged.get(document.path), document)
    return dict(sorted(merged.items())), tuple(merger.problems)
