"""Every id that one file names must exist in another."""

import difflib
from collections.abc import Iterator
from typing import TypeAlias

from generator.errors import Place, Problem
from generator.handbook.tables import Tables
from generator.model.fields import explain_odd_id
from generator.source import nodes
from generator.source.nodes import Mapping, Node, Path, Scalar, Sequence

Named: TypeAlias = tuple[Path, str]
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
NO_IDS: dict[str | int, tuple[str, ...]] = {"ref": ("known-generally", "devised-here"), "slot": ("open",)}
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
    "format": ((("phases", EACH, "slot"), "exercise"),),
    "theme": ((("exercises", EACH), "exercise"),),
    "questionnaire": (CAUTIONS, SOURCES),
    "year": ((("parts", EACH, "sessions", EACH), "session"), (("follow_ups", EACH, "session"), "session")),
    "family": ((("begins_with",), "exercise"), (("ends_with",), "exercise")),
    "term": ((("see", EACH), "term"),),
    "circle": ((("year",), "year"), (("move", KEYS), "session")),
}


def id_exists(tables: Tables, kind: str, id: str) -> bool:
    """Whether there is such a thing; of a kind whose one file could not be read nobody knows, so all is well."""
    return id in tables.ids_of(kind) or kind in tables.unreadable_kinds


def make_dangling_problem(tables: Tables, kind: str, id: str, place: Place) -> Problem:
    """The problem of naming something that does not exist or was hidden."""
    what = NAMES.get(kind, kind)
    if by := tables.hidden.get((kind, id)):
        message = f'the {what} "{id}" is hidden by {by}'
        return Problem(place, "hidden", message, "Name another one here, or do not hide it.")
    near = difflib.get_close_matches(id, sorted(tables.ids_of(kind)), 1, 0.6)
    meant = f'Did you mean "{near[0]}"? ' if near else ""
    article = "an" if what[0] in "aeiou" else "a"
    cure = f"{meant}The id of {article} {what} {FOUND[WHERE[kind].endswith('/')]} {WHERE[kind]}."
    return Problem(place, "unknown-id", f'there is no {what} with the id "{id}"', cure)


def find_written_ids(node: Node | None, path: Path) -> Iterator[Scalar]:
    """The ids written at a path; EACH stands for every entry of a list and every value of keys, KEYS for the keys."""
    if node is None:
        return
    if not path:
        if isinstance(node, Scalar) and not node.empty and not explain_odd_id(node.text):
            yield node
    elif path[0] == KEYS:
        yield from (key for key, _ in node.items if not explain_odd_id(key.text)) if isinstance(node, Mapping) else ()
    elif path[0] == EACH:
        items = node.items if isinstance(node, Sequence) else ()
        values = [value for _, value in node.items] if isinstance(node, Mapping) else items
        for value in values:
            yield from find_written_ids(value, path[1:])
    else:
        yield from find_written_ids(nodes.child_of(node, path[0]), path[1:])


def check_ids_exist(tables: Tables) -> Iterator[Problem]:
    """A dangling id, with the nearest that exists. Looks at what is written, so that of a thing with other mistakes the
    dangling ids are told as well."""
    for entry in tables.entries.values():
        here = nodes.node_at(entry.document.node, entry.under)
        for path, kind in NAMED_BY.get(entry.kind, ()):
            for id in find_written_ids(here, path):
                if not id_exists(tables, kind, id.text) and id.text not in NO_IDS.get(path[-1], ()):
                    yield make_dangling_problem(tables, kind, id.text, id.place)


def check_families_exist(tables: Tables) -> Iterator[Problem]:
    """The folder of an exercise is a family."""
    for entry in tables.entries.values():
        family = entry.document.path.split("/")[1] if entry.kind == "exercise" else None
        if family and not id_exists(tables, "family", family):
            yield make_dangling_problem(tables, "family", family, entry.start)


RULES = (check_ids_exist, check_families_exist)
