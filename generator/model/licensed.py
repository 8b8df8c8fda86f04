"""A licence holder's own file of a questionnaire: the wording that may stand in no public one.

Never part of a handbook: no layer holds it, no page, no kept result. It is read for one order to print and forgotten.
"""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from generator.model.fields import (
    AsList,
    Id,
    Integer,
    Plain,
    PlainList,
    Record,
    Rich,
    parse_whole_number,
    require_distinct,
)

Numbers = Annotated[
    tuple[Annotated[int, BeforeValidator(parse_whole_number)], ...], AsList, AfterValidator(require_distinct)
]


class PrivateScale(Record):
    """The numbers that can be given, for a form whose public file does not say."""

    min: Integer = Field(description="The lowest number.")
    max: Integer = Field(description="The highest number.")


class PrivateKey(Record):
    """Which items make a score."""

    id: Id = Field(description="The id of the score in the public file.")
    items: Annotated[Numbers, Field(min_length=1)] = Field(description="Its items, by number.")
    reverse: Numbers = Field((), description="Which of them count the other way round.")


class PrivateForm(Record):
    """The wording of a licensed form."""

    title: Plain | None = Field(None, description="What stands above it; without this line, the public title.")
    copyright: Plain = Field(description="The holder's copyright line, as the licence words it.")
    copies: Annotated[Integer, Field(ge=1)] | None = Field(None, description="How many copies the licence covers.")
    instructions: Rich | None = Field(None, description="What the form says before its first item.")
    items: Annotated[PlainList, Field(min_length=1)] = Field(description="Every item's words, in order.")
    scale: PrivateScale | None = Field(None, description="The numbers to ring, if the public file does not say.")
    labels: PlainList = Field((), description="The words for the numbers, one each, from the lowest up.")
    subscales: Annotated[tuple[PrivateKey, ...], AsList] = Field((), description="The key, if you want it filled in.")
