"""The tree that a YAML file becomes: strings, lists and mappings, each with the place it stands at.

Every scalar is a string; what it means is for the model to say.
"""

from dataclasses import dataclass
from typing import TypeAlias

from generator.errors import Place

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Scalar:
    """A single value, as text. `line_span` is how many lines it covers, for finding a place inside it."""

    text: str
    place: Place
    plain: bool = True
    line_span: int = 1

    @property
    def empty(self) -> bool:
        """Nothing was written: an empty value, `~` or `null` without quotes."""
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True)
class Mapping:
    """Keys and their values, in the order written."""

    items: tuple[tuple[Scalar, "Node"], ...]
    place: Place

    def value_of(self, key: str) -> "Node | None":
        """Return the value of `key`, or None."""
        return next((value for name, value in self.items if name.text == key), None)

    def key_of(self, key: str) -> Scalar | None:
        """Return the key itself, with its place, or None."""
        return next((name for name, _ in self.items if name.text == key), None)

    def without(self, key: str) -> "Mapping":
        """Return the same mapping without one key."""
        return Mapping(tuple(item for item in self.items if item[0].text != key), self.place)


Node: TypeAlias = Scalar | Sequence | Mapping
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def to_plain_data(node: Node) -> Plain:
    """Return the tree as dict, list and str, places left behind; keys without a value are left out."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [to_plain_data(item) for item in node.items]
    return {key.text: to_plain_data(value) for key, value in node.items if not is_empty(value)}


def is_empty(node: Node) -> bool:
    """Say whether a value was left blank."""
    return isinstance(node, Scalar) and node.empty


def id_of_entry(node: Node) -> str | None:
    """Return the id of a list entry, if it has one."""
    found = node.value_of("id") if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) and not found.empty else None


def node_at(node: Node, path: Path) -> Node:
    """Return the node at `path`, or the deepest one on the way there that exists."""
    for step in path:
        found = child_of(node, step)
        if found is None:
            return node
        node = found
    return node


def child_of(node: Node, step: str | int) -> Node | None:
    """Return the node one step down the tree, or None."""
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.value_of(step)
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def place_of_key(node: Node, path: Path) -> Place:
    """Return where the key that ends `path` stands; for a list entry, or where there is none, the entry itself."""
    parent = node_at(node, path[:-1])
    if path and isinstance(parent, Mapping):
        key = parent.key_of(str(path[-1]))
        return key.place if key else parent.place
    return node_at(node, path).place


def place_of(node: Node, path: Path) -> Place:
    """Return where the value at `path` stands, or the nearest thing above it."""
    found = node_at(node, path)
    if isinstance(found, Scalar) and not found.empty:
        return found.place
    return place_of_key(node, path)
