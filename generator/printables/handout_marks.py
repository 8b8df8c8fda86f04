"""What a handout has besides its form: the corner by which a pile is sorted, the line on whom to call, and the cards
that are carried. Pure; knows no Typst."""

from generator.handbook import derive
from generator.model.colours import COLOURS
from generator.model.layouts import LAYOUTS
from generator.model.library import Handout
from generator.model.meeting import Circle
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext
from generator.typesetting.printable import Data

NO_TAB: Data = {"family": {}, "ink": "", "words": ""}
# More sessions than these say nothing by which to sort.
_MAX_NUMBERS = 4
# A card of more boxes than this is folded; of fewer, each box is a card of its own.
_BOXES_UNFOLDED = 2
# How often each card that is carried stands on its sheet.
_TWICE = 2


def tab_data(context: PrintContext, form: Handout) -> Data:
    """Return the corner of a handout: pattern and colour of the family whose exercise uses it, and which sessions do;
    nothing for one that no exercise asks for."""
    users = derive.find_handout_users(context.handbook, form.id)
    if not users:
        return NO_TAB
    family = context.handbook.families[users[0].family]
    plans = dict(context.plans)
    holding = [plan for user in users for plan in derive.find_sessions_using(plans, user.id)]
    handing = [plan for plan in plans.values() if form.id in plan.session.handouts]
    numbers = sorted({number for plan in (*holding, *handing) for number in plan.numbers})
    listed = phrases.join_words(context.words, map(str, numbers))
    told = context.words("handout_paper.tab", n=len(numbers), numbers=listed)
    return {
        "family": {"name": family.name, "colour": family.colour, "pattern": family.pattern},
        "ink": COLOURS[family.colour],
        "words": told if 0 < len(numbers) <= _MAX_NUMBERS else "",
    }


def help_data(circle: Circle, form: Handout, words: Translations) -> Data | None:
    """Return the line on whom to call: the circle's own people, else room to write; None for what is not taken home."""
    if form.per != "person" or LAYOUTS[form.layout].max_pages is None:
        return None
    called = [words("print.call", name=entry.name, phone=entry.phone) for entry in circle.urgent_help]
    keys = ("lead", "or", "danger")
    return {"lines": called, **{key: words(f"handout_paper.help.{key}") for key in keys}}


def pocket_data(form: Handout) -> list[list[Data]]:
    """Return the cards on a sheet of those that are carried, each a list of panels with a fold between; each card
    twice."""
    if form.layout == "strip":
        panels = [_panel(form, row, level) for level, row in enumerate(form.rows, start=1)]
        return [_mark_last(panels)] * _TWICE
    fields = [{"title": box.title, "prompt": box.prompt or ""} for box in form.boxes]
    if len(fields) <= _BOXES_UNFOLDED:
        return [_mark_last([_plain_panel([field])]) for field in fields for _ in range(_TWICE)]
    half = -(-len(fields) // 2)
    return [_mark_last([_plain_panel(fields[:half]), _plain_panel(fields[half:])])] * _TWICE


def _panel(form: Handout, row: str, level: int) -> Data:
    fields = [{"title": column, "prompt": ""} for column in form.columns]
    return {"title": row, "level": level, "fields": fields, "help": False}


def _plain_panel(fields: list[Data]) -> Data:
    return {"title": "", "level": 0, "fields": fields, "help": False}


def _mark_last(panels: list[Data]) -> list[Data]:
    """Return the same panels, the last with the line on whom to call."""
    return [*panels[:-1], {**panels[-1], "help": True}]
