"""What the command `print` is asked for, and the files that answer it. Reads and writes no files itself.

An order is a kind of thing as people call it ("session", "card", "pack") and which of them; a session may be called by
its number in the year. Knows nothing of terminals and folders.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.calendar.events import CalendarSource, Edition
from generator.calendar.files import make_calendars
from generator.errors import ContentError, Problem, UsageError, select_errors
from generator.handbook import derive
from generator.handbook.derive import SessionPlan
from generator.handbook.privacy import remove_private_settings
from generator.handbook.value import Handbook
from generator.model.library import Questionnaire
from generator.model.licensed import PrivateForm
from generator.model.papers import LARGE_PRINT, SHOP_CARD, name_large
from generator.printables.context import PrintContext, with_people
from generator.printables.makers import make_printable
from generator.printables.questionnaires import licensed_form
from generator.site import addresses
from generator.site.catalogue import CatalogueEntry, list_entries, list_published_entries
from generator.text.suggestions import did_you_mean
from generator.typesetting.renderer import Renderer

ALL = "all"
CALENDAR = "calendar"
# What people call it: the kinds of paper that are meant, and what they are called if printed on both sides.
KINDS_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "session": ("sheet",),
    "pack": ("pack",),
    "always": ("always",),
    "card": ("card",),
    "family": ("family",),
    "deck": ("deck",),
    "deck-shop": ("deck-shop",),
    "questionnaire": ("questionnaire",),
    "cover": ("cover",),
    "form": ("form",),
    "comparison": ("comparison",),
    "group": ("group",),
    "handout": ("handout",),
    "wall": ("wall",),
    "tiles": ("tiles",),
    "poster": ("poster",),
    "book": ("book",),
}
TWO_SIDED = {"family": "family-duplex", "deck": "deck-duplex"}
BY_NUMBER = {"session", "pack"}
DEFAULT_IDS = {"always": "circle", "poster": "year", "book": "handbook", "deck": "all", "deck-shop": "all"}


def print_address(handbook: Handbook, renderer: Renderer, address: str) -> bytes | tuple[Problem, ...] | None:
    """Return the one file of the published site that lies at an address, what of it does not fit, or None if nothing
    there is on paper. Nothing that the circle keeps to itself is in it."""
    public = remove_private_settings(handbook)
    context = PrintContext(public, derive.plan_sessions(public), renderer.words)
    for entry in list_published_entries(public, context.plans):
        for paper in entry.papers:
            if addresses.pdf_path(entry.kind, entry.id, paper) == address:
                return renderer.render_pdf(make_printable(context, entry.kind, entry.id, paper))
    return None


@dataclass(frozen=True)
class PrintRequest:
    """What is asked for: a kind, which of it, and how. `people` is None for the circle's own number."""

    kind: str
    ids: tuple[str, ...]
    paper: str
    large: bool = False
    two_sided: bool = False
    people: int | None = None


@dataclass(frozen=True)
class PrintedFile:
    """A finished PDF and its file's name."""

    name: str
    data: bytes


def make_files(
    handbook: Handbook, renderer: Renderer, request: PrintRequest, edition: Edition
) -> Iterator[PrintedFile]:
    """Everything that is wished for, one by one; `edition` says when the content was last changed.

    Raises UsageError before anything is made if there is no such thing, ContentError with all that does not fit at the
    end, when the last that fits has been given.
    """
    context = PrintContext(handbook, derive.plan_sessions(handbook), renderer.words)
    if request.people is not None:
        context = with_people(context, request.people)
    mine = tuple(select_entries(context, request))
    if request.kind == CALENDAR:
        yield from make_calendar_files(context, edition)
    papers = [choose_paper(offer, request) for offer in mine]
    things = [make_printable(context, one.kind, one.id, paper) for one, paper in zip(mine, papers, strict=True)]
    problems: list[Problem] = []
    for offer, thing, found in zip(mine, things, renderer.render_each(things), strict=True):
        if isinstance(found, bytes):
            yield PrintedFile(f"{offer.kind}-{offer.id}-{thing.paper}.pdf", found)
        else:
            problems += renderer.describe_misfits(thing, found)
    if select_errors(problems):
        raise ContentError(problems)


def choose_paper(offer: CatalogueEntry, request: PrintRequest) -> str:
    """Return the paper that a thing is printed on: the one asked for, but for what only a print shop makes."""
    if offer.papers == (SHOP_CARD.name,):
        return SHOP_CARD.name
    return name_large(request.paper) if request.large else request.paper


def make_calendar_files(context: PrintContext, edition: Edition) -> Iterator[PrintedFile]:
    """The calendar of the year and of each session. Raises UsageError for a circle without dates."""
    if not context.handbook.circle.first_meeting:
        raise UsageError("the circle has no dates yet; write first_meeting: with the first one into circle.yml")
    source = CalendarSource(context.handbook, context.plans, context.words)
    yield from (PrintedFile(asset.path, asset.data) for asset in make_calendars(source, edition))


def select_entries(context: PrintContext, request: PrintRequest) -> Iterator[CatalogueEntry]:
    """The entries that a request means. Raises UsageError if there is one that nothing answers."""
    every = [
        offer
        for offer in list_entries(context.handbook, context.plans)
        if {request.paper, SHOP_CARD.name}.intersection((*offer.papers, *offer.on_request)) or has_large_print(offer)
    ]
    if request.kind == ALL:
        if request.ids or request.two_sided:
            extra = " ".join(request.ids) or "--two-sided"
            raise UsageError(f'"print all" prints everything there is, so "{extra}" says nothing; leave it out')
        yield from (offer for offer in every if offer.papers and (not request.large or has_large_print(offer)))
        return
    if request.kind == CALENDAR:
        if request.ids or request.two_sided or request.large:
            raise UsageError('"print calendar" prints all that has dates on it; say nothing else but the paper')
        yield from (offer for offer in every if _has_dates(context, offer))
        return
    if request.kind not in KINDS_BY_NAME:
        known = [*KINDS_BY_NAME, CALENDAR, ALL]
        raise UsageError(
            f'"{request.kind}" cannot be printed.{suggest_name(request.kind, known)} There are: {", ".join(known)}'
        )
    kinds = (
        tuple(TWO_SIDED.get(kind, kind) for kind in KINDS_BY_NAME[request.kind])
        if request.two_sided
        else KINDS_BY_NAME[request.kind]
    )
    if request.two_sided and request.kind not in TWO_SIDED:
        raise UsageError("only family and deck are made to be printed on both sides")
    mine = [offer for offer in every if offer.kind in kinds]
    if request.large and not any(has_large_print(offer) for offer in mine):
        raise UsageError("large print is made of sheets and cards: print session 7 --large, print card … --large")
    for name in request.ids or default_ids(request.kind):
        yield from find_entries(mine, request.kind, name, context.plans)


def _has_dates(context: PrintContext, offer: CatalogueEntry) -> bool:
    """Whether a thing shows when the circle meets: the sheets of the year's sessions, the poster, the rota."""
    if offer.kind == "sheet":
        return bool(context.plans[offer.id].meetings)
    return offer.kind == "poster" or (offer.kind == "handout" and context.handbook.handouts[offer.id].layout == "rota")


def has_large_print(offer: CatalogueEntry) -> bool:
    """Whether a thing is made in large print too."""
    return any(paper.endswith(LARGE_PRINT) for paper in (*offer.papers, *offer.on_request))


def default_ids(what: str) -> tuple[str, ...]:
    """Which one is meant where none is named. Raises UsageError where one has to be."""
    if what not in DEFAULT_IDS:
        example = "session 7" if what in BY_NUMBER else f"{what} followed by its id"
        raise UsageError(f"say which {what}: print {example}")
    return (DEFAULT_IDS[what],)


def find_entries(
    mine: Sequence[CatalogueEntry], what: str, name: str, plans: Mapping[str, SessionPlan]
) -> Iterator[CatalogueEntry]:
    """The offers of one thing, by its id or, for a session, by its number."""
    id = find_session_by_number(int(name), plans) if what in BY_NUMBER and name.isdecimal() else name
    found = [offer for offer in mine if offer.id == id]
    if not found:
        known = list(dict.fromkeys(offer.id for offer in mine))
        raise UsageError(f'there is no {what} "{name}".{suggest_name(name, known)}')
    yield from found


def find_session_by_number(number: int, plans: Mapping[str, SessionPlan]) -> str:
    """The session with a number in the year in use."""
    found = next((id for id, plan in plans.items() if number in plan.numbers), None)
    if found is None:
        last = max(number for plan in plans.values() for number in plan.numbers)
        raise UsageError(f"there is no session {number}; the year has sessions 1 to {last}")
    return found


def suggest_name(name: str, known: Iterable[str]) -> str:
    """A suggestion for a mistyped name, or nothing."""
    return f" {did_you_mean(name, known)}".rstrip()


def find_licensed_form(handbook: Handbook, request: PrintRequest) -> Questionnaire:
    """Return the questionnaire whose licensed wording is to be printed. Raises UsageError if no single one is meant."""
    if request.kind != "questionnaire" or len(request.ids) != 1 or request.large:
        raise UsageError("with --private, name one questionnaire: print questionnaire mbi-hss --private … --copies 8")
    (id,) = request.ids
    if id not in handbook.questionnaires:
        raise UsageError(f'there is no questionnaire "{id}".{suggest_name(id, handbook.questionnaires)}')
    return handbook.questionnaires[id]


def make_licensed_form(
    handbook: Handbook, renderer: Renderer, request: PrintRequest, private: PrivateForm, copies: int
) -> PrintedFile | tuple[Problem, ...]:
    """A licensed form in full, or what of it does not fit. The renderer must keep nothing. Raises UsageError if the
    licence covers fewer copies."""
    check_copies(private, copies)
    context = PrintContext(handbook, derive.plan_sessions(handbook), renderer.words)
    (id,) = request.ids
    found = renderer.render_pdf(licensed_form.make_licensed_form(context, id, private, copies, request.paper))
    return PrintedFile(f"{id}-{request.paper}.pdf", found) if isinstance(found, bytes) else found


def check_copies(private: PrivateForm, copies: int) -> None:
    """Raise UsageError if the licence covers fewer copies than are asked for."""
    if private.copies is not None and copies > private.copies:
        raise UsageError(f"the licence covers {private.copies} copies, and {copies} are asked for")
