"""The types of a model's fields taken apart: what may stand in a field, how deep in it, and with which marks.

The one walker over annotations. References, the field reference and the explanation of faults ask it.
"""

import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel
from pydantic.fields import FieldInfo

EACH, KEYS = "*", "keys of"
Pattern: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Leaf:
    """One thing that may stand in a field: a plain type, a model or a Literal.

    `path` leads to it within the field: EACH stands for every entry of a list and every value of keys, KEYS for the
    keys. `marks` are what Annotated says of it and of all around it, the outermost first.
    """

    path: Pattern
    annotation: object
    marks: tuple[object, ...]

    @property
    def model(self) -> type[BaseModel] | None:
        """Its type, if that has fields of its own."""
        kind = self.annotation
        return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


@dataclass(frozen=True)
class InShort:
    """Marks a group of keys that may also be written as a single value of this type."""

    annotation: object


@dataclass(frozen=True)
class Shape:
    """One level of a field's type: `holds` is what it is made of.

    A "value" holds nothing; a "list" what each entry is; "keys" what a key and what its value is; "either" what may
    stand there. `marks` are what Annotated says of this level alone, the outermost first.
    """

    form: Literal["value", "list", "keys", "either"]
    annotation: object
    marks: tuple[object, ...] = ()
    holds: tuple["Shape", ...] = ()

    @property
    def limits(self) -> "Limits":
        """The numbers between which it must lie."""
        return find_limits(self.marks)


@dataclass(frozen=True)
class Limits:
    """The numbers between which a value or its length must lie, each None where there is no such limit."""

    least: int | None = None
    most: int | None = None
    shortest: int | None = None
    longest: int | None = None


NO_LIMITS = Limits()


def find_limits(marks: Iterable[object]) -> Limits:
    """Return the limits that marks set."""
    flat = [one for mark in marks for one in (mark.metadata if isinstance(mark, FieldInfo) else (mark,))]

    def find(name: str) -> int | None:
        return next((getattr(one, name) for one in flat if getattr(one, name, None) is not None), None)

    return Limits(find("ge"), find("le"), find("min_length"), find("max_length"))


def read_shape(field: FieldInfo) -> Shape:
    """Return the type of a field as a tree, without the nothing that an optional field may hold."""
    # pydantic takes the outermost marks of an annotation off it and keeps them beside it
    return read_annotation(field.annotation, tuple(field.metadata))


def read_annotation(annotation: object, marks: tuple[object, ...] = ()) -> Shape:
    """Return a type as a tree; `marks` are those that stand around it."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return read_annotation(inner[0], (*marks, *inner[1:]))
    if origin is tuple:
        return Shape("list", annotation, marks, (read_annotation(inner[0]),))
    if origin is dict:
        return Shape("keys", annotation, marks, tuple(read_annotation(one) for one in inner))
    if origin in (typing.Union, types.UnionType):
        kinds = [one for one in inner if one is not types.NoneType]
        if len(kinds) == 1:
            return read_annotation(kinds[0], marks)
        return Shape("either", annotation, marks, tuple(read_annotation(one) for one in kinds))
    return Shape("value", annotation, marks)


def list_leaves(field: FieldInfo) -> Iterator[Leaf]:
    """Yield everything that may stand in a field, apart from nothing at all."""
    yield from _list_leaves_of(read_shape(field), (), ())


def _list_leaves_of(shape: Shape, path: Pattern, marks: tuple[object, ...]) -> Iterator[Leaf]:
    marks = (*marks, *shape.marks)
    if shape.form == "value":
        yield Leaf(path, shape.annotation, marks)
    steps = {"list": (EACH,), "keys": (KEYS, EACH)}.get(shape.form)
    for number, one in enumerate(shape.holds):
        yield from _list_leaves_of(one, (*path, steps[number]) if steps else path, marks)
