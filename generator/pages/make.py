"""The two pages for those who change the handbook: how to make it yours, and what every field means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import reference
from generator.model.kinds import KINDS, Kind
from generator.model.reference import Field, Group
from generator.pages.base import Desk
from generator.site import addresses
from generator.site.model import Page


@dataclass(frozen=True)
class FieldView:
    """A row of the field reference."""

    name: str
    required: bool
    means: str
    value: str


@dataclass(frozen=True)
class GroupView:
    """A table of the field reference; `name` is empty for the keys at the top of a file."""

    name: str
    means: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class KindView:
    """All that can be said of one kind of file."""

    name: str
    place: str
    listed: bool
    groups: tuple[GroupView, ...]
    starter: str


def pages(desk: Desk, starters: Mapping[str, str]) -> Iterator[Page]:
    """Both pages."""
    words = desk.words
    yield desk.page(
        addresses.MAKE_IT_YOURS,
        "make.md.j2",
        words("make.title"),
        words("make.lead"),
        steps=words.list("make.steps"),
        layers=words.list("make.layers"),
        kinds=tuple((kind.name, place(kind)) for kind in KINDS.values()),
        fields=desk.writer(addresses.MAKE_IT_YOURS).way(addresses.FIELDS),
    )
    yield desk.page(
        addresses.FIELDS,
        "fields.md.j2",
        words("fields.title"),
        words("fields.lead"),
        kinds=tuple(kind_view(desk, kind, starters) for kind in KINDS.values()),
    )


def place(kind: Kind) -> str:
    """Where files of a kind lie."""
    if kind.where.endswith(".yml"):
        return kind.where
    ending = ".md" if kind.name == "chapter" else ".yml"
    return f"{kind.where}/<family>/<id>{ending}" if kind.name == "exercise" else f"{kind.where}/<id>{ending}"


def kind_view(desk: Desk, kind: Kind, starters: Mapping[str, str]) -> KindView:
    """One kind, ready."""
    first, *others = reference.groups(kind)
    top = group_view(desk, first)
    groups = (GroupView("", top.means, top.fields), *(group_view(desk, group) for group in others))
    return KindView(kind.name, place(kind), kind.listed, groups, starters.get(kind.name, ""))


def group_view(desk: Desk, group: Group) -> GroupView:
    """One table, ready."""
    return GroupView(group.name, group.means, tuple(field_view(desk, field) for field in group.fields))


def field_view(desk: Desk, field: Field) -> FieldView:
    """One row, ready."""
    words = desk.words
    if field.value == "choice":
        value = words("fields.choice", choices=", ".join(field.choices))
    elif field.value == "group":
        value = words("fields.group", name=field.below)
    else:
        value = words(f"fields.{field.value}")
    return FieldView(
        field.name, field.required, field.means, words("fields.many", value=value) if field.many else value
    )
