"""A field that holds prose as a tree. Knows nothing of how prose is written."""

from typing import Annotated

from pydantic import GetCoreSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, core_schema

from generator.text.tree import RichText


class _IsParsed:
    """Takes a parsed text as it is. Pydantic's InstanceOf describes the tree's types besides, anew for each field."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(RichText)


def _source(value: RichText) -> str:
    return value.source


ParsedText = Annotated[RichText, _IsParsed, PlainSerializer(_source)]
