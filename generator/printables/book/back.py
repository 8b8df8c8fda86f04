"""The end of the book: glossary, references, and the index: of exercises by need, by worklife area, by minutes; and of
subjects, by the words that people use. Pure."""

from collections.abc import Iterable, Iterator
from typing import get_args

from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.fields import Worklife
from generator.phrasing import citations
from generator.printables.book.writing import (
    BookWriter,
    make_columns,
    make_group,
    make_label,
    make_paragraph,
    make_section,
    make_strong,
    make_text,
    make_title,
    make_web_link,
    run_in,
)
from generator.typesetting.printable import Data

# The index by minutes groups exercises by what they take at most.
_MINUTE_LIMITS = (10, 15, 20, 30)
# What is longer is a sentence that someone types, no subject; and so many of each thing are enough to find it.
_MAX_SUBJECT_WORDS = 2
_MAX_SUBJECTS = 8


def glossary_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every term, in alphabetical order."""
    terms = writer.handbook.terms
    yield make_paragraph(make_text(writer.words("glossary.lead")))
    entries = []
    for term in sorted(terms.values(), key=lambda term: term.term.lower()):
        see = ", ".join(terms[id].term for id in term.see)
        more = [make_paragraph(make_text(f"{writer.words('glossary.see')} {see}."))] if see else []
        means = run_in([make_strong(f"{term.term}. ")], [*writer.prose_blocks(term.means), *more])
        entries.append({"kind": "entry", "to": make_label("term", term.id), "blocks": means})
    yield make_columns(entries)


def reference_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every work that is cited, by author."""
    yield make_paragraph(make_text(writer.words("references.lead")))
    works = writer.handbook.references.values()
    entries = sorted(works, key=lambda entry: citations.format_reference_head(entry).lower())
    for entry in entries:
        where, address = citations.format_reference_source(entry), citations.format_reference_address(entry)
        parts = [make_text(citations.format_reference_head(entry))]
        if where:
            parts += [make_text(" "), {"kind": "emphasis", "inlines": [make_text(f"{where}.")]}]
        if address:
            parts += [make_text(" "), make_web_link(f"https://{address}", address)]
        yield {"kind": "entry", "to": make_label("reference", entry.id), "blocks": [make_paragraph(*parts)]}


def index_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield the index of exercises three times: by need, by area of worklife, by minutes; then that of subjects."""
    handbook, words = writer.handbook, writer.words
    every = sorted(handbook.exercises.values(), key=lambda one: one.title.lower())
    yield from _one_index_blocks(
        writer, "need", ((need.words, _select_exercises(every, "needs", id)) for id, need in handbook.needs.items())
    )
    areas = ((words(f"worklife.{area}"), _select_exercises(every, "worklife", area)) for area in get_args(Worklife))
    yield from _one_index_blocks(writer, "area", areas)
    yield from _one_index_blocks(writer, "minutes", _group_by_minutes(writer, every))
    yield from _subject_blocks(writer)


def _subject_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield the subjects: the words of the glossary, and the short ones by which people look for chapters and themes,
    each with all its pages."""
    found: dict[str, list[str]] = {}
    for words, to in _list_subjects(writer.handbook):
        found.setdefault(words, []).append(to)
    entries = [{"words": words, "to": list(dict.fromkeys(to))} for words, to in found.items()]
    yield make_title(writer.words("book.index_subject"), make_label("index", "subject"))
    yield {"kind": "subjects", "entries": sorted(entries, key=lambda entry: entry["words"].lower())}


def _list_subjects(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield every subject with the label of the place that speaks of it."""
    for term in handbook.terms.values():
        yield (
            term.term[:1].lower() + term.term[1:] if term.term[1:].islower() else term.term,
            make_label("term", term.id),
        )
    for kind, things in (("chapter", handbook.chapters), ("theme", handbook.themes)):
        for thing in things.values():
            short = [words for words in thing.also if len(words.split()) <= _MAX_SUBJECT_WORDS and words[:1].islower()]
            yield from ((words, make_label(kind, thing.id)) for words in short[:_MAX_SUBJECTS])


def _select_exercises(every: Iterable[Exercise], field: str, id: str) -> list[Exercise]:
    """Return the exercises that answer to a tag first of all: each stands in one place."""
    return [one for one in every if next(iter(getattr(one, field)), "") == id]


def _group_by_minutes(writer: BookWriter, every: list[Exercise]) -> Iterator[tuple[str, list[Exercise]]]:
    """Yield the exercises by the most minutes that they take, each group with its heading."""
    words, least = writer.words, 0
    for most in _MINUTE_LIMITS:
        yield words("book.up_to", n=most), [one for one in every if least < one.minutes.max <= most]
        least = most
    yield words("book.longer", n=least), [one for one in every if one.minutes.max > least]


def _one_index_blocks(writer: BookWriter, kind: str, rows: Iterable[tuple[str, list[Exercise]]]) -> Iterator[Data]:
    """Yield one index: its headings, each with exercises and their pages."""
    yield make_title(writer.words(f"book.index_{kind}"), make_label("index", kind))
    blocks: list[Data] = []
    for head, found in rows:
        if found:
            blocks += [
                make_section(head),
                {"kind": "index", "entries": [_make_index_entry(writer, one) for one in found]},
            ]
    yield from blocks


def _make_index_entry(writer: BookWriter, one: Exercise) -> Data:
    minutes = writer.words("book.span", min=one.minutes.min, max=one.minutes.max)
    return make_group([make_text(one.title), make_text(f" ({minutes})")], make_label("exercise", one.id))
