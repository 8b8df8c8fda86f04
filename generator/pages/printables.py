"""What can be printed: the buttons on a thing's own page, and the page of everything there is to print.

Made from the catalogue's entries alone, so that no page can link to paper that nobody makes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import schedule
from generator.model.library import OWN_LICENCE
from generator.model.papers import PAPERS, find_paper
from generator.pages.context import PageContext
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.site import addresses
from generator.site.catalogue import CatalogueEntry, has_picture
from generator.site.model import Page

# What a page can print of its thing, the most wanted first.
SESSION = ("sheet", "pack")
EXERCISE = ("card",)
FAMILY = ("family",)
ALWAYS = ("always",)
SHOP = ("deck-shop",)
DECK = ("deck", "deck-duplex", *SHOP)
QUESTIONNAIRE = ("questionnaire",)
HANDOUT = ("handout", "wall")
YEAR = ("poster", "wall")
BOOK = ("book",)
FOR_EACH = ("questionnaire",)


@dataclass(frozen=True)
class VariantLink:
    """One paper on which something is made, and the address of its file."""

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
    # how many pages or cards it is, where that is asked before printing
    pages: str
    of: str
    href: Markup
    copies: str
    papers: tuple[VariantLink, ...]
    picture: Markup
    width: int
    height: int


@dataclass(frozen=True)
class PrintRow:
    """One thing in a line of its own: its name, its page, and what can be printed of it, each with a word for it."""

    name: str
    href: Markup
    prints: tuple[tuple[str, PrintLink], ...]


@dataclass(frozen=True)
class PrintSection:
    """Some of a category under a title of their own: what is shown with its first page, and rows."""

    title: str
    prints: tuple[PrintLink, ...]
    rows: tuple[PrintRow, ...] = ()
    # whether it is folded away at first
    folded: bool = True


@dataclass(frozen=True)
class PrintCategory:
    """A part of the page of printables: what is seen at once, and what stands in sections."""

    id: str
    title: str
    lead: str
    prints: tuple[PrintLink, ...]
    sections: tuple[PrintSection, ...]


def list_print_links(context: PageContext, write: Writer, id: str, kinds: tuple[str, ...]) -> tuple[PrintLink, ...]:
    """Return what can be printed of one thing, in the order of `kinds`."""
    mine = [entry for entry in context.entries_by_id.get(id, []) if entry.kind in kinds]
    return tuple(
        _make_print_link(context, write, entry) for entry in sorted(mine, key=lambda entry: kinds.index(entry.kind))
    )


def list_session_links(context: PageContext, write: Writer, id: str) -> tuple[PrintLink, ...]:
    """Return what can be printed of a session, and what is to lie beside its sheet."""
    return (*list_print_links(context, write, id, SESSION), *list_always_links(context, write))


def list_always_links(context: PageContext, write: Writer) -> tuple[PrintLink, ...]:
    """Return the link to what is the same at every session, none where a year has nothing of that kind."""
    entries = (entry for kind in ALWAYS for entry in context.entries_by_kind.get(kind, ()))
    return tuple(_make_print_link(context, write, entry) for entry in entries)


def list_deck_links(context: PageContext, write: Writer) -> tuple[PrintLink, ...]:
    """Return the links to the cards of every exercise, and to empty ones."""
    return tuple(_make_print_link(context, write, entry) for entry in context.entries if entry.kind in DECK)


def _make_print_link(context: PageContext, write: Writer, entry: CatalogueEntry) -> PrintLink:
    words = f"prints.{_find_words_key(context, entry)}"
    of, path = _find_subject(context, entry)
    own = context.handbook.circle.paper
    width, height = find_paper(own if own in entry.papers else entry.papers[0]).preview
    shown = context.has_pictures and has_picture(entry)
    return PrintLink(
        kind=entry.kind,
        id=entry.id,
        name=context.words(f"{words}.name"),
        action=context.words(f"{words}.action"),
        note=context.words(f"{words}.note", n=context.handbook.circle.people),
        pages=_describe_pages(context, entry),
        of=of,
        href=Markup(addresses.html_path(write.href(path))),
        copies=_describe_copies(context, entry),
        papers=tuple(_make_variant_link(context, write, entry, paper) for paper in _sort_papers(entry.papers, own)),
        picture=write.href(addresses.preview_path(entry.kind, entry.id)) if shown else Markup(""),
        width=width,
        height=height,
    )


def _describe_pages(context: PageContext, entry: CatalogueEntry) -> str:
    if entry.kind in SHOP:
        # a card has two sides, a page for each
        (paper,) = entry.papers
        count = context.page_counts.get(addresses.pdf_path(entry.kind, entry.id, paper), 0) // 2
        return context.words("prints.cards", n=count) if count else ""
    count = context.page_counts.get(addresses.pdf_path(entry.kind, entry.id, context.handbook.circle.paper), 0)
    return context.words("prints.pages", n=count) if count else ""


def _sort_papers(papers: Iterable[str], own: str) -> list[str]:
    # the circle's own size first; of each size normal print before large, and all normal ones before the large
    return sorted(papers, key=lambda paper: (paper not in PAPERS, not paper.startswith(own)))


def _make_variant_link(context: PageContext, write: Writer, entry: CatalogueEntry, paper: str) -> VariantLink:
    # what hangs on a wall is twice the size of the circle's paper
    name = context.words(f"prints.wall_paper.{paper}" if entry.kind == "wall" else f"paper.{paper}")
    return VariantLink(paper, name, write.href(addresses.pdf_path(entry.kind, entry.id, paper)))


def _find_words_key(context: PageContext, entry: CatalogueEntry) -> str:
    # an entry is named by its kind, but two kinds are two things to whoever prints them
    if entry.kind in DECK and entry.id != "all":
        return f"{entry.id}-{entry.kind}"
    if entry.kind == "questionnaire" and context.handbook.questionnaires[entry.id].licence != OWN_LICENCE:
        return "kit"
    return entry.kind


def _find_subject(context: PageContext, entry: CatalogueEntry) -> tuple[str, str]:
    # of what an entry is, and the page of that
    book, id = context.handbook, entry.id
    if entry.kind in SESSION:
        return phrases.number_title(context.words, context.plans[id]), addresses.page_path("session", id)
    if entry.kind in EXERCISE:
        return book.exercises[id].title, addresses.page_path("exercise", id, book.exercises[id].family)
    if entry.kind in FAMILY:
        return book.families[id].name, addresses.family_path(id)
    if entry.kind in DECK:
        return "", addresses.index_path("exercise")
    if entry.kind in QUESTIONNAIRE:
        return book.questionnaires[id].title, addresses.page_path("questionnaire", id)
    if entry.kind in HANDOUT and id in book.handouts:
        return book.handouts[id].title, addresses.page_path("handout", id)
    return (
        (book.year.title, addresses.YEAR)
        if entry.kind in (*YEAR, *ALWAYS)
        else (context.name, addresses.index_path("chapter"))
    )


def _describe_copies(context: PageContext, entry: CatalogueEntry) -> str:
    if entry.kind == "questionnaire" and context.handbook.questionnaires[entry.id].subscales:
        return context.words("prints.copies.pages")
    if entry.kind in SHOP:
        return context.words("prints.copies.shop")
    if not entry.copies:
        return context.words("prints.copies.any")
    per = "person" if entry.kind in FOR_EACH else "one"
    if entry.kind == "handout":
        per = context.handbook.handouts[entry.id].per
    return context.words(f"prints.copies.{per}", n=entry.copies)


def make_printables_page(context: PageContext) -> Page:
    """Make the page of everything that can be printed: what it is, how many, on which paper."""
    write = context.make_writer(addresses.PRINTABLES)
    return context.make_page(
        addresses.PRINTABLES,
        "printables.md.j2",
        context.words("printables.title"),
        context.words("printables.lead"),
        chosen=tuple(_describe_choice(context)),
        categories=tuple(one for one in _list_categories(context, write) if one.prints or one.sections),
    )


def _describe_choice(context: PageContext) -> Iterator[str]:
    """Yield what was left out on purpose, so that nobody looks for it."""
    words, choice = context.words, context.choice
    if choice.paper:
        yield words("printables.one_paper", paper=words(f"paper.{choice.paper}"))
    if choice.categories:
        named = [words(f"printables.{category}.title") for category in choice.categories]
        yield words("printables.some_only", categories=phrases.join_words(words, named))


def _list_categories(context: PageContext, write: Writer) -> Iterator[PrintCategory]:
    views = [_make_print_link(context, write, entry) for entry in context.entries]
    boards = {made.id for made in views if made.kind == "wall"}
    yield _make_category(
        context, "sessions", _select(views, ALWAYS), _list_session_sections(context, _select(views, SESSION))
    )
    yield _make_category(
        context,
        "cards",
        _select(views, DECK),
        _list_card_sections(context, _select(views, (*FAMILY, *EXERCISE))),
    )
    yield _make_category(context, "questionnaires", (), _list_form_sections(context, _select(views, QUESTIONNAIRE)))
    sheets = [made for made in _select(views, ("handout",)) if made.id not in boards]
    yield _make_category(context, "handouts", (), _list_handout_sections(context, sheets))
    walls = [made for made in _select(views, (*HANDOUT, *YEAR)) if made.id in boards or made.kind == "poster"]
    yield _make_category(context, "boards", (), _group_by_subject(walls))
    yield _make_category(context, "book", _select(views, BOOK), ())


def _make_category(
    context: PageContext, id: str, prints: Iterable[PrintLink], sections: Iterable[PrintSection]
) -> PrintCategory:
    key = f"printables.{id}"
    lead = context.words(f"{key}.lead", n=context.handbook.circle.people)
    kept = tuple(section for section in sections if section.prints or section.rows)
    return PrintCategory(id, context.words(f"{key}.title"), lead, tuple(prints), kept)


def _select(views: Iterable[PrintLink], kinds: tuple[str, ...]) -> tuple[PrintLink, ...]:
    return tuple(made for made in views if made.kind in kinds)


def _list_session_sections(context: PageContext, views: tuple[PrintLink, ...]) -> Iterator[PrintSection]:
    # a section for each part of the year with its numbers, then one for what stands in none; what is held twice stands
    # in two sections, so that it is found under either number
    book = context.handbook
    meetings = schedule.schedule_meetings(book.circle, book.year)
    for part in book.year.parts:
        numbers = [meeting.number for meeting in meetings if meeting.part == part.id and meeting.number]
        title = context.words(
            "printables.sessions.part", n=len(numbers), title=part.title, first=min(numbers), last=max(numbers)
        )
        yield _make_session_section(context, title, [made for made in views if made.id in part.sessions])
    placed = {id for part in book.year.parts for id in part.sessions}
    others = [made for made in views if made.id not in placed]
    yield _make_session_section(context, context.words("printables.sessions.others"), others)


def _make_session_section(context: PageContext, title: str, views: Iterable[PrintLink]) -> PrintSection:
    return PrintSection(title, (), tuple(_list_rows(context, views)), folded=False)


def _list_rows(context: PageContext, views: Iterable[PrintLink]) -> Iterator[PrintRow]:
    # what is printed of one thing stands in one row
    for section in _group_by_subject(views):
        first = section.prints[0]
        labelled = tuple((context.words(f"printables.short.{made.kind}"), made) for made in section.prints)
        yield PrintRow(section.title, first.href, labelled)


def _list_card_sections(context: PageContext, views: tuple[PrintLink, ...]) -> Iterator[PrintSection]:
    # for each family all of its cards at once, then a row for each
    exercises = context.handbook.exercises
    for id, family in context.handbook.families.items():
        whole = [made for made in views if made.kind in FAMILY and made.id == id]
        single = [made for made in views if made.kind in EXERCISE and exercises[made.id].family == id]
        yield PrintSection(family.name, tuple(whole), tuple(_list_rows(context, single)))


def _list_form_sections(context: PageContext, views: tuple[PrintLink, ...]) -> Iterator[PrintSection]:
    # our own forms in one section, and a section for each instrument of others
    ours = {form.id for form in context.handbook.questionnaires.values() if form.licence == OWN_LICENCE}
    yield PrintSection(context.words("questionnaires.ours"), tuple(made for made in views if made.id in ours))
    yield from _group_by_subject([made for made in views if made.id not in ours])


def _list_handout_sections(context: PageContext, views: list[PrintLink]) -> Iterator[PrintSection]:
    # by whom each is for
    for per in ("person", "pair", "group", "circle"):
        mine = [made for made in views if context.handbook.handouts[made.id].per == per]
        yield PrintSection(context.words(f"printables.handouts.{per}"), tuple(mine))


def _group_by_subject(views: Iterable[PrintLink]) -> Iterator[PrintSection]:
    sections: dict[str, list[PrintLink]] = {}
    for made in views:
        sections.setdefault(made.href, []).append(made)
    for mine in sections.values():
        yield PrintSection(mine[0].of, tuple(mine))
