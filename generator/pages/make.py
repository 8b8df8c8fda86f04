"""The two pages for those who change the handbook: how to make it yours, and what every field means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import field_reference
from generator.model.field_reference import Field, FieldGroup
from generator.model.kinds import KINDS, Kind
from generator.pages import form
from generator.pages.context import PageContext
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
    """A table of the field reference; `name` is empty for the keys at the top of a file, `label` never."""

    name: str
    label: str
    means: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class KindView:
    """All that can be said of one kind of file."""

    anchor: str
    place: str
    listed: bool
    groups: tuple[GroupView, ...]
    starter: str


def make_editor_pages(context: PageContext, starters: Mapping[str, str]) -> Iterator[Page]:
    """Yield both pages."""
    words = context.words
    yield context.make_page(
        addresses.MAKE_IT_YOURS,
        "make.md.j2",
        words("make.title"),
        words("make.lead"),
        repository=context.make_writer(addresses.MAKE_IT_YOURS).write_address(context.handbook.circle.repository),
        steps=words.list("make.steps"),
        layers=words.list("make.layers"),
        editor=words.list("make.editor_lines"),
        kinds=tuple((kind.name, kind.pattern) for kind in KINDS.values()),
        fields=context.make_writer(addresses.MAKE_IT_YOURS).href(addresses.FIELDS),
        forms=tuple(form.list_form_links(context, context.make_writer(addresses.MAKE_IT_YOURS)).values()),
    )
    yield context.make_page(
        addresses.FIELDS,
        "fields.md.j2",
        words("fields.title"),
        words("fields.lead"),
        kinds=tuple(_make_kind_view(context, kind, starters) for kind in KINDS.values()),
    )


def _make_kind_view(context: PageContext, kind: Kind, starters: Mapping[str, str]) -> KindView:
    first, *others = field_reference.list_field_groups(kind)
    top = _make_group_view(context, kind, first, "")
    groups = (top, *(_make_group_view(context, kind, one, one.name) for one in others))
    return KindView(kind.name.replace(" ", "-"), kind.pattern, kind.listed, groups, starters.get(kind.name, ""))


def _make_group_view(context: PageContext, kind: Kind, group: FieldGroup, name: str) -> GroupView:
    fields = tuple(_make_field_view(context, field) for field in group.fields)
    return GroupView(name, f"{kind.name} {name}", group.means, fields)


def _make_field_view(context: PageContext, field: Field) -> FieldView:
    words = context.words
    if field.value == "choice":
        value = words("fields.choice", choices=", ".join(field.choices))
    elif field.value == "group":
        value = words("fields.group", name=field.below)
    else:
        value = words(f"fields.{field.value}")
    return FieldView(
        field.name, field.required, field.means, words("fields.many", value=value) if field.many else value
    )
