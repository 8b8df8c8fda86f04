"""Many cards in one PDF: those of a family, those of all exercises, and empty ones to write on. Pure.

To fold, or four to a sheet printed on both sides. Each card is as `card` says; this only gathers them.
"""

from generator.errors import Place
from generator.model.exercise import Exercise
from generator.printables import card
from generator.typesetting.printable import Data, Part, Printable, Shop

BLANK = "blank"
LABELS = ("by", "heading", "minutes", "one_line", "people", "title")
FROM_CARD = ("care", "debrief", "invitation", "need", "pass", "steps")


def family(shop: Shop, id: str, paper: str) -> Printable:
    """The cards of a family, to fold."""
    return of_family(shop, id, paper, card.FOLD)


def family_duplex(shop: Shop, id: str, paper: str) -> Printable:
    """The cards of a family, four to a sheet printed on both sides."""
    return of_family(shop, id, paper, card.DUPLEX)


def deck(shop: Shop, id: str, paper: str) -> Printable:
    """The cards of all exercises, or empty ones, to fold."""
    return blank(shop, paper, card.FOLD) if id == BLANK else of_all(shop, paper, card.FOLD)


def deck_duplex(shop: Shop, id: str, paper: str) -> Printable:
    """The cards of all exercises, or empty ones, four to a sheet printed on both sides."""
    return blank(shop, paper, card.DUPLEX) if id == BLANK else of_all(shop, paper, card.DUPLEX)


def of_family(shop: Shop, id: str, paper: str, form: str) -> Printable:
    """The cards of one family in either form."""
    named = shop.handbook.families[id].name
    exercises = tuple(one for one in shop.handbook.exercises.values() if one.family == id)
    return gathered(shop, paper, form, named, exercises)


def of_all(shop: Shop, paper: str, form: str) -> Printable:
    """All cards in either form."""
    return gathered(shop, paper, form, shop.words("card.all"), tuple(shop.handbook.exercises.values()))


def gathered(shop: Shop, paper: str, form: str, title: str, exercises: tuple[Exercise, ...]) -> Printable:
    """A deck. What does not fit is told with the exercise's id; the file to open is the first one's."""
    place = shop.handbook.place("exercise", exercises[0].id)
    named = f'the cards of "{title}"'
    return Printable(paper, title, named, place, card.CURE, (card.part(shop, form, exercises),), gathers=True)


def blank(shop: Shop, paper: str, form: str) -> Printable:
    """A page of empty cards."""
    words = shop.words
    labels: Data = {key: words(f"card.blank.{key}") for key in LABELS}
    labels |= {key: words(f"card.{key}") for key in FROM_CARD}
    labels["intensity"] = [words(f"intensity.{level}") for level in (1, 2, 3)]
    title = words("card.blank.name")
    part = Part("card", {"form": form, "cards": [], "blank": labels})
    return Printable(paper, title, f'the page "{title}"', Place("circle.yml"), card.CURE, (part,))
