"""What the layers below still say of a thing that a layer hides is left out, wherever something is left without it.

Where the file that hides it names another thing under `instead`, that one takes its places; and what was gentler than
others gives that place to what is gentler than itself. For the rest lists lose the entry, a slot goes back to the
exercise of its format, a link becomes plain words. What cannot do without (the theme of a session, the way out of a
role, a source, a caution) stays named, and the checks tell it. Pure.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from generator.model.annotations import EACH, KEYS
from generator.model.exercise import Exercise
from generator.model.kinds import KIND_OF_MODEL, KINDS, ContentPath, Kind, classify_path
from generator.model.library import Reference, SafetyLine
from generator.model.references import OPEN, RefersTo, Step, list_reference_fields, list_steps
from generator.source import nodes
from generator.source.layers import Merged, list_hidden_entries
from generator.source.nodes import Node, Scalar

# whom something comes from, and what keeps people safe, is never left out
_NEVER_LEFT_OUT = {KIND_OF_MODEL[Reference].name, KIND_OF_MODEL[SafetyLine].name}
_FILLS = ("fill", EACH, "exercise")
_SLOTS = ("phases", EACH, "slot")
# the exercise of a family to begin with when in doubt
_BEGINS = ("begins_with",)
_EXERCISE = KIND_OF_MODEL[Exercise].name
# beside `hide: true`, what takes the places of what is hidden
INSTEAD = "instead"
_GENTLER = "gentler"
# what leads out of a role or closes a talk is chosen by the circle in each place, or stays
_WAYS_OUT = ("then", "ends_with")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([a-z]+):([a-z0-9-]+)(?:#[a-z0-9-]*)?\)")
# (kind, id) of each hidden thing, with the number of the layer that hides it
Hidden: TypeAlias = Mapping[tuple[str, str], int]
IsGone: TypeAlias = Callable[[Scalar], bool]


def leave_out_hidden(merged: Mapping[str, Merged], order: Mapping[str, int]) -> dict[str, Merged]:
    """Return all files without what a lower layer says of hidden things; `order` numbers the layer of each document by
    its shown name, the lowest first."""
    hidden = {thing: order[file] for thing, file in _list_hidden(merged)}
    if not hidden:
        return dict(merged)
    replaced = {path: _replace_in_file(whole, hidden, order, merged) for path, whole in merged.items()}
    return {path: _clear_file(whole, hidden, order, replaced) for path, whole in replaced.items()}


def _replace_in_file(whole: Merged, hidden: Hidden, order: Mapping[str, int], merged: Mapping[str, Merged]) -> Merged:
    """Return a file in which other things stand in the places of hidden ones, where it is known which."""
    place = classify_path(whole.path)
    assert isinstance(place, ContentPath), "odd places were left out when reading"
    stand_ins = {
        (kind, id): one
        for kind, id in hidden
        if (one := _find_stand_in(merged, kind, id, INSTEAD)) or kind == _EXERCISE
    }
    node = whole.node
    for pattern, target in list_reference_fields(place.kind.model) if stand_ins else ():
        if pattern[-1] in _WAYS_OUT or (EACH in pattern and pattern not in (_FILLS, _SLOTS)):
            continue

        def replace_id(id: Scalar, target: RefersTo = target, name: str = pattern[-1]) -> Scalar:
            if order[id.place.file] >= hidden.get((target.kind, id.text), -1):
                return id
            return _choose_stand_in(id, name, whole, hidden, merged, stand_ins.get((target.kind, id.text)))

        node = _map_entries(place.kind, node, pattern, replace_id)
    return replace(whole, node=node)


def _choose_stand_in(  # noqa: PLR0913, PLR0917  # what is known of one place
    id: Scalar, name: str, whole: Merged, hidden: Hidden, merged: Mapping[str, Merged], named: Scalar | None
) -> Scalar:
    """Return what stands in one place of a hidden thing: for a gentler exercise one that is gentler, or nothing new."""
    if name != _GENTLER:
        return replace(named, text=named.text) if named else id
    own = _find_stand_in(merged, _EXERCISE, id.text, _GENTLER)
    for one in (own, named):
        if one and (_EXERCISE, one.text) not in hidden and _is_gentler(merged, one.text, whole):
            return replace(one, place=id.place) if one is own else one
    return id


def _is_gentler(merged: Mapping[str, Merged], id: str, than: Merged) -> bool:
    other = _find_file(merged, _EXERCISE, id)
    levels = [nodes.child_of(one.node, "intensity") for one in (other, than) if one]
    read = [int(level.text) for level in levels if isinstance(level, Scalar) and level.text.isdecimal()]
    return len(read) == 2 and read[0] < read[1] and other is not than


def _find_stand_in(merged: Mapping[str, Merged], kind: str, id: str, key: str) -> Scalar | None:
    """Return the id that stands under a key of a thing's file."""
    whole = _find_file(merged, kind, id)
    written = nodes.child_of(whole.node, key) if whole else None
    return written if isinstance(written, Scalar) and not written.empty else None


def _find_file(merged: Mapping[str, Merged], kind: str, id: str) -> Merged | None:
    start, end = f"{KINDS[kind].where}/", f"/{id}{KINDS[kind].ending}"
    return next((one for path, one in merged.items() if path.startswith(start) and path.endswith(end)), None)


def _map_entries(kind: Kind, node: Node, path: Sequence[str], change: Callable[[Scalar], Scalar]) -> Node:
    if kind.listed and isinstance(node, nodes.Sequence):
        return replace(node, items=tuple(_map_ids(item, path, change) for item in node.items))
    return _map_ids(node, path, change)


def _map_ids(node: Node, path: Sequence[str], change: Callable[[Scalar], Scalar]) -> Node:
    """Return a node in which the ids at a path below it are changed."""
    if not path:
        return change(node) if isinstance(node, Scalar) else node
    if isinstance(node, nodes.Sequence) and path[0] == EACH:
        return replace(node, items=tuple(_map_ids(item, path[1:], change) for item in node.items))
    if not isinstance(node, nodes.Mapping) or path[0] == KEYS:
        return node
    below = ((key, _map_ids(value, path[1:], change), path[0] in (EACH, key.text), value) for key, value in node.items)
    return replace(node, items=tuple((key, new if meant else value) for key, new, meant, value in below))


def _list_hidden(merged: Mapping[str, Merged]) -> Iterator[tuple[tuple[str, str], str]]:
    for whole in merged.values():
        place = classify_path(whole.path)
        if isinstance(place, ContentPath) and whole.hidden:
            yield (place.kind.name, place.id), whole.top_document.display_path
        elif isinstance(place, ContentPath) and place.kind.listed and isinstance(whole.node, nodes.Sequence):
            there = {nodes.id_of_entry(item) for item in whole.node.items}
            for document in whole.files:
                for id, at in list_hidden_entries(document):
                    if id not in there:
                        yield (place.kind.name, id), at.file


def _clear_file(whole: Merged, hidden: Hidden, order: Mapping[str, int], merged: Mapping[str, Merged]) -> Merged:
    place = classify_path(whole.path)
    assert isinstance(place, ContentPath), "odd places were left out when reading"
    node = _unlink_node(whole.node, hidden, order)
    for pattern, target in list_reference_fields(place.kind.model):
        if (EACH not in pattern and pattern != _BEGINS) or target.kind in _NEVER_LEFT_OUT or OPEN in target.besides:
            continue

        def is_gone(id: Scalar, target: RefersTo = target) -> bool:
            return order[id.place.file] < hidden.get((target.kind, id.text), -1)

        if pattern == _FILLS:
            node = _empty_slots(node, is_gone, merged, hidden)
        else:
            node = _clear_entries(place.kind, node, list_steps(place.kind.model, pattern), is_gone)
    *below, top = whole.files
    if whole.path.endswith(KINDS["chapter"].ending):
        top = replace(top, body=_unlink_text(top.body, order[top.display_path], hidden))
    return replace(whole, node=node, files=(*below, top))


def _clear_entries(kind: Kind, node: Node, steps: Sequence[Step], is_gone: IsGone) -> Node:
    """Return a file, or a list of things of one file, without the references at one path."""
    if kind.listed and isinstance(node, nodes.Sequence):
        return replace(node, items=tuple(_prune(item, steps, is_gone) or item for item in node.items))
    return _prune(node, steps, is_gone) or node


def _prune(node: Node, steps: Sequence[Step], is_gone: IsGone) -> Node | None:
    """Return what is left of a node without what is gone at a path below it, None if the node goes with it."""
    if not steps:
        return None if isinstance(node, Scalar) and is_gone(node) else node
    step, rest = steps[0], steps[1:]
    if step.name == EACH:
        return _prune_list(node, step, rest, is_gone)
    child = nodes.child_of(node, step.name)
    if child is None or step.name == KEYS or not isinstance(node, nodes.Mapping):
        return node
    kept = _prune(child, rest, is_gone)
    if kept is None:
        return None if step.needed else node.without(step.name)
    return replace(node, items=tuple((key, kept if value is child else value) for key, value in node.items))


def _prune_list(node: Node, step: Step, rest: Sequence[Step], is_gone: IsGone) -> Node:
    if not isinstance(node, nodes.Sequence):
        return node
    kept = [left for item in node.items if (left := _prune(item, rest, is_gone)) is not None]
    # a list that must hold something is told instead of emptied
    return node if step.needed and not kept else replace(node, items=tuple(kept))


def _empty_slots(node: Node, is_gone: IsGone, merged: Mapping[str, Merged], hidden: Hidden) -> Node:
    """Return a session without the fillings that are gone, of slots for which its format has an exercise itself."""
    fill = nodes.child_of(node, _FILLS[0])
    if not isinstance(node, nodes.Mapping) or not isinstance(fill, nodes.Mapping):
        return node
    own = set(_list_own_exercises(node, merged, hidden))
    kept = []
    for key, value in fill.items:
        id = nodes.child_of(value, _FILLS[2])
        if not (isinstance(id, Scalar) and is_gone(id) and key.text in own):
            kept.append((key, value))
    left = replace(fill, items=tuple(kept))
    return replace(node, items=tuple((key, left if value is fill else value) for key, value in node.items))


def _list_own_exercises(session: Node, merged: Mapping[str, Merged], hidden: Hidden) -> Iterator[str]:
    """Yield the phases of a session's format that have an exercise of their own."""
    named = nodes.child_of(session, "format")
    name = named.text if isinstance(named, Scalar) else ""
    whole = merged.get(f"{KINDS['format'].where}/{name}{KINDS['format'].ending}")
    phases = nodes.child_of(whole.node, "phases") if whole else None
    for phase in phases.items if isinstance(phases, nodes.Sequence) else ():
        slot, id = nodes.child_of(phase, "slot"), nodes.id_of_entry(phase)
        if id and isinstance(slot, Scalar) and slot.text != OPEN and ("exercise", slot.text) not in hidden:
            yield id


def _unlink_node(node: Node, hidden: Hidden, order: Mapping[str, int]) -> Node:
    """Return a tree in which links of lower layers to hidden things are plain words."""
    if isinstance(node, Scalar):
        text = _unlink_text(node.text, order[node.place.file], hidden)
        return node if text == node.text else replace(node, text=text)
    if isinstance(node, nodes.Sequence):
        return replace(node, items=tuple(_unlink_node(item, hidden, order) for item in node.items))
    return replace(node, items=tuple((key, _unlink_node(value, hidden, order)) for key, value in node.items))


def _unlink_text(text: str, layer: int, hidden: Hidden) -> str:
    def unlink(found: re.Match[str]) -> str:
        words, kind, id = found.groups()
        return words if layer < hidden.get((kind, id), -1) else found.group()

    return _LINK.sub(unlink, text) if "](" in text else text
