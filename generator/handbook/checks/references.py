"""Every id that one file names must exist in another."""

import difflib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from generator.errors import Place, Problem
from generator.handbook.tables import Entry, Tables
from generator.source.nodes import Path

WHERE = {
    "exercise": "content/exercises/",
    "session": "content/sessions/",
    "format": "content/formats/",
    "theme": "content/themes/",
    "questionnaire": "content/questionnaires/",
    "handout": "content/handouts/",
    "chapter": "content/chapters/",
    "year": "content/years/",
    "family": "content/exercises/families.yml",
    "need": "content/needs.yml",
    "safety line": "content/safety.yml",
    "reference": "content/references.yml",
    "term": "content/glossary.yml",
}
NAMES = {"year": "year plan", "term": "glossary entry"}
FOUND = {True: "is the name of its file in", False: "stands in"}
EACH, KEYS = "*", "keys of"
NO_REFERENCE = {("reference", "known-generally"), ("reference", "devised-here"), ("slot", "open")}
CAUTIONS: Named = (("cautions", EACH, "line"), "safety line")
SOURCES: Named = (("sources", EACH, "ref"), "reference")
NAMED_BY: dict[str, tuple[Named, ...]] = {
    "exercise": (
        (("needs", EACH), "need"),
        (("materials", EACH, "handout"), "handout"),
        (("gentler",), "exercise"),
        (("then",), "exercise"),
        (("goes_well_with", EACH, "exercise"), "exercise"),
        CAUTIONS,
        SOURCES,
    ),
    "session": (
        (("format",), "format"),
        (("theme",), "theme"),
        (("fill", EACH, "exercise"), "exercise"),
        (("instead", EACH), "exercise"),
        (("questionnaires", EACH, "id"), "questionnaire"),
        (("handouts", EACH), "handout"),
    ),
    "format": ((("phases", EACH, "slot"), "slot"),),
    "theme": ((("exercises", EACH), "exercise"),),
    "questionnaire": (CAUTIONS, SOURCES),
    "year": ((("parts", EACH, "sessions", EACH), "session"), (("follow_ups", EACH, "session"), "session")),
    "family": ((("begins_with",), "exercise"), (("ends_with",), "exercise")),
    "term": ((("see", EACH), "term"),),
    "circle": ((("year",), "year"), (("move", KEYS), "session")),
}


def dangling(tables: Tables, kind: str, id: str, place: Callable[[], Place]) -> Problem | None:
    """The problem of naming something that does not exist or was hidden, or None if all is well. `place` is asked only
    then, since looking for a place takes time."""
    known = tables.ids(kind)
    if id in known or kind in tables.unread:
        return None
    if by := tables.hidden.get((kind, id)):
        message = f'the {kind} "{id}" is hidden by {by}'
        return Problem(place(), "hidden", message, "Name another one here, or do not hide it.")
    near = difflib.get_close_matches(id, sorted(known), 1, 0.6)
    meant = f'Did you mean "{near[0]}"? ' if near else ""
    what = NAMES.get(kind, kind)
    article = "an" if what[0] in "aeiou" else "a"
    message = f'there is no {what} with the id "{id}"'
    cure = f"{meant}The id of {article} {what} {FOUND[WHERE[kind].endswith('/')]} {WHERE[kind]}."
    return Problem(place(), "unknown-id", message, cure)


def named(node: Node | None, path: Path) -> Iterator[Scalar]:
    """The ids written at a path; EACH stands for every entry of a list and every value of keys, KEYS for the keys."""
    if node is None:
        return
    if not path:
        if isinstance(node, Scalar) and not node.empty and not id_fault(node.text):
            yield node
    elif path[0] == KEYS:
        yield from (key for key, _ in node.items if not id_fault(key.text)) if isinstance(node, Mapping) else ()
    elif path[0] == EACH:
        items = node.items if isinstance(node, Sequence) else ()
        values = [value for _, value in node.items] if isinstance(node, Mapping) else items
        for value in values:
            yield from named(value, path[1:])
    else:
        yield from named(nodes.child(node, path[0]), path[1:])


def every_id_exists(tables: Tables) -> Iterator[Problem]:
    """A dangling id, with the nearest that exists. Looks at what is written, so that a thing with other mistakes is told
    of its dangling ids as well."""
    for entry in tables.entries.values():
        here = nodes.at(entry.document.node, entry.under)
        for path, kind in NAMED_BY.get(entry.kind, ()):
            for id in named(here, path):
                if (kind, id.text) in NO_REFERENCE:
                    continue
                if found := dangling(tables, kind, id.text, lambda place=id.place: place):
                    yield found


def families_exist(tables: Tables) -> Iterator[Problem]:
    """The folder of an exercise is a family."""
    for entry in tables.entries.values():
        if entry.kind == "exercise":
            family = entry.document.path.split("/")[1]
            if found := dangling(tables, "family", family, lambda place=entry.top: place):
                yield found


RULES = (every_id_exists, families_exist)
