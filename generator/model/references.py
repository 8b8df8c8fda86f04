"""Where a value names another thing: declared at the field by its type, read off the types here.

A field that holds an id of another kind has one of the types below; whoever asks what refers to what walks the types,
so that a new field of that type is checked, described and offered without another line.
"""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator

from generator.model.fields import Id, Record, require_distinct, require_list

EACH, KEYS = "*", "keys of"
Pattern: TypeAlias = tuple[str, ...]
# where something comes from if from no work that is listed
SOURCES_WITHOUT_REFERENCE = ("known-generally", "devised-here")
# a slot that each session fills for itself, and the session that may stand in a year more than once
OPEN = "open"


@dataclass(frozen=True)
class RefersTo:
    """Marks an id as that of another thing of a kind; `besides` are words that may stand in its place."""

    kind: str
    besides: tuple[str, ...] = ()


ExerciseId = Annotated[Id, RefersTo("exercise")]
SessionId = Annotated[Id, RefersTo("session")]
FormatId = Annotated[Id, RefersTo("format")]
ThemeId = Annotated[Id, RefersTo("theme")]
QuestionnaireId = Annotated[Id, RefersTo("questionnaire")]
HandoutId = Annotated[Id, RefersTo("handout")]
YearId = Annotated[Id, RefersTo("year")]
NeedId = Annotated[Id, RefersTo("need")]
SafetyLineId = Annotated[Id, RefersTo("safety line")]
TermId = Annotated[Id, RefersTo("term")]
SourceId = Annotated[Id, RefersTo("reference", SOURCES_WITHOUT_REFERENCE)]
SlotExerciseId = Annotated[Id, RefersTo("exercise", (OPEN,))]
ExerciseIds = Annotated[tuple[ExerciseId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]
HandoutIds = Annotated[tuple[HandoutId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]
NeedIds = Annotated[tuple[NeedId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]
TermIds = Annotated[tuple[TermId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]


@cache
def list_reference_fields(model: type[Record]) -> tuple[tuple[Pattern, RefersTo], ...]:
    """Return every place in a model that names another thing, as a path in the file: EACH stands for every entry of a
    list and every value of keys, KEYS for the keys."""
    return tuple(dict.fromkeys(_references_of_model(model)))


def _references_of_model(model: type[BaseModel]) -> Iterator[tuple[Pattern, RefersTo]]:
    for name, info in model.model_fields.items():
        # pydantic takes the outermost marks of an annotation apart from it
        marks = [mark for mark in info.metadata if isinstance(mark, RefersTo)]
        for path, mark in (((), mark) for mark in marks) if marks else _references_in(info.annotation):
            yield (info.alias or name, *path), mark


def _references_in(annotation: Any) -> Iterator[tuple[Pattern, RefersTo]]:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        marks = [mark for mark in inner[1:] if isinstance(mark, RefersTo)]
        yield from (((), mark) for mark in marks) if marks else _references_in(inner[0])
    elif origin is tuple:
        yield from (((EACH, *path), mark) for path, mark in _references_in(inner[0]))
    elif origin is dict:
        yield from (((KEYS,), mark) for _, mark in _references_in(inner[0]))
        yield from (((EACH, *path), mark) for path, mark in _references_in(inner[1]))
    elif origin in (typing.Union, types.UnionType):
        for one in inner:
            yield from _references_in(one)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _references_of_model(annotation)
