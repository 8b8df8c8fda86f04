"""What a session sheet says: a session's plan as plain data, in the order in which a host needs it. Pure.

First the evening at a glance: the clock, who and the rule of each phase, what to lay out, whom to call. Then in full
what the session itself chose, what must follow it, and what is new; what is the same nearly every time stands on the
Always card. A template lays this out and decides nothing. Never knows of Typst, paper or points.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from generator.handbook import derive, repetition, schedule
from generator.handbook.derive import SessionPlan
from generator.handbook.handing import list_handed_forms
from generator.handbook.schedule import Meeting
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.library import PROPRIETARY
from generator.model.meeting import Circle
from generator.model.papers import PAPERS
from generator.phrasing import dates, phrases
from generator.phrasing.translations import Translations
from generator.printables.context import (
    PrintContext,
    make_help_data,
    make_logo_data,
    make_prose_data,
    with_footer,
)
from generator.printables.phases import Omission, list_phases, make_care_data
from generator.printables.rooms import list_rooms
from generator.typesetting.printable import Data, Printable, PrintablePart, Variant

CURE = "Shorten the longest texts of the session, its format or its exercises, or choose a shorter exercise."


# the most generous first: type size in points, and the last to be left out
_VARIANTS = (
    Variant(11.5, Omission.NEVER),
    Variant(11, Omission.NEVER),
    Variant(10.5, Omission.NEVER),
    Variant(10, Omission.NEVER),
    Variant(10, Omission.QUESTIONS),
    Variant(10, Omission.INVITATION),
)
_KIND = "sheet"
# what is no text, or the same on every sheet
_NOT_COUNTED = ("kind", "words", "logo", "rooms")
# a count at the start of a thing to bring, which stays on one line with its sign
_COUNT = re.compile(r"^(\d+) × ")

_LABELS = (
    "began",
    "bring",
    "care",
    "hard",
    "home",
    "legend_always",
    "legend_rule",
    "legend_say",
    "mark_always",
    "note",
    "notes",
    "pass",
    "ways_out",
)
_COLUMNS = ("clock", "done", "lasts", "phase", "rule", "yours")


def make_sheet(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the sheet of a session. In large print nothing is left out, since it may run on."""
    session = context.handbook.sessions[id]
    part = PrintablePart(_KIND, _sheet_data(context.handbook, context.plans[id], context.words))
    place = context.handbook.find_place("session", id)
    label = context.words("printable.sheet", title=session.title)
    return set_for_paper(Printable(paper, session.title, label, place, CURE, (part,)), paper)


def set_for_paper(made: Printable, paper: str) -> Printable:
    """Return the same for a paper: each session sheet in it may be set in those ways for which that paper has room."""
    parts = (
        replace(part, variants=_list_variants(part.data, paper)) if part.kind == _KIND else part for part in made.parts
    )
    return replace(made, paper=paper, parts=tuple(parts))


def _list_variants(said: Data, paper: str) -> tuple[Variant, ...]:
    # The first that is tried is the first for which the paper surely has room: a wrong guess costs another try, or half
    # a point of type. The last is tried in any case.
    if paper not in PAPERS:
        return (Variant(),)
    return _VARIANTS[bisect_left(PAPERS[paper].capacity, _count_characters(said)) :]


def _count_characters(data: object) -> int:
    """Return how many characters a sheet's data holds, roughly what it prints."""
    if isinstance(data, str):
        return len(data)
    if isinstance(data, dict):
        return sum(_count_characters(value) for key, value in data.items() if key not in _NOT_COUNTED)
    return sum(_count_characters(item) for item in data) if isinstance(data, list) else 0


def _sheet_data(handbook: Handbook, plan: SessionPlan, words: Translations) -> Data:
    """Return everything on one session's sheet, ready for JSON: whole minutes, clocks and dates as words, prose as
    trees."""
    session = plan.session
    bring = list(_list_what_to_bring(handbook, plan, words))
    said = {
        "language": handbook.circle.language,
        "title": session.title,
        "circle": handbook.circle.name,
        "place_in_year": describe_place_in_year(handbook, plan, words),
        "head": words("sheet.head", title=session.title, place=describe_place_in_year(handbook, plan, words)),
        "when": [_describe_meeting(handbook.circle, meeting, words) for meeting in plan.meetings],
        "minutes": words("count.minutes", n=plan.minutes),
        "intention": make_prose_data(session.intention),
        "bring": bring,
        "rooms": list_rooms(handbook.circle, plan.slots, words),
        "late": {"question": words("late.question"), "order": phrases.describe_lateness(words, plan.slots)},
        "is_timed": handbook.circle.time is not None,
        "phases": list_phases(handbook, plan, words),
        **_care_data(handbook, plan, words),
        "hard": make_prose_data(session.if_it_gets_hard),
        "home": make_prose_data(session.carry_home),
        "help": make_help_data(handbook.circle, words, jobs=True),
        "words": {key: words(f"sheet.{key}") for key in _LABELS}
        | {"columns": {key: words(f"sheet.columns.{key}") for key in _COLUMNS}},
    }
    # bound after the footer is made, since its version is of words, not of spaces
    footed = with_session_footer(handbook, words, plan, said)
    return {
        **footed,
        "logo": make_logo_data(handbook),
        "bring": [_COUNT.sub("\\1\u00a0×\u00a0", item) for item in bring],
    }


def with_session_footer(handbook: Handbook, words: Translations, plan: SessionPlan, said: Data) -> Data:
    """Return the same data with the foot of a paper that shows a session and its exercises."""
    id = plan.session.id
    return with_footer(handbook, words, id, said, ("session", id), *derive.list_shown_exercises(plan))


def describe_place_in_year(handbook: Handbook, plan: SessionPlan, words: Translations) -> str:
    """Return a session's number and theme, or that it is a follow-up, or that it stands outside the year in use."""
    if plan.numbers:
        number = phrases.join_numbers(words, plan)
        of = len(schedule.list_session_ids(handbook.year))
        return words("sheet.number", n=len(plan.numbers), number=number, of=of, theme=plan.theme.title)
    return words("sheet.follow_up" if plan.meetings else "sheet.extra", theme=plan.theme.title)


def _describe_meeting(circle: Circle, meeting: Meeting, words: Translations) -> str:
    """Return the week of a meeting, or its date, time and place as far as the circle has them."""
    if not meeting.day:
        return dates.format_week(words, meeting)
    date = dates.format_weekday(words, meeting.day)
    return ", ".join(part for part in (date, circle.time and f"{circle.time:%H:%M}", circle.place) if part)


def _list_what_to_bring(handbook: Handbook, plan: SessionPlan, words: Translations) -> Iterator[str]:
    """Yield what to lay out beforehand, each with how many: materials, blank forms, and questionnaires that are given
    out."""
    for needed in derive.list_session_materials(handbook, plan):
        yield words("sheet.item", n=needed.count, count=needed.count, item=needed.item)
    people = handbook.circle.people
    for handed in list_handed_forms(handbook, plan.session):
        kind = "licensed" if handed.form.licence == PROPRIETARY else "own"
        occasion = words(f"sheet.occasions.{handed.occasion}")
        yield words(f"sheet.questionnaire.{kind}", count=people, title=handed.form.title, occasion=occasion)


def list_exercises_elsewhere(handbook: Handbook, plan: SessionPlan) -> tuple[Exercise, ...]:
    """Return the exercises of a session whose steps and cautions are on the Always card, and not on its sheet."""
    full = derive.list_exercises_in_full(plan)
    standing = repetition.list_standing_exercises(handbook)
    return tuple(one for one in plan.exercises if one in standing and one not in full)


def _care_data(handbook: Handbook, plan: SessionPlan, words: Translations) -> Data:
    """Return the cautions of all exercises of the evening, or where they are."""
    elsewhere = list_exercises_elsewhere(handbook, plan)
    held = [one for one in plan.exercises if one not in elsewhere]
    titles = phrases.join_words(words, (words("sheet.quoted", title=one.title) for one in elsewhere))
    return {
        "care": make_care_data(handbook, held, words, elsewhere),
        "elsewhere": words("sheet.elsewhere", titles=titles) if elsewhere else "",
    }
