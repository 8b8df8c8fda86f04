"""What can be printed of a handbook: every kind of paper, of what, on which sizes, and how many a circle needs. Pure.

Pages link to what stands here and printables make what stands here, so neither can promise what the other lacks. Knows
nothing of templates, PDFs or where a file is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.handbook import derive, repetition
from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.model.layouts import LAYOUTS
from generator.model.library import OWN_LICENCE, Questionnaire
from generator.model.papers import PAPERS, SHOP_CARD, list_variants

_NORMAL = tuple(PAPERS)
_ALL = list_variants()
_LARGE = tuple(paper for paper in _ALL if paper not in PAPERS)


@dataclass(frozen=True)
class CatalogueEntry:
    """One thing to print: its kind, the id of what is printed, the papers on which it is published, how many the circle
    needs (0 where that is for the circle to say), and the papers on which the command `print` makes it besides.

    The kind of what is published is a key of `addresses.PRINT_FOLDERS`.
    """

    kind: str
    id: str
    papers: tuple[str, ...] = _NORMAL
    copies: int = 0
    on_request: tuple[str, ...] = ()


def list_entries(handbook: Handbook, plans: Mapping[str, SessionPlan]) -> Iterator[CatalogueEntry]:
    """Yield everything that can be printed, kind by kind, in the order in which it is listed; for what is published see
    `list_published_entries`."""
    people = handbook.circle.people
    for id in plans:
        yield CatalogueEntry("sheet", id, _ALL, 1)
        yield CatalogueEntry("pack", id, _NORMAL, 1)
    if repetition.list_repeated_phases(handbook):
        yield CatalogueEntry("always", "circle", _ALL, 1)
    yield from _list_card_entries(handbook)
    for form in handbook.questionnaires.values():
        yield from list_questionnaire_entries(form, people)
    for handout in handbook.handouts.values():
        yield CatalogueEntry("handout", handout.id, _NORMAL, derive.count_sheets(handout, people))
        if LAYOUTS[handout.layout].wall:
            yield CatalogueEntry("wall", handout.id, _NORMAL, 1)
            yield CatalogueEntry("tiles", handout.id, (), 1, _NORMAL)
    yield CatalogueEntry("poster", "year", _NORMAL, 1)
    yield CatalogueEntry("wall", "year", _NORMAL, 1)
    yield CatalogueEntry("tiles", "year", (), 1, _NORMAL)
    yield CatalogueEntry("book", "handbook", _NORMAL, 1)


def list_published_entries(handbook: Handbook, plans: Mapping[str, SessionPlan]) -> Iterator[CatalogueEntry]:
    """Yield everything that stands ready on the site."""
    return (entry for entry in list_entries(handbook, plans) if entry.papers)


# What stands on the page of printables together, by the names of its parts.
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "sessions": ("sheet", "pack", "always"),
    "cards": ("deck", "deck-duplex", "deck-shop", "family", "card"),
    "questionnaires": ("questionnaire",),
    "handouts": ("handout",),
    "boards": ("wall", "poster"),
    "book": ("book",),
}


@dataclass(frozen=True)
class PaperChoice:
    """Some of all that is published: on one size of paper, or of some categories; all where nothing is said. What is
    for a print shop is on no paper of one's own, so it stays with any."""

    paper: str = ""
    categories: tuple[str, ...] = ()

    def select_entries(self, every: Iterable[CatalogueEntry]) -> Iterator[CatalogueEntry]:
        """Yield what is chosen, on the papers that are chosen."""
        kinds = {kind for category in self.categories or CATEGORIES for kind in CATEGORIES[category]}
        for entry in every:
            wanted = (self.paper, SHOP_CARD.name)
            papers = tuple(one for one in entry.papers if not self.paper or one.split("-")[0] in wanted)
            if entry.kind in kinds and papers:
                yield replace(entry, papers=papers)


EVERYTHING = PaperChoice()

# What is listed in one row for each thing, without a picture of its first page.
_IN_ROWS = {"sheet", "pack", "card"}


def has_picture(entry: CatalogueEntry) -> bool:
    """Say whether the page of printables shows the first page of an entry."""
    return entry.kind not in _IN_ROWS


# What is so much paper, or costs so much a piece, that one asks before printing.
_TOLD = {"pack", "deck-shop"}


def says_how_much(entry: CatalogueEntry) -> bool:
    """Say whether the button of an entry tells how much paper it is."""
    return entry.kind in _TOLD


# What a preview leaves out: what takes long, or gathers what can be seen singly.
_SKIPPED_IN_PREVIEW = {"pack", "family", "deck", "deck-duplex", "deck-shop", "book"}


def select_quick_entries(every: Iterable[CatalogueEntry], paper: str) -> Iterator[CatalogueEntry]:
    """Yield what a live preview can make between an edit and a look: single things on one paper."""
    return (replace(entry, papers=(paper,)) for entry in every if entry.kind not in _SKIPPED_IN_PREVIEW)


def _list_card_entries(handbook: Handbook) -> Iterator[CatalogueEntry]:
    """Yield cards of all exercises and empty ones, to fold and for both sides; those of all exercises for a print shop;
    of each family, and of each exercise."""
    yield CatalogueEntry("deck", "all", _ALL, 1)
    yield CatalogueEntry("deck-duplex", "all", _NORMAL, 1)
    yield CatalogueEntry("deck-shop", "all", (SHOP_CARD.name,), 1)
    yield CatalogueEntry("deck", "blank", _NORMAL, 1)
    yield CatalogueEntry("deck-duplex", "blank", _NORMAL, 1)
    for family in handbook.families:
        mine = [exercise for exercise in handbook.exercises.values() if exercise.family == family]
        if mine:
            yield CatalogueEntry("family", family, _NORMAL, 1)
            yield CatalogueEntry("family-duplex", family, (), 1, _NORMAL)
            yield from (CatalogueEntry("card", exercise.id, _NORMAL, 1, _LARGE) for exercise in mine)


def list_questionnaire_entries(form: Questionnaire, people: int) -> Iterator[CatalogueEntry]:
    """Yield the kit of a questionnaire; on request its parts one by one: a form of our own to fill in, for another's a
    cover and an answer and score sheet; where there are scores, sheets to compare one's own occasions and to pool by
    agreement."""
    ours = form.licence == OWN_LICENCE
    yield CatalogueEntry("questionnaire", form.id, _NORMAL, people)
    if not ours:
        yield CatalogueEntry("cover", form.id, (), 1, _NORMAL)
    if form.items:
        yield CatalogueEntry("form", form.id, (), people, _NORMAL)
    if form.subscales:
        yield CatalogueEntry("comparison", form.id, (), people, _NORMAL)
        yield CatalogueEntry("group", form.id, (), 1, _NORMAL)
