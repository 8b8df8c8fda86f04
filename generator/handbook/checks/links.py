"""Links and citations in prose: everything they name must exist."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.errors import Place, Problem
from generator.handbook.checks.references import dangling, exists
from generator.handbook.tables import Entry, Tables
from generator.handbook.validate import find, written
from generator.model.fields import Part
from generator.model.library import Chapter
from generator.source import nodes
from generator.source.nodes import Path, Scalar
from generator.text.tree import Citation, Fault, Heading, Link, Picture, RichText, parts

PAGES = ("year", "printables", "glossary", "references", "exercises", "themes", "make-it-yours")
MARKS = ("[", "!", "<")


@dataclass(frozen=True)
class Named:
    """Something that a text names: its kind, its id, the heading in it if one is meant, and how it is written."""

    kind: str
    id: str
    snippet: str
    heading: str = ""


@dataclass(frozen=True)
class Prose:
    """One text with the thing it belongs to."""

    entry: Entry
    path: Path
    text: RichText


def check(tables: Tables, pictures: dict[str, bytes]) -> Iterator[Problem]:
    """Every link, citation and picture of every prose field and chapter."""
    for entry in list(tables.entries.values()):
        for prose in texts(entry):
            for part in parts(prose.text):
                for named in names(part):
                    if found := fault(tables, pictures, prose, named):
                        yield found


def texts(entry: Entry) -> Iterator[Prose]:
    """The texts of a thing that may name another."""
    if isinstance(entry.value, Chapter):
        yield Prose(entry, (), entry.value.text)
    elif entry.value is not None:
        for path, text in rich_fields(entry.value):
            if any(mark in text.source for mark in MARKS):
                yield Prose(entry, path, text)


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


def names(part: object) -> Iterator[Named]:
    """What a part of a text names."""
    match part:
        case Citation(refs):
            yield from (Named("reference", ref, f"@{ref}") for ref in refs)
        case Picture(name, _):
            yield Named("picture", name, name)
        case Link("here", target, _, _):
            yield Named("here", target, f"#{target}")
        case Link(kind, target, _, anchor) if kind != "web":
            yield Named(kind, target, f"{kind}:{target}", anchor)


def fault(tables: Tables, pictures: dict[str, bytes], prose: Prose, named: Named) -> Problem | None:
    """What is wrong with naming one thing, or None."""
    match named.kind:
        case "picture":
            what, known, where = "picture", list(pictures), "content/images/"
        case "here":
            what, known, where = "heading", headings(prose.text), "this chapter"
        case "page":
            what, known, where = "page", list(PAGES), "the handbook"
        case kind:
            if exists(tables, kind, named.id):
                return heading_fault(tables, prose, named)
            return dangling(tables, kind, named.id, locate(tables, prose, named.snippet))
    if named.id in known:
        return None
    message = f'there is no {what} "{named.id}" in {where}'
    if what == "picture" and not known:
        return Problem(
            locate(tables, prose, named.snippet), "unknown-id", message, "Put it there, or correct its name."
        )
    return Problem(locate(tables, prose, named.snippet), "unknown-id", message, nearest(named.id, known))


def heading_fault(tables: Tables, prose: Prose, named: Named) -> Problem | None:
    """What is wrong with the heading that a link leads to, or None."""
    chapter = tables.one("chapter", named.id) if named.kind == "chapter" else None
    known = headings(chapter.text) if chapter else []
    if not named.heading or named.heading in known or (named.kind == "chapter" and not chapter):
        return None
    place = locate(tables, prose, f"{named.snippet}#{named.heading}")
    if not chapter:
        cure = f"Take #{named.heading} out."
        return Problem(place, "unknown-id", "only in a chapter can a link lead to a heading", cure)
    message = f'there is no heading "{named.heading}" in the chapter "{named.id}"'
    return Problem(place, "unknown-id", message, nearest(named.heading, known))


def headings(text: RichText) -> list[str]:
    """The anchors of a text's headings."""
    return [part.anchor for part in parts(text) if isinstance(part, Heading)]


def nearest(name: str, known: list[str]) -> str:
    """A cure that names the nearest thing that exists."""
    near = difflib.get_close_matches(name, known, 1, 0.6)
    return f'Did you mean "{near[0]}"?' if near else "Correct the name, or take it out."


def locate(tables: Tables, prose: Prose, snippet: str) -> Place:
    """The place in the file where a snippet of a text stands."""
    entry = prose.entry
    if isinstance(entry.value, Chapter):
        return find(entry.document.top, entry.document.top.prose, Fault(0, snippet, "", "", ""))
    here = nodes.at(entry.document.node, entry.under)
    path = written(here, prose.path)
    node = nodes.at(here, path)
    document = tables.files.get(node.place.file)
    if document and isinstance(node, Scalar):
        return find(document, node, Fault(0, snippet, "", "", ""))
    return entry.place(*path)
