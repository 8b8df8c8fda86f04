"""A session pack: everything on paper that one session needs, in the order of use, as often as it is needed. Pure.

A list of what is in it, the session sheet, the cards of the exercises whose steps the sheet gives by name only, every
handout and questionnaire for each who needs one. The pieces are the parts of other printables; nothing is said twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.handbook import derive
from generator.handbook.derive import Needed, Plan, Slot
from generator.model.exercise import Exercise, Material
from generator.model.library import OWN_LICENCE, Questionnaire
from generator.model.meeting import Handing
from generator.printables import card, handout, sheet
from generator.printables.questionnaires import comparison, cover
from generator.printables.questionnaires import form as questionnaire
from generator.typesetting.printable import Data, Part, Printable, Shop, footed

LABELS = ("besides", "copies", "in_it", "licensed", "one_side", "what", "when")


@dataclass(frozen=True)
class Piece:
    """Some of the pack's pages: what they are, when they are used, and the parts, each with its copies."""

    title: str
    when: str
    copies: int
    parts: tuple[Part, ...]


def printable(shop: Shop, id: str, paper: str) -> Printable:
    """The pack of a session for the circle's people."""
    plan = shop.plans[id]
    own = sheet.printable(shop, id, paper)
    pieces = (Piece(shop.words("sheet.title"), shop.words("pack.host"), 1, own.parts), *pieces_of(shop, plan, paper))
    first = Part("pack", contents(shop, plan, pieces))
    parts = (first, *(part for piece in pieces for part in copied(piece)))
    title = shop.words("pack.title", title=plan.session.title)
    named = f'the pack of "{plan.session.title}"'
    return Printable(paper, title, named, shop.handbook.place("session", id), sheet.CURE, parts, own.ways, gathers=True)


def copied(piece: Piece) -> Iterator[Part]:
    """The parts of a piece as often as it is needed: one after another if they belong together."""
    if len(piece.parts) == 1:
        yield replace(piece.parts[0], copies=piece.copies * piece.parts[0].copies)
        return
    for _ in range(piece.copies):
        yield from piece.parts


def pieces_of(shop: Shop, plan: Plan, paper: str) -> Iterator[Piece]:
    """All but the sheet: cards, handouts as the phases need them, what the session brings besides, questionnaires."""
    by_name = tuple(one for one in plan.exercises if one.id not in {held.id for held in in_full(shop, plan)})
    if by_name:
        yield Piece(shop.words("pack.cards"), shop.words("pack.host"), 1, (card.part(shop, card.FOLD, by_name),))
    yield from handouts(shop, plan, paper)
    for form, handing in derive.handed_out(shop.handbook, plan):
        yield from questionnaires(shop, form, handing, paper)


def in_full(shop: Shop, plan: Plan) -> tuple[Exercise, ...]:
    """The exercises whose steps stand on the sheet."""
    return tuple(
        slot.exercise
        for slot in plan.slots
        if slot.exercise and (slot.chosen or sheet.follows(shop.handbook, plan, slot.exercise))
    )


def handouts(shop: Shop, plan: Plan, paper: str) -> Iterator[Piece]:
    """Every handout that the session needs, once, where it is used first."""
    when = {material.handout: slot for slot in reversed(plan.slots) for material in materials(slot)}
    needed = [one for one in derive.session_materials(shop.handbook, plan) if one.handout]
    order = {slot.phase.id: number for number, slot in enumerate(plan.slots)}
    last = len(order)
    for one in sorted(needed, key=lambda one: place_of(one, when, order, last)):
        assert one.handout is not None, "chosen so"
        slot = when.get(one.handout.id)
        used = slot.phase.title if slot else shop.words("pack.brought")
        yield Piece(one.handout.title, used, one.count, handout.printable(shop, one.handout.id, paper).parts)


def materials(slot: Slot) -> tuple[Material, ...]:
    """What the exercise in a slot needs."""
    return slot.exercise.materials if slot.exercise else ()


def place_of(needed: Needed, when: dict[str | None, Slot], order: dict[str, int], last: int) -> int:
    """The number of the phase that needs a handout first; what no phase names comes behind."""
    slot = when.get(needed.handout.id if needed.handout else None)
    return order[slot.phase.id] if slot else last


def questionnaires(shop: Shop, form: Questionnaire, handing: Handing, paper: str) -> Iterator[Piece]:
    """A questionnaire's pages for one occasion: our own form, or cover, answer and score sheets of another's; from the
    second occasion on a sheet for comparing too."""
    people = shop.handbook.circle.people
    when = shop.words(f"occasion.{handing.occasion}")
    if form.licence != OWN_LICENCE:
        title = shop.words("pack.cover", title=form.title)
        yield Piece(title, when, 1, cover.printable(shop, form.id, paper).parts)
    if form.items:
        made = questionnaire.printable(shop, form.id, paper)
        yield Piece(made.title, when, people, made.parts)
    if form.subscales and handing.occasion != "start":
        compared = comparison.printable(shop, form.id, paper)
        yield Piece(compared.title, when, people, compared.parts)


def contents(shop: Shop, plan: Plan, pieces: tuple[Piece, ...]) -> Data:
    """The first page: what is in the pack, and what to bring that no printer makes."""
    words, book = shop.words, shop.handbook
    besides = [
        words("sheet.item", n=one.count, count=one.count, item=one.item)
        for one in derive.session_materials(book, plan)
        if not one.handout
    ]
    licensed = [
        words("pack.copies_of", count=book.circle.people, title=form.title)
        for form, _ in derive.handed_out(book, plan)
        if form.licence != OWN_LICENCE
    ]
    said = {
        "title": plan.session.title,
        "kind": words("pack.kind"),
        "people": words("pack.people", n=book.circle.people),
        "place_in_year": sheet.place_in_year(book, plan, words),
        "rows": [{"copies": piece.copies, "title": piece.title, "when": piece.when} for piece in pieces],
        "besides": besides,
        "licensed": licensed,
        "words": {key: words(f"pack.{key}") for key in LABELS},
    }
    return footed(words, plan.session.id, said)
