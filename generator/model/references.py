"""Where a value names another thing: declared at the field by its type, read off the types here.

A field that holds an id of another kind has one of the types below; whoever asks what refers to what walks the types,
so that a new field of that type is checked, described and offered without another line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator

from generator.model.annotations import Pattern, list_leaves
from generator.model.fields import Id, Record, require_distinct, require_list

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
QuestionnaireIds = Annotated[
    tuple[QuestionnaireId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)
]
NeedIds = Annotated[tuple[NeedId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]
TermIds = Annotated[tuple[TermId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]


@cache
def list_reference_fields(model: type[Record]) -> tuple[tuple[Pattern, RefersTo], ...]:
    """Return every place in a model that names another thing, as a path in the file (see `annotations.Leaf`)."""
    return tuple(dict.fromkeys(_references_of_model(model)))


@dataclass(frozen=True)
class Step:
    """One step of a path, and whether the field that it names or lies in has to be written."""

    name: str
    needed: bool


def list_steps(model: type[BaseModel], path: Pattern) -> tuple[Step, ...]:
    """Return the steps of a path as `list_reference_fields` gives it."""
    name, *rest = path
    field = next(one for key, one in model.model_fields.items() if name in (key, one.alias))
    for leaf in list_leaves(field):
        inside = tuple(rest[: len(leaf.path)])
        below = tuple(rest[len(leaf.path) :])
        if inside == leaf.path and (leaf.model or not below):
            here = tuple(Step(step, field.is_required()) for step in (name, *inside))
            return (*here, *(list_steps(leaf.model, below) if leaf.model and below else ()))
    raise ValueError(f"{path} is no path in {model.__name__}")


def _references_of_model(model: type[BaseModel]) -> Iterator[tuple[Pattern, RefersTo]]:
    for name, field in model.model_fields.items():
        for leaf in list_leaves(field):
            here = (field.alias or name, *leaf.path)
            yield from ((here, mark) for mark in leaf.marks if isinstance(mark, RefersTo))
            if leaf.model:
                yield from (((*here, *path), mark) for path, mark in _references_of_model(leaf.model))
