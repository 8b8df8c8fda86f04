"""What can be printed: the buttons on a thing's own page, and the page of everything there is to print.

Made from the context's offers alone, so that no page can link to paper that nobody makes. Knows nothing of how paper is
drawn or written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import schedule
from generator.model.library import OWN_LICENCE
from generator.model.papers import PAPERS, find_paper
from generator.pages.base import PageContext
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.site import addresses
from generator.site.catalogue import CatalogueEntry
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


@dataclass(frozen=True)
class VariantLink:
    """One paper on which something is made, and the way to its file."""

    paper: str
    name: str
    href: Markup


@dataclass(frozen=True)
class PrintLink:
    """One thing to print: what it is, of what, how many of it, and its papers, the circle's own first."""

    kind: str
    id: str
    name: str
    action: str
    note: str
    of: str
    href: Markup
    copies: str
    papers: tuple[VariantLink, ...]
    picture: Markup
    width: int
    height: int


@dataclass(frozen=True)
class PrintSection:
    """Some of a group under a title of their own."""

    title: str
    prints: tuple[PrintLink, ...]


@dataclass(frozen=True)
class PrintCategory:
    """A part of the page of printables: what lies open, and what is kept on shelves."""

    id: str
    title: str
    lead: str
    prints: tuple[PrintLink, ...]
    shelves: tuple[PrintSection, ...]


def list_print_links(context: PageContext, write: Writer, id: str, kinds: tuple[str, ...]) -> tuple[PrintLink, ...]:
    """What is offered of one thing, in the order of `kinds`."""
    mine = [offer for offer in context.entries if offer.id == id and offer.kind in kinds]
    return tuple(
        make_print_link(context, write, offer) for offer in sorted(mine, key=lambda offer: kinds.index(offer.kind))
    )


def list_deck_links(context: PageContext, write: Writer) -> tuple[PrintLink, ...]:
    """Cards of every exercise, and empty ones."""
    return tuple(make_print_link(context, write, offer) for offer in context.entries if offer.kind in DECK)


def make_print_link(context: PageContext, write: Writer, offer: CatalogueEntry) -> PrintLink:
    """One offer, ready to be laid out."""
    words = f"prints.{find_words_key(context, offer)}"
    of, way = find_subject(context, offer)
    own = context.handbook.circle.paper
    width, height = find_paper(own).preview
    return PrintLink(
        kind=offer.kind,
        id=offer.id,
        name=context.words(f"{words}.name"),
        action=context.words(f"{words}.action"),
        note=context.words(f"{words}.note", n=context.handbook.circle.people),
        of=of,
        href=Markup(addresses.html_path(write.href(way))),
        copies=describe_copies(context, offer),
        papers=tuple(make_variant_link(context, write, offer, paper) for paper in sort_offers(offer.papers, own)),
        picture=write.href(addresses.preview_path(offer.kind, offer.id)) if context.has_pictures else Markup(""),
        width=width,
        height=height,
    )


def sort_offers(papers: Iterable[str], own: str) -> list[str]:
    """The circle's own size first; of each size normal print before large, and all normal ones before the large."""
    return sorted(papers, key=lambda paper: (paper not in PAPERS, not paper.startswith(own)))


def make_variant_link(context: PageContext, write: Writer, offer: CatalogueEntry, paper: str) -> VariantLink:
    """One paper of an offer. What hangs on a wall is twice the size of the circle's paper."""
    name = context.words(f"prints.wall_paper.{paper}" if offer.kind == "wall" else f"paper.{paper}")
    return VariantLink(paper, name, write.href(addresses.pdf_path(offer.kind, offer.id, paper)))


def find_words_key(context: PageContext, offer: CatalogueEntry) -> str:
    """Under which words an offer is named: its kind, but two kinds are two things to whoever prints them."""
    if offer.kind in DECK and offer.id != "all":
        return f"{offer.id}-{offer.kind}"
    if offer.kind == "questionnaire" and context.handbook.questionnaires[offer.id].licence != OWN_LICENCE:
        return "answers"
    return offer.kind


def find_subject(context: PageContext, offer: CatalogueEntry) -> tuple[str, str]:
    """Of what an offer is, and the page of that."""
    book, id = context.handbook, offer.id
    if offer.kind in SESSION:
        return phrases.number_title(context.words, context.plans[id]), addresses.page_path("session", id)
    if offer.kind in EXERCISE:
        return book.exercises[id].title, addresses.page_path("exercise", id, book.exercises[id].family)
    if offer.kind in FAMILY:
        return book.families[id].name, addresses.family_path(id)
    if offer.kind in DECK:
        return "", addresses.index_path("exercise")
    if offer.kind in QUESTIONNAIRE:
        return book.questionnaires[id].title, addresses.page_path("questionnaire", id)
    if offer.kind in HANDOUT and id in book.handouts:
        return book.handouts[id].title, addresses.page_path("handout", id)
    return (book.year.title, addresses.YEAR) if offer.kind in YEAR else (context.name, addresses.index_path("chapter"))


def describe_copies(context: PageContext, offer: CatalogueEntry) -> str:
    """How many to print for this circle, in words."""
    if not offer.copies:
        return context.words("prints.copies.any")
    per = "person" if offer.kind in FOR_EACH else "one"
    if offer.kind == "handout":
        per = context.handbook.handouts[offer.id].per
    return context.words(f"prints.copies.{per}", n=offer.copies)


def make_printables_page(context: PageContext) -> Page:
    """Everything that can be printed: what it is, how many, on which paper."""
    write = context.make_writer(addresses.PRINTABLES)
    return context.make_page(
        addresses.PRINTABLES,
        "printables.md.j2",
        context.words("printables.title"),
        context.words("printables.lead"),
        groups=tuple(group for group in list_categories(context, write) if group.prints or group.shelves),
    )


def list_categories(context: PageContext, write: Writer) -> Iterator[PrintCategory]:
    """All offers, each in one group."""
    views = [make_print_link(context, write, offer) for offer in context.entries]
    boards = {made.id for made in views if made.kind == "wall"}
    yield make_category(context, "sessions", (), list_session_sections(context, list_links_of_kind(views, SESSION)))
    yield make_category(
        context,
        "cards",
        list_links_of_kind(views, DECK),
        list_card_sections(context, list_links_of_kind(views, (*FAMILY, *EXERCISE))),
    )
    yield make_category(
        context, "questionnaires", (), list_form_sections(context, list_links_of_kind(views, QUESTIONNAIRE))
    )
    sheets = [made for made in list_links_of_kind(views, ("handout",)) if made.id not in boards]
    yield make_category(context, "handouts", (), sort_by_number(context, sheets))
    walls = [
        made for made in list_links_of_kind(views, (*HANDOUT, *YEAR)) if made.id in boards or made.kind == "poster"
    ]
    yield make_category(context, "boards", (), group_by_subject(walls))
    yield make_category(context, "book", list_links_of_kind(views, BOOK), ())


def make_category(
    context: PageContext, id: str, prints: Iterable[PrintLink], shelves: Iterable[PrintSection]
) -> PrintCategory:
    """A group with its words; shelves with nothing on them are left out."""
    key = f"printables.{id}"
    kept = tuple(shelf for shelf in shelves if shelf.prints)
    return PrintCategory(id, context.words(f"{key}.title"), context.words(f"{key}.lead"), tuple(prints), kept)


def list_links_of_kind(views: Iterable[PrintLink], kinds: tuple[str, ...]) -> tuple[PrintLink, ...]:
    """Those of some kinds, in their order."""
    return tuple(made for made in views if made.kind in kinds)


def list_session_sections(context: PageContext, views: tuple[PrintLink, ...]) -> Iterator[PrintSection]:
    """A shelf for each part of the year with its numbers, then one for what stands in none. What is held twice lies on
    two shelves, so that it is found under either number."""
    book = context.handbook
    meetings = schedule.schedule_meetings(book.circle, book.year)
    for part in book.year.parts:
        numbers = [meeting.number for meeting in meetings if meeting.part == part.id and meeting.number]
        title = context.words(
            "printables.sessions.part", n=len(numbers), title=part.title, first=min(numbers), last=max(numbers)
        )
        yield PrintSection(title, tuple(made for made in views if made.id in part.sessions))
    placed = {id for part in book.year.parts for id in part.sessions}
    others = tuple(made for made in views if made.id not in placed)
    yield PrintSection(context.words("printables.sessions.others"), others)


def list_card_sections(context: PageContext, views: tuple[PrintLink, ...]) -> Iterator[PrintSection]:
    """A shelf for each family: all of its cards at once, then one by one."""
    exercises = context.handbook.exercises
    for id, family in context.handbook.families.items():
        whole = [made for made in views if made.kind in FAMILY and made.id == id]
        single = [made for made in views if made.kind in EXERCISE and exercises[made.id].family == id]
        yield PrintSection(family.name, (*whole, *single))


def list_form_sections(context: PageContext, views: tuple[PrintLink, ...]) -> Iterator[PrintSection]:
    """Our own forms on one shelf, and a shelf for each instrument of others."""
    ours = {form.id for form in context.handbook.questionnaires.values() if form.licence == OWN_LICENCE}
    yield PrintSection(context.words("questionnaires.ours"), tuple(made for made in views if made.id in ours))
    yield from group_by_subject([made for made in views if made.id not in ours])


def sort_by_number(context: PageContext, views: list[PrintLink]) -> Iterator[PrintSection]:
    """Handouts by whom each is for."""
    for per in ("person", "pair", "group", "circle"):
        mine = [made for made in views if context.handbook.handouts[made.id].per == per]
        yield PrintSection(context.words(f"printables.handouts.{per}"), tuple(mine))


def group_by_subject(views: Iterable[PrintLink]) -> Iterator[PrintSection]:
    """A shelf for each thing."""
    shelves: dict[str, list[PrintLink]] = {}
    for made in views:
        shelves.setdefault(made.href, []).append(made)
    for mine in shelves.values():
        yield PrintSection(mine[0].of, tuple(mine))
