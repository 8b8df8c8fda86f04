"""What an exercise's card says: its front, its back and the lines that stand at their feet, as data. Pure.

Everything that must never be missing is here: every caution, the way to pass, the gentler exercise, what always
follows. Which card, face and type size a piece lands on is for the template. Never knows of Typst, paper or points.
"""

from typing import Any

from generator.handbook import derive
from generator.handbook.licences import find_licence
from generator.handbook.value import Handbook
from generator.model.colours import COLOURS
from generator.model.exercise import Exercise, Material
from generator.model.papers import SHOP_CARD
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.printables.always import list_ways_back
from generator.printables.context import (
    PrintContext,
    content_version,
    format_footer,
    list_prose_data,
    make_help_data,
    make_prose_data,
)
from generator.printables.phases import step_data
from generator.printables.rooms import make_room_data
from generator.text.tree import plain_words
from generator.typesetting.printable import Data, Printable, PrintablePart

CURE = "Shorten the steps, or set card_steps."
_CURES = {
    "front": "Shorten the invitation (say), or the list of materials.",
    "title": "Shorten the title's longest word.",
}
# The pieces of a card in the order of reading, what keeps people safe first, and the one that leaves the first face.
_READING_ORDER = ("care", "pass", "gentler", "then", "say", "steps", "debrief", "source")
_DEEP = 3
_NEW_FACE_BEFORE = "steps"
# the last face says whose it is; in large print every page does
_FEET = ("foot", "foot_large")
_LABELS = ("care", "invitation", "need", "notes", "pass", "room", "steps")


def make_card(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the card of one exercise, to fold; in large print one face to a page."""
    return make_card_of(context, id, paper, make_cards_part(context, (context.handbook.exercises[id],)))


def make_card_of(context: PrintContext, id: str, paper: str, part: PrintablePart) -> Printable:
    """Make the card of one exercise of a part that draws it."""
    exercise = context.handbook.exercises[id]
    label = context.words("printable.card", title=exercise.title)
    words = {"title": ("title",), "front": ("say",), "back": ("card_steps", "steps")}
    spots = {what: context.handbook.find_place("exercise", id, *names) for what, names in words.items()}
    return Printable(
        paper,
        exercise.title,
        label,
        spots["title"],
        CURE,
        (part,),
        places_by_misfit=spots,
        cures_by_misfit=_CURES,
        only=id,
    )


def make_cards_part(
    context: PrintContext, exercises: tuple[Exercise, ...], *, gathered: bool = False, batch: str = ""
) -> PrintablePart:
    """Return cards, one after another, to fold. If they are `gathered`, they are drawn for both sides too, for a print
    shop, and each by itself, as `deck` says. What does not fit is named after the exercise's id."""
    cards = [_card_data(context.handbook, one, context.words) for one in exercises]
    said = {"cards": cards, "gathered": gathered, "how": make_legends(context.words), "shop": describe_shop_card()}
    return PrintablePart("card", said, batch=batch)


def describe_shop_card() -> Data:
    """Return the sizes of a card from a print shop, in millimetres."""
    return {"width": SHOP_CARD.width, "height": SHOP_CARD.height, "bleed": SHOP_CARD.bleed}


def make_legends(words: Translations) -> Data:
    """Return how a sheet of cards is cut and folded, by what lies on it."""
    return {name: words(f"card.how.{name}") for name in ("two", "four", "duplex")}


def number_card(handbook: Handbook, id: str) -> int:
    """Return an exercise's number in the deck, from 1: family by family, in their order."""
    return list_deck(handbook).index(id) + 1


def list_deck(handbook: Handbook) -> list[str]:
    """Return the exercises in the order of the deck."""
    order = list(handbook.families)
    return sorted(handbook.exercises, key=lambda id: order.index(handbook.exercises[id].family))


def _card_data(handbook: Handbook, exercise: Exercise, words: Translations) -> Data:
    """Return everything on one card, ready for JSON; its feet carry a version that changes with anything on it."""
    family, number = handbook.families[exercise.family], number_card(handbook, exercise.id)
    said = {**_front_data(handbook, exercise, words), **_back_data(handbook, exercise, words)}
    said["words"] = {key: words(f"card.{key}") for key in _LABELS}
    licence = phrases.name_licence(find_licence(handbook, ("exercise", exercise.id)))
    marks: dict[str, Any] = {"id": exercise.id, "version": content_version(said), "licences": (licence,)}
    return {
        **said,
        **{name: format_footer(handbook.circle, words, f"card.{name}", **marks) for name in _FEET},
        "number": words("card.number", n=number),
        # of four faces that are two cards
        "numbers": [words("card.part", n=number, part=part, of=2) for part in (1, 2)],
        "steadies": _steadies(handbook, exercise),
        "help": make_help_data(handbook.circle, words) if exercise.intensity == _DEEP else None,
        "ink": COLOURS[family.colour],
        "order": list(_READING_ORDER),
        "turn": _NEW_FACE_BEFORE,
    }


def _steadies(handbook: Handbook, exercise: Exercise) -> bool:
    """Return whether an exercise is read in a shaken moment: it brings people out of a role, or back to the room."""
    followers = {one.then for one in handbook.exercises.values()}
    return exercise.id in followers or exercise in list_ways_back(handbook)


def _front_data(handbook: Handbook, exercise: Exercise, words: Translations) -> Data:
    """Return what is seen before the exercise is begun."""
    family = handbook.families[exercise.family]
    level = exercise.intensity
    return {
        "id": exercise.id,
        "title": exercise.title,
        "one_line": exercise.one_line,
        "family": {"name": family.name, "colour": family.colour, "pattern": family.pattern},
        "minutes": phrases.describe_range(words, "minutes", exercise.minutes),
        "people": phrases.describe_range(words, "people", exercise.people),
        "intensity": {"level": level, "word": words(f"intensity.{level}")},
        "before": _describe_preparation(exercise, words),
        "say": make_prose_data(exercise.say),
        "need": [_describe_material(handbook, one, words) for one in exercise.materials],
        "room": exercise.space or "",
        "drawing": make_room_data(words, exercise.room, handbook.circle.people),
    }


def _back_data(handbook: Handbook, exercise: Exercise, words: Translations) -> Data:
    """Return what is needed while it is done and afterwards."""
    return {
        "steps": _list_steps(exercise, words),
        "debrief": {
            "title": _name_debrief(handbook, exercise, words),
            "choose": words("label.choose_one"),
            "each": list_prose_data(exercise.debrief),
        },
        "cautions": list_prose_data(derive.list_cautions(handbook, exercise)),
        "opt_out": make_prose_data(exercise.opt_out),
        "gentler": _describe_other(handbook, "card.gentler", exercise.gentler, words),
        "then": _describe_other(handbook, "card.then", exercise.then, words),
        "source": _describe_sources(handbook, exercise, words),
    }


def _describe_sources(handbook: Handbook, exercise: Exercise, words: Translations) -> str:
    """Return where it comes from, and what was changed of others' words."""
    named = "; ".join(phrases.name_source(handbook, words, one) for one in exercise.sources)
    note = plain_words(exercise.licence_note) if exercise.licence_note else ""
    return " ".join(filter(None, (words("card.source", sources=named), note)))


def _name_debrief(handbook: Handbook, exercise: Exercise, words: Translations) -> str:
    """What stands over the questions: that they wait, where another exercise has to come before them."""
    if exercise.then:
        return words("card.debrief_after", title=handbook.exercises[exercise.then].title)
    return words("card.debrief")


def _describe_preparation(exercise: Exercise, words: Translations) -> str:
    """Return what a host is to know of its weight before choosing it."""
    earliest = [words("card.not_before", n=exercise.not_before)] if exercise.not_before else []
    return " ".join([*earliest, *([words("card.deep")] if exercise.intensity == _DEEP else [])])


def _describe_material(handbook: Handbook, needed: Material, words: Translations) -> str:
    """Return a thing to have at hand, and for whom one is needed."""
    item = handbook.handouts[needed.handout].title if needed.handout else needed.item
    return words("card.item", item=item, per=words(f"per.{needed.per}", n=needed.count))


def _list_steps(exercise: Exercise, words: Translations) -> list[Data]:
    """Return the author's shorter steps where there are some, else the steps in full."""
    return [_short_step_data(text) for text in exercise.card_steps] or [step_data(one, words) for one in exercise.steps]


def _short_step_data(text: str) -> Data:
    line: list[Any] = [{"kind": "paragraph", "inlines": [{"kind": "text", "text": text}]}]
    return {"lasts": "", "who": "", "do": line, "say": None, "rule": None}


def _describe_other(handbook: Handbook, key: str, id: str | None, words: Translations) -> str:
    """Return another exercise by its title and line, or nothing."""
    other = handbook.exercises[id] if id else None
    return words(key, title=other.title, one_line=other.one_line) if other else ""
