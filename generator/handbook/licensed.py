"""A licence holder's file: read, checked like all content, and told of like all content.

The only way in for wording that is not ours. Nothing of it goes into a handbook, a page or a kept file, and into a
message only the line at fault; who prints it writes beside the file and nowhere else. Knows nothing of paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Place, Problem, select_errors
from generator.handbook.validate import validate_node
from generator.model.library import OWN_LICENCE, Questionnaire
from generator.model.licensed import PrivateForm, PrivateKey
from generator.source import nodes
from generator.source.document import read_document
from generator.source.files import File, read_file
from generator.source.nodes import Node
from generator.source.text import read_lossy_lines


@dataclass(frozen=True)
class LicensedFormResult:
    """What a private file holds: None with problems, and its lines for showing them."""

    form: PrivateForm | None
    problems: tuple[Problem, ...]
    lines: dict[str, list[str]]


def read_licensed_form(path: Path, shown: str, form: Questionnaire) -> LicensedFormResult:
    """Read a licence holder's file for a form. Raises FileAccessError if it is not there or cannot be read."""
    found = read_file(path, shown)
    if isinstance(found, Problem):
        return LicensedFormResult(None, (found,), {})
    private, problems = examine_licensed_form(found, form)
    return LicensedFormResult(private, problems, {shown: list(read_lossy_lines(found.data))})


def examine_licensed_form(file: File, form: Questionnaire) -> tuple[PrivateForm | None, tuple[Problem, ...]]:
    """Return the typed content of a private file, or None with everything that is wrong with it."""
    read, problems = read_document(file)
    if read.node is None:
        return None, problems
    value, more = validate_node(PrivateForm, read.node, {}, {file.display_path: read})
    faults = tuple(sorted({*problems, *more, *(_check_licensed_form(value, read.node, form) if value else ())}))
    return (None if select_errors(faults) else value), faults


def _check_licensed_form(private: PrivateForm, node: Node, form: Questionnaire) -> Iterator[Problem]:
    """Check a private file against the form's public structure."""
    if form.licence == OWN_LICENCE:
        message = "this form is free, and all its words are in the handbook already"
        yield Problem(Place(node.place.file), "not-licensed", message, "Print it without a private file.")
        return
    yield from _check_scale(private, node, form)
    total = form.items.count if form.items else None
    if total is not None and len(private.items) != total:
        message = f"{len(private.items)} items stand here, and this form has {total}"
        cure = "Write every item once, in the order of your copy."
        yield Problem(nodes.place_of_key(node, ("items",)), "item-count", message, cure)
    ids = [key.id for key in private.subscales]
    for number, key in enumerate(private.subscales):
        yield from _check_key(key, number, node, form, len(private.items))
        if key.id in ids[:number]:
            place = nodes.place_of(node, ("subscales", number, "id"))
            yield Problem(place, "twice", f'"{key.id}" stands here twice', "Keep it once.")


def _check_scale(private: PrivateForm, node: Node, form: Questionnaire) -> Iterator[Problem]:
    """Check that the numbers agree with the public ones, and that there is one label for each."""
    scale = form.scale or private.scale
    if private.scale and private.scale.max <= private.scale.min:
        message = "the highest number is not above the lowest"
        yield Problem(nodes.place_of(node, ("scale", "max")), "scale-order", message, "Correct one of the two.")
    elif private.scale and form.scale and (private.scale.min, private.scale.max) != (form.scale.min, form.scale.max):
        message = f"this form is answered with {form.scale.min} to {form.scale.max}"
        cure = "Delete the lines of scale:, or check whether your copy is another edition."
        yield Problem(nodes.place_of_key(node, ("scale",)), "other-scale", message, cure)
    elif private.labels and scale is None:
        message = "there are labels, but nobody says for which numbers"
        cure = "Add scale: with the lowest and the highest number, for example {min: 0, max: 6}."
        yield Problem(nodes.place_of_key(node, ("labels",)), "no-scale", message, cure)
    elif private.labels and scale and len(private.labels) != scale.max - scale.min + 1:
        points = scale.max - scale.min + 1
        message = f"{len(private.labels)} labels stand here for {points} numbers, {scale.min} to {scale.max}"
        yield Problem(nodes.place_of_key(node, ("labels",)), "label-count", message, "Write one label for each number.")


def _check_key(key: PrivateKey, number: int, node: Node, form: Questionnaire, total: int) -> Iterator[Problem]:
    """Check that a score of the key exists, has its number of items, and that the form has all of them."""
    public = next((scale for scale in form.subscales if scale.id == key.id), None)
    where = ("subscales", number)
    if public is None:
        known = ", ".join(scale.id for scale in form.subscales)
        cure = f"There are: {known}." if known else "This form has no scores; delete the lines of subscales:."
        yield Problem(nodes.place_of(node, (*where, "id")), "no-such-score", f'this form has no score "{key.id}"', cure)
    elif public.count and len(key.items) != public.count:
        message = f"{len(key.items)} items are named, and this score has {public.count}"
        yield Problem(nodes.place_of_key(node, (*where, "items")), "item-count", message, "Look at your key again.")
    for field, allowed in (("items", set(range(1, total + 1))), ("reverse", set(key.items))):
        for index, item in enumerate(getattr(key, field)):
            if item not in allowed:
                what = (
                    f"there is no item {item}" if field == "items" else f"item {item} is not among those of this score"
                )
                yield Problem(nodes.place_of(node, (*where, field, index)), "no-such-item", what, "Correct the number.")
