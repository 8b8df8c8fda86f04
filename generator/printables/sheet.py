"""What a session sheet says: a session's plan as plain data, in the order in which a host needs it. Pure.

What a format's standing exercises say (ten quiet minutes, the last round) stands in their phase in short, and so do the
format's own words once most meetings have them; a sheet gives in full only what the session itself chose, what must
follow it, and what is new. A template lays this out and decides nothing. Never knows of Typst, paper or points; only
which pieces go, and in which order, where a sheet would run over (`Omission`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from enum import IntEnum

from generator.handbook import derive, repetition, schedule
from generator.handbook.derive import Questions, SessionPlan, Slot
from generator.handbook.handing import list_handed_forms
from generator.handbook.schedule import Meeting
from generator.handbook.value import Handbook
from generator.model.colours import REPEATED
from generator.model.exercise import Exercise, Step
from generator.model.library import PROPRIETARY
from generator.model.meeting import Circle
from generator.model.papers import PAPERS
from generator.phrasing import dates, phrases
from generator.phrasing.translations import Translations
from generator.printables.context import (
    PrintContext,
    list_help_lines,
    list_prose_data,
    make_logo_data,
    make_prose_data,
    with_footer,
)
from generator.printables.rooms import list_rooms
from generator.text.shorten import shorten_prose
from generator.typesetting.printable import Data, Printable, PrintablePart, Variant

CURE = "Shorten the longest texts of the session, its format or its exercises, or choose a shorter exercise."


class Omission(IntEnum):
    """When a piece is left out of a sheet that would run over its two pages: never, or as the first or second to go."""

    NEVER = 0
    QUESTIONS = 1
    INVITATION = 2


# the most generous first: type size in points, and the last to be left out
_VARIANTS = (
    Variant(11, Omission.NEVER),
    Variant(10.5, Omission.NEVER),
    Variant(10, Omission.NEVER),
    Variant(10, Omission.QUESTIONS),
    Variant(10, Omission.INVITATION),
)
# what is no text, or the same on every sheet
_NOT_COUNTED = ("kind", "words", "logo", "rooms")
# a count at the start of a thing to bring, which stays on one line with its sign
_COUNT = re.compile(r"^(\d+) × ")

_LABELS = (
    "before",
    "bring",
    "care",
    "help",
    "hard",
    "home",
    "legend_repeated",
    "legend_rule",
    "legend_say",
    "note",
    "notes",
    "pass",
    "title",
)


def make_sheet(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the sheet of a session. In large print nothing is left out, since it may run on."""
    session = context.handbook.sessions[id]
    said = _sheet_data(context.handbook, context.plans[id], context.words)
    variants: tuple[Variant, ...] = (Variant(),)
    if paper in PAPERS:
        # The first that is tried is the first for which the paper surely has room: a wrong guess costs another try, or
        # half a point of type. The last is tried in any case.
        variants = _VARIANTS[bisect_left(PAPERS[paper].capacity, _count_characters(said)) :]
    place = context.handbook.find_place("session", id)
    label = context.words("printable.sheet", title=session.title)
    return Printable(paper, session.title, label, place, CURE, (PrintablePart("sheet", said, variants=variants),))


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
        "when": [_describe_meeting(handbook.circle, meeting, words) for meeting in plan.meetings],
        "minutes": words("count.minutes", n=plan.minutes),
        "intention": make_prose_data(session.intention),
        "bring": bring,
        "rooms": list_rooms(handbook.circle, plan.slots, words),
        "late": {"question": words("late.question"), "order": phrases.describe_lateness(words, plan.slots)},
        "repeated_colour": REPEATED,
        "phases": _list_phases(handbook, plan, words),
        "care": _care_data(handbook, plan, words),
        "hard": make_prose_data(session.if_it_gets_hard),
        "home": make_prose_data(session.carry_home),
        "help": list_help_lines(handbook.circle, words),
        "concerns": make_prose_data(handbook.circle.concerns),
        "words": {key: words(f"sheet.{key}") for key in _LABELS},
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


def _list_phases(handbook: Handbook, plan: SessionPlan, words: Translations) -> list[Data]:
    """Return the phases in order; the session's opening words stand in the first and its closing words in the last."""
    repeated = repetition.find_repeated_words(handbook)
    told = [
        {**_phase_data(handbook, plan, slot, words), **make_phase_words(plan, slot, repeated)} for slot in plan.slots
    ]
    session = plan.session
    if session.opening_words:
        told[0]["first"] = {"label": words("sheet.opening_words"), "say": make_prose_data(session.opening_words)}
    if session.closing_words:
        told[-1]["first"] = {"label": words("sheet.closing_words"), "say": make_prose_data(session.closing_words)}
    return told


def _phase_data(handbook: Handbook, plan: SessionPlan, slot: Slot, words: Translations) -> Data:
    """Return one phase with its clock, and the exercise that fills it."""
    people = handbook.circle.people
    return {
        "clock": phrases.format_clock(slot.start, handbook.circle.time),
        "title": slot.phase.title,
        "minutes": slot.minutes,
        "lasts": words("count.short_minutes", n=slot.minutes),
        "who": phrases.name_who(words, slot.phase.who),
        "turn": phrases.describe_turn(words, slot.phase.turn, slot.minutes, people),
        "by_name": _name_exercise(plan, slot, words),
        "first": None,
        "exercise": _exercise_data(plan, slot, slot.exercise, people, words) if slot.exercise else None,
        "questions": [
            _questions_data(plan, slot, asked, words)
            for asked in slot.questions
            if asked.exercise in derive.list_exercises_in_full(plan)
        ],
    }


def steps_data(circle: Circle, plan: SessionPlan, words: Translations) -> list[Data]:
    """Return the steps and questions of what the sheet gives by name only, each exercise where it is held first."""
    told = list(derive.list_exercises_in_full(plan))
    found = []
    for slot in plan.slots:
        if slot.exercise and slot.exercise not in told:
            told.append(slot.exercise)
            clock = phrases.format_clock(slot.start, circle.time)
            steps = [_timed_step_data(one, words, circle.people) for one in slot.exercise.steps]
            debrief = list_prose_data(slot.exercise.debrief)
            found.append({"clock": clock, "title": slot.exercise.title, "steps": steps, "debrief": debrief})
    return found


def make_phase_words(plan: SessionPlan, slot: Slot, repeated: Mapping[str, str]) -> Data:
    """Return a phase's own words, in short where they are the same nearly every time, and the names of those that are.
    A rule is never cut, nor is a phase whose exercise must follow another."""
    texts = {"do": slot.phase.do, "say": slot.phase.say, "rule": slot.phase.rule}
    known = [name for name, text in texts.items() if repetition.is_known(text, plan.session.id, repeated)]
    repeats = [] if slot.exercise and derive.must_follow(plan, slot.exercise) else known
    standing = not slot.is_chosen and all(name in repeats for name, text in texts.items() if text)
    short = {name: shorten_prose(text) for name, text in texts.items() if text and name in repeats and name != "rule"}
    told = {name: make_prose_data(text) for name, text in (texts | short).items()}
    return {**told, "repeats": repeats, "standing": standing}


def _name_exercise(plan: SessionPlan, slot: Slot, words: Translations) -> str:
    """Return the name of an exercise for which the phase's own words stand, if it is another than the phase's."""
    held = slot.exercise
    if not held or held in derive.list_exercises_in_full(plan) or held.title.lower() == slot.phase.title.lower():
        return ""
    return words("sheet.exercise", title=held.title)


def _exercise_data(plan: SessionPlan, slot: Slot, held: Exercise, people: int, words: Translations) -> Data:
    """Return an exercise in its slot: in full, or by its name where the phase's own words stand for it."""
    full = held in derive.list_exercises_in_full(plan)
    return {
        "title": held.title,
        "named": held.title.lower() != slot.phase.title.lower(),
        "full": full,
        "note": make_prose_data(slot.filling.note) if slot.filling else None,
        "invitation": {
            "leaves": _omit_at(slot.phase.say is not None, Omission.INVITATION),
            "say": make_prose_data(held.say) if slot.reads_invitation else None,
        },
        "steps": [_timed_step_data(one, words, people) for one in held.steps] if full else [],
        "asked_in": words("sheet.asked_in", title=slot.asked_in.title) if full and slot.asked_in else "",
    }


def _questions_data(plan: SessionPlan, slot: Slot, asked: Questions, words: Translations) -> Data:
    """Return the questions of an exercise where they are asked, and whose they are if that is another phase than its
    own."""
    main = plan.main_slot is not None and plan.main_slot.exercise == asked.exercise
    lasts = words("count.short_minutes", n=asked.minutes) if asked.minutes else ""
    own = slot.exercise == asked.exercise
    label = words("sheet.questions") if own else words("sheet.questions_of", title=asked.exercise.title)
    return {
        "leaves": _omit_at(not main, Omission.QUESTIONS),
        "lead": ", ".join(part for part in (label, lasts) if part),
        "choose": words("label.choose_one"),
        "each": list_prose_data(asked.exercise.debrief),
    }


def _omit_at(may: bool, when_: Omission) -> int:
    """Return when a piece is left out, if it may be at all."""
    return int(when_ if may else Omission.NEVER)


def _timed_step_data(one: Step, words: Translations, people: int) -> Data:
    """Return one step of an exercise with how long each of so many people has in it, if it is a round."""
    return {**step_data(one, words), "turn": phrases.describe_turn(words, one.turn, one.minutes, people)}


def step_data(one: Step, words: Translations) -> Data:
    """Return one step of an exercise, ready for JSON."""
    return {
        "lasts": words("count.short_minutes", n=one.minutes) if one.minutes else "",
        "who": phrases.name_who(words, one.who),
        "do": make_prose_data(one.do),
        "say": make_prose_data(one.say),
        "rule": make_prose_data(one.rule),
    }


def _care_data(handbook: Handbook, plan: SessionPlan, words: Translations) -> Data:
    """Return all cautions, each once: those that several exercises share, then each exercise's own with its way to
    pass."""
    merged = derive.merge_cautions(handbook, plan.exercises)
    return {
        "shared": [make_prose_data(text) for text, users in merged if len(users) > 1],
        "each": [
            {
                "title": held.title,
                "cautions": [make_prose_data(text) for text, users in merged if users == (held,)],
                "opt_out": make_prose_data(held.opt_out),
                "gentler": _describe_gentler(handbook, held, words),
            }
            for held in plan.exercises
        ],
    }


def _describe_gentler(handbook: Handbook, held: Exercise, words: Translations) -> str:
    """Return the gentler exercise to take instead, if one is named."""
    other = handbook.exercises[held.gentler] if held.gentler else None
    return words("sheet.gentler", title=other.title, one_line=other.one_line) if other else ""
