"""What sheets and cards say of phases, exercises and their steps, as plain data. Pure.

A phase in which nothing is new or chosen is a line in a sheet's clock, with its rule: its words stand on the Always
card. Never knows of Typst, paper or points; only which pieces go, and in which order, where a
sheet would run over (`Omission`).
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum

from generator.handbook import derive, repetition
from generator.handbook.derive import Questions, SessionPlan, Slot
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Step
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.printables.context import list_prose_data, make_prose_data
from generator.text.shorten import shorten_prose
from generator.text.tree import Link, RichText, walk_parts
from generator.typesetting.printable import Data


class Omission(IntEnum):
    """When a piece is left out of a sheet that would run over its two pages: never, or as the first or second to go."""

    NEVER = 0
    QUESTIONS = 1
    INVITATION = 2


def list_phases(handbook: Handbook, plan: SessionPlan, words: Translations) -> list[Data]:
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
    full = derive.list_exercises_in_full(plan)
    return {
        "clock": phrases.format_clock(slot.start, handbook.circle.time),
        "title": slot.phase.title,
        "chosen": _name_chosen(slot),
        "lasts": words("count.short_minutes", n=slot.minutes),
        "who": phrases.name_who(words, slot.phase.who),
        "turn": phrases.describe_turn(words, slot.phase.turn, slot.minutes, people),
        "by_name": _name_exercise(plan, slot, words),
        "first": None,
        "exercise": _exercise_data(plan, slot, slot.exercise, people, words) if slot.exercise else None,
        "questions": [_questions_data(plan, slot, asked, words) for asked in slot.questions if asked.exercise in full],
        "whole": bool(slot.exercise and derive.must_follow(plan, slot.exercise)),
    }


def make_phase_words(plan: SessionPlan, slot: Slot, repeated: Mapping[str, str]) -> Data:
    """Return a phase's own words: none but its rule where the Always card says them all, in short where a part
    is the same nearly every time. A phase whose exercise must follow another is never cut."""
    phase = slot.phase
    texts = {"do": phase.do, "say": phase.say}
    standing = slot in repetition.list_standing_slots(plan, repeated)
    follows = bool(slot.exercise and derive.must_follow(plan, slot.exercise))
    if standing or (not follows and repetition.is_known_phase(phase, plan.session.id, repeated)):
        texts = {"do": None, "say": None}
    elif not follows:
        known = (name for name, text in texts.items() if repetition.is_known(text, plan.session.id, repeated))
        texts |= {name: shorten_prose(text) for name in known if (text := texts[name])}
    return {
        **{name: make_prose_data(text) for name, text in texts.items()},
        "rule": make_prose_data(phase.rule),
        "standing": standing,
    }


def list_named_exercises(plan: SessionPlan) -> tuple[tuple[Slot, Exercise], ...]:
    """Return what a sheet gives by name only, each exercise with the slot that holds it first."""
    full = derive.list_exercises_in_full(plan)
    found: dict[str, tuple[Slot, Exercise]] = {}
    for slot in plan.slots:
        if slot.exercise and slot.exercise not in full:
            found.setdefault(slot.exercise.id, (slot, slot.exercise))
    return tuple(found.values())


def make_steps_data(held: Exercise, people: int, words: Translations, clock: str = "") -> Data:
    """Return the invitation, steps and questions of an exercise, for whoever reads them out."""
    return {
        "clock": clock,
        "title": held.title,
        "say": make_prose_data(held.say),
        "steps": [_timed_step_data(one, words, people) for one in held.steps],
        "debrief": list_prose_data(held.debrief),
    }


def list_linked_exercises(handbook: Handbook, texts: Iterable[RichText]) -> tuple[Exercise, ...]:
    """Return the exercises to which texts send whoever reads them, each once."""
    links = (part for text in texts for part in walk_parts(text) if isinstance(part, Link))
    ids = dict.fromkeys(link.target for link in links if link.kind == "exercise")
    return tuple(handbook.exercises[id] for id in ids)


def _name_exercise(plan: SessionPlan, slot: Slot, words: Translations) -> str:
    """Return the name of an exercise for which the phase's own words stand, if it is another than the phase's."""
    held = slot.exercise
    if not held or held in derive.list_exercises_in_full(plan) or held.title.lower() == slot.phase.title.lower():
        return ""
    return words("sheet.exercise", title=held.title)


def _name_chosen(slot: Slot) -> str:
    """Return the title of what the session chose for a phase, if it is another than the phase's."""
    held = slot.exercise if slot.is_chosen else None
    return held.title if held and held.title.lower() != slot.phase.title.lower() else ""


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
    own = slot.exercise == asked.exercise
    return {
        "leaves": _omit_at(not main, Omission.QUESTIONS),
        "lead": words("sheet.questions") if own else words("sheet.questions_of", title=asked.exercise.title),
        "lasts": words("count.short_minutes", n=asked.minutes) if asked.minutes else "",
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


def make_care_data(
    handbook: Handbook, exercises: Iterable[Exercise], words: Translations, besides: Iterable[Exercise] = ()
) -> list[Data]:
    """Return all cautions of some exercises, each once, in groups: under no title those that several share, then each
    exercise's own with its way to pass. Those that the exercises `besides` ask for too are left to them."""
    held = tuple(exercises)
    known = {text.source.strip() for one in besides for text in derive.list_cautions(handbook, one)}
    merged = [one for one in derive.merge_cautions(handbook, held) if one[0].source.strip() not in known]
    shared = [make_prose_data(text) for text, users in merged if len(users) > 1]
    groups: list[Data] = [
        {
            "title": one.title,
            "cautions": [make_prose_data(text) for text, users in merged if users == (one,)],
            "opt_out": make_prose_data(one.opt_out),
            "gentler": _describe_gentler(handbook, one, words),
        }
        for one in held
    ]
    return [{"title": "", "cautions": shared, "opt_out": None, "gentler": ""}, *groups] if shared else groups


def _describe_gentler(handbook: Handbook, held: Exercise, words: Translations) -> str:
    """Return the gentler exercise to take instead, if one is named."""
    other = handbook.exercises[held.gentler] if held.gentler else None
    return words("sheet.gentler", title=other.title, one_line=other.one_line) if other else ""
