"""Every id that one file names must exist in another."""

from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.handbook.tables import Tables
from generator.model.annotations import EACH, KEYS
from generator.model.kinds import KINDS
from generator.model.references import list_reference_fields
from generator.source import nodes
from generator.source.nodes import Mapping, Node, Path, Scalar, Sequence
from generator.text.suggestions import did_you_mean, suggest

HIDDEN_CODE = "hidden"
# how alike what people call a thing must be to what is written, from 0 to 1
_NAME_CUTOFF = 0.8
_FOUND = {False: "is the name of its file in", True: "stands in"}


def id_exists(tables: Tables, kind: str, id: str) -> bool:
    """Say whether there is such a thing. If the one file of its kind could not be read nobody knows, so the answer is
    yes."""
    return id in tables.ids_of(kind) or kind in tables.unreadable_kinds


def make_dangling_problem(tables: Tables, kind: str, id: str, place: Place) -> Problem:
    """Return the problem of naming something that does not exist or was hidden."""
    known = KINDS[kind]
    what = known.noun
    if (kind, id) in tables.hidden:
        message = f'the {what} "{id}" is hidden here and still named elsewhere'
        return Problem(place, HIDDEN_CODE, message, "Name another one there, or do not hide it.")
    meant = _suggest_id(tables, kind, id)
    where = f"content/{known.where}" if known.listed else f"content/{known.where}/"
    cure = f"{meant}The id of {known.article} {what} {_FOUND[known.listed]} {where}."
    return Problem(place, "unknown-id", f'there is no {what} with the id "{id}"', cure)


def _suggest_id(tables: Tables, kind: str, named: str) -> str:
    """Return the question whether another id is meant, or nothing: a like one, or that of what people call so."""
    known = sorted(tables.ids_of(kind))
    by_name = tables.id_by_name(kind)
    called = suggest(named.lower().replace("-", " "), by_name, _NAME_CUTOFF)
    return did_you_mean(by_name[called], known) if called else did_you_mean(named, known)


def find_written_ids(node: Node | None, path: Path) -> Iterator[Scalar]:
    """Yield what is written where ids belong: at a path in which EACH stands for every entry of a list and every value
    of keys, KEYS for the keys. Left out is what holds letters that no id has, which is said elsewhere."""
    if node is None:
        return
    if not path:
        if isinstance(node, Scalar) and not node.empty and _is_readable(node.text):
            yield node
    elif path[0] == KEYS:
        yield from (key for key, _ in node.items if _is_readable(key.text)) if isinstance(node, Mapping) else ()
    elif path[0] == EACH:
        items = node.items if isinstance(node, Sequence) else ()
        values = [value for _, value in node.items] if isinstance(node, Mapping) else items
        for value in values:
            yield from find_written_ids(value, path[1:])
    else:
        yield from find_written_ids(nodes.child_of(node, path[0]), path[1:])


def _is_readable(text: str) -> bool:
    return text.isascii() and text.isprintable() and text == text.strip() and "[" not in text


def _check_ids_exist(tables: Tables) -> Iterator[Problem]:
    """Check that every id that is named exists. Looks at what is written, so that a thing with other mistakes is
    checked too."""
    for entry in tables.entries.values():
        here = nodes.node_at(entry.document.node, entry.under)
        for path, target in list_reference_fields(KINDS[entry.kind].model):
            for id in find_written_ids(here, path):
                if not id_exists(tables, target.kind, id.text) and id.text not in target.besides:
                    yield make_dangling_problem(tables, target.kind, id.text, id.place)


def _check_families_exist(tables: Tables) -> Iterator[Problem]:
    """Check that the folder of an exercise is a family."""
    for entry in tables.entries.values():
        family = entry.document.path.split("/")[1] if entry.kind == "exercise" else None
        if family and not id_exists(tables, "family", family):
            yield make_dangling_problem(tables, "family", family, entry.start)


RULES = (_check_ids_exist, _check_families_exist)
