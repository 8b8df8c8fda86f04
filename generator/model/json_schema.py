"""A JSON Schema (2020-12) for each kind of content, so that an editor can complete, explain and underline. Pure.

Read off the types alone. YAML gives an editor numbers and truths where the loader takes every scalar as text, so each
value is described in both forms. What only the loader can see, such as a rule between two files, is left to the check.
"""

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from generator.model import fields
from generator.model.annotations import InShort, Limits, Shape, read_annotation, read_shape
from generator.model.kinds import KINDS, Kind
from generator.model.references import RefersTo
from generator.text.allowed import PICTURE

Schema: TypeAlias = dict[str, Any]
Ids: TypeAlias = Mapping[str, tuple[str, ...]]
# the folder in which they lie, in a project
FOLDER = "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MOST = 999_999_999
_TEXT = ["string", "number", "boolean"]
_NOT_FILLED_IN = {"type": "string", "pattern": r"\[[Ff][Ii][Ll][Ll] [Ii][Nn]\b"}
_OLD_ID = rf"^(?:{fields.ID.pattern}/)?{fields.ID.pattern}$"
# how chapters reach a picture, which settings do not
_ABOVE = r"(?:\.\./)?images/"
_HIDE = {"enum": [True, False, "true", "false"], "description": "true takes away what a lower layer has."}
_INSTEAD = {"type": "string", "description": "With hide: true: the id of what takes its places."}


def _ignore_case(words: tuple[str, ...]) -> str:
    return "|".join("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in words)


# What may be written where a value is cast by each of these. A line may have spaces around it.
SCALARS: Mapping[object, Schema] = {
    fields.parse_one_line: {"type": _TEXT, "pattern": r"^\s*\S(?:[^\n]*\S)?\s*$", "not": _NOT_FILLED_IN},
    fields.parse_prose: {
        "type": _TEXT,
        "pattern": r"\S",
        "maxLength": fields.MAX_TEXT_LENGTH,
        "not": _NOT_FILLED_IN,
    },
    fields.parse_identifier: {
        "type": ["string", "integer"],
        "pattern": f"^{fields.ID.pattern}$",
        "maxLength": fields.MAX_ID,
        "minimum": 0,
        "not": {"enum": sorted(fields.RESERVED_IDS)},
    },
    fields.parse_old_id: {"type": ["string", "integer"], "pattern": _OLD_ID, "minimum": 0},
    fields.parse_whole_number: {"type": ["integer", "string"], "pattern": "^-?[0-9]{1,9}$"},
    fields.parse_truth: {"enum": [True, False, "true", "false"]},
    fields.parse_day: {
        "type": "string",
        "pattern": "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
        "examples": ["2027-01-12"],
    },
    fields.parse_clock: {
        "type": "string",
        "pattern": "^(?:[01]?[0-9]|2[0-3]):[0-5][0-9]$",
        "examples": ["18:00"],
    },
    fields.parse_month_day: {
        "type": "string",
        "pattern": rf"^\s*(?:{_ignore_case(fields.ORDINALS)})\s+(?:{_ignore_case(fields.WEEKDAYS)})\s*$",
        "examples": ["second Tuesday"],
    },
    fields.parse_web_address: {
        "type": "string",
        "pattern": rf"^\s*{fields.WEB_ADDRESS.pattern}\s*$",
        "examples": ["https://example.org/circle"],
    },
    fields.parse_picture_name: {
        "type": "string",
        "pattern": rf"^\s*(?:images/)?{PICTURE.pattern.removeprefix(_ABOVE)}\s*$",
        "examples": ["logo.png"],
    },
    fields.parse_doi: {"type": "string", "pattern": r"^\s*10\.[0-9]{4,9}/\S+\s*$", "examples": ["10.1000/example"]},
    fields.parse_time_zone: {"type": "string", "pattern": r"^\s*\S+\s*$", "examples": ["Europe/Bucharest"]},
}


def name_file(kind: Kind) -> str:
    """Return the name of the file that holds the schema of a kind."""
    return f"{kind.name.replace(' ', '-')}.json"


def write_modeline(kind: Kind, above: int = 1) -> str:
    """Return the remark that ties a whole file to its schema, for a layer that lies `above` folders below the
    project's."""
    up = "../" * (above + 1 + kind.depth)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name_file(kind)}"


def make_schema(kind: Kind, ids: Ids, *, whole: bool = True) -> Schema:
    """Return the schema of a kind's files; `ids` are those that can be named, by their kind.

    A `whole` file says all that it needs; of one that changes a lower layer nothing is required but what a layer
    replaces as a whole.
    """
    writer = _SchemaWriter(ids, whole)
    made = writer.write_group(kind.model, given=kind.given, whole=whole, hides=True)
    if kind.listed:
        made = {"type": "array", "items": made}
    summary = " ".join((kind.model.__doc__ or "").split("\n\n", maxsplit=1)[0].split())
    return {
        "$schema": DIALECT,
        "title": kind.noun,
        "description": f"{summary} {kind.pattern}",
        **made,
        "$defs": dict(sorted(writer.groups.items())),
    }


def list_schemas(ids: Ids, *, whole: bool = True) -> dict[str, Schema]:
    """Return the schemas of all kinds that are written as YAML alone, by the kind's name."""
    return {kind.name: make_schema(kind, ids, whole=whole) for kind in KINDS.values() if kind.ending == ".yml"}


@dataclass(frozen=True)
class _SchemaWriter:
    """Writes the schema of one kind, and gathers those of the groups beneath it."""

    ids: Ids
    whole: bool
    groups: dict[str, Schema] = field(default_factory=dict)

    def write_group(
        self, model: type[BaseModel], *, given: tuple[str, ...] = (), whole: bool, hides: bool = False
    ) -> Schema:
        """Return the schema of the keys of a model."""
        own = {info.alias or name: info for name, info in model.model_fields.items() if name not in given}
        properties = {name: self.write_field(info, required=whole and info.is_required()) for name, info in own.items()}
        if hides or (not self.whole and "id" in own):
            properties["hide"] = dict(_HIDE)
        if hides and "instead" not in properties:
            properties["instead"] = dict(_INSTEAD)
        required = [name for name, info in own.items() if info.is_required()] if whole else []
        made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
        return {**made, "required": required} if required else made

    def write_field(self, info: FieldInfo, *, required: bool) -> Schema:
        """Return the schema of one key. A key that need not stand there may also be left blank."""
        made = self.write_shape(read_shape(info))
        blank = made if required else {"anyOf": [made, {"type": "null"}]}
        return {"description": info.description, **blank} if info.description else blank

    def write_shape(self, shape: Shape, *, in_list: bool = False) -> Schema:
        """Return the schema of what may stand in a place."""
        if shape.form == "list":
            return _drop_empty(
                {
                    "type": "array",
                    "items": self.write_shape(shape.holds[0], in_list=True),
                    "minItems": shape.limits.shortest,
                    "maxItems": shape.limits.longest,
                    "uniqueItems": AfterValidator(fields.require_distinct) in shape.marks,
                }
            )
        if shape.form == "keys":
            names, values = (self.write_shape(one) for one in shape.holds)
            return {"type": "object", "propertyNames": names, "additionalProperties": values}
        if shape.form == "either":
            return {"anyOf": [self.write_shape(one) for one in shape.holds]}
        return self.write_value(shape, in_list=in_list)

    def write_value(self, shape: Shape, *, in_list: bool) -> Schema:
        """Return the schema of a single value, or of a group of keys with the short form that it may have."""
        kind = shape.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel) and issubclass(kind, fields.Record):
            forms = [self.refer_to(kind, in_list=in_list)]
            forms += [self.write_shape(read_annotation(m.annotation)) for m in shape.marks if isinstance(m, InShort)]
            return forms[0] if len(forms) == 1 else {"anyOf": forms}
        if typing.get_origin(kind) is Literal:
            return {"enum": list(typing.get_args(kind))}
        for mark in shape.marks:
            if isinstance(mark, RefersTo):
                return self.write_reference(mark)
        casts = (mark.func for mark in shape.marks if isinstance(mark, BeforeValidator))
        cast = next(cast for cast in casts if cast in SCALARS)
        return _add_limits(SCALARS[cast], shape.limits, number=cast is fields.parse_whole_number)

    def write_reference(self, mark: RefersTo) -> Schema:
        """Return the schema of an id that must be one of those there are."""
        known = [*mark.besides, *self.ids.get(mark.kind, ())]
        numbers = [int(id) for id in known if id.isdigit() and str(int(id)) == id]
        return {"enum": [*known, *numbers]}

    def refer_to(self, model: type[fields.Record], *, in_list: bool) -> Schema:
        """Return a reference to the schema of a group, which is written once."""
        # a layer replaces an entry without an id as a whole
        whole = self.whole or (in_list and "id" not in model.model_fields)
        name = model.__name__ if whole == self.whole else f"Whole{model.__name__}"
        if name not in self.groups:
            self.groups[name] = {}
            summary = " ".join((model.__doc__ or "").split("\n\n", maxsplit=1)[0].split())
            self.groups[name] = {"description": summary, **self.write_group(model, whole=whole)}
        return {"$ref": f"#/$defs/{name}"}


def _add_limits(schema: Schema, limits: Limits, *, number: bool) -> Schema:
    if number:
        least, most = limits.least, limits.most
        bounds = {"minimum": -_MOST if least is None else least, "maximum": _MOST if most is None else most}
        return {**schema, **bounds}
    return _drop_empty({**schema, "minLength": limits.shortest, "maxLength": limits.longest or schema.get("maxLength")})


def _drop_empty(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if value is not None and value is not False}
