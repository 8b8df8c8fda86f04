"""Makes printables into PDFs in the first variant that fits, or tells by how much each does not.

Asks the cache first. Knows no kind of paper by name; what a message says comes with the printable.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import Problem
from generator.phrasing.translations import Translations
from generator.site.model import Asset
from generator.typesetting.cache import Cache, make_cache_name
from generator.typesetting.fonts import FontSet
from generator.typesetting.pool import OutputFormat, Task, TaskResult, run_tasks
from generator.typesetting.printable import Printable, make_job, serialize_job
from generator.typesetting.typst_compiler import Misfit, MissingGlyph, Typesetter

# the height of a line of ordinary text, in points, for saying an excess in lines
_LINE_HEIGHT = 13.5
ProgressCallback: TypeAlias = Callable[[int, int], None]


def ignore_progress(number: int, of: int) -> None:
    """Do nothing, where nobody watches."""


@dataclass
class Renderer:
    """Makes printables.

    `rendered_count` counts the documents that were not in the cache; `on_progress` is called with how many of how many
    are done.
    """

    typesetter: Typesetter
    cache: Cache
    words: Translations
    rendered_count: int = field(default=0)
    on_progress: ProgressCallback = ignore_progress

    def render_all(self, wanted: Iterable[tuple[str, Printable]]) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
        """Return every printable that fits, at its address, and a problem for each piece that does not.

        What is too long stands on its own paper and in every collection that gathers it, so a collection's overflow is
        reported only if nothing else is.
        """
        listed = tuple(wanted)
        made: list[Asset] = []
        problems: list[Problem] = []
        collection_problems: list[Problem] = []
        results = self.render_each((printable for _, printable in listed), "pdf")
        for number, ((address, printable), result) in enumerate(zip(listed, results, strict=True), start=1):
            self.on_progress(number, len(listed))
            if isinstance(result, bytes):
                made.append(Asset(address, result))
            elif printable.is_collection:
                collection_problems += self.describe_misfits(printable, result)
            else:
                problems += self.describe_misfits(printable, result)
        self.cache.remove_oldest()
        return tuple(made), tuple(problems or collection_problems)

    def render_pictures(self, wanted: Iterable[tuple[str, Printable]]) -> tuple[Asset, ...]:
        """Return a small picture of the first page of every printable that fits, at its address."""
        listed = tuple(wanted)
        found = zip(listed, self.render_each((printable for _, printable in listed), "png"), strict=True)
        return tuple(Asset(address, picture) for (address, _), picture in found if isinstance(picture, bytes))

    def render_pdf(self, printable: Printable) -> bytes | tuple[Problem, ...]:
        """Return one printable as PDF, or what of it does not fit."""
        (found,) = self.render_each([printable], "pdf")
        return found if isinstance(found, bytes) else self.describe_misfits(printable, found)

    def describe_misfits(self, printable: Printable, misfits: tuple[Misfit, ...]) -> tuple[Problem, ...]:
        """Return what does not fit, each once, for whoever wrote it."""
        return tuple(dict.fromkeys(_make_misfit_problem(self.words, printable, misfit) for misfit in misfits))

    def render_each(self, printables: Iterable[Printable], output_format: OutputFormat) -> Iterator[TaskResult]:
        """Yield the result for each printable, in order: from the cache if it is there, else from the typesetters."""
        language, fonts = self.words.language, self.typesetter.font_set
        tasks = [_make_task(printable, language, output_format, fonts) for printable in printables]
        names = [
            make_cache_name([self.typesetter.fingerprint, task.job, *map(str, task.variants)], output_format)
            for task in tasks
        ]
        kept = [self.cache.read_entry(name) for name in names]
        fresh = run_tasks(self.typesetter, [task for task, entry in zip(tasks, kept, strict=True) if entry is None])
        for name, entry in zip(names, kept, strict=True):
            yield entry if entry is not None else self._store_result(name, next(fresh))

    def _store_result(self, name: str, result: TaskResult) -> TaskResult:
        """Count a result, keep it if it is a document, and return it."""
        self.rendered_count += 1
        if isinstance(result, bytes):
            self.cache.write_entry(name, result)
        return result


def _make_task(printable: Printable, language: str, output_format: OutputFormat, fonts: FontSet) -> Task:
    return Task(serialize_job(make_job(printable, language), fonts), printable.variants, output_format)


def _make_misfit_problem(words: Translations, printable: Printable, misfit: Misfit) -> Problem:
    """Return what does not fit, for whoever wrote it: which thing on which paper, what of it, and by how much."""
    paper = words(f"paper.{printable.paper}")
    if isinstance(misfit, MissingGlyph):
        message = f'{printable.label} holds "{misfit.character}", which none of the fonts for paper has'
        cure = "Delete it from the texts that stand there, or put a font that has it into templates/fonts."
        return Problem(printable.place, "letter-not-in-fonts", message, cure)
    count = max(1, round(misfit.points / _LINE_HEIGHT))
    lines = "about 1 line" if count == 1 else f"about {count} lines"
    message = f"{printable.label} ({paper}): {misfit.what} is {misfit.points} pt too long, {lines}"
    place = printable.places_by_misfit.get(misfit.what, printable.place)
    return Problem(place, "does-not-fit", message, printable.cures_by_misfit.get(misfit.what, printable.cure))
