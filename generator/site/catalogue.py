"""What can be printed of a handbook: every kind of paper, of what, on which sizes, and how many a circle needs. Pure.

Pages link to what stands here and printables make what stands here, so neither can promise what the other lacks. Knows
nothing of templates, PDFs or where a file is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.handbook import derive
from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.model.layouts import LAYOUTS
from generator.model.library import OWN_LICENCE, Questionnaire
from generator.model.papers import PAPERS, list_variants

_NORMAL = tuple(PAPERS)
_ALL = list_variants()


@dataclass(frozen=True)
class CatalogueEntry:
    """One thing to print: its kind (a key of `addresses.PRINT_FOLDERS`), the id of what is printed, the papers on which
    it is made, and how many the circle needs (0 where that is for the circle to say)."""

    kind: str
    id: str
    papers: tuple[str, ...] = _NORMAL
    copies: int = 0


def list_entries(handbook: Handbook, plans: Mapping[str, SessionPlan]) -> Iterator[CatalogueEntry]:
    """Yield everything that can be printed, kind by kind, in the order in which it is listed."""
    people = handbook.circle.people
    for id in plans:
        yield CatalogueEntry("sheet", id, _ALL, 1)
        yield CatalogueEntry("pack", id, _NORMAL, 1)
    yield from _list_card_entries(handbook)
    for form in handbook.questionnaires.values():
        yield from list_questionnaire_entries(form, people)
    for handout in handbook.handouts.values():
        yield CatalogueEntry("handout", handout.id, _NORMAL, derive.count_sheets(handout, people))
        if LAYOUTS[handout.layout].wall:
            yield CatalogueEntry("wall", handout.id, _NORMAL, 1)
            yield CatalogueEntry("tiles", handout.id, _NORMAL, 1)
    yield CatalogueEntry("poster", "year", _NORMAL, 1)
    yield CatalogueEntry("wall", "year", _NORMAL, 1)
    yield CatalogueEntry("tiles", "year", _NORMAL, 1)
    yield CatalogueEntry("book", "handbook", _NORMAL, 1)


# What a preview leaves out: what takes long, or gathers what can be seen singly.
_SKIPPED_IN_PREVIEW = {"pack", "family", "family-duplex", "deck", "deck-duplex", "tiles", "book"}


def select_quick_entries(every: Iterable[CatalogueEntry], paper: str) -> Iterator[CatalogueEntry]:
    """Yield what a live preview can make between an edit and a look: single things on one paper."""
    return (replace(entry, papers=(paper,)) for entry in every if entry.kind not in _SKIPPED_IN_PREVIEW)


def _list_card_entries(handbook: Handbook) -> Iterator[CatalogueEntry]:
    """Yield cards of all exercises and empty ones, of each family, and of each exercise: to fold, and for both
    sides."""
    for id in ("all", "blank"):
        yield CatalogueEntry("deck", id, _NORMAL, 1)
        yield CatalogueEntry("deck-duplex", id, _NORMAL, 1)
    for family in handbook.families:
        mine = [exercise for exercise in handbook.exercises.values() if exercise.family == family]
        if mine:
            yield CatalogueEntry("family", family, _NORMAL, 1)
            yield CatalogueEntry("family-duplex", family, _NORMAL, 1)
            yield from (CatalogueEntry("card", exercise.id, _ALL, 1) for exercise in mine)


def list_questionnaire_entries(form: Questionnaire, people: int) -> Iterator[CatalogueEntry]:
    """Yield a form of our own to fill in; for another's a cover and an answer and score sheet; and, where there are
    scores, sheets to compare one's own occasions and to pool by agreement."""
    ours = form.licence == OWN_LICENCE
    if not ours:
        yield CatalogueEntry("cover", form.id, _NORMAL, 1)
    if form.items:
        yield CatalogueEntry("questionnaire", form.id, _NORMAL, people)
    if form.subscales:
        yield CatalogueEntry("comparison", form.id, _NORMAL, people)
        yield CatalogueEntry("group", form.id, _NORMAL, 1)
