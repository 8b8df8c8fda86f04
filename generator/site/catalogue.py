"""What can be printed of a handbook: every kind of paper, of what, on which sizes, and how many a circle needs. Pure.

Pages link to what stands here and printables make what stands here, so neither can promise what the other lacks. Knows
nothing of templates, PDFs or where a file is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.site import addresses
from generator.handbook import derive
from generator.handbook.derive import Plan
from generator.handbook.value import Handbook
from generator.model.library import OWN_LICENCE, Questionnaire

NORMAL = addresses.PAPERS
ALL = addresses.ALL_PAPERS
BOARDS = ("board", "rota", "agreement")


@dataclass(frozen=True)
class Offer:
    """One thing to print: its kind (a key of `addresses.PRINTED`), the id of what is printed, the papers that it is
    made on, and how many the circle needs (0 where that is for the circle to say)."""

    kind: str
    id: str
    papers: tuple[str, ...] = NORMAL
    copies: int = 0


def offers(handbook: Handbook, plans: Mapping[str, Plan]) -> Iterator[Offer]:
    """Everything that can be printed, kind by kind, in the order in which it is listed."""
    people = handbook.circle.people
    for id in plans:
        yield Offer("sheet", id, ALL, 1)
        yield Offer("pack", id, NORMAL, 1)
    yield from cards(handbook)
    for form in handbook.questionnaires.values():
        yield from of_questionnaire(form, people)
    for handout in handbook.handouts.values():
        yield Offer("handout", handout.id, NORMAL, derive.count(handout.per, people))
        if handout.layout in BOARDS:
            yield Offer("wall", handout.id, NORMAL, 1)
            yield Offer("tiles", handout.id, NORMAL, 1)
    yield Offer("poster", "year", NORMAL, 1)
    yield Offer("wall", "year", NORMAL, 1)
    yield Offer("tiles", "year", NORMAL, 1)
    yield Offer("book", "handbook", NORMAL, 1)


# What a preview leaves out: what takes long, or gathers what can be seen singly.
SLOW = {"pack", "family", "family-duplex", "deck", "deck-duplex", "tiles", "book"}


def quick(every: Iterable[Offer], paper: str) -> Iterator[Offer]:
    """What a live preview can make afresh between an edit and a look: single things on one paper."""
    return (replace(offer, papers=(paper,)) for offer in every if offer.kind not in SLOW)


def cards(handbook: Handbook) -> Iterator[Offer]:
    """Cards of all exercises and empty ones, of each family, and of each exercise: to fold, and for both sides."""
    for id in ("all", "blank"):
        yield Offer("deck", id, NORMAL, 1)
        yield Offer("deck-duplex", id, NORMAL, 1)
    for family in handbook.families:
        mine = [exercise for exercise in handbook.exercises.values() if exercise.family == family]
        if mine:
            yield Offer("family", family, NORMAL, 1)
            yield Offer("family-duplex", family, NORMAL, 1)
            yield from (Offer("card", exercise.id, ALL, 1) for exercise in mine)


def of_questionnaire(form: Questionnaire, people: int) -> Iterator[Offer]:
    """A form of our own to fill in; for another's a cover and an answer and score sheet; and, where there are scores,
    sheets to compare one's own occasions and to pool by agreement."""
    ours = form.licence == OWN_LICENCE
    if not ours:
        yield Offer("cover", form.id, NORMAL, 1)
    if form.items:
        yield Offer("questionnaire", form.id, NORMAL, people)
    if form.subscales:
        yield Offer("comparison", form.id, NORMAL, people)
        yield Offer("group", form.id, NORMAL, 1)
