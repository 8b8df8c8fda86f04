"""All session sheets, on every paper, each as full as it can be on two pages.

Type goes from 11 down to 10 points; a sheet that would still run over leaves out pieces in the fixed order of
`sheet.Leaves`; one that does even so is a problem, told with its name and by how much. Cautions, ways to pass, rules,
words to say and the steps of the exercises that the session chose are never left out.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from generator import addresses
from generator.artifacts import Asset
from generator.errors import Place, Problem
from generator.handbook.derive import Plan
from generator.handbook.value import Handbook
from generator.printables import sheet
from generator.printables.typeset import Misfit, NoLetter, RunsOver, Typesetter
from generator.words import Words

PAGES = 2
HEIGHTS = {"a4": 842, "letter": 792}
MIDDLE = 200
LINE = 13.5
# Each way to set a sheet, the most generous first: type size in points, and what is left out (`sheet.Leaves`).
WAYS = (("11", 0), ("10.5", 0), ("10", 0), ("10", 1), ("10", 2))
# How many characters each way surely has room for, but the last, which is tried in any case. Measured on the
# handbook's own sessions; a wrong guess costs another try, or half a point of type.
ROOM = {"a4": (9150, 9500, 10300, 10800), "letter": (8500, 9400, 9680, 10600)}


def sheets(
    handbook: Handbook, plans: Mapping[str, Plan], words: Words, typesetter: Typesetter
) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
    """Every sheet that fits, and a problem for each that does not."""
    made: list[Asset] = []
    problems: list[Problem] = []
    for plan in plans.values():
        data = sheet.data(handbook, plan, words)
        length, text = characters(data), json.dumps(data, ensure_ascii=False)
        for paper in addresses.PAPERS:
            found = fullest(typesetter, text, paper, length)
            if isinstance(found, bytes):
                made.append(Asset(addresses.sheet(plan.session.id, paper), found))
            elif isinstance(found, NoLetter):
                problems.append(no_letter(handbook, plan, found))
            else:
                problems.append(too_long(handbook, plan, words, paper, found))
    return tuple(made), tuple(problems)


def characters(data: Any) -> int:
    """How many characters a sheet's data holds, roughly what it prints."""
    if isinstance(data, str):
        return len(data)
    if isinstance(data, dict):
        return sum(characters(value) for key, value in data.items() if key not in ("kind", "words"))
    return sum(characters(item) for item in data) if isinstance(data, list) else 0


def fullest(typesetter: Typesetter, data: str, paper: str, length: int) -> bytes | Misfit:
    """The sheet in the largest type that fits; where it fits in none, how far the tightest runs over."""
    found: bytes | Misfit = RunsOver(0, 0, 0)
    for size, level in WAYS[bisect_left(ROOM[paper], length) :]:
        found = typesetter.pdf("sheet", {"data": data, "paper": paper, "level": str(level), "size": size})
        if not isinstance(found, RunsOver):
            break
    return found


def no_letter(handbook: Handbook, plan: Plan, misfit: NoLetter) -> Problem:
    """A letter that cannot be printed."""
    message = f'the sheet of "{plan.session.title}" holds "{misfit.letter}", which none of the fonts for paper has'
    cure = "Take it out of the session, its format or its exercises, or put a font that has it into templates/fonts."
    return Problem(Place(handbook.edited["session", plan.session.id]), "letter-not-in-fonts", message, cure)


def too_long(handbook: Handbook, plan: Plan, words: Words, paper: str, over: RunsOver) -> Problem:
    """A sheet that does not fit, with the excess in points of a column and about how many lines that is."""
    height = HEIGHTS[paper]
    columns = 2 * (over.page - PAGES - 1) + (1 if over.x > MIDDLE else 0)
    points = round(columns * height + over.y)
    session = plan.session
    name = words(f"paper.{paper}")
    message = (
        f'the sheet of "{session.title}" ({name}) is {points} pt too long for its two pages, '
        f"about {round(points / LINE)} lines of a column"
    )
    cure = "Shorten the longest texts of the session, its format or its exercises, or choose a shorter exercise."
    return Problem(Place(handbook.edited["session", session.id]), "sheet-too-long", message, cure)
