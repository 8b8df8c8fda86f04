"""What a higher layer calls by an id that it had before is read under its new one, with a word about it. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

from generator.errors import Place, Problem
from generator.handbook.renames import RENAMED_CODE, list_old_names
from generator.model.annotations import EACH, KEYS, Pattern
from generator.model.kinds import KINDS, ContentPath, classify_path
from generator.model.references import list_reference_fields
from generator.source import nodes
from generator.source.document import Document
from generator.source.nodes import Node, Scalar

_LINK = re.compile(r"(?<=\]\()([a-z]+):([a-z0-9-]+)(?=[)#])")
Rewrite: TypeAlias = Callable[[Scalar], Scalar]


def replace_old_ids(layers: Sequence[Sequence[Document]]) -> tuple[list[list[Document]], list[Problem]]:
    """Return the documents of each layer, lowest first, with the ids that lower layers have renamed since replaced by
    the new ones, and a warning for each file and id."""
    known = {(place.kind.name, place.id) for layer in layers for document in layer for place in _list_things(document)}
    renamed: dict[tuple[str, str], str] = {}
    replaced: list[list[Document]] = []
    problems: list[Problem] = []
    for documents in layers:
        here = []
        for document in documents:
            reader = _Reader({old: new for old, new in renamed.items() if old not in known})
            here.append(reader.replace_ids(document) if reader.renamed else document)
            problems += reader.tell_replaced()
        replaced.append(here)
        for document in documents:
            for place in _list_things(document):
                renamed |= {(place.kind.name, old): place.id for old in list_old_names(document)}
    return replaced, problems


def _list_things(document: Document) -> Iterator[ContentPath]:
    place = classify_path(document.path)
    if isinstance(place, ContentPath) and place.id:
        yield place


@dataclass
class _Reader:
    """Replaces old ids in one document and notes the first place of each."""

    renamed: Mapping[tuple[str, str], str]
    found: dict[tuple[str, str], Place] = field(default_factory=dict)

    def replace_ids(self, document: Document) -> Document:
        place = classify_path(document.path)
        if document.node is None or not isinstance(place, ContentPath):
            return document
        node = self.replace_links(document.node)
        for pattern, target in list_reference_fields(place.kind.model):
            path = (EACH, *pattern) if place.kind.listed else pattern
            node = _rewrite(node, path, partial(self.replace_id, target.kind))
        body = self.replace_in_text(document.body, document.body_node.place) if document.body else ""
        return replace(document, node=node, body=body)

    def replace_id(self, kind: str, id: Scalar) -> Scalar:
        new = self.renamed.get((kind, id.text))
        if new is None:
            return id
        self.found.setdefault((kind, id.text), id.place)
        return replace(id, text=new)

    def replace_links(self, node: Node) -> Node:
        if isinstance(node, Scalar):
            return replace(node, text=self.replace_in_text(node.text, node.place))
        if isinstance(node, nodes.Sequence):
            return replace(node, items=tuple(self.replace_links(item) for item in node.items))
        return replace(node, items=tuple((key, self.replace_links(value)) for key, value in node.items))

    def replace_in_text(self, text: str, at: Place) -> str:
        def name_anew(found: re.Match[str]) -> str:
            kind, id = found.groups()
            if (kind, id) not in self.renamed:
                return found.group()
            self.found.setdefault((kind, id), Place(at.file, at.line, at.column))
            return f"{kind}:{self.renamed[kind, id]}"

        return _LINK.sub(name_anew, text) if "](" in text else text

    def tell_replaced(self) -> Iterator[Problem]:
        for (kind, id), place in self.found.items():
            new = self.renamed[kind, id]
            message = f'the {KINDS[kind].noun} "{id}", which is named here, is called "{new}" now'
            yield Problem(place, RENAMED_CODE, message, f"Write {new}; until then it is read so.", warning=True)


def _rewrite(node: Node, path: Pattern, rewrite: Rewrite) -> Node:
    """Return a tree in which the values at a path are rewritten."""
    if not path:
        return rewrite(node) if isinstance(node, Scalar) else node
    step, rest = path[0], path[1:]
    if isinstance(node, nodes.Sequence):
        return (
            replace(node, items=tuple(_rewrite(item, rest, rewrite) for item in node.items)) if step == EACH else node
        )
    if not isinstance(node, nodes.Mapping):
        return node
    if step == KEYS:
        return replace(node, items=tuple((rewrite(key), value) for key, value in node.items))
    pairs = ((key, _rewrite(value, rest, rewrite) if step in (EACH, key.text) else value) for key, value in node.items)
    return replace(node, items=tuple(pairs))
