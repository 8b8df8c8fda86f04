"""A file of the circle's own over one of the layers below: just the fields that can be changed, as remarks. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.errors import UsageError
from generator.handbook.written import WrittenField, list_written_fields
from generator.model.kinds import KINDS, ContentPath, Kind, classify_path
from generator.source import nodes
from generator.source.document import Document
from generator.source.layers import ONLY_ADDED
from generator.text.suggestions import did_you_mean

# the history of a thing and the licence of a form are not a circle's to change
_FIXED = ("was", "licence", "schema", "id")
_HEADER = """\
# This lies over {below}.
# Take the # and the space after it away from what you change. The rest may stay or go.
"""
_ADDED = "# These stay, and what you add is added to them:\n"


@dataclass(frozen=True)
class Subject:
    """A thing that is to be changed: its kind, its id, and the file that holds it."""

    kind: Kind
    id: str
    below: Document

    @property
    def prefix(self) -> str:
        """What stands before the names of its fields in what is remembered."""
        return f"{self.id}/" if self.kind.listed else ""

    @property
    def fields(self) -> dict[str, WrittenField]:
        """Its fields that can be changed, by name."""
        found = list_written_fields(self.below).items()
        own = ((name.removeprefix(self.prefix), one) for name, one in found if name.startswith(self.prefix))
        return {name: one for name, one in own if name not in _FIXED}


@dataclass(frozen=True)
class Customisation:
    """What to write at `path`. `text` is a whole file, or what comes to the end of one that is there, or nothing;
    `based_on` are the fields below, by their full names, that it now rests on; `told` says what was done."""

    path: str
    text: str
    based_on: tuple[WrittenField, ...]
    told: str


def find_subject(named: str, below: Sequence[Document]) -> Subject:
    """Return the thing that is called `kind/id`. Raises UsageError if there is none."""
    said, _, id = named.partition("/")
    kind = KINDS.get(said.replace("-", " "))
    if kind is None:
        known = [name.replace(" ", "-") for name in KINDS]
        raise UsageError(f'there is no kind "{said}". {did_you_mean(said, known)}There are: {", ".join(known)}')
    things = {thing.id: thing for document in below for thing in _list_subjects(document, kind)}
    found = things.get(id.rpartition("/")[2])
    if found is None:
        example = f", for example {said}/{next(iter(things), '…')}"
        raise UsageError(
            f'there is no {kind.noun} "{id}". {did_you_mean(id, things)}Write its id after {said}/{example}'
        )
    return found


def _list_subjects(document: Document, kind: Kind) -> Iterator[Subject]:
    place = classify_path(document.path)
    if not isinstance(place, ContentPath) or place.kind != kind:
        return
    if not kind.listed:
        yield Subject(kind, place.id, document)
    elif isinstance(document.node, nodes.Sequence):
        yield from (Subject(kind, id, document) for item in document.node.items if (id := nodes.id_of_entry(item)))


def customise(subject: Subject, own: Document | None, fields: Sequence[str], layer: str) -> Customisation:
    """Return the file in `layer` that changes a thing, with the named fields open and all others as remarks.

    `own` is the file if it is there; what stands in it stays. Raises UsageError for a field that does not exist.
    """
    check_fields(subject, fields)
    path = subject.below.path
    shown = f"{layer}/{path}"
    based_on = tuple(replace(one, name=f"{subject.prefix}{name}") for name, one in subject.fields.items())
    if subject.kind.ending == ".md":
        return _copy_chapter(subject, own, shown, based_on)
    if own and subject.kind.listed and subject.prefix in {f"{id}/" for id in _list_ids(own)}:
        return Customisation(
            path, "", based_on, f'{shown} changes "{subject.id}" already; write there what is missing.'
        )
    written = own.lines if own else ()
    missing = [name for name in _list_names(subject, fields) if not _is_there(name, written, name in fields)]
    if subject.kind.listed:
        missing = _list_names(subject, fields)
    if not missing:
        return Customisation(path, "", based_on, f"{shown} is there already with all of this, and stays as it is.")
    text = "\n".join(_write_field(subject, name, is_open=name in fields) for name in missing)
    text = _as_entry(subject.id, text) if subject.kind.listed else text
    # written to the end of what is there, whose last line may not be finished
    apart = "\n" if written and not written[-1] else "\n\n"
    before = apart if own else _HEADER.format(below=subject.below.display_path)
    done = f"has more now, at its end: {', '.join(missing)}" if own else "is there"
    return Customisation(path, f"{before}{text}\n", based_on, f"{shown} {done}.")


def _copy_chapter(
    subject: Subject, own: Document | None, shown: str, based_on: tuple[WrittenField, ...]
) -> Customisation:
    if own:
        return Customisation(subject.below.path, "", based_on, f"{shown} is there already and stays as it is.")
    text = "\n".join(subject.below.lines).rstrip("\n") + "\n"
    return Customisation(subject.below.path, text, based_on, f"{shown} is there, as a copy of the whole chapter.")


def check_fields(subject: Subject, fields: Sequence[str]) -> None:
    """Check that a thing has the fields of these names. Raises UsageError for the first that it has not."""
    kind = subject.kind
    if fields and kind.ending == ".md":
        raise UsageError(f"a {kind.noun} is replaced as a whole, so --field means nothing for {subject.id}")
    given = (*kind.given, *_FIXED)
    known = [alias for key, one in kind.model.model_fields.items() if (alias := one.alias or key) not in given]
    for name in (name for name in fields if name not in known):
        meant = did_you_mean(name, known)
        raise UsageError(
            f'{kind.article} {kind.noun} has no field "{name}" to change. {meant}There are: {", ".join(known)}'
        )


def _list_ids(own: Document) -> list[str]:
    items = own.node.items if isinstance(own.node, nodes.Sequence) else ()
    return [id for item in items if (id := nodes.id_of_entry(item))]


def _list_names(subject: Subject, fields: Sequence[str]) -> list[str]:
    """Return the names of the fields to write: of all that are there, and of others that were asked for."""
    there = list(subject.fields)
    return [*there, *(name for name in dict.fromkeys(fields) if name not in there)]


def _is_there(name: str, lines: Sequence[str], is_open: bool) -> bool:
    """Say whether a field stands in a file; one that is to be open not just as a remark."""
    mark = "" if is_open else "(?:# ?)?"
    found = re.compile(f"{mark}{re.escape(name)}:")
    return any(found.match(line) for line in lines)


def _write_field(subject: Subject, name: str, *, is_open: bool) -> str:
    found = subject.fields.get(name)
    # a blank value changes nothing, so a field that nobody has filled in yet may stand open
    text = found.text if found else f"{name}:"
    note = _ADDED if name == ONLY_ADDED and found else ""
    return note + (text if is_open else "\n".join(f"# {line}".rstrip() for line in text.split("\n")))


def _as_entry(id: str, text: str) -> str:
    return "\n".join([f"- id: {id}", *(f"  {line}" if line else "" for line in text.split("\n"))])
