"""Which maker makes which kind of paper. Pure."""

from collections.abc import Iterable, Iterator

from generator.printables import card, deck, handout, pack, poster, sheet
from generator.printables import large_format as wall
from generator.printables.book import whole
from generator.printables.questionnaires import comparison, cover, group
from generator.printables.questionnaires import form as questionnaire
from generator.site import addresses
from generator.site.catalogue import Offer
from generator.typesetting.printable import Maker, Printable, Shop

MAKERS: dict[str, Maker] = {
    "book": whole.printable,
    "poster": poster.printable,
    "sheet": sheet.printable,
    "pack": pack.printable,
    "cover": cover.printable,
    "questionnaire": questionnaire.printable,
    "comparison": comparison.printable,
    "group": group.printable,
    "handout": handout.printable,
    "wall": wall.printable,
    "tiles": wall.tiles,
    "card": card.printable,
    "family": deck.family,
    "family-duplex": deck.family_duplex,
    "deck": deck.deck,
    "deck-duplex": deck.deck_duplex,
}


def printable(shop: Shop, kind: str, id: str, paper: str) -> Printable:
    """One thing to print. Raises KeyError for a kind or id that no offer has."""
    return MAKERS[kind](shop, id, paper)


def printables(shop: Shop, offers: Iterable[Offer]) -> Iterator[tuple[str, Printable]]:
    """Everything offered, on every paper that it is offered on, each with its address; one paper after another, since
    what is set alike one after another is set faster."""
    every = tuple(offers)
    for paper in addresses.ALL_PAPERS:
        for offer in every:
            if paper in offer.papers:
                yield addresses.printed(offer.kind, offer.id, paper), printable(shop, offer.kind, offer.id, paper)


def previews(shop: Shop, offers: Iterable[Offer], paper: str) -> Iterator[tuple[str, Printable]]:
    """Everything offered on one paper, each with the address of the picture of its first page."""
    for offer in offers:
        yield addresses.preview(offer.kind, offer.id), printable(shop, offer.kind, offer.id, paper)
