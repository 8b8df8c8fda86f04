"""One tree to one typed value, or the problems that stand in the way, each at its place.

Pydantic judges; its words never reach an author. Every fault it reports is turned into a sentence and a cure here.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping as ReadOnly
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import Place, Problem
from generator.model.annotations import KEYS, list_leaves
from generator.model.fields import ProseFaults, Record, quote_value
from generator.source import nodes
from generator.source.document import Document
from generator.source.nodes import Mapping, Node, Path, Scalar, Sequence
from generator.text.suggestions import did_you_mean, suggest
from generator.text.tree import ProseFault

_SYNTHETIC_STEPS = {"wordings", "words", "[key]"}
_MOST_FAULTS = 100
_LABELLED = "where words with colons belong"
_NOT_KEYS = "Begin each line with a word and a colon, and write what it says after them."
_Model = TypeVar("_Model", bound=Record)


def validate_node(
    model: type[_Model], node: Node, given: ReadOnly[str, object], files: dict[str, Document], *, under: Path = ()
) -> tuple[_Model | None, tuple[Problem, ...]]:
    """Return the typed value of a mapping, or None with what is wrong.

    `given` are fields that the file's name supplies; `under` is where the mapping stands in its file; `files` are the
    documents it came from, by their shown names, for finding a place within prose.
    """
    here = nodes.node_at(node, under)
    if not isinstance(here, Mapping):
        return None, (_make_not_keys_problem(here, model, given),)
    own = [key for key in given if here.value_of(key) is not None]
    if own:
        return None, (_find_given_key(here, own[0]),)
    data = nodes.to_plain_data(here)
    assert isinstance(data, dict)
    blank = tuple(_list_unknown_blanks(model, here, ()))
    try:
        value = model.model_validate({**data, **given})
        found: list[ErrorDetails] = []
    except ValidationError as fault:
        found = fault.errors(include_url=False)
    if not found and not blank:
        return value, ()
    explainer = Explainer(model, here, files, frozenset(given))
    return None, tuple(explainer.explain_all(found[:_MOST_FAULTS], blank[:_MOST_FAULTS]))


def _list_unknown_blanks(model: type[BaseModel], node: Mapping, path: Path) -> Iterator[Path]:
    """Yield every key without a value that is not known where it stands. As data such keys are left out, and with them
    the words behind a comma in {brackets}, which YAML takes for a key."""
    known = _find_inner_models(model)
    for key, value in node.items:
        if key.text not in known:
            if nodes.is_empty(value):
                yield (*path, key.text)
            continue
        inner, named_by_author = known[key.text]
        if inner:
            for below, group in _list_groups(value, (*path, key.text), named_by_author=named_by_author):
                yield from _list_unknown_blanks(inner, group, below)


@cache
def _find_inner_models(model: type[BaseModel]) -> dict[str, tuple[type[BaseModel] | None, bool]]:
    """Return a type's fields by their keys: the type whose keys stand in each, if any, and whether the author of the
    file chooses the keys around it."""
    found = {}
    for name, info in model.model_fields.items():
        leaves = tuple(list_leaves(info))
        inner = next((leaf.model for leaf in leaves if leaf.model), None)
        found[info.alias or name] = inner, any(KEYS in leaf.path for leaf in leaves)
    return found


def _list_groups(node: Node, path: Path, *, named_by_author: bool) -> Iterator[tuple[Path, Mapping]]:
    """Yield the groups of keys that a field holds: itself, or each of its entries."""
    if isinstance(node, Sequence):
        every: list[tuple[str | int, Node]] = list(enumerate(node.items))
    elif isinstance(node, Mapping) and named_by_author:
        every = [(key.text, value) for key, value in node.items]
    else:
        every = []
        if isinstance(node, Mapping):
            yield path, node
    yield from (((*path, step), value) for step, value in every if isinstance(value, Mapping))


def _make_not_keys_problem(node: Node, model: type[Record], given: ReadOnly[str, object]) -> Problem:
    seen = "a list" if isinstance(node, Sequence) else "a text"
    message = f"{seen} stands here, {_LABELLED}"
    fields = model.model_fields.items()
    needed = [f"{field.alias or name}:" for name, field in fields if field.is_required() and name not in given]
    cure = f"Begin its lines with these words, each with what it says: {', '.join(needed)}." if needed else _NOT_KEYS
    return Problem(_narrow_to_start(node.place), "not-keys", message, cure)


def _find_given_key(here: Mapping, key: str) -> Problem:
    place = nodes.place_of_key(here, (key,))
    says = "folder" if key == "family" else "name of the file"
    return Problem(place, "given-by-name", f"the {says} already says the {key}", f'Delete the line "{key}:".')


def _narrow_to_start(place: Place) -> Place:
    return Place(place.file, place.line, place.column)


class Explainer:
    """Turns pydantic's faults of one mapping into problems."""

    def __init__(self, model: type[Record], node: Mapping, files: dict[str, Document], given: frozenset[str]) -> None:
        self.model, self.node, self.files, self.given = model, node, files, given

    def explain_all(self, faults: list[ErrorDetails], blank: tuple[Path, ...] = ()) -> Iterator[Problem]:
        """Yield all problems; a misspelt key and the field it was meant for become one. `blank` are keys that are not
        known and have no value."""
        unknown = [*(fault["loc"] for fault in faults if fault["type"] == "extra_forbidden"), *blank]
        missing = {fault["loc"] for fault in faults if fault["type"] == "missing"}
        # a slip in a key makes two faults, the key that is not known and the field that is then missing
        for loc in unknown:
            problem, meant = self.explain_unknown_key(loc, missing)
            missing.discard(meant)
            yield problem
        for fault in faults:
            if fault["type"] == "missing" and fault["loc"] in missing:
                yield self.explain_missing(fault["loc"])
            elif fault["type"] not in ("missing", "extra_forbidden"):
                yield from self.explain_value(fault)

    def explain_unknown_key(self, loc: Path, missing: set[Path]) -> tuple[Problem, Path]:
        """Return the problem of a key that is not known here, and the missing field that it probably stands for."""
        key = str(loc[-1])
        known = self.list_known_keys(loc[:-1])
        absent = [str(path[-1]) for path in missing if path[:-1] == loc[:-1]]
        near = suggest(key, absent, 0.5) or suggest(key, known)
        cure = f"{did_you_mean(near, [near]) if near else ''}These words can stand here: {', '.join(known)}."
        if " " in key:
            cure = f"If these words belong to the text before the comma, put all of it in double quotes. {cure}"
        place = nodes.place_of_key(self.node, find_yaml_path(self.node, loc))
        return Problem(place, "unknown-key", f'"{key}" is not understood here', cure), (
            *loc[:-1],
            *((near,) if near else ()),
        )

    def list_known_keys(self, loc: Path) -> list[str]:
        """Return the keys that may stand at a place, in the order of the field reference."""
        model = _find_model_at(self.model, loc)
        if model is None:
            return []
        hidden = self.given if not loc else frozenset()
        return [field.alias or name for name, field in model.model_fields.items() if name not in hidden]

    def list_required_keys(self, loc: Path) -> list[str]:
        """Return the keys that must stand at a place."""
        model = _find_model_at(self.model, loc)
        fields = model.model_fields.items() if model else ()
        return [field.alias or name for name, field in fields if field.is_required()]

    def explain_missing(self, loc: Path) -> Problem:
        """Return the problem of a required field that is not there, or is there without a value."""
        key = str(loc[-1])
        parent = nodes.node_at(self.node, find_yaml_path(self.node, loc[:-1]))
        described = f"It says: {self.describe_key(loc)}" if self.describe_key(loc) else ""
        if isinstance(parent, Mapping) and (blank := parent.key_of(key)):
            cure = f"Write it after the colon. {described}".strip()
            return Problem(blank.place, "no-value", f'"{key}" has no value', cure)
        cure = f'Add a line that begins with "{key}:". {described}'.strip()
        return Problem(_narrow_to_start(parent.place), "missing", f'"{key}" is missing here', cure)

    def describe_key(self, loc: Path) -> str:
        """Return what the field at a location is for."""
        model = _find_model_at(self.model, loc[:-1])
        fields = model.model_fields.items() if model else ()
        return next((field.description or "" for name, field in fields if (field.alias or name) == loc[-1]), "")

    def explain_value(self, fault: ErrorDetails) -> Iterator[Problem]:
        """Yield the problems of a value that is not what its field needs."""
        path = find_yaml_path(self.node, fault["loc"])
        context = fault.get("ctx") or {}
        if "entry" in context:
            path = (*path, context["entry"])
        error = context.get("error")
        if isinstance(error, ProseFaults):
            yield from (self.explain_prose(path, found) for found in error.faults[:_MOST_FAULTS])
            return
        code, message, cure = _describe_fault(fault, self.list_required_keys(fault["loc"]))
        node = nodes.node_at(self.node, path)
        place = nodes.place_of_key(self.node, path) if fault["loc"][-1] == "[key]" else nodes.place_of(self.node, path)
        if not isinstance(node, Scalar):
            place = _narrow_to_start(node.place)
        yield Problem(place, code, message, cure)

    def explain_prose(self, path: Path, fault: ProseFault) -> Problem:
        """Return the problem of a fault within prose, at the line of the file where it stands."""
        node = nodes.node_at(self.node, path)
        place = node.place
        if isinstance(node, Scalar) and (document := self.files.get(place.file)):
            place = locate_fault(document, node, fault)
        return Problem(place, fault.code, fault.message, fault.cure)


def find_yaml_path(node: Node, loc: Path) -> Path:
    """Return a location in the types as a path in the tree, without the names that exist only in the types."""
    path: list[str | int] = []
    for step in loc:
        # what an author may write in short (a caution as a text, items as a list) has a name in the types all the same
        if step in _SYNTHETIC_STEPS and nodes.child_of(nodes.node_at(node, tuple(path)), step) is None:
            continue
        path.append(step)
    return tuple(path)


def locate_fault(document: Document, node: Scalar, fault: ProseFault) -> Place:
    """Return where in the file a snippet of a prose value stands; if it cannot be found, the beginning of its line."""
    first = node.place.line
    last = min(len(document.lines), first + node.line_span)
    # the text of a value that is written below its key begins a line further down
    likely = min(last, first + fault.line + (0 if node.plain or node.line_span == 1 else 1))
    # A fault counts lines of the text, which are not those of the file: folding joins lines, a code in double quotes
    # makes several of one. So the snippet is looked for from the likely line on, then above it.
    order = (*range(likely, last + 1), *range(first, likely)) if fault.snippet else ()
    for number in order:
        begin = node.place.column - 1 if number == first else 0
        start = _find_whole_snippet(document.lines[number - 1], fault.snippet, begin)
        if start >= 0:
            return Place(node.place.file, number, start + 1, len(fault.snippet))
    if likely == first:
        return _narrow_to_start(node.place)
    line = document.lines[likely - 1]
    return Place(node.place.file, likely, len(line) - len(line.lstrip()) + 1)


def _find_whole_snippet(line: str, snippet: str, begin: int) -> int:
    """Return where a snippet stands in a line, but not as the beginning of a longer name; -1 if nowhere."""
    start = line.find(snippet, begin)
    while start >= 0 and re.match(r"[\w-]{2}", line[start + len(snippet) - 1 : start + len(snippet) + 1]):
        start = line.find(snippet, start + 1)
    return start


def _describe_fault(fault: ErrorDetails, keys: list[str]) -> tuple[str, str, str]:
    """Return code, sentence and cure for a fault of pydantic's own kinds, or of ours. `keys` must stand here, if any
    must."""
    kind, context = fault["type"], fault.get("ctx") or {}
    if "cure" in context:
        return kind, context["message"], context["cure"]
    if kind == "literal_error":
        return _describe_choice(fault["input"], context["expected"])
    if kind in ("greater_than_equal", "greater_than"):
        least = context.get("ge", context.get("gt"))
        return "too-small", f"{fault['input']} is too small here", f"The minimum is {least}."
    if kind in ("less_than_equal", "less_than"):
        most = context.get("le", context.get("lt"))
        return "too-large-number", f"{fault['input']} is too large here", f"The maximum is {most}."
    if kind in ("string_too_long", "too_long"):
        length = len(fault["input"])
        return "too-long", f"this text has {length} characters; at most {context['max_length']} fit", "Shorten it."
    if kind == "too_short":
        return "too-few", "at least one entry belongs here", "Add an entry that starts with a hyphen."
    if isinstance(fault["input"], (dict, BaseModel)):
        return "odd-value", "this value does not fit here", "Compare it with the field reference."
    found = "a list" if isinstance(fault["input"], list) else f"the text {quote_value(fault['input'])}"
    form = "{" + ", ".join(f"{key}: …" for key in keys) + "}"
    cure = f"Write it in this form: {form}" if keys and kind != "dict_type" else _NOT_KEYS
    return "not-keys", f"{found} stands here, {_LABELLED}", cure


def _describe_choice(value: object, expected: str) -> tuple[str, str, str]:
    allowed = expected.replace("'", "").replace(" or ", ", ").split(", ")
    if isinstance(value, (list, dict)):
        return "not-a-word", "one word belongs here, not several things", f"Allowed: {', '.join(allowed)}."
    meant = did_you_mean(str(value), allowed, 0.5)
    message = f"{quote_value(value)} is not one of the words allowed here"
    return "not-allowed", message, f"{meant}Allowed: {', '.join(allowed)}."


def _find_model_at(model: type[Record], loc: Path) -> type[Record] | None:
    """Return the type whose keys stand at a location below `model`, or None where there is none.

    A location says more than the types do: it also has numbers of entries, "[key]", and the keys that an author
    chooses. None of these leads to another type, since what a field holds was found when its name was passed.
    """
    here: type[Record] | None = model
    named_by_author = False
    for step in loc:
        if isinstance(step, int) or step == "[key]" or named_by_author:
            named_by_author = False
            continue
        fields = here.model_fields.items() if here else ()
        field = next((field for name, field in fields if step in (name, field.alias)), None)
        if field is None:
            return None
        leaves = tuple(list_leaves(field))
        here = next((leaf.model for leaf in leaves if leaf.model and issubclass(leaf.model, Record)), None)
        named_by_author = any(KEYS in leaf.path for leaf in leaves)
    return here
