"""What the command `print` is asked for, and the files that answer it. Reads and writes no files itself.

An order is a kind of thing as people call it ("session", "card", "pack") and which of them; a session may be called by
its number in the year. Knows nothing of terminals and folders.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import ContentError, Problem, UsageError, errors_in
from generator.handbook import derive
from generator.handbook.derive import Plan
from generator.handbook.value import Handbook
from generator.model.library import Questionnaire
from generator.model.licensed import PrivateForm
from generator.printables.makers import printable
from generator.printables.questionnaires import form as questionnaire
from generator.site import addresses
from generator.site.catalogue import Offer, offers
from generator.typesetting.printable import Shop, for_people
from generator.typesetting.renderer import Press

ALL = "all"
# What people call it: the kinds of paper that are meant, and what they are called if printed on both sides.
ASKED: Mapping[str, tuple[str, ...]] = {
    "session": ("sheet",),
    "pack": ("pack",),
    "card": ("card",),
    "family": ("family",),
    "deck": ("deck",),
    "questionnaire": ("cover", "questionnaire", "comparison", "group"),
    "handout": ("handout",),
    "wall": ("wall",),
    "tiles": ("tiles",),
    "poster": ("poster",),
    "book": ("book",),
}
TWO_SIDED = {"family": "family-duplex", "deck": "deck-duplex"}
BY_NUMBER = {"session", "pack"}
ALONE = {"poster": "year", "book": "handbook", "deck": "all"}


@dataclass(frozen=True)
class Wish:
    """What is asked for: a kind, which of it, and how. `people` is None for the circle's own number."""

    what: str
    names: tuple[str, ...]
    paper: str
    large: bool = False
    two_sided: bool = False
    people: int | None = None


@dataclass(frozen=True)
class Printed:
    """A finished PDF and its file's name."""

    name: str
    data: bytes


def printed(handbook: Handbook, press: Press, wish: Wish) -> Iterator[Printed]:
    """Everything that is wished for, one by one.

    Raises UsageError before anything is made if there is no such thing, ContentError with all that does not fit at the
    end, when the last that fits has been given.
    """
    shop = Shop(handbook, derive.plans(handbook), press.words)
    if wish.people is not None:
        shop = for_people(shop, wish.people)
    paper = f"{wish.paper}-large" if wish.large else wish.paper
    mine = tuple(wanted(shop, wish))
    things = [printable(shop, offer.kind, offer.id, paper) for offer in mine]
    problems: list[Problem] = []
    for offer, thing, found in zip(mine, things, press.made(things, "pdf"), strict=True):
        if isinstance(found, bytes):
            yield Printed(f"{offer.kind}-{offer.id}-{paper}.pdf", found)
        else:
            problems += press.told(thing, found)
    if errors_in(problems):
        raise ContentError(problems)


def wanted(shop: Shop, wish: Wish) -> Iterator[Offer]:
    """The offers that a wish means. Raises UsageError if there is one that nothing answers."""
    every = [offer for offer in offers(shop.handbook, shop.plans) if wish.paper in offer.papers]
    if wish.what == ALL:
        yield from (offer for offer in every if not wish.large or has_large(offer))
        return
    if wish.what not in ASKED:
        known = [*ASKED, ALL]
        raise UsageError(f'"{wish.what}" cannot be printed.{meant(wish.what, known)} There are: {", ".join(known)}')
    kinds = tuple(TWO_SIDED.get(kind, kind) for kind in ASKED[wish.what]) if wish.two_sided else ASKED[wish.what]
    if wish.two_sided and wish.what not in TWO_SIDED:
        raise UsageError("only family and deck are made to be printed on both sides")
    mine = [offer for offer in every if offer.kind in kinds]
    if wish.large and not any(has_large(offer) for offer in mine):
        raise UsageError("large print is made of sheets and cards: print session 7 --large, print card … --large")
    for name in wish.names or alone(wish.what):
        yield from named(mine, wish.what, name, shop.plans)


def has_large(offer: Offer) -> bool:
    """Whether a thing is made in large print too."""
    return any(paper not in addresses.PAPERS for paper in offer.papers)


def alone(what: str) -> tuple[str, ...]:
    """Which one is meant where none is named. Raises UsageError where one has to be."""
    if what not in ALONE:
        example = "session 7" if what in BY_NUMBER else f"{what} followed by its id"
        raise UsageError(f"say which {what}: print {example}")
    return (ALONE[what],)


def named(mine: Sequence[Offer], what: str, name: str, plans: Mapping[str, Plan]) -> Iterator[Offer]:
    """The offers of one thing, by its id or, for a session, by its number."""
    id = by_number(int(name), plans) if what in BY_NUMBER and name.isdecimal() else name
    found = [offer for offer in mine if offer.id == id]
    if not found:
        known = list(dict.fromkeys(offer.id for offer in mine))
        raise UsageError(f'there is no {what} "{name}".{meant(name, known)}')
    yield from found


def by_number(number: int, plans: Mapping[str, Plan]) -> str:
    """The session with a number in the year in use."""
    found = next((id for id, plan in plans.items() if number in plan.numbers), None)
    if found is None:
        last = max(number for plan in plans.values() for number in plan.numbers)
        raise UsageError(f"there is no session {number}; the year has sessions 1 to {last}")
    return found


def meant(name: str, known: Iterable[str]) -> str:
    """A suggestion for a mistyped name, or nothing."""
    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f' Did you mean "{near[0]}"?' if near else ""


def licensed_form(handbook: Handbook, wish: Wish) -> Questionnaire:
    """The questionnaire whose licensed wording is to be printed. Raises UsageError if the wish means no single one."""
    if wish.what != "questionnaire" or len(wish.names) != 1 or wish.large:
        raise UsageError("with --private, name one questionnaire: print questionnaire mbi-hss --private … --copies 8")
    (id,) = wish.names
    if id not in handbook.questionnaires:
        raise UsageError(f'there is no questionnaire "{id}".{meant(id, handbook.questionnaires)}')
    return handbook.questionnaires[id]


def licensed(
    handbook: Handbook, press: Press, wish: Wish, private: PrivateForm, copies: int
) -> Printed | tuple[Problem, ...]:
    """A licensed form in full, or what of it does not fit. The press must keep nothing. Raises UsageError if the
    licence covers fewer copies."""
    shop = Shop(handbook, derive.plans(handbook), press.words)
    found = press.pdf(questionnaire.form(shop, wish.names[0], private, copies, wish.paper))
    return Printed(f"{wish.names[0]}-{wish.paper}.pdf", found) if isinstance(found, bytes) else found
