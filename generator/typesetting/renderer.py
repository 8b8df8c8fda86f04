"""The press: makes printables into PDFs in the first way that fits, or tells by how much each does not.

Asks the cache first. Knows no kind of paper by name; what a message says comes with the printable.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import Problem
from generator.phrasing.translations import Translations
from generator.site.model import Asset
from generator.typesetting import cache
from generator.typesetting import pool as crew
from generator.typesetting import printable as paper
from generator.typesetting.cache import Cache
from generator.typesetting.fonts import FontSet
from generator.typesetting.pool import OutputFormat, Task, TaskResult
from generator.typesetting.printable import Printable
from generator.typesetting.typst_compiler import Misfit, MissingGlyph, Typesetter

LINE_POINTS = 13.5
ProgressCallback: TypeAlias = Callable[[int, int], None]


def ignore_progress(number: int, of: int) -> None:
    """Nobody watches."""


@dataclass
class Renderer:
    """Makes printables. `typeset` counts the documents that were not in the cache; `watch` is told how many of how many
    are there."""

    typesetter: Typesetter
    cache: Cache
    words: Translations
    rendered_count: int = field(default=0)
    on_progress: ProgressCallback = ignore_progress

    def render_all(self, wanted: Iterable[tuple[str, Printable]]) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
        """Every printable that fits, at its address, and a problem for each piece that does not, told once: what
        gathers pieces is silent if a piece itself is told."""
        listed = tuple(wanted)
        made: list[Asset] = []
        problems: list[Problem] = []
        again: list[Problem] = []
        results = self.render_each((printable for _, printable in listed), "pdf")
        for number, ((address, printable), found) in enumerate(zip(listed, results, strict=True), start=1):
            self.on_progress(number, len(listed))
            if isinstance(found, bytes):
                made.append(Asset(address, found))
            else:
                (again if printable.is_collection else problems).extend(self.describe_misfits(printable, found))
        self.cache.remove_oldest()
        return tuple(made), tuple(problems or again)

    def render_pictures(self, wanted: Iterable[tuple[str, Printable]]) -> tuple[Asset, ...]:
        """The first page of every printable that fits, at its address, as a small picture."""
        listed = tuple(wanted)
        found = zip(listed, self.render_each((printable for _, printable in listed), "png"), strict=True)
        return tuple(Asset(address, picture) for (address, _), picture in found if isinstance(picture, bytes))

    def render_pdf(self, printable: Printable) -> bytes | tuple[Problem, ...]:
        """One printable as PDF, or what of it does not fit."""
        (found,) = self.render_each([printable], "pdf")
        return found if isinstance(found, bytes) else self.describe_misfits(printable, found)

    def describe_misfits(self, printable: Printable, misfits: tuple[Misfit, ...]) -> tuple[Problem, ...]:
        """What does not fit, each once, for whoever wrote it."""
        return tuple(dict.fromkeys(make_misfit_problem(self.words, printable, misfit) for misfit in misfits))

    def render_each(self, printables: Iterable[Printable], ending: OutputFormat) -> Iterator[TaskResult]:
        """What becomes of each printable, in order: from the cache if it is there, else from the typesetters."""
        tasks = [
            make_task(printable, self.words.language, ending, self.typesetter.font_set) for printable in printables
        ]
        names = [
            cache.make_cache_name([self.typesetter.fingerprint, one.job, *map(str, one.variants)], ending)
            for one in tasks
        ]
        kept = [self.cache.read_entry(name) for name in names]
        fresh = crew.run_tasks(self.typesetter, [one for one, found in zip(tasks, kept, strict=True) if found is None])
        for name, found in zip(names, kept, strict=True):
            yield found if found is not None else self.store_result(name, next(fresh))

    def store_result(self, name: str, found: TaskResult) -> TaskResult:
        """The same, once it is kept if it can be used again."""
        self.rendered_count += 1
        if isinstance(found, bytes):
            self.cache.write_entry(name, found)
        return found


def make_task(printable: Printable, language: str, ending: OutputFormat, fonts: FontSet) -> Task:
    """A printable as the typesetters are told of it."""
    return Task(paper.serialize_job(paper.make_job(printable, language), fonts), printable.variants, ending)


def make_misfit_problem(words: Translations, printable: Printable, misfit: Misfit) -> Problem:
    """What does not fit, for whoever wrote it: which thing on which paper, what of it, and by how much."""
    name = words(f"paper.{printable.paper}")
    if isinstance(misfit, MissingGlyph):
        message = f'{printable.label} holds "{misfit.character}", which none of the fonts for paper has'
        cure = "Delete it from the texts that stand there, or put a font that has it into templates/fonts."
        return Problem(printable.place, "letter-not-in-fonts", message, cure)
    lines = max(1, round(misfit.points / LINE_POINTS))
    about = f"about {lines} line{'s' * (lines > 1)}"
    message = f"{printable.label} ({name}): {misfit.what} is {misfit.points} pt too long, {about}"
    place = printable.places_by_misfit.get(misfit.what, printable.place)
    return Problem(place, "does-not-fit", message, printable.cures_by_misfit.get(misfit.what, printable.cure))
