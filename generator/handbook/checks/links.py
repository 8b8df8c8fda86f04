"""Links and citations in prose: everything they name must exist."""

import difflib
from collections.abc import Iterator
from typing import Any

from generator.errors import Place, Problem
from generator.handbook.checks.references import dangling
from generator.handbook.tables import Entry, Tables
from generator.handbook.validate import find
from generator.model.fields import Part
from generator.model.library import Chapter
from generator.source import nodes
from generator.source.nodes import Path, Scalar
from generator.text.tree import Citation, Fault, Heading, Link, Picture, RichText, parts

PAGES = ("year", "printables", "glossary", "references", "exercises", "themes", "make-it-yours")
MARKS = ("[", "!")


def check(tables: Tables, pictures: dict[str, bytes]) -> Iterator[Problem]:
    """Every link, citation and picture of every prose field and chapter."""
    for entry in list(tables.entries.values()):
        if entry.value is None:
            continue
        if isinstance(entry.value, Chapter):
            yield from of_text(tables, pictures, entry, (), entry.value.text)
            continue
        for path, text in rich_fields(entry.value):
            if any(mark in text.source for mark in MARKS):
                yield from of_text(tables, pictures, entry, path, text)


def rich_fields(value: Any, path: Path = ()) -> Iterator[tuple[Path, RichText]]:
    """Every prose value below a typed value, with its path."""
    if isinstance(value, RichText):
        yield path, value
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from rich_fields(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from rich_fields(item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from rich_fields(item, (*path, key))


def of_text(
    tables: Tables, pictures: dict[str, bytes], entry: Entry, path: Path, text: RichText
) -> Iterator[Problem]:
    """The faults of one text."""
    headings = {part.anchor for part in parts(text) if isinstance(part, Heading)}
    for part in parts(text):
        for kind, id, snippet in named(part):
            place = locate(tables, entry, path, snippet)
            found = fault(tables, pictures, place, kind, id, headings)
            if found:
                yield found


def named(part: object) -> Iterator[tuple[str, str, str]]:
    """What a part of a text names: kind, id, and how it is written."""
    match part:
        case Citation(refs):
            yield from (("reference", ref, f"@{ref}") for ref in refs)
        case Picture(name, _):
            yield "picture", name, name
        case Link("here", target, _, _):
            yield "here", target, f"#{target}"
        case Link(kind, target, _, anchor) if kind != "web":
            yield kind, target, f"{kind}:{target}"
            if anchor and kind == "chapter":
                yield "anchor", f"{target}#{anchor}", f"{kind}:{target}#{anchor}"


def fault(
    tables: Tables, pictures: dict[str, bytes], place: Place, kind: str, id: str, headings: set[str]
) -> Problem | None:
    """What is wrong with naming one thing, or None."""
    if kind == "picture":
        return missing_one(place, "picture", id, list(pictures), "content/images/")
    if kind == "here":
        return missing_one(place, "heading", id, sorted(headings), "this chapter")
    if kind == "page":
        return missing_one(place, "page", id, list(PAGES), "the handbook")
    if kind == "anchor":
        chapter, _, anchor = id.partition("#")
        found = tables.one("chapter", chapter)
        known = [part.anchor for part in parts(found.text) if isinstance(part, Heading)] if found else [anchor]
        return missing_one(place, "heading", anchor, known, f'the chapter "{chapter}"')
    return dangling(tables, lambda *_: place, (), kind, id)


def missing_one(place: Place, what: str, name: str, known: list[str], where: str) -> Problem | None:
    """A name that is not among those known, with the nearest that is."""
    if name in known:
        return None
    near = difflib.get_close_matches(name, known, 1, 0.6)
    cure = f'Did you mean "{near[0]}"?' if near else "Correct the name, or take the link out."
    return Problem(place, "unknown-id", f'there is no {what} "{name}" in {where}', cure)


def locate(tables: Tables, entry: Entry, path: Path, snippet: str) -> Place:
    """The place in the file where a snippet of a text stands."""
    node = nodes.at(entry.document.node, (*entry.under, *path))
    if entry.kind == "chapter":
        top = entry.document.top
        node = Scalar(top.body, Place(top.shown, top.body_line + 1), False, len(top.lines))
    document = tables.files.get(node.place.file)
    if document and isinstance(node, Scalar):
        return find(document, node, Fault(0, snippet, "", "", ""))
    return entry.place(*path)
