"""The press: makes printables into PDFs in the first way that fits, or tells by how much each does not.

Asks the cache first. Knows no kind of paper by name; what a message says comes with the printable.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import Problem
from generator.phrasing.translations import Words
from generator.site.model import Asset
from generator.typesetting import cache
from generator.typesetting import pool as crew
from generator.typesetting import printable as paper
from generator.typesetting.cache import Cache
from generator.typesetting.pool import Ending, Found, Task
from generator.typesetting.printable import Printable
from generator.typesetting.typst_compiler import Misfit, NoLetter, Typesetter

LINE = 13.5
Watch: TypeAlias = Callable[[int, int], None]


def nobody(number: int, of: int) -> None:
    """Nobody watches."""


@dataclass
class Press:
    """Makes printables. `typeset` counts the documents that were not in the cache; `watch` is told how many of how many
    are there."""

    typesetter: Typesetter
    kept: Cache
    words: Words
    typeset: int = field(default=0)
    watch: Watch = nobody

    def all(self, wanted: Iterable[tuple[str, Printable]]) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
        """Every printable that fits, at its address, and a problem for each piece that does not, told once: what
        gathers pieces is silent if a piece itself is told."""
        listed = tuple(wanted)
        made: list[Asset] = []
        problems: list[Problem] = []
        again: list[Problem] = []
        results = self.made((printable for _, printable in listed), "pdf")
        for number, ((address, printable), found) in enumerate(zip(listed, results, strict=True), start=1):
            self.watch(number, len(listed))
            if isinstance(found, bytes):
                made.append(Asset(address, found))
            else:
                (again if printable.gathers else problems).extend(self.told(printable, found))
        self.kept.trim()
        return tuple(made), tuple(problems or again)

    def pictures(self, wanted: Iterable[tuple[str, Printable]]) -> tuple[Asset, ...]:
        """The first page of every printable that fits, at its address, as a small picture."""
        listed = tuple(wanted)
        found = zip(listed, self.made((printable for _, printable in listed), "png"), strict=True)
        return tuple(Asset(address, picture) for (address, _), picture in found if isinstance(picture, bytes))

    def pdf(self, printable: Printable) -> bytes | tuple[Problem, ...]:
        """One printable as PDF, or what of it does not fit."""
        (found,) = self.made([printable], "pdf")
        return found if isinstance(found, bytes) else self.told(printable, found)

    def told(self, printable: Printable, misfits: tuple[Misfit, ...]) -> tuple[Problem, ...]:
        """What does not fit, each once, for whoever wrote it."""
        return tuple(dict.fromkeys(problem(self.words, printable, misfit) for misfit in misfits))

    def made(self, printables: Iterable[Printable], ending: Ending) -> Iterator[Found]:
        """What becomes of each printable, in order: from the cache if it is there, else from the typesetters."""
        tasks = [task(printable, self.words.language, ending) for printable in printables]
        names = [cache.name([self.typesetter.fingerprint, one.job, *map(str, one.ways)], ending) for one in tasks]
        kept = [self.kept.get(name) for name in names]
        fresh = crew.work(self.typesetter, [one for one, found in zip(tasks, kept, strict=True) if found is None])
        for name, found in zip(names, kept, strict=True):
            yield found if found is not None else self.keep(name, next(fresh))

    def keep(self, name: str, found: Found) -> Found:
        """The same, once it is kept if it can be used again."""
        self.typeset += 1
        if isinstance(found, bytes):
            self.kept.put(name, found)
        return found


def task(printable: Printable, language: str, ending: Ending) -> Task:
    """A printable as the typesetters are told of it."""
    return Task(paper.written(paper.job(printable, language)), printable.ways, ending)


def problem(words: Words, printable: Printable, misfit: Misfit) -> Problem:
    """What does not fit, for whoever wrote it: which thing on which paper, what of it, and by how much."""
    name = words(f"paper.{printable.paper}")
    if isinstance(misfit, NoLetter):
        message = f'{printable.named} holds "{misfit.letter}", which none of the fonts for paper has'
        cure = "Take it out of the texts that stand there, or put a font that has it into templates/fonts."
        return Problem(printable.place, "letter-not-in-fonts", message, cure)
    lines = max(1, round(misfit.points / LINE))
    about = f"about {lines} line{'s' * (lines > 1)}"
    message = f"{printable.named} ({name}): {misfit.what} is {misfit.points} pt too long, {about}"
    place = printable.spots.get(misfit.what, printable.place)
    return Problem(place, "does-not-fit", message, printable.cures.get(misfit.what, printable.cure))
