"""The types of a model's fields taken apart: what may stand in a field, how deep in it, and with which marks.

The one walker over annotations. References, the field reference and the explanation of faults ask it.
"""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, TypeAlias

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


def list_leaves(field: FieldInfo) -> Iterator[Leaf]:
    """Yield everything that may stand in a field, apart from nothing at all."""
    # pydantic takes the outermost marks of an annotation off it and keeps them beside it
    return _take_apart(field.annotation, (), tuple(field.metadata))


def _take_apart(annotation: object, path: Pattern, marks: tuple[object, ...]) -> Iterator[Leaf]:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        yield from _take_apart(inner[0], path, (*marks, *inner[1:]))
    elif origin is tuple:
        yield from _take_apart(inner[0], (*path, EACH), marks)
    elif origin is dict:
        yield from _take_apart(inner[0], (*path, KEYS), marks)
        yield from _take_apart(inner[1], (*path, EACH), marks)
    elif origin in (typing.Union, types.UnionType):
        for one in inner:
            yield from _take_apart(one, path, marks)
    elif annotation is not types.NoneType:
        yield Leaf(path, annotation, marks)
