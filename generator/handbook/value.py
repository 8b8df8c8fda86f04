"""The handbook: everything a circle's content says, merged and typed, in one frozen value.

Knows nothing of files, pages or paper. What follows from it (numbers, clocks, totals, back-links) is in `derive`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from generator.errors import Place
from generator.model.exercise import Exercise, Family
from generator.model.fields import Record
from generator.model.kinds import TABLES
from generator.model.library import Chapter, Handout, Need, Questionnaire, Reference, SafetyLine, Term, Theme
from generator.model.meeting import Circle, Format, Session, Year
from generator.source.document import Document

# a kind, and an id of it
Thing: TypeAlias = tuple[str, str]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Handbook:
    """Tables by id, in reading order. `edited_files` says which file to open to change a thing, by (kind, id), and
    `places` where in it each of its keys stands. `own_words` are the files of words that the layers lay over those of
    the language, lowest first; `own_things` are those that the original has not."""

    circle: Circle
    years: Mapping[str, Year]
    sessions: Mapping[str, Session]
    formats: Mapping[str, Format]
    exercises: Mapping[str, Exercise]
    families: Mapping[str, Family]
    themes: Mapping[str, Theme]
    questionnaires: Mapping[str, Questionnaire]
    handouts: Mapping[str, Handout]
    chapters: Mapping[str, Chapter]
    safety: Mapping[str, SafetyLine]
    needs: Mapping[str, Need]
    references: Mapping[str, Reference]
    terms: Mapping[str, Term]
    pictures: Mapping[str, bytes]
    edited_files: Mapping[tuple[str, str], str]
    places: Mapping[tuple[str, str], Mapping[str, Place]] = field(default_factory=dict)
    own_words: tuple[Document, ...] = ()
    own_things: frozenset[Thing] = frozenset()
    # what was computed of it before, since many pages and sheets ask for the same
    computed: dict[Callable[["Handbook"], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def compute_once(self, compute: Callable[["Handbook"], Result]) -> Result:
        """Return what a function makes of this handbook. It is called once, and what it returns must not be changed."""
        if compute not in self.computed:
            self.computed[compute] = compute(self)
        result: Result = self.computed[compute]
        return result

    def find_place(self, kind: str, id: str, *words: str) -> Place:
        """Return where the first of some keys that a thing's file may hold stands in it, or else the file's
        beginning."""
        known = self.places.get((kind, id), {})
        return next((known[word] for word in words if word in known), Place(self.edited_files[kind, id]))

    def records(self, kind: str) -> Mapping[str, Record]:
        """Return all things of a kind that has a table, by id and in reading order."""
        table: Mapping[str, Record] = getattr(self, TABLES[kind])
        return table

    @property
    def year(self) -> Year:
        """The year plan that the circle uses."""
        return self.years[self.circle.year]
