"""The end of the book: glossary, references, and the index of exercises by need, by worklife area, by minutes. Pure."""

from collections.abc import Iterable, Iterator
from typing import get_args

from generator.model.exercise import Exercise
from generator.model.fields import Worklife
from generator.phrasing import citations as citing
from generator.printables.book.writing import (
    Scribe,
    after,
    columns,
    group,
    label,
    paragraph,
    section,
    strong,
    text,
    title,
)
from generator.typesetting.printable import Data

# The index by minutes groups exercises by what they take at most.
UP_TO = (10, 15, 20, 30)


def glossary(scribe: Scribe) -> Iterator[Data]:
    """Every term, by the alphabet."""
    terms = scribe.handbook.terms
    yield paragraph(text(scribe.words("glossary.lead")))
    entries = []
    for term in sorted(terms.values(), key=lambda term: term.term.lower()):
        see = ", ".join(terms[id].term for id in term.see)
        more = [paragraph(text(f"{scribe.words('glossary.see')} {see}."))] if see else []
        means = after([strong(f"{term.term}. ")], [*scribe.prose(term.means), *more])
        entries.append({"kind": "entry", "to": label("term", term.id), "blocks": means})
    yield columns(entries)


def references(scribe: Scribe) -> Iterator[Data]:
    """Every work that is cited, by author."""
    yield paragraph(text(scribe.words("references.lead")))
    entries = sorted(scribe.handbook.references.values(), key=lambda entry: citing.head(entry).lower())
    for entry in entries:
        where, address = citing.where(entry), citing.address(entry)
        parts = [text(citing.head(entry))]
        if where:
            parts += [text(" "), {"kind": "emphasis", "inlines": [text(f"{where}.")]}]
        if address:
            parts.append(text(f" {address}"))
        yield {"kind": "entry", "to": label("reference", entry.id), "blocks": [paragraph(*parts)]}


def index(scribe: Scribe) -> Iterator[Data]:
    """The index of exercises, three times."""
    handbook, words = scribe.handbook, scribe.words
    every = sorted(handbook.exercises.values(), key=lambda one: one.title.lower())
    yield from listed(scribe, "need", ((need.words, having(every, "needs", id)) for id, need in handbook.needs.items()))
    areas = ((words(f"worklife.{area}"), having(every, "worklife", area)) for area in get_args(Worklife))
    yield from listed(scribe, "area", areas)
    yield from listed(scribe, "minutes", by_minutes(scribe, every))


def having(every: Iterable[Exercise], field: str, id: str) -> list[Exercise]:
    """The exercises that name an id in a field."""
    return [one for one in every if id in getattr(one, field)]


def by_minutes(scribe: Scribe, every: list[Exercise]) -> Iterator[tuple[str, list[Exercise]]]:
    """The exercises by the most minutes that they take."""
    words, least = scribe.words, 0
    for most in UP_TO:
        yield words("book.up_to", n=most), [one for one in every if least < one.minutes.max <= most]
        least = most
    yield words("book.longer", n=least), [one for one in every if one.minutes.max > least]


def listed(scribe: Scribe, kind: str, rows: Iterable[tuple[str, list[Exercise]]]) -> Iterator[Data]:
    """One index: its headings, each with exercises and their pages."""
    yield title(scribe.words(f"book.index_{kind}"), label("index", kind), new_page=kind != "need")
    blocks: list[Data] = []
    for head, found in rows:
        if found:
            blocks += [section(head), {"kind": "index", "entries": [entry(scribe, one) for one in found]}]
    yield columns(blocks)


def entry(scribe: Scribe, one: Exercise) -> Data:
    """An exercise with its minutes, and where it stands."""
    minutes = scribe.words("book.span", min=one.minutes.min, max=one.minutes.max)
    return group([text(one.title), text(f" ({minutes})")], label("exercise", one.id))
