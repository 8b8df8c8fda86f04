"""Links and citations in prose: everything they name must exist."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Place, Problem
from generator.handbook.checks.references import id_exists, make_dangling_problem
from generator.handbook.tables import AnyEntry, Tables
from generator.handbook.validate import find_yaml_path, locate_fault
from generator.model.fields import Record
from generator.model.kinds import KINDS_WITH_PAGE, NAMED_PAGES
from generator.model.library import Chapter
from generator.source import nodes
from generator.source.nodes import Path, Scalar
from generator.text.allowed import ODD_LINK, ODD_LINK_CURE
from generator.text.suggestions import did_you_mean
from generator.text.tree import Citation, Heading, Link, Picture, ProseFault, RichText, walk_parts

_MARKS = ("[", "!", "<")


@dataclass(frozen=True)
class LinkTarget:
    """Something that a text names: its kind, its id, the heading in it if one is meant, and how it is written."""

    kind: str
    id: str
    snippet: str
    heading: str = ""


@dataclass(frozen=True)
class ProseField:
    """One text with the thing it belongs to."""

    entry: AnyEntry
    path: Path
    text: RichText


def check_links(tables: Tables, pictures: dict[str, bytes]) -> Iterator[Problem]:
    """Check every link, citation and picture of every prose field and chapter."""
    for entry in list(tables.entries.values()):
        for prose in _list_prose_fields(entry):
            for part in walk_parts(prose.text):
                for named in _list_link_targets(part):
                    if found := _find_target_fault(tables, pictures, prose, named):
                        yield found


def _list_prose_fields(entry: AnyEntry) -> Iterator[ProseField]:
    """Yield the texts of a thing that may name another."""
    if isinstance(entry.value, Chapter):
        yield ProseField(entry, (), entry.value.text)
    elif entry.value is not None:
        for path, text in _list_rich_fields(entry.value):
            if any(mark in text.source for mark in _MARKS):
                yield ProseField(entry, path, text)


def _list_rich_fields(value: object, path: Path = ()) -> Iterator[tuple[Path, RichText]]:
    """Yield every prose value below a typed value, with its path."""
    if isinstance(value, RichText):
        yield path, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _list_rich_fields(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _list_rich_fields(item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _list_rich_fields(item, (*path, key))


def _list_link_targets(part: object) -> Iterator[LinkTarget]:
    match part:
        case Citation(refs):
            yield from (LinkTarget("reference", ref, f"@{ref}") for ref in refs)
        case Picture(name, _):
            yield LinkTarget("picture", name, name)
        case Link("here", target, _, _):
            yield LinkTarget("here", target, f"#{target}")
        case Link(kind, target, _, anchor) if kind != "web":
            yield LinkTarget(kind, target, f"{kind}:{target}", anchor)


def _find_target_fault(
    tables: Tables, pictures: dict[str, bytes], prose: ProseField, named: LinkTarget
) -> Problem | None:
    match named.kind:
        case "picture":
            what, known, where = "picture", list(pictures), _find_picture_folder(prose)
        case "here":
            what, known, where = "heading", _list_heading_anchors(prose.text), "this chapter"
        case "page":
            what, known, where = "page", list(NAMED_PAGES), "the handbook"
        case kind if kind not in KINDS_WITH_PAGE and kind not in ("reference",):
            place = _locate_snippet(tables, prose, named.snippet)
            return Problem(place, "odd-link", ODD_LINK.format(link=named.snippet), ODD_LINK_CURE)
        case kind:
            if id_exists(tables, kind, named.id):
                return _find_heading_fault(tables, prose, named)
            return make_dangling_problem(tables, kind, named.id, _locate_snippet(tables, prose, named.snippet))
    if named.id in known:
        return None
    message = f'there is no {what} "{named.id}" in {where}'
    if what == "picture" and not known:
        return Problem(
            _locate_snippet(tables, prose, named.snippet), "unknown-id", message, "Put it there, or correct its name."
        )
    return Problem(
        _locate_snippet(tables, prose, named.snippet), "unknown-id", message, _suggest_or_correct(named.id, known)
    )


def _find_picture_folder(prose: ProseField) -> str:
    """Return where the pictures of a text lie: in the layer that its file is in."""
    document = prose.entry.document.top_document
    # a file whose thing was renamed is read at another path of as many steps
    layer = document.display_path.rsplit("/", document.path.count("/") + 1)[0]
    return f"{layer}/images/"


def _find_heading_fault(tables: Tables, prose: ProseField, named: LinkTarget) -> Problem | None:
    chapter = tables.value_of(Chapter, named.id) if named.kind == "chapter" else None
    known = _list_heading_anchors(chapter.text) if chapter else []
    if not named.heading or named.heading in known or (named.kind == "chapter" and not chapter):
        return None
    place = _locate_snippet(tables, prose, f"{named.snippet}#{named.heading}")
    if not chapter:
        cure = f"Delete #{named.heading}."
        return Problem(place, "unknown-id", "only in a chapter can a link lead to a heading", cure)
    message = f'there is no heading "{named.heading}" in the chapter "{named.id}"'
    return Problem(place, "unknown-id", message, _suggest_or_correct(named.heading, known))


def _list_heading_anchors(text: RichText) -> list[str]:
    return [part.anchor for part in walk_parts(text) if isinstance(part, Heading)]


def _suggest_or_correct(name: str, known: list[str]) -> str:
    """Return a cure that names the nearest thing that exists."""
    return did_you_mean(name, known).rstrip() or "Correct the name, or delete it."


def _locate_snippet(tables: Tables, prose: ProseField, snippet: str) -> Place:
    entry = prose.entry
    if isinstance(entry.value, Chapter):
        return locate_fault(
            entry.document.top_document, entry.document.top_document.body_node, ProseFault(0, snippet, "", "", "")
        )
    here = nodes.node_at(entry.document.node, entry.under)
    path = find_yaml_path(here, prose.path)
    node = nodes.node_at(here, path)
    document = tables.files.get(node.place.file)
    if document and isinstance(node, Scalar):
        return locate_fault(document, node, ProseFault(0, snippet, "", "", ""))
    return entry.place_at(*path)
