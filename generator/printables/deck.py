"""Many cards in one PDF: those of a family, those of all exercises, and empty ones to write on. Pure.

To fold, four to a sheet printed on both sides, or each face on a page of its own for a print shop. Each card is as
`card` says; this only gathers them. The cards of a family are one part with a section for each way in which they are
wanted, so that what each needs of its card is found once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.errors import Place
from generator.handbook.value import Handbook
from generator.model.colours import COLOURS
from generator.model.library import OWN_LICENCE
from generator.model.papers import LARGE_PRINT
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.printables import card
from generator.printables.context import PrintContext, content_version, format_footer, make_help_data
from generator.typesetting.printable import Data, Printable, PrintablePart

_BLANK = "blank"
_LABELS = ("by", "heading", "minutes", "one_line", "people", "title")
_DECK_LABELS = ("aloud", "care", "how", "rule", "two")
_FROM_CARD = ("care", "debrief", "invitation", "need", "pass", "steps")
# the sections of a family's part, as card.typ draws them: then each card in the order of the family
_FOLDED, _BOTH_SIDES, _SHOP, _SINGLE = 0, 1, 2, 3
_SECTIONS = {"deck-duplex": _BOTH_SIDES, "family-duplex": _BOTH_SIDES, "deck-shop": _SHOP}


def make_family_parts(context: PrintContext) -> dict[str, PrintablePart]:
    """Return the cards of each family that has exercises, in all the ways in which they are wanted."""
    parts = {}
    for family in context.handbook.families:
        mine = tuple(one for one in context.handbook.exercises.values() if one.family == family)
        if mine:
            parts[family] = card.make_cards_part(context, mine, gathered=True, batch=family)
    return parts


def make_family_deck(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of a family, to fold."""
    return make_gathered(context, "family", id, paper, make_family_parts(context))


def make_family_duplex(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of a family, four to a sheet printed on both sides."""
    return make_gathered(context, "family-duplex", id, paper, make_family_parts(context))


def make_deck(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of all exercises, or empty ones, to fold."""
    return make_gathered(context, "deck", id, paper, make_family_parts(context))


def make_deck_duplex(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of all exercises, or empty ones, four to a sheet printed on both sides."""
    return make_gathered(context, "deck-duplex", id, paper, make_family_parts(context))


def make_shop_deck(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cards of all exercises for a print shop: fronts and backs in turn."""
    return make_gathered(context, "deck-shop", id, paper, make_family_parts(context))


def make_gathered(
    context: PrintContext, kind: str, id: str, paper: str, parts: Mapping[str, PrintablePart]
) -> Printable:
    """Make a card, a family's cards or a deck out of the parts of families."""
    if kind == "card":
        family = context.handbook.exercises[id].family
        place = [one["id"] for one in parts[family].data["cards"]].index(id)
        return card.make_card_of(context, id, paper, replace(parts[family], section=_SINGLE + place))
    section = None if paper.endswith(LARGE_PRINT) else _SECTIONS.get(kind, _FOLDED)
    if id == _BLANK:
        return _make_blank_deck(context, paper, section)
    title, chosen = (
        (context.handbook.families[id].name, (id,))
        if kind.startswith("family")
        else (context.words("card.all"), tuple(parts))
    )
    wanted = [replace(parts[family], section=section) for family in chosen]
    made = _gather_cards(context, paper, title, wanted)
    return replace(made, parts=(_make_title_part(context), *made.parts)) if section == _SHOP else made


def _make_title_part(context: PrintContext) -> PrintablePart:
    """Return the card that lies on top of a deck from a print shop: the families with their numbers, how a card is
    read, and whom to call."""
    handbook, words = context.handbook, context.words
    said: Data = {
        "title": phrases.name_handbook(words, handbook.circle),
        "lead": words("card.deck.lead", n=len(handbook.exercises)),
        "families": [_family_data(handbook, family, words) for family in _list_used_families(handbook)],
        "levels": [words(f"card.deck.levels.{level}") for level in (1, 2, 3)],
        "shop": card.describe_shop_card(),
        "help": make_help_data(handbook.circle, words),
        "words": {key: words(f"card.deck.{key}") for key in _DECK_LABELS},
    }
    marks: Data = {"id": "deck", "version": content_version(said), "licences": (phrases.name_licence(OWN_LICENCE),)}
    foot = format_footer(handbook.circle, words, "card.foot", **marks)
    return PrintablePart("deck-title", {**said, "foot": foot}, batch="deck-title")


def _list_used_families(handbook: Handbook) -> list[str]:
    """Return the families that have exercises, in their order."""
    used = {one.family for one in handbook.exercises.values()}
    return [family for family in handbook.families if family in used]


def _family_data(handbook: Handbook, id: str, words: Translations) -> Data:
    """Return a family with the numbers of its cards."""
    family = handbook.families[id]
    numbers = [n for n, one in enumerate(card.list_deck(handbook), start=1) if handbook.exercises[one].family == id]
    return {
        "name": family.name,
        "pattern": family.pattern,
        "ink": COLOURS[family.colour],
        "numbers": words("card.deck.numbers", first=numbers[0], last=numbers[-1])
        if len(numbers) > 1
        else words("card.number", n=numbers[0]),
    }


def _gather_cards(context: PrintContext, paper: str, title: str, parts: Sequence[PrintablePart]) -> Printable:
    """Make a deck of some families. A misfit names the exercise by its id; the file to open is the first one's."""
    place = context.handbook.find_place("exercise", parts[0].data["cards"][0]["id"])
    label = context.words("printable.cards", title=title)
    return Printable(paper, title, label, place, card.CURE, tuple(parts), is_collection=True)


def _make_blank_deck(context: PrintContext, paper: str, section: int | None) -> Printable:
    """Make a page of empty cards."""
    words = context.words
    labels: Data = {key: words(f"card.blank.{key}") for key in _LABELS}
    labels |= {key: words(f"card.{key}") for key in _FROM_CARD}
    labels["intensity"] = [words(f"intensity.{level}") for level in (1, 2, 3)]
    title = words("card.blank.name")
    said = {"cards": [], "blank": labels, "how": card.make_legends(words)}
    part = PrintablePart("card", said, section=section, batch=_BLANK)
    label = words("printable.blank_cards", title=title)
    return Printable(paper, title, label, Place("circle.yml"), card.CURE, (part,))
