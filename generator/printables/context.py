"""What makers of all kinds of paper share: their input, texts as data, the foot of a page, whom to call. Pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook, Thing
from generator.model.meeting import Circle
from generator.phrasing import phrases
from generator.phrasing.terms_of_use import list_terms
from generator.phrasing.translations import Translations
from generator.text.data import Cite, render_data
from generator.text.tree import RichText
from generator.typesetting.printable import Data, Printable


@dataclass(frozen=True)
class PrintContext:
    """What is needed to make any printable: the handbook, its sessions as they will be held, and the words."""

    handbook: Handbook
    plans: Mapping[str, SessionPlan]
    words: Translations


# how many characters a foot has room for on one line
_FOOT_LENGTHS = {"print.foot": 90, "card.foot": 56, "card.foot_large": 75}
# of a context, the id of what is printed, and the name of a paper
Maker = Callable[[PrintContext, str, str], Printable]


def make_prose_data(text: RichText | None, cite: Cite = lambda _citation: "") -> list[Data] | None:
    """Return a text as data, or None for none. Citations are left out unless `cite` says what to print for them."""
    return render_data(text, cite) if text else None


def list_prose_data(texts: Iterable[RichText]) -> list[list[Data] | None]:
    """Return several texts as data."""
    return [make_prose_data(text) for text in texts]


def content_version(said: Data) -> str:
    """Return eight hex digits that change whenever anything in the data changes."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def with_footer(handbook: Handbook, words: Translations, id: str, said: Data, *things: Thing) -> Data:
    """Return the same data with a line for the foot of its pages: id, version, whose it is, and the licence of the
    first of the `things` that it shows, with those of others that have their own."""
    marks = {"id": id, "version": content_version(said)}
    terms = list_terms(handbook, words, *things)
    return {**said, "foot": format_footer(handbook.circle, words, "print.foot", licences=terms, **marks)}


def format_footer(  # noqa: PLR0913  # each is a part of the line
    circle: Circle, words: Translations, form: str, *, id: str, version: str, licences: Iterable[str]
) -> str:
    """Return a foot by its `form` among the words, with as much as one line has room for: the fullest of some ways to
    name the licences, and of the handbook's name and address both, the address, or the name alone."""
    sources = tuple(phrases.list_source_names(words, circle))
    feet = [
        words(form, id=id, version=version, licence=licence, source=source)
        for licence in licences
        for source in sources
    ]
    return next((foot for foot in feet if len(foot) <= _FOOT_LENGTHS[form]), min(feet, key=len))


def make_logo_data(handbook: Handbook) -> list[int]:
    """Return the circle's logo as data: its bytes, none if it has no logo."""
    return list(handbook.pictures[handbook.circle.logo]) if handbook.circle.logo else []


def list_help_lines(circle: Circle, words: Translations) -> list[str]:
    """Return whom to call; until the circle has said so, what to do anywhere."""
    lines = [words("print.call", name=entry.name, phone=entry.phone) for entry in circle.urgent_help]
    return lines or [words("print.no_help")]


def make_help_data(circle: Circle, words: Translations, *, jobs: bool = False) -> Data:
    """Return what the help corner says, the same on all paper: whom to call, a line to write that on until the circle
    has said so, and, with `jobs`, room for the names of those who would stay, ring and close."""
    labels = words.list("print.help.jobs") if jobs else []
    return {
        "title": words("print.help.title"),
        "lines": list_help_lines(circle, words),
        "write": [] if circle.urgent_help else [words("print.help.call")],
        "jobs": list(labels),
        "concerns": make_prose_data(circle.concerns),
    }


def with_people(context: PrintContext, people: int) -> PrintContext:
    """Return the same context for another number of people."""
    handbook = context.handbook
    circle = handbook.circle.model_copy(update={"people": people})
    return replace(context, handbook=replace(handbook, circle=circle))
