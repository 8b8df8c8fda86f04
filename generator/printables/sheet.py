"""What a session sheet says: a session's plan as plain data, in the order in which a host needs it. Pure.

What a format's standing exercises say (ten quiet minutes, the last round) stands in their phase in short, so a sheet
gives in full only what the session itself chose, and what must follow it. A template lays this out and decides
nothing. Never knows of Typst, paper or points; only which pieces go, and in which order, where a sheet would run over
(`Leaves`).
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, get_args

from generator.handbook import derive, schedule
from generator.handbook.derive import Plan, Slot
from generator.handbook.schedule import Meeting
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Step
from generator.model.library import PROPRIETARY
from generator.model.meeting import Circle, Who
from generator.phrasing import dates
from generator.phrasing.translations import Words
from generator.typesetting.printable import Data, Part, Printable, Shop, Way, footed, help_lines, prose

# Each way to set a sheet, the most generous first: type size in points, and what is left out.
WAYS = (Way(11, 0), Way(10.5, 0), Way(10, 0), Way(10, 1), Way(10, 2))
# How many characters each way surely has room for, but the last, which is tried in any case. Measured on the
# handbook's own sessions; a wrong guess costs another try, or half a point of type.
ROOM = {"a4": (9150, 9500, 10300, 10800), "letter": (8500, 9400, 9680, 10600)}
CURE = "Shorten the longest texts of the session, its format or its exercises, or choose a shorter exercise."


class Leaves(IntEnum):
    """When a piece is left out of a sheet that would run over its two pages: never, or as the first or second to go."""

    NEVER = 0
    QUESTIONS = 1
    INVITATION = 2


LABELS = (
    "before",
    "bring",
    "care",
    "help",
    "hard",
    "home",
    "legend_rule",
    "legend_say",
    "note",
    "notes",
    "pass",
    "questions",
    "title",
)


def printable(shop: Shop, id: str, paper: str) -> Printable:
    """The sheet of a session on a paper. In large print nothing is left out, since it may run on."""
    session = shop.handbook.sessions[id]
    said = data(shop.handbook, shop.plans[id], shop.words)
    ways = WAYS[bisect_left(ROOM[paper], characters(said)) :] if paper in ROOM else (Way(),)
    place = shop.handbook.place("session", id)
    named = f'the sheet of "{session.title}"'
    return Printable(paper, session.title, named, place, CURE, (Part("sheet", said),), ways)


def characters(data: Any) -> int:
    """How many characters a sheet's data holds, roughly what it prints."""
    if isinstance(data, str):
        return len(data)
    if isinstance(data, dict):
        return sum(characters(value) for key, value in data.items() if key not in ("kind", "words"))
    return sum(characters(item) for item in data) if isinstance(data, list) else 0


def data(handbook: Handbook, plan: Plan, words: Words) -> Data:
    """Everything on one session's sheet, ready for JSON: whole minutes, clocks and dates as words, prose as trees."""
    session = plan.session
    said = {
        "language": handbook.circle.language,
        "title": session.title,
        "circle": handbook.circle.name,
        "place_in_year": place_in_year(handbook, plan, words),
        "when": [when(handbook.circle, meeting, words) for meeting in plan.meetings],
        "minutes": words("sheet.minutes", n=plan.minutes),
        "intention": prose(session.intention),
        "bring": list(bring(handbook, plan, words)),
        "phases": phases(handbook, plan, words),
        "care": care(handbook, plan, words),
        "hard": prose(session.if_it_gets_hard),
        "home": prose(session.carry_home),
        "help": help_lines(handbook.circle, words),
        "concerns": prose(handbook.circle.concerns),
        "words": {key: words(f"sheet.{key}") for key in LABELS},
    }
    return footed(words, session.id, said)


def place_in_year(handbook: Handbook, plan: Plan, words: Words) -> str:
    """Its number and theme, or that it is a follow-up, or that it stands outside the year in use."""
    if plan.numbers:
        number = ", ".join(map(str, plan.numbers))
        of = len(schedule.order(handbook.year))
        return words("sheet.number", n=len(plan.numbers), number=number, of=of, theme=plan.theme.title)
    return words("sheet.follow_up" if plan.meetings else "sheet.extra", theme=plan.theme.title)


def when(circle: Circle, meeting: Meeting, words: Words) -> str:
    """The week of a meeting, or its date, time and place as far as the circle has them."""
    if not meeting.day:
        return dates.week(words, meeting)
    date = dates.full(words, meeting.day)
    return ", ".join(part for part in (date, circle.time and f"{circle.time:%H:%M}", circle.place) if part)


def clock(circle: Circle, start: int) -> str:
    """The time at which a phase starts: of day if the circle has one, else hours and minutes from the beginning."""
    if circle.time:
        return f"{datetime.combine(datetime.min, circle.time) + timedelta(minutes=start):%H:%M}"
    return f"{start // 60}:{start % 60:02}"


def bring(handbook: Handbook, plan: Plan, words: Words) -> Iterator[str]:
    """What to lay out beforehand, each with how many: materials, blank forms, and questionnaires that are given out."""
    for needed in derive.session_materials(handbook, plan):
        yield words("sheet.item", n=needed.count, count=needed.count, item=needed.item)
    people = handbook.circle.people
    for questionnaire, handing in derive.handed_out(handbook, plan):
        kind = "licensed" if questionnaire.licence == PROPRIETARY else "own"
        occasion = words(f"sheet.occasions.{handing.occasion}")
        yield words(f"sheet.questionnaire.{kind}", count=people, title=questionnaire.title, occasion=occasion)


def phases(handbook: Handbook, plan: Plan, words: Words) -> list[Data]:
    """The phases in order; the session's opening words stand in the first and its closing words in the last."""
    told = [phase(handbook, plan, slot, words) for slot in plan.slots]
    session = plan.session
    if session.opening_words:
        told[0]["first"] = {"label": words("sheet.opening_words"), "say": prose(session.opening_words)}
    if session.closing_words:
        told[-1]["first"] = {"label": words("sheet.closing_words"), "say": prose(session.closing_words)}
    return told


def phase(handbook: Handbook, plan: Plan, slot: Slot, words: Words) -> Data:
    """One phase with its clock, and the exercise that fills it."""
    return {
        "clock": clock(handbook.circle, slot.start),
        "title": slot.phase.title,
        "minutes": slot.minutes,
        "lasts": words("sheet.short_minutes", n=slot.minutes),
        "who": words(f"sheet.who.{slot.phase.who}"),
        "first": None,
        "do": prose(slot.phase.do),
        "say": prose(slot.phase.say),
        "rule": prose(slot.phase.rule),
        "exercise": exercise(handbook, plan, slot, slot.exercise, words) if slot.exercise else None,
    }


def exercise(handbook: Handbook, plan: Plan, slot: Slot, held: Exercise, words: Words) -> Data:
    """An exercise in its slot: in full, or by its name where the phase's own words stand for it."""
    full = slot.chosen or follows(handbook, plan, held)
    main = plan.main is not None and plan.main.exercise == held
    rest = derive.debrief_minutes(held, slot.minutes)
    return {
        "title": held.title,
        "named": held.title.lower() != slot.phase.title.lower(),
        "full": full,
        "by_name": words("sheet.exercise", title=held.title),
        "note": prose(slot.filling.note) if slot.filling else None,
        "invitation": {
            "leaves": leaves(slot.phase.say is not None, Leaves.INVITATION),
            "say": prose(held.say) if slot.invites else None,
        },
        "steps": [step(one, words) for one in held.steps] if full else [],
        "questions": {
            "leaves": leaves(not main, Leaves.QUESTIONS),
            "lasts": words("sheet.short_minutes", n=rest) if rest else "",
            "each": [prose(question) for question in held.debrief] if full else [],
        },
    }


def follows(handbook: Handbook, plan: Plan, held: Exercise) -> bool:
    """Whether an exercise of this session is one that always follows another of it, as De-role follows role play."""
    return any(other.then == held.id for other in plan.exercises)


def leaves(may: bool, when_: Leaves) -> int:
    """When a piece is left out, if it may be at all."""
    return int(when_ if may else Leaves.NEVER)


def step(one: Step, words: Words) -> Data:
    """One step of an exercise."""
    return {
        "lasts": words("sheet.short_minutes", n=one.minutes) if one.minutes else "",
        "who": who(one.who, words),
        "do": prose(one.do),
        "say": prose(one.say),
        "rule": prose(one.rule),
    }


def who(named: str | None, words: Words) -> str:
    """Who acts in a step: one of the known roles in the language's word, or what the author wrote."""
    return words(f"sheet.who.{named}") if named in get_args(Who) else named or ""


def care(handbook: Handbook, plan: Plan, words: Words) -> Data:
    """All cautions, each once: those that several exercises share, then each exercise's own with its way to pass."""
    merged = derive.merged_cautions(handbook, plan.exercises)
    return {
        "shared": [prose(text) for text, users in merged if len(users) > 1],
        "each": [
            {
                "title": held.title,
                "cautions": [prose(text) for text, users in merged if users == (held,)],
                "opt_out": prose(held.opt_out),
                "gentler": gentler(handbook, held, words),
            }
            for held in plan.exercises
        ],
    }


def gentler(handbook: Handbook, held: Exercise, words: Words) -> str:
    """The gentler exercise to take instead, if one is named."""
    other = handbook.exercises[held.gentler] if held.gentler else None
    return words("sheet.gentler", title=other.title, one_line=other.one_line) if other else ""
