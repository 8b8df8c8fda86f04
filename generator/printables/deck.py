"""Many cards in one PDF: those of a family, those of all exercises, and empty ones to write on. Pure.

To fold, or four to a sheet printed on both sides. Each card is as `card` says; this only gathers them.
"""

from generator.errors import Place
from generator.model.exercise import Exercise
from generator.printables import card
from generator.printables.context import PrintContext
from generator.typesetting.printable import Data, Printable, PrintablePart

_BLANK = "blank"
_LABELS = ("by", "heading", "minutes", "one_line", "people", "title")
_FROM_CARD = ("care", "debrief", "invitation", "need", "pass", "steps")


def make_family_deck(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of a family, to fold."""
    return _make_family_cards(context, id, paper, card.FOLDED)


def make_family_duplex(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of a family, four to a sheet printed on both sides."""
    return _make_family_cards(context, id, paper, card.DUPLEX)


def make_deck(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of all exercises, or empty ones, to fold."""
    return (
        _make_blank_deck(context, paper, card.FOLDED) if id == _BLANK else _make_all_cards(context, paper, card.FOLDED)
    )


def make_deck_duplex(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of all exercises, or empty ones, four to a sheet printed on both sides."""
    return (
        _make_blank_deck(context, paper, card.DUPLEX) if id == _BLANK else _make_all_cards(context, paper, card.DUPLEX)
    )


def _make_family_cards(context: PrintContext, id: str, paper: str, imposition: str) -> Printable:
    named = context.handbook.families[id].name
    exercises = tuple(one for one in context.handbook.exercises.values() if one.family == id)
    return _gather_cards(context, paper, imposition, named, (exercises,))


def _make_all_cards(context: PrintContext, paper: str, imposition: str) -> Printable:
    """Make a deck of one part for each family, so that its pages are those of the families."""
    every = context.handbook.exercises.values()
    families = dict.fromkeys(one.family for one in every)
    grouped = tuple(tuple(one for one in every if one.family == family) for family in families)
    return _gather_cards(context, paper, imposition, context.words("card.all"), grouped)


def _gather_cards(
    context: PrintContext, paper: str, imposition: str, title: str, groups: tuple[tuple[Exercise, ...], ...]
) -> Printable:
    """Make a deck. A misfit names the exercise by its id; the file to open is the first one's."""
    place = context.handbook.find_place("exercise", groups[0][0].id)
    label = context.words("printable.cards", title=title)
    parts = tuple(card.card_part(context, imposition, group) for group in groups)
    return Printable(paper, title, label, place, card.CURE, parts, is_collection=True)


def _make_blank_deck(context: PrintContext, paper: str, imposition: str) -> Printable:
    """Make a page of empty cards."""
    words = context.words
    labels: Data = {key: words(f"card.blank.{key}") for key in _LABELS}
    labels |= {key: words(f"card.{key}") for key in _FROM_CARD}
    labels["intensity"] = [words(f"intensity.{level}") for level in (1, 2, 3)]
    title = words("card.blank.name")
    how = card.make_legends(words)
    part = PrintablePart("card", {"imposition": imposition, "named": True, "how": how, "cards": [], "blank": labels})
    label = words("printable.blank_cards", title=title)
    return Printable(paper, title, label, Place("circle.yml"), card.CURE, (part,))
