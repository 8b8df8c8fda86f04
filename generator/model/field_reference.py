"""The field reference: what each kind of content may say, read off the types, so that it never falls behind."""

import typing
from dataclasses import dataclass
from typing import Literal

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from generator.model import fields
from generator.model.annotations import EACH, KEYS, NO_LIMITS, Limits, list_leaves, read_shape
from generator.model.fields import Record
from generator.model.kinds import Kind
from generator.model.references import RefersTo

VALUE_KINDS = {
    fields.parse_one_line: "line",
    fields.parse_prose: "prose",
    fields.parse_identifier: "id",
    fields.parse_whole_number: "number",
    fields.parse_truth: "truth",
    fields.parse_day: "day",
    fields.parse_clock: "time",
    fields.parse_month_day: "month_day",
    fields.parse_web_address: "address",
    fields.parse_picture_name: "picture",
    fields.parse_doi: "doi",
    fields.parse_old_id: "id",
    fields.parse_time_zone: "zone",
}


@dataclass(frozen=True)
class Field:
    """One key: what it means, whether it must stand, what may be written. `value` is a key of the words; `choices` are
    the words allowed, `below` the name of the group that is written beneath, `refers_to` the kind whose ids may stand
    there and `besides` the words that may in their place, `limits` those of each value, `fewest` the least number of
    entries; `keyed` where one value stands under each of several names."""

    name: str
    required: bool
    means: str
    value: str
    many: bool
    choices: tuple[str, ...]
    below: str
    refers_to: str = ""
    besides: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS
    fewest: int = 0
    keyed: bool = False


@dataclass(frozen=True)
class FieldGroup:
    """The keys that stand together at one place."""

    name: str
    means: str
    fields: tuple[Field, ...]


def list_field_groups(kind: Kind, *, given: bool = False) -> tuple[FieldGroup, ...]:
    """Return the keys of a kind, and of every group beneath it, each group once; `given` adds what the file's name and
    place say."""
    found: dict[str, FieldGroup] = {}
    _collect_groups(kind.model, set() if given else set(kind.given), found)
    return tuple(found.values())


def _collect_groups(model: type[Record], given: set[str], found: dict[str, FieldGroup]) -> None:
    rows = []
    inner: list[type[Record]] = []
    for name, info in model.model_fields.items():
        if name not in given:
            row, part = _describe_field(info.alias or name, info)
            rows.append(row)
            inner += [part] if part else []
    summary = (model.__doc__ or "").split("\n\n")[0]
    found[model.__name__] = FieldGroup(model.__name__, " ".join(summary.split()), tuple(rows))
    for part in inner:
        if part.__name__ not in found:
            _collect_groups(part, set(), found)


def _describe_field(name: str, info: FieldInfo) -> tuple[Field, type[Record] | None]:
    """Return one key, and the type of the group beneath it if there is one."""
    value, choices, group = "line", (), None
    leaves = tuple(list_leaves(info))
    for leaf in leaves:
        if leaf.model and issubclass(leaf.model, Record):
            group, value = leaf.model, "group"
        elif typing.get_origin(leaf.annotation) is Literal:
            choices, value = typing.get_args(leaf.annotation), "choice"
        else:
            casts = [mark.func for mark in leaf.marks if isinstance(mark, BeforeValidator)]
            value = next((VALUE_KINDS[cast] for cast in casts if cast in VALUE_KINDS), value)
    keyed = any(KEYS in leaf.path for leaf in leaves)
    many = not keyed and any(EACH in leaf.path for leaf in leaves)
    below = group.__name__ if group else ""
    shape, marks = read_shape(info), [mark for leaf in leaves for mark in leaf.marks]
    refers = next((mark for mark in marks if isinstance(mark, RefersTo)), RefersTo(""))
    fewest = (shape.limits.shortest or 0) if many else 0
    limits = (shape.holds[0] if many and shape.form == "list" else shape).limits
    field = Field(
        name,
        info.is_required(),
        info.description or "",
        value,
        many,
        choices,
        below,
        refers.kind,
        refers.besides,
        limits,
        fewest,
        keyed,
    )
    return field, group
