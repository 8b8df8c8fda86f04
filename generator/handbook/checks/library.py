"""What questionnaires and handouts must fulfil: no word of a licensed form, and all that a layout draws."""

from collections.abc import Iterator

from generator.errors import Problem
from generator.handbook.tables import Entry, Tables
from generator.model.layouts import DRAWN_FIELDS, LAYOUTS
from generator.model.library import OWN_LICENCE, PROPRIETARY, Handout, Questionnaire, Subscale


def _check_no_licensed_words(tables: Tables) -> Iterator[Problem]:
    """Check that only a form of our own carries its items; of any other, only numbers may stand here."""
    for entry in tables.entries_of(Questionnaire):
        value = entry.value
        if value.licence == OWN_LICENCE:
            continue
        whose = "a licensed questionnaire's" if value.licence == PROPRIETARY else "another holder's"
        if value.items and value.items.wordings:
            message = f"{whose} items may not stand here, not even some of them"
            cure = f"Write only their number: items: {{count: {len(value.items.wordings)}}}"
            yield Problem(entry.key_place_at("items"), "licensed-items", message, cure)
        if value.scale and value.scale.labels:
            message = f"{whose} response labels may not stand here; they are wording too"
            yield Problem(entry.key_place_at("scale", "labels"), "licensed-labels", message, "Keep min and max only.")


def _check_holder_is_named(tables: Tables) -> Iterator[Problem]:
    """Check that a form that is not ours says whose it is."""
    for entry in tables.entries_of(Questionnaire):
        if entry.value.licence != OWN_LICENCE and not entry.value.holder:
            message = "it is not said whose questionnaire this is"
            yield Problem(entry.place_at("licence"), "no-holder", message, "Add a line holder: with the owner's name.")


def _check_items_given_once(tables: Tables) -> Iterator[Problem]:
    """Check that items are either counted or written out."""
    for entry in tables.entries_of(Questionnaire):
        value = entry.value.items
        ours = entry.value.licence == OWN_LICENCE
        if bool(value and value.count) == bool(value and value.wordings) and (value or ours):
            message = "items are either counted or, for a form of one's own, written out"
            cure = "Write items: {count: 22}, or a list of your own words."
            yield Problem(entry.key_place_at("items"), "items", message, cure)


def _check_scoring_keys(tables: Tables) -> Iterator[Problem]:
    """Check that the items of a score exist, are as many as it says, and include those that count the other way
    round."""
    for entry in tables.entries_of(Questionnaire):
        items = entry.value.items
        if not items:
            continue
        total = items.total
        for number, scale in enumerate(entry.value.subscales):
            yield from _find_key_faults(entry, number, scale, total)


def _find_key_faults(entry: Entry[Questionnaire], number: int, scale: Subscale, total: int) -> Iterator[Problem]:
    odd = [item for item in scale.items if not 1 <= item <= total]
    if odd:
        message = f"there is no item {odd[0]}; this form has {total}"
        yield Problem(entry.key_place_at("subscales", number, "items"), "no-such-item", message, "Correct the numbers.")
    if scale.items and scale.count and len(scale.items) != scale.count:
        message = f"{len(scale.items)} items are named, but count says {scale.count}"
        yield Problem(
            entry.key_place_at("subscales", number, "items"), "item-count", message, "Correct one of the two."
        )
    if scale.items and not set(scale.reverse) <= set(scale.items):
        message = "an item that counts the other way round is not among the items of this score"
        yield Problem(
            entry.key_place_at("subscales", number, "reverse"), "no-such-item", message, "Correct the numbers."
        )


def _check_layout_fields(tables: Tables) -> Iterator[Problem]:
    """Check that a handout says what its layout draws, and nothing that the layout would leave out."""
    for entry in tables.entries_of(Handout):
        value, name = entry.value, entry.value.layout
        layout = LAYOUTS[name]
        for field in layout.needs:
            if not getattr(value, field):
                message, cure = f'the layout "{name}" draws {field}, and there are none', f"Add {field}:"
                place = entry.place_at("layout")
                yield Problem(place, "layout-lacks", message, f"{cure}, or choose another layout.")
        for field in DRAWN_FIELDS:
            if field not in (*layout.needs, *layout.may) and getattr(value, field):
                message, cure = f'the layout "{name}" does not draw {field}', "Delete them, or choose another layout."
                yield Problem(entry.key_place_at(field), "layout-ignores", message, cure)


RULES = (
    _check_no_licensed_words,
    _check_holder_is_named,
    _check_items_given_once,
    _check_scoring_keys,
    _check_layout_fields,
)
