"""Which maker makes which kind of paper. Pure."""

from collections.abc import Iterable, Iterator

from generator.model.papers import list_variants
from generator.printables import always, card, deck, handout, pack, poster, sheet
from generator.printables import large_format as wall
from generator.printables.book import whole
from generator.printables.context import Maker, PrintContext
from generator.printables.questionnaires import comparison, cover, group
from generator.printables.questionnaires import form as questionnaire
from generator.site import addresses
from generator.site.catalogue import CatalogueEntry
from generator.typesetting.printable import Printable

MAKERS: dict[str, Maker] = {
    "book": whole.make_book,
    "poster": poster.make_poster,
    "sheet": sheet.make_sheet,
    "always": always.make_always,
    "pack": pack.make_pack,
    "cover": cover.make_cover,
    "questionnaire": questionnaire.make_form,
    "comparison": comparison.make_comparison,
    "group": group.make_group_sheet,
    "handout": handout.make_handout,
    "wall": wall.make_wall,
    "tiles": wall.make_tiles,
    "card": card.make_card,
    "family": deck.make_family_deck,
    "family-duplex": deck.make_family_duplex,
    "deck": deck.make_deck,
    "deck-duplex": deck.make_deck_duplex,
}


def make_printable(context: PrintContext, kind: str, id: str, paper: str) -> Printable:
    """Make one thing to print. Raises KeyError for a kind or id that no catalogue entry has."""
    return MAKERS[kind](context, id, paper)


def make_printables(context: PrintContext, entries: Iterable[CatalogueEntry]) -> Iterator[tuple[str, Printable]]:
    """Yield everything in the catalogue, on every paper that it is made on, each with its address.

    One paper after another: Typst reuses what it has laid out for the document before, and that is more where both have
    the same paper.
    """
    every = tuple(entries)
    for paper in list_variants():
        for entry in every:
            if paper in entry.papers:
                yield (
                    addresses.pdf_path(entry.kind, entry.id, paper),
                    make_printable(context, entry.kind, entry.id, paper),
                )


def make_previews(
    context: PrintContext, entries: Iterable[CatalogueEntry], paper: str
) -> Iterator[tuple[str, Printable]]:
    """Yield everything in the catalogue on one paper, each with the address of the picture of its first page."""
    for entry in entries:
        yield addresses.preview_path(entry.kind, entry.id), make_printable(context, entry.kind, entry.id, paper)
