"""The pages on which an exercise, a theme or a session is written in a form, all that it asks read off the types.

Each page carries one value, as JSON, for make.js: the fields with their labels and limits, what can be chosen in this
handbook, what holds between the fields, and every word that is shown.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import fields, json_schema
from generator.model.field_reference import Field, FieldGroup, list_field_groups
from generator.model.fields import PageRecord
from generator.model.kinds import KINDS, Kind
from generator.model.layer_names import LOCAL_LAYER
from generator.pages.context import PageContext
from generator.pages.form_kinds import FORM_KINDS
from generator.pages.writer import Writer
from generator.phrasing import citations
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words

SCRIPTS = ("make-model.js", "make-preview.js", "make.js")
# what is new had no ids before this one
_LEFT_OUT = ("was",)
# asked when everything else is said
_LAST = ("also",)
# what there is so much of, and whose order counts, that it is chosen one by one and not ticked
_CHOSEN_SINGLY = ("exercise", "handout")
# the words for what a field allows, where they stand elsewhere than under `maker`
_CHOICE_WORDS = {"worklife": "worklife", "occasion": "occasion", "room": "room"}


def make_form_pages(context: PageContext) -> Iterator[Page]:
    """Yield a page with a form for each kind that has one, and with what to do where no script runs."""
    for name in FORM_KINDS:
        write = context.make_writer(addresses.FORMS[name])
        yield context.make_page(
            write.path,
            "form.md.j2",
            context.words(f"maker.{name}.title"),
            context.words(f"maker.{name}.lead"),
            meta={"scripts": list(SCRIPTS), "hide": ["toc"]},
            lead=context.words(f"maker.{name}.lead"),
            no_script=context.words(f"maker.{name}.no_script", family=next(iter(context.handbook.families), "")),
            others=tuple(link for kind, link in list_form_links(context, write).items() if kind != name),
            form=context.write_json(make_form(context, KINDS[name])),
        )


def list_form_links(context: PageContext, write: Writer) -> Mapping[str, tuple[str, str]]:
    """Return the title and the address of every form, by kind."""
    return {kind: (context.words(f"maker.{kind}.title"), write.href(addresses.FORMS[kind])) for kind in FORM_KINDS}


def make_form(context: PageContext, kind: Kind) -> dict[str, Any]:
    """Return all that the form of a kind is made of, ready for JSON."""
    groups = list_field_groups(kind, given=True)
    return {
        "kind": kind.name,
        "top": kind.model.__name__,
        "groups": {group.name: list(_list_fields(context, kind, group)) for group in groups},
        "things": _list_named_things(context, groups),
        "rules": FORM_KINDS[kind.name].make_rules(context.handbook),
        "id": {
            "form": fields.ID.pattern,
            "reserved": sorted(fields.RESERVED_IDS),
            "most": fields.MAX_ID,
            "spelt": fields.SPELT_OUT,
            "example": fields.EXAMPLE_ID,
        },
        "file": {
            "folder": f"{LOCAL_LAYER}/{kind.where}",
            "within": "family" if kind.depth else "",
            "ending": kind.ending,
            "first": json_schema.write_modeline(kind),
            "open": addresses.new_file_form(context.handbook.circle.repository),
        },
        "words": _list_words(context, kind),
    }


def _list_words(context: PageContext, kind: Kind) -> dict[str, Mapping[str, Any]]:
    find = context.words.find
    script, problems = find("maker.script"), find("maker.problems")
    assert isinstance(script, Mapping) and isinstance(problems, Mapping), "held against the English words"
    return {
        "script": script,
        "problems": problems,
        "page": {key: find(key) for key in FORM_KINDS[kind.name].preview_words},
    }


def _list_fields(context: PageContext, kind: Kind, group: FieldGroup) -> Iterator[dict[str, Any]]:
    rows = [field for field in group.fields if field.name not in _LEFT_OUT]
    on_top = group.name == kind.model.__name__
    if on_top:
        first = FORM_KINDS[kind.name].first
        order = (*first, *(field.name for field in rows if field.name not in (*first, *_LAST)), *_LAST)
        rows.sort(key=lambda field: order.index(field.name))
    for field in rows:
        made = {
            "name": field.name,
            "label": context.words(f"maker.labels.{group.name.lower()}.{field.name}"),
            "entry": context.words(f"maker.entries.{field.name}") if field.many and not _is_ticked(field) else "",
            "hint": _find_hint(context, group, field),
            "kind": field.value,
            "required": field.required,
            "many": field.many,
            "ticked": _is_ticked(field),
            "keyed": field.keyed,
            "below": field.below,
            "least": field.limits.least,
            "most": field.limits.most,
            "longest": field.limits.longest,
            "fewest": field.fewest,
            "given": on_top and field.name in kind.given,
            "choices": list(_list_choices(context, field)),
            "things": field.refers_to,
        }
        yield {key: value for key, value in made.items() if not _says_nothing(value)}


def _find_hint(context: PageContext, group: FieldGroup, field: Field) -> str:
    """Return what is said under the name of a field: its description, unless the words have another."""
    own = context.words.find(f"maker.hints.{group.name.lower()}.{field.name}")
    return own if isinstance(own, str) else field.means


def _says_nothing(value: object) -> bool:
    # 0 is a limit like another
    return value is None or value is False or value in ("", [])


def _is_ticked(field: Field) -> bool:
    """Say whether what belongs into a field is ticked, not written or chosen one by one."""
    return field.many and bool(field.choices or (field.refers_to and field.refers_to not in _CHOSEN_SINGLY))


def _list_choices(context: PageContext, field: Field) -> list[tuple[str, str]]:
    """Return what the type of a field allows, or its family, with the words for it; nothing where one writes."""
    words = context.words
    if field.name == "family":
        return [(family.id, family.name) for family in context.handbook.families.values()]
    if field.name == "intensity":
        limits = field.limits
        return [(str(level), words(f"intensity.{level}")) for level in range(limits.least or 1, (limits.most or 0) + 1)]
    table = _CHOICE_WORDS.get(field.name, f"maker.{field.name}")
    return [(choice, words(f"{table}.{choice}")) for choice in field.choices]


def _list_named_things(context: PageContext, groups: tuple[FieldGroup, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Return what can be named in the fields of a form, by kind: id, words, and where it helps the group it is of."""
    named = [field for group in groups for field in group.fields if field.refers_to]
    return {
        field.refers_to: [
            *((one, context.words(f"source.{one}")) for one in field.besides),
            *_list_things(context, field.refers_to),
        ]
        for field in named
    }


def _list_things(context: PageContext, kind: str) -> Iterator[tuple[str, ...]]:
    book = context.handbook
    match kind:
        case "exercise":
            yield from ((one.id, one.title, book.families[one.family].name) for one in book.exercises.values())
        case "need":
            yield from ((one.id, one.words) for one in book.needs.values())
        case "safety line":
            yield from ((one.id, " ".join(plain_words(one.words).split())) for one in book.safety.values())
        case "reference":
            yield from ((one.id, citations.cite_short(one, context.words)) for one in book.references.values())
        case _:
            yield from ((id, one.title) for id, one in book.records(kind).items() if isinstance(one, PageRecord))
