"""What a handout says: its form as plain data, and which way its paper is turned. Pure; knows no Typst."""

import re

from generator.handbook import schedule
from generator.model.layouts import LAYOUTS, SLIPS_PER_SHEET
from generator.model.library import Handout, is_open_ended
from generator.model.meeting import Circle
from generator.phrasing import dates
from generator.phrasing.translations import Translations
from generator.printables.context import (
    PrintContext,
    list_help_lines,
    list_prose_data,
    make_prose_data,
    with_footer,
)
from generator.printables.handout_marks import help_data, pocket_data, tab_data
from generator.printables.rota import plan_turns
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten its longest texts, or write fewer boxes, rows or prompts."
# The words of a handout's file that hold what a template may find too long.
_FIELDS_BY_MISFIT = {
    "the title": ("title",),
    "the instructions": ("instructions",),
    "a heading": ("columns", "boxes", "rings"),
    "a row": ("rows",),
    "a label": ("prompts", "branches"),
    "a slip": ("prompts",),
    "a card": ("cards",),
    "the agreement": ("points",),
    "the centre": ("centre",),
    "the front": ("steps", "jobs"),
    "the back": ("otherwise", "lines"),
}
# A list of this many rows stays on upright paper, however many columns it has.
_LONG_TABLE = 12
# A heading as short as NARROW letters heads a narrow column where another one has WIDE letters or more.
_SHORT_HEADING, _LONG_HEADING = 7, 10
# Numbers with dots between them at the end of a prompt, as "0 · 1 · 2".
_SCALE = re.compile(r"\s*\d+(\s*·\s*\d+)+\s*$")
_NUMBER = re.compile(r"\d+")
_LABELS = (
    "agreement_written",
    "danger_jobs",
    "danger_lines",
    "danger_otherwise",
    "danger_steps",
    "initials",
    "me",
    "own_lines",
    "pocket",
    "seats",
    "teller",
)


def make_handout(context: PrintContext, id: str, paper: str) -> Printable:
    """Make a handout."""
    form = context.handbook.handouts[id]
    place = context.handbook.find_place("handout", id)
    label = context.words("printable.handout", title=form.title)
    spots = {what: context.handbook.find_place("handout", id, *words) for what, words in _FIELDS_BY_MISFIT.items()}
    return Printable(paper, form.title, label, place, _CURE, (_handout_part(context, id),), places_by_misfit=spots)


def _handout_part(context: PrintContext, id: str) -> PrintablePart:
    return PrintablePart("handout", handout_data(context, context.handbook.handouts[id]))


def handout_data(context: PrintContext, form: Handout) -> Data:
    """Return everything on one handout, ready for JSON."""
    words = context.words
    said = {
        "layout": form.layout,
        "flipped": is_landscape(form),
        "title": form.title,
        "one_line": form.one_line or "",
        "instructions": make_prose_data(form.instructions),
        "columns": [
            {"words": words, "share": share} for words, share in zip(form.columns, _divide_width(form), strict=True)
        ],
        "rows": list(form.rows),
        "boxes": [{"title": box.title, "prompt": box.prompt or ""} for box in form.boxes],
        "rings": [{"title": ring.title, "prompt": ring.prompt or ""} for ring in form.rings],
        "prompts": [_split_prompt(prompt) for prompt in form.prompts],
        "points": list_prose_data(form.points),
        "cards": [{"title": card.title, "words": make_prose_data(card.words)} for card in form.cards],
        "centre": form.centre or "",
        "branches": list(form.branches),
        "middle": form.middle or "",
        "blanks": form.blanks,
        "slips_per_sheet": SLIPS_PER_SHEET,
        "tab": tab_data(context, form),
        "help": help_data(context.handbook.circle, form, words),
        "pocket": pocket_data(form) if form.layout in ("pocket", "strip") else [],
        "alt": _describe_drawing(form, words),
        "words": {key: words(f"handout_paper.{key}") for key in _LABELS},
        **(_agreement_data(context.handbook.circle, words) if form.layout == "agreement" else {}),
        **(_rota_data(context) if form.layout == "rota" else {}),
        **(_danger_data(context.handbook.circle, form, words) if form.layout == "danger" else {}),
    }
    limit = {"max_pages": LAYOUTS[form.layout].max_pages}
    return {**with_footer(context.handbook, words, form.id, said, ("handout", form.id)), **limit}


def is_landscape(form: Handout) -> bool:
    """Return whether a form lies on its side: drawings that spread, and tables of few rows that are wider than tall."""
    if form.layout == "columns":
        rows = len(form.rows) or form.blanks
        return rows <= _LONG_TABLE and sum(_divide_width(form)) + bool(form.rows) >= 4
    return LAYOUTS[form.layout].landscape


def _divide_width(form: Handout) -> tuple[float, ...]:
    """Return each column's share of the width: half a share under a very short heading, more for what a board lists."""
    mixed = any(len(head) >= _LONG_HEADING for head in form.columns)
    parts = [0.5 if mixed and len(head) <= _SHORT_HEADING else 1.0 for head in form.columns]
    if parts and form.layout == "board":
        parts[0] = 2.0
    if parts and form.layout == "rota":
        parts = [4.2, *(1.0 for _ in parts[1:])]
    return tuple(parts)


def _split_prompt(prompt: str) -> Data:
    """Return a prompt with the numbers to ring at its end apart from its words."""
    found = _SCALE.search(prompt)
    words = prompt[: found.start()] if found else prompt
    return {"words": words, "open": is_open_ended(prompt), "scale": _NUMBER.findall(found.group()) if found else []}


def _describe_drawing(form: Handout, words: Translations) -> str:
    """Return what stands for a drawing where it cannot be seen; nothing for forms that are words, lines and boxes
    alone."""
    layout = LAYOUTS[form.layout]
    count = len(getattr(form, layout.counted)) if layout.counted else 0
    return words(f"handout_paper.drawing.{form.layout}", count=count) if layout.drawing else ""


def _agreement_data(circle: Circle, words: Translations) -> Data:
    """Whom to call, whom to tell of harm and what must be reported: what the circle has said, else lines to write
    on."""
    said: dict[str, Data] = {
        "call": {"lines": list_help_lines(circle, words) if circle.urgent_help else [], "said": None},
        "concerns": {"lines": [], "said": make_prose_data(circle.concerns)},
        "report": {"lines": [], "said": None},
    }
    return {"written": [{"label": words(f"handout_paper.agreement_{key}"), **one} for key, one in said.items()]}


def _danger_data(circle: Circle, form: Handout, words: Translations) -> Data:
    """Who does what, the steps, and whom to ring: the circle's own people and place as far as they may be shown."""
    return {
        "jobs": list(form.jobs),
        "steps": list_prose_data(form.steps),
        "lines": list(form.lines),
        "help": list_help_lines(circle, words) if circle.urgent_help else [],
        "no_help": words("print.no_help"),
        "place": form.place or "",
        "meets": circle.place or "" if form.place else "",
        "otherwise": list_prose_data(form.otherwise),
    }


def _rota_data(context: PrintContext) -> Data:
    """Return the seats, and who hosts and who guards in each session of the year."""
    handbook, words = context.handbook, context.words
    people = handbook.circle.people
    meetings = [meeting for meeting in schedule.schedule_meetings(handbook.circle, handbook.year) if meeting.number]
    evenings = [
        {
            "number": str(meeting.number),
            "title": context.plans[meeting.session].session.title,
            "when": dates.format_short_date(words, meeting),
            "host": str(turn.host),
            "guardian": str(turn.guardian),
        }
        for meeting, turn in zip(meetings, plan_turns(people, len(meetings)), strict=True)
    ]
    return {"evenings": evenings, "seats": [str(seat) for seat in range(1, people + 1)]}
