"""What a circle's own files change, which file has the last word on each field, and what has changed underneath since.

Pure, and content with mistakes is compared too: it is after an update that people ask.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from enum import Enum

from generator.handbook.based_on import BasedOn
from generator.handbook.renames import follow_renames, list_old_paths
from generator.handbook.written import WrittenField, list_written_fields
from generator.model.kinds import WORDS_FILE, ContentPath, classify_path
from generator.source import nodes
from generator.source.document import Document, read_document
from generator.source.files import TEXT_ENDINGS, Layer
from generator.source.layers import ONLY_ADDED


class Effect(Enum):
    """What a file of the circle's own does; the value is its key in the words of a language."""

    ADDS = "adds"
    CHANGES = "changes"
    REPLACES = "replaces"
    HIDES = "hides"
    GONE = "gone"


class State(Enum):
    """What is known of the field below one of the circle's own."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "field_gone"
    UNKNOWN = "unknown"
    NEW = "new"


@dataclass(frozen=True)
class FieldChange:
    """A field that a circle's file has: which file wins, and the words below it when it was written and now."""

    name: str
    winner: str
    state: State
    before: str = ""
    now: str = ""

    @property
    def diff(self) -> tuple[str, ...]:
        """The lines that went, after a minus, and those that came, after a plus."""
        if self.state not in (State.CHANGED, State.GONE):
            return ()
        lines = unified_diff(self.before.split("\n"), self.now.split("\n"), n=0, lineterm="")
        return tuple(f"{line[0]} {line[1:]}" for line in list(lines)[2:] if not line.startswith("@@") and line[1:])


@dataclass(frozen=True)
class FileChange:
    """One file of the circle's own; `below` is the file that it lies over, `rename_to` the name it should have now."""

    file: str
    path: str
    what: str
    effect: Effect
    below: str = ""
    rename_to: str = ""
    fields: tuple[FieldChange, ...] = ()

    @property
    def needs_look(self) -> bool:
        """Whether something in it wants to be looked at."""
        odd = any(field.state in (State.CHANGED, State.GONE) for field in self.fields)
        return odd or bool(self.rename_to) or self.effect is Effect.GONE


def list_changes(layers: Sequence[Layer], based_on: BasedOn) -> list[FileChange]:
    """Return what each file of the layers above the lowest does, in the order of layers and paths."""
    read = [[read_document(file)[0] for file in layer.files if file.path.endswith(TEXT_ENDINGS)] for layer in layers]
    followed, _ = follow_renames([[one for one in documents if _is_content(one)] for documents in read])
    old_paths = {document.display_path: document.path for documents in read for document in documents}
    found = []
    for number in range(1, len(followed)):
        below = {one.path: one for documents in followed[:number] for one in documents}
        above = [one for documents in followed[number:] for one in documents]
        for document in sorted(followed[number], key=lambda one: one.display_path):
            found.append(_compare_file(document, old_paths[document.display_path], below, above, based_on))
        found += [_describe_words(one) for one in read[number] if one.path == WORDS_FILE]
    return found


def _is_content(document: Document) -> bool:
    return isinstance(classify_path(document.path), ContentPath)


def _compare_file(
    own: Document, old_path: str, below: Mapping[str, Document], above: Sequence[Document], based_on: BasedOn
) -> FileChange:
    under = below.get(own.path)
    # what a file rests on was remembered under the name that it had then
    names = (own.path, old_path, *(list_old_paths(under) if under else ()))
    known = next((based_on[name] for name in names if name in based_on), {})
    fields = tuple(_compare_fields(own, under, above, known))
    layer = own.display_path.removesuffix(old_path)
    rename_to = f"{layer}{own.path}" if own.path != old_path else ""
    effect = _find_effect(own, under, known)
    if effect in (Effect.ADDS, Effect.HIDES):
        fields = ()
    return FileChange(
        own.display_path, own.path, _name_thing(own), effect, under.display_path if under else "", rename_to, fields
    )


def _find_effect(own: Document, under: Document | None, known: Mapping[str, WrittenField]) -> Effect:
    hides = nodes.child_of(own.node, "hide") if own.node else None
    if under is None:
        return Effect.GONE if known else Effect.ADDS
    if isinstance(hides, nodes.Scalar) and hides.text == "true":
        return Effect.HIDES
    return Effect.REPLACES if own.path.endswith(".md") else Effect.CHANGES


def _compare_fields(
    own: Document, under: Document | None, above: Sequence[Document], known: Mapping[str, WrittenField]
) -> Iterator[FieldChange]:
    now = list_written_fields(under) if under else {}
    higher = {name: one.display_path for one in above if one.path == own.path for name in list_written_fields(one)}
    for name in list_written_fields(own):
        if name.rpartition("/")[2] == "id" and "/" in name:
            continue
        before, present = known.get(name), now.get(name)
        state = _find_state(before, present, is_over=under is not None)
        texts = (before.text if before else "", present.text if present else "")
        winner = higher.get(name, own.display_path)
        if under and present and name == ONLY_ADDED:
            winner = f"{under.display_path} + {winner}"
        yield FieldChange(name, winner, state, *texts)


def _find_state(before: WrittenField | None, now: WrittenField | None, *, is_over: bool) -> State:
    if before is None:
        return State.UNKNOWN if now else State.NEW
    if now is None:
        return State.GONE if is_over else State.SAME
    return State.SAME if before.mark == now.mark else State.CHANGED


def _name_thing(document: Document) -> str:
    place = classify_path(document.path)
    assert isinstance(place, ContentPath), "only content is compared"
    return f'{place.kind.noun} "{place.id}"' if place.id else f"file {place.kind.where}"


def _describe_words(document: Document) -> FileChange:
    keys = [key.text for key, _ in document.node.items] if isinstance(document.node, nodes.Mapping) else []
    fields = tuple(FieldChange(name, document.display_path, State.SAME) for name in keys)
    return FileChange(document.display_path, document.path, f"file {WORDS_FILE}", Effect.CHANGES, fields=fields)


def list_fields_below(change: FileChange, layers: Sequence[Layer]) -> list[WrittenField]:
    """Return the fields that lie under a file of the circle's own as they are now."""
    files = [file for layer in layers for file in layer.files if file.display_path == change.below]
    return [field for file in files for field in list_written_fields(read_document(file)[0]).values()]
