"""The Always card: what is the same at nearly every session, once, to lie in the circle's box beside each session's own
sheet. Pure.

The words of every phase that most sessions share, the steps and cautions of the exercises that belong to them, and the
exercises to which those cautions turn when someone needs to come back to the room. Which they are is computed from the
year plan (`generator/handbook/repetition.py`). Never knows of Typst, paper or points.
"""

from generator.errors import Place
from generator.handbook import derive, repetition
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.meeting import Phase
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, make_help_data, make_prose_data, with_footer
from generator.printables.phases import list_linked_exercises, make_care_data, make_steps_data
from generator.typesetting.printable import Data, Printable, PrintablePart

CURE = "Shorten the longest words of the phases that most sessions share, in content/formats."
_LABELS = ("back", "care", "kept", "pass")


def make_always(context: PrintContext, id: str, paper: str) -> Printable:  # noqa: ARG001  # one card for the circle
    """Make the circle's card: two pages, or a few more for a circle of many words."""
    title = context.words("always.title")
    label = context.words("printable.always", title=title)
    return Printable(paper, title, label, Place("circle.yml"), CURE, (_make_part(context, title),))


def list_ways_back(handbook: Handbook) -> tuple[Exercise, ...]:
    """Return the exercises to which the cautions of the evening's standing exercises turn."""
    held = repetition.list_standing_exercises(handbook)
    texts = (text for one in held for text in derive.list_cautions(handbook, one))
    return tuple(one for one in list_linked_exercises(handbook, texts) if one not in held)


def _make_part(context: PrintContext, title: str) -> PrintablePart:
    handbook, words = context.handbook, context.words
    people = handbook.circle.people
    phases = repetition.list_repeated_phases(handbook)
    held = repetition.list_standing_exercises(handbook)
    back = list_ways_back(handbook)
    said = {
        "title": title,
        "lead": words("always.lead"),
        "phases": [_phase_data(phase, people, words) for phase in phases],
        "exercises": {one.id: make_steps_data(one, people, words) for one in held if one.id in _list_guided(phases)},
        "care": make_care_data(handbook, held, words),
        "back": [make_steps_data(one, people, words) for one in back],
        "help": make_help_data(handbook.circle, words),
        "words": {key: words(f"always.{key}") for key in _LABELS},
    }
    things = [("exercise", one.id) for one in (*held, *back)]
    return PrintablePart("always", with_footer(handbook, words, "always", said, *things))


def _list_guided(phases: tuple[Phase, ...]) -> set[str]:
    """Return the exercises whose steps are read out. Of a round its phase's own words say enough."""
    return {phase.slot for phase in phases if phase.slot and phase.turn is None}


def _phase_data(phase: Phase, people: int, words: Translations) -> Data:
    """Return the whole words of a phase, and the exercise that belongs to it."""
    return {
        "title": phase.title,
        "who": phrases.name_who(words, phase.who),
        "lasts": words("count.short_minutes", n=phase.minutes),
        "turn": phrases.describe_turn(words, phase.turn, phase.minutes, people),
        "do": make_prose_data(phase.do),
        "say": make_prose_data(phase.say),
        "rule": make_prose_data(phase.rule),
        "exercise": phase.slot or "",
    }
