"""A file of a higher layer whose thing was renamed below goes on changing it, under its new name. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.errors import Place, Problem
from generator.model.kinds import ContentPath, Kind, classify_path
from generator.source import nodes
from generator.source.document import Document
from generator.source.nodes import Scalar

RENAMED_CODE = "renamed"


def follow_renames(layers: Sequence[Sequence[Document]]) -> tuple[list[list[Document]], list[Problem]]:
    """Return the documents of each layer, lowest first, with those that lie at an old path moved to the new one, and a
    warning for each of these."""
    moved: dict[str, str] = {}
    known: set[str] = set()
    followed: list[list[Document]] = []
    problems: list[Problem] = []
    for documents in layers:
        here = {document.path for document in documents}
        old = {path: moved[path] for path in here - known if path in moved}
        problems += [_tell_rename(document, old[document.path], here) for document in documents if document.path in old]
        # what lies at an old path comes first, so that a file at the new one has the last word
        renamed = [replace(document, path=old[document.path]) for document in documents if document.path in old]
        followed.append([*renamed, *(document for document in documents if document.path not in old)])
        known |= here
        moved |= {path: document.path for document in documents for path in list_old_paths(document)}
    return followed, problems


def list_old_paths(document: Document) -> Iterator[str]:
    """Yield where a thing lay before, by the ids that it says it had."""
    place = classify_path(document.path)
    if isinstance(place, ContentPath):
        yield from (_make_path(place.kind, old, place.family) for old in list_old_names(document))


def list_old_names(document: Document) -> Iterator[str]:
    """Yield the ids that a thing says it had before, of a moved exercise with its family."""
    written = nodes.child_of(document.node, "was") if document.node else None
    items = written.items if isinstance(written, nodes.Sequence) else (written,)
    yield from (item.text for item in items if isinstance(item, Scalar) and not item.empty)


def _make_path(kind: Kind, id: str, family: str) -> str:
    where = id if not family or "/" in id else f"{family}/{id}"
    return f"{kind.where}/{where}{kind.ending}"


def _tell_rename(document: Document, path: str, here: set[str]) -> Problem:
    layer = document.display_path.removesuffix(document.path)
    place = classify_path(path)
    assert isinstance(place, ContentPath), "only a path that means something is moved to"
    old_id = document.path.rpartition("/")[2].removesuffix(place.kind.ending)
    if place.id == old_id:
        message = f'the {place.kind.noun} "{old_id}" lies in {path.rpartition("/")[0]} now'
        cure = f"Move this file to {layer}{path}; until then it is read as if it lay there."
    else:
        message = f'the {place.kind.noun} "{old_id}" is called "{place.id}" now'
        cure = f"Rename this file to {layer}{path}; until then it is read as if it had that name."
    if path in here:
        cure = f"{layer}{path} is there too: take over into it what you still need, and delete this file."
    return Problem(Place(document.display_path), RENAMED_CODE, message, cure, warning=True)
