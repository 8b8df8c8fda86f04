"""The page on which an exercise is written in a form. All that the form asks is read off the type `Exercise`.

The page carries one value, as JSON, for make-exercise.js: the fields with their labels and limits, what can be chosen
in this handbook, and every word that is shown.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.handbook import derive
from generator.handbook.checks.exercises import DEEP, DEEP_NOT_BEFORE, STIRRING
from generator.handbook.value import Handbook
from generator.model import fields, json_schema
from generator.model.exercise import Exercise
from generator.model.field_reference import Field, FieldGroup, list_field_groups
from generator.model.kinds import KINDS, LOCAL_LAYER
from generator.pages.context import PageContext
from generator.phrasing import citations
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import RichText, plain_words

SCRIPT = "make-exercise.js"
_KIND = KINDS["exercise"]
_TOP = Exercise.__name__
# a new exercise had no ids before this one
_LEFT_OUT = ("was",)
# asked first, since the file's name follows from them
_FIRST = ("title", "family", "id")
# what is printed on each side of a card; short steps stand for the full ones
_CARD_FRONT = ("title", "one_line", "say", "materials", "space")
_CARD_BACK = ("steps", "debrief", "cautions", "opt_out")
_PREVIEW_WORDS = (
    *("aim", "materials", "space", "invitation", "steps", "minutes", "people", "intensity", "variations", "remote"),
    *("goes_well_with", "sources"),
)
_PREVIEW_LABELS = ("say", "rule", "cautions", "opt_out", "debrief", "choose_one", "gentler", "then")


# the fields of each group that hold words to read, not ids and numbers
_WRITTEN = {
    group.name: [field.name for field in group.fields if field.value in ("line", "prose")]
    for group in list_field_groups(_KIND)
}


def make_exercise_form_page(context: PageContext) -> Page:
    """Make the page with the form, and with what to do where no script runs."""
    return context.make_page(
        addresses.MAKE_EXERCISE,
        "make-exercise.md.j2",
        context.words("maker.title"),
        context.words("maker.lead"),
        meta={"script": SCRIPT, "hide": ["toc"]},
        family=next(iter(context.handbook.families), ""),
        form=json.dumps(make_form(context), ensure_ascii=False, separators=(",", ":")),
    )


def make_form(context: PageContext) -> dict[str, Any]:
    """Return all that the form is made of, ready for JSON."""
    book = context.handbook
    return {
        "top": _TOP,
        "groups": {group.name: list(_list_fields(context, group)) for group in list_field_groups(_KIND, given=True)},
        "exercises": {
            one.id: {"intensity": one.intensity, "file": book.edited_files.get(("exercise", one.id), one.id)}
            for one in book.exercises.values()
        },
        "lastOf": {family.id: family.ends_with for family in book.families.values() if family.ends_with},
        "rules": {"stirring": STIRRING, "deep": DEEP, "first": DEEP_NOT_BEFORE},
        "id": {
            "form": fields.ID.pattern,
            "reserved": sorted(fields.RESERVED_IDS),
            "most": fields.MAX_ID,
            "spelt": fields.SPELT_OUT,
            "example": fields.EXAMPLE_ID,
        },
        "card": {
            "front": {"fields": _CARD_FRONT, "most": max(_measure_cards(book, _CARD_FRONT), default=0)},
            "back": {"fields": _CARD_BACK, "most": max(_measure_cards(book, _CARD_BACK), default=0)},
        },
        "file": {
            "folder": f"{LOCAL_LAYER}/{_KIND.where}",
            "ending": _KIND.ending,
            "first": json_schema.write_modeline(_KIND),
            "open": addresses.new_file_form(book.circle.repository),
        },
        "words": _list_words(context),
    }


def _list_words(context: PageContext) -> dict[str, Mapping[str, Any]]:
    words = context.words
    script, problems = words.find("maker.script"), words.find("maker.problems")
    assert isinstance(script, Mapping) and isinstance(problems, Mapping), "held against the English words"
    shown = {key: words(f"exercise.{key}") for key in _PREVIEW_WORDS}
    labels = {f"label_{key}": words(f"label.{key}") for key in _PREVIEW_LABELS}
    return {"script": script, "problems": problems, "page": {**shown, **labels}}


def _list_fields(context: PageContext, group: FieldGroup) -> Iterator[dict[str, Any]]:
    rows = [field for field in group.fields if field.name not in _LEFT_OUT]
    if group.name == _TOP:
        rows.sort(key=lambda field: _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST))
    for field in rows:
        made = {
            "name": field.name,
            "label": context.words(f"maker.labels.{group.name.lower()}.{field.name}"),
            "entry": context.words(f"maker.entries.{field.name}") if _repeats(field) else "",
            "hint": field.means,
            "kind": field.value,
            "required": field.required,
            "many": field.many,
            "below": field.below,
            "least": field.limits.least,
            "most": field.limits.most,
            "longest": field.limits.longest,
            "fewest": field.fewest,
            "given": group.name == _TOP and field.name in _KIND.given,
            "choices": list(_list_choices(context, group, field)),
        }
        yield {key: value for key, value in made.items() if not _says_nothing(value)}


def _says_nothing(value: object) -> bool:
    # 0 is a limit like another
    return value is None or value is False or value in ("", [])


def _repeats(field: Field) -> bool:
    """Say whether a field has entries that are written one by one, not ticked."""
    return field.many and not (field.choices or field.refers_to)


def _list_choices(context: PageContext, group: FieldGroup, field: Field) -> Iterable[tuple[str, str]]:
    """Return what can be chosen in a field with the words for it; nothing where one writes."""
    book, words = context.handbook, context.words
    if group.name == _TOP and field.name == "family":
        return [(family.id, family.name) for family in book.families.values()]
    if field.name == "intensity":
        limits = field.limits
        return [(str(level), words(f"intensity.{level}")) for level in range(limits.least or 1, (limits.most or 0) + 1)]
    if field.choices:
        table = "worklife" if field.name == "worklife" else f"maker.{field.name}"
        return [(choice, words(f"{table}.{choice}")) for choice in field.choices]
    besides = [(one, words(f"source.{one}")) for one in field.besides]
    return [*besides, *_list_things(context, field.refers_to)] if field.refers_to else ()


def _list_things(context: PageContext, kind: str) -> Iterator[tuple[str, str]]:
    book = context.handbook
    match kind:
        case "exercise":
            yield from ((one.id, one.title) for one in book.exercises.values())
        case "handout":
            yield from ((one.id, one.title) for one in book.handouts.values())
        case "need":
            yield from ((one.id, one.words) for one in book.needs.values())
        case "safety line":
            yield from ((one.id, " ".join(plain_words(one.words).split())) for one in book.safety.values())
        case _:
            yield from ((one.id, citations.cite_short(one, context.words)) for one in book.references.values())


def _measure_cards(book: Handbook, names: Iterable[str]) -> Iterator[int]:
    """Yield the number of characters on one side of the card of every exercise, as make-exercise.js counts them."""
    for exercise in book.exercises.values():
        told = {name: getattr(exercise, name) for name in names}
        if "steps" in told and exercise.card_steps:
            told["steps"] = exercise.card_steps
        if "cautions" in told:
            told["cautions"] = derive.list_cautions(book, exercise)
        yield sum(_count_characters(value) for value in told.values())


def _count_characters(value: object) -> int:
    match value:
        case RichText():
            return len(value.source.strip())
        case str():
            return len(value)
        case tuple() | list():
            return sum(map(_count_characters, value))
        case fields.Record():
            return sum(_count_characters(getattr(value, name)) for name in _WRITTEN[type(value).__name__])
    return 0
