"""What is written in a file, field by field: its words as they stand, and a mark by which a change is known. Pure."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from generator.model.kinds import ContentPath, classify_path
from generator.source import nodes
from generator.source.document import Document
from generator.source.nodes import Mapping, Node, Plain, Scalar

# what a chapter says below its front matter
BODY = "text"
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9][\w .;-]*")


@dataclass(frozen=True)
class WrittenField:
    """A field as a file has it: `text` is its lines from the key on, `mark` is the same for the same content, however
    that is laid out."""

    name: str
    text: str
    mark: str


def list_written_fields(document: Document) -> dict[str, WrittenField]:
    """Return the fields of a file by name. In a file that lists many things each has the id of its thing before it, as
    `circle/means`."""
    place = classify_path(document.path)
    if document.node is None or not isinstance(place, ContentPath):
        return {}
    if place.kind.listed:
        items = document.node.items if isinstance(document.node, nodes.Sequence) else ()
        named = ((nodes.id_of_entry(item), item) for item in items if isinstance(item, Mapping))
        found = [(f"{id}/{field.name}", field) for id, item in named if id for field in _list_fields(item, document)]
        return dict(found)
    fields = {field.name: field for field in _list_fields(document.node, document)}
    if document.path.endswith(".md"):
        fields[BODY] = WrittenField(BODY, document.body.strip("\n"), make_mark(document.body.strip()))
    return fields


def _list_fields(node: Node, document: Document) -> list[WrittenField]:
    if not isinstance(node, Mapping):
        return []
    starts = [key.place.line for key, _ in node.items]
    apart = len(set(starts)) == len(starts)
    ends = [*starts[1:], _find_end(node, document)]
    return [
        WrittenField(
            key.text,
            _cut_lines(document, key, end) if apart else f"{key.text}: {write_value(nodes.to_plain_data(value))}",
            make_mark(nodes.to_plain_data(value)),
        )
        for (key, value), end in zip(node.items, ends, strict=True)
        if not nodes.is_empty(value)
    ]


def _find_end(node: Mapping, document: Document) -> int:
    """Return the number of the line after the last one of a thing: where a line begins further out."""
    key = node.items[-1][0]
    for number in range(key.place.line, len(document.lines)):
        line = document.lines[number]
        outside = len(line) - len(line.lstrip()) < key.place.column - 1 or line.rstrip() == "---"
        if line.strip() and outside:
            return number + 1
    return len(document.lines) + 1


def _cut_lines(document: Document, key: Scalar, end: int) -> str:
    """Return the lines of a field, moved to the margin, without remarks and empty lines at their end."""
    margin = key.place.column - 1
    lines = [line[margin:].rstrip() for line in document.lines[key.place.line - 1 : end - 1]]
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines)


def write_value(value: Plain) -> str:
    """Return a value on one line, as a file of content holds it."""
    if isinstance(value, str):
        return value if _PLAIN_VALUE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(write_value, value))}]"
    return f"{{{', '.join(f'{key}: {write_value(one)}' for key, one in value.items())}}}"


def make_mark(value: Plain) -> str:
    """Return a short text that is the same for the same content."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
