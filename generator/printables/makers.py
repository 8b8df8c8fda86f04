"""Which maker makes which kind of paper. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.phrasing import phrases
from generator.printables import always, card, deck, handout, pack, poster, sheet
from generator.printables import large_format as wall
from generator.printables.book import whole
from generator.printables.context import Maker, PrintContext
from generator.printables.questionnaires import comparison, cover, form, group, kit
from generator.site import addresses
from generator.site.catalogue import CatalogueEntry, has_picture
from generator.typesetting.printable import Printable

MAKERS: dict[str, Maker] = {
    "book": whole.make_book,
    "poster": poster.make_poster,
    "sheet": sheet.make_sheet,
    "always": always.make_always,
    "pack": pack.make_pack,
    "cover": cover.make_cover,
    "questionnaire": kit.make_kit,
    "form": form.make_form,
    "comparison": comparison.make_comparison,
    "group": group.make_group_sheet,
    "handout": handout.make_handout,
    "wall": wall.make_board,
    "tiles": wall.make_tiles,
    "card": card.make_card,
    "family": deck.make_family_deck,
    "family-duplex": deck.make_family_duplex,
    "deck": deck.make_deck,
    "deck-duplex": deck.make_deck_duplex,
    "deck-shop": deck.make_shop_deck,
}

# what is put together out of the cards of families
_GATHERED = frozenset({"card", "deck", "deck-duplex", "deck-shop", "family"})
# what has the title of the thing that it is of
_TOLD_BY_KIND = frozenset(
    {"card", "deck-duplex", "deck-shop", "family", "family-duplex", "form", "questionnaire", "sheet", "tiles", "wall"}
)
# what is not the same in large print
_MADE_FOR_PAPER = frozenset({"deck"})


def make_printable(context: PrintContext, kind: str, id: str, paper: str) -> Printable:
    """Make one thing to print. Raises KeyError for a kind or id that no catalogue entry has."""
    return _name_file(context, kind, MAKERS[kind](context, id, paper))


def _name_file(context: PrintContext, kind: str, made: Printable) -> Printable:
    """Return the same with the handbook's name, and the kind in its title where else several files had one title."""
    words, author = context.words, phrases.name_handbook(context.words, context.handbook.circle)
    if kind not in _TOLD_BY_KIND:
        return replace(made, author=author)
    return replace(
        made, author=author, title=words("print.of_kind", title=made.title, kind=words(f"print.kinds.{kind}"))
    )


def make_printables(context: PrintContext, entries: Iterable[CatalogueEntry]) -> Iterator[tuple[str, Printable]]:
    """Yield everything in the catalogue, on every paper that it is made on, each with its address.

    What a thing says is the same on nearly all papers, so it is said once.
    """
    parts = deck.make_family_parts(context)
    for entry in entries:
        made: Printable | None = None
        for paper in entry.papers:
            if made is None or entry.kind in _MADE_FOR_PAPER:
                made = (
                    _name_file(context, entry.kind, deck.make_gathered(context, entry.kind, entry.id, paper, parts))
                    if entry.kind in _GATHERED
                    else make_printable(context, entry.kind, entry.id, paper)
                )
            yield addresses.pdf_path(entry.kind, entry.id, paper), sheet.set_for_paper(made, paper)


def list_previews(entries: Iterable[CatalogueEntry], paper: str) -> Iterator[tuple[str, str]]:
    """Yield the address of a picture and of the PDF whose first page it shows, for everything that is shown so."""
    for entry in filter(has_picture, entries):
        shown = paper if paper in entry.papers else entry.papers[0]
        yield addresses.preview_path(entry.kind, entry.id), addresses.pdf_path(entry.kind, entry.id, shown)
