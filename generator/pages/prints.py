"""What can be printed: the buttons on a thing's own page, and the page of everything there is to print.

Made from the desk's offers alone, so that no page can link to paper that nobody makes. Knows nothing of how paper is
drawn or written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import schedule
from generator.model.library import OWN_LICENCE
from generator.pages.base import Desk, numbered
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.catalogue import Offer
from generator.site.model import Page

# What a page can print of its thing, the most wanted first.
SESSION = ("sheet", "pack")
EXERCISE = ("card",)
FAMILY = ("family", "family-duplex")
DECK = ("deck", "deck-duplex")
QUESTIONNAIRE = ("questionnaire", "cover", "comparison", "group")
HANDOUT = ("handout", "wall", "tiles")
YEAR = ("poster", "wall", "tiles")
BOOK = ("book",)
FOR_EACH = ("questionnaire", "comparison")
# The pictures of first pages: 300 pixels wide, on paper that stands upright.
PICTURE = {"a4": (300, 424), "letter": (300, 388)}


@dataclass(frozen=True)
class PaperView:
    """One paper on which something is made, and the way to its file."""

    paper: str
    name: str
    way: Markup


@dataclass(frozen=True)
class PrintView:
    """One thing to print: what it is, of what, how many of it, and its papers, the circle's own first."""

    kind: str
    id: str
    what: str
    action: str
    note: str
    of: str
    way: Markup
    copies: str
    papers: tuple[PaperView, ...]
    picture: Markup
    width: int
    height: int


@dataclass(frozen=True)
class Shelf:
    """Some of a group under a title of their own."""

    title: str
    prints: tuple[PrintView, ...]


@dataclass(frozen=True)
class Group:
    """A part of the page of printables: what lies open, and what is kept on shelves."""

    id: str
    title: str
    lead: str
    prints: tuple[PrintView, ...]
    shelves: tuple[Shelf, ...]


def buttons(desk: Desk, write: Writer, id: str, kinds: tuple[str, ...]) -> tuple[PrintView, ...]:
    """What is offered of one thing, in the order of `kinds`."""
    mine = [offer for offer in desk.offers if offer.id == id and offer.kind in kinds]
    return tuple(view(desk, write, offer) for offer in sorted(mine, key=lambda offer: kinds.index(offer.kind)))


def decks(desk: Desk, write: Writer) -> tuple[PrintView, ...]:
    """Cards of every exercise, and empty ones."""
    return tuple(view(desk, write, offer) for offer in desk.offers if offer.kind in DECK)


def view(desk: Desk, write: Writer, offer: Offer) -> PrintView:
    """One offer, ready to be laid out."""
    words = f"prints.{naming(desk, offer)}"
    of, way = thing(desk, offer)
    own = desk.handbook.circle.paper
    width, height = PICTURE[own]
    return PrintView(
        kind=offer.kind,
        id=offer.id,
        what=desk.words(f"{words}.name"),
        action=desk.words(f"{words}.action"),
        note=desk.words(f"{words}.note", n=desk.handbook.circle.people),
        of=of,
        way=Markup(addresses.built(write.way(way))),
        copies=copies(desk, offer),
        papers=tuple(paper_view(desk, write, offer, paper) for paper in ordered(offer.papers, own)),
        picture=write.way(addresses.preview(offer.kind, offer.id)) if desk.pictured else Markup(""),
        width=width,
        height=height,
    )


def ordered(papers: Iterable[str], own: str) -> list[str]:
    """The circle's own size first; of each size normal print before large, and all normal ones before the large."""
    return sorted(papers, key=lambda paper: (paper not in addresses.PAPERS, not paper.startswith(own)))


def paper_view(desk: Desk, write: Writer, offer: Offer, paper: str) -> PaperView:
    """One paper of an offer. What hangs on a wall is twice the size of the circle's paper."""
    name = desk.words(f"prints.wall_paper.{paper}" if offer.kind == "wall" else f"paper.{paper}")
    return PaperView(paper, name, write.way(addresses.printed(offer.kind, offer.id, paper)))


def naming(desk: Desk, offer: Offer) -> str:
    """Under which words an offer is named: its kind, but two kinds are two things to whoever prints them."""
    if offer.kind in DECK and offer.id != "all":
        return f"{offer.id}-{offer.kind}"
    if offer.kind == "questionnaire" and desk.handbook.questionnaires[offer.id].licence != OWN_LICENCE:
        return "answers"
    return offer.kind


def thing(desk: Desk, offer: Offer) -> tuple[str, str]:
    """Of what an offer is, and the page of that."""
    book, id = desk.handbook, offer.id
    if offer.kind in SESSION:
        return numbered(desk, desk.plans[id]), addresses.page("session", id)
    if offer.kind in EXERCISE:
        return book.exercises[id].title, addresses.page("exercise", id, book.exercises[id].family)
    if offer.kind in FAMILY:
        return book.families[id].name, addresses.family(id)
    if offer.kind in DECK:
        return "", addresses.index("exercise")
    if offer.kind in QUESTIONNAIRE:
        return book.questionnaires[id].title, addresses.page("questionnaire", id)
    if offer.kind in HANDOUT and id in book.handouts:
        return book.handouts[id].title, addresses.page("handout", id)
    return (book.year.title, addresses.YEAR) if offer.kind in YEAR else (desk.name, addresses.index("chapter"))


def copies(desk: Desk, offer: Offer) -> str:
    """How many to print for this circle, in words."""
    if not offer.copies:
        return desk.words("prints.copies.any")
    per = "person" if offer.kind in FOR_EACH else "one"
    if offer.kind == "handout":
        per = desk.handbook.handouts[offer.id].per
    return desk.words(f"prints.copies.{per}", n=offer.copies)


def printables(desk: Desk) -> Page:
    """Everything that can be printed: what it is, how many, on which paper."""
    write = desk.writer(addresses.PRINTABLES)
    return desk.page(
        addresses.PRINTABLES,
        "printables.md.j2",
        desk.words("printables.title"),
        desk.words("printables.lead"),
        groups=tuple(group for group in groups(desk, write) if group.prints or group.shelves),
    )


def groups(desk: Desk, write: Writer) -> Iterator[Group]:
    """All offers, each in one group."""
    views = [view(desk, write, offer) for offer in desk.offers]
    boards = {made.id for made in views if made.kind == "wall"}
    yield group(desk, "sessions", (), sessions(desk, of_kind(views, SESSION)))
    yield group(desk, "cards", of_kind(views, DECK), cards(desk, of_kind(views, (*FAMILY, *EXERCISE))))
    yield group(desk, "questionnaires", (), forms(desk, of_kind(views, QUESTIONNAIRE)))
    sheets = [made for made in of_kind(views, ("handout",)) if made.id not in boards]
    yield group(desk, "handouts", (), by_number(desk, sheets))
    walls = [made for made in of_kind(views, (*HANDOUT, *YEAR)) if made.id in boards or made.kind == "poster"]
    yield group(desk, "boards", (), by_thing(walls))
    yield group(desk, "book", of_kind(views, BOOK), ())


def group(desk: Desk, id: str, prints: Iterable[PrintView], shelves: Iterable[Shelf]) -> Group:
    """A group with its words; shelves with nothing on them are left out."""
    key = f"printables.{id}"
    kept = tuple(shelf for shelf in shelves if shelf.prints)
    return Group(id, desk.words(f"{key}.title"), desk.words(f"{key}.lead"), tuple(prints), kept)


def of_kind(views: Iterable[PrintView], kinds: tuple[str, ...]) -> tuple[PrintView, ...]:
    """Those of some kinds, in their order."""
    return tuple(made for made in views if made.kind in kinds)


def sessions(desk: Desk, views: tuple[PrintView, ...]) -> Iterator[Shelf]:
    """A shelf for each part of the year with its numbers, then one for what stands in none. What is held twice lies on
    two shelves, so that it is found under either number."""
    book = desk.handbook
    meetings = schedule.meetings(book.circle, book.year)
    for part in book.year.parts:
        numbers = [meeting.number for meeting in meetings if meeting.part == part.id and meeting.number]
        title = desk.words(
            "printables.sessions.part", n=len(numbers), title=part.title, first=min(numbers), last=max(numbers)
        )
        yield Shelf(title, tuple(made for made in views if made.id in part.sessions))
    placed = {id for part in book.year.parts for id in part.sessions}
    others = tuple(made for made in views if made.id not in placed)
    yield Shelf(desk.words("printables.sessions.others"), others)


def cards(desk: Desk, views: tuple[PrintView, ...]) -> Iterator[Shelf]:
    """A shelf for each family: all of its cards at once, then one by one."""
    exercises = desk.handbook.exercises
    for id, family in desk.handbook.families.items():
        whole = [made for made in views if made.kind in FAMILY and made.id == id]
        single = [made for made in views if made.kind in EXERCISE and exercises[made.id].family == id]
        yield Shelf(family.name, (*whole, *single))


def forms(desk: Desk, views: tuple[PrintView, ...]) -> Iterator[Shelf]:
    """Our own forms on one shelf, and a shelf for each instrument of others."""
    ours = {form.id for form in desk.handbook.questionnaires.values() if form.licence == OWN_LICENCE}
    yield Shelf(desk.words("questionnaires.ours"), tuple(made for made in views if made.id in ours))
    yield from by_thing([made for made in views if made.id not in ours])


def by_number(desk: Desk, views: list[PrintView]) -> Iterator[Shelf]:
    """Handouts by whom each is for."""
    for per in ("person", "pair", "group", "circle"):
        mine = [made for made in views if desk.handbook.handouts[made.id].per == per]
        yield Shelf(desk.words(f"printables.handouts.{per}"), tuple(mine))


def by_thing(views: Iterable[PrintView]) -> Iterator[Shelf]:
    """A shelf for each thing."""
    shelves: dict[str, list[PrintView]] = {}
    for made in views:
        shelves.setdefault(made.way, []).append(made)
    for mine in shelves.values():
        yield Shelf(mine[0].of, tuple(mine))
