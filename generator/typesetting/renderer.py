"""Makes printables into PDFs, or tells by how much each does not fit; and pictures of those that were made.

Each different part is typeset once; every PDF is put together from the pages of its parts. Asks the cache first. Knows
no kind of paper by name; what a message says comes with the printable.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from generator.errors import Problem
from generator.model.papers import find_paper
from generator.phrasing.languages import is_right_to_left
from generator.phrasing.translations import Translations
from generator.site.model import Asset
from generator.typesetting.batches import Batch, Unit, list_units, make_batches, make_job, split_batch
from generator.typesetting.cache import Cache, make_cache_name
from generator.typesetting.page_numbers import CHARACTERS, Numerals
from generator.typesetting.pdf_assembly import Assembly, Stretch
from generator.typesetting.pdf_source import MixedTags, PdfSource
from generator.typesetting.pictures import draw_first_page
from generator.typesetting.pool import Task, TaskResult, run_tasks
from generator.typesetting.printable import Printable, serialize_data
from generator.typesetting.typst_compiler import Misfit, MissingGlyph, Overflow, Typesetter

# the height of a line of ordinary text, in points, for saying an excess in lines
_LINE_HEIGHT = 13.5
_POINTS_PER_MILLIMETRE = 72 / 25.4
# papers share at most as many areas
_KEPT_ASSEMBLIES = 4
# the pages of a part: their batch, the part's place there, which section of it if not all, and how often
_Piece: TypeAlias = tuple[str, int, int | None, int]
# whose zero has no stroke through it
_NUMERALS_FAMILY = "Literata"
ProgressCallback: TypeAlias = Callable[[int, int], None]
_Units: TypeAlias = tuple[Unit, ...]


def ignore_progress(number: int, of: int) -> None:
    """Do nothing, where nobody watches."""


@dataclass(frozen=True)
class _Batched:
    """A batch with its name in the cache."""

    name: str
    task: Task
    batch: Batch


@dataclass
class _Typeset:
    """What became of units: the batch in which each is and its place there, the PDFs of batches, and what does not
    fit."""

    places: dict[Unit, tuple[str, int]] = field(default_factory=dict)
    sources: dict[str, PdfSource] = field(default_factory=dict)
    misfits: dict[Unit, tuple[Misfit, ...]] = field(default_factory=dict)
    recent: dict[tuple[bool, tuple[_Piece, ...]], Assembly] = field(default_factory=dict)

    def find_assembly(self, pieces: tuple[_Piece, ...], numerals: Numerals | None) -> Assembly:
        """Return some pages put together. The last are kept, since one thing is printed on several papers, and those
        that share an area differ in nothing else."""
        key = (numerals is not None, pieces)
        found = self.recent.pop(key, None) or Assembly([self._find_stretch(*piece) for piece in pieces], numerals)
        self.recent[key] = found
        if len(self.recent) > _KEPT_ASSEMBLIES:
            del self.recent[next(iter(self.recent))]
        return found

    def _find_stretch(self, batch: str, place: int, section: int | None, copies: int) -> Stretch:
        source = self.sources[batch]
        return Stretch(source, source.find_pages(place, section), copies)

    def list_misfits(self, units: _Units) -> tuple[Misfit, ...]:
        """Return what does not fit of some units."""
        return tuple(misfit for unit in dict.fromkeys(units) for misfit in self.misfits.get(unit, ()))

    def list_pieces(self, printable: Printable, units: _Units) -> tuple[_Piece, ...]:
        """Return where the pages of each part of a printable are, all of which fit."""
        parts = zip(units, printable.parts, strict=True)
        return tuple((*self.places[unit], part.section, part.copies) for unit, part in parts)

    def count_pages(self, printable: Printable, units: _Units) -> list[int]:
        """Return how many pages each part of a printable takes with its copies."""
        stretches = (self._find_stretch(*piece) for piece in self.list_pieces(printable, units))
        return [len(found.pages) * found.copies for found in stretches]


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
        results = self.render_each(printable for _, printable in listed)
        for (address, printable), result in zip(listed, results, strict=True):
            if isinstance(result, bytes):
                made.append(Asset(address, result))
            elif printable.is_collection:
                collection_problems += self.describe_misfits(printable, result)
            else:
                problems += self.describe_misfits(printable, result)
        self.cache.remove_oldest()
        return tuple(made), tuple(problems or collection_problems)

    def render_pictures(self, wanted: Iterable[tuple[str, bytes]]) -> tuple[Asset, ...]:
        """Return a small picture of the first page of every PDF, at its address."""
        return tuple(Asset(address, self._draw(pdf)) for address, pdf in wanted)

    def _draw(self, pdf: bytes) -> bytes:
        name = make_cache_name([self.typesetter.fingerprint, pdf], "png")
        kept = self.cache.read_entry(name)
        if kept is None:
            kept = draw_first_page(pdf)
            self.cache.write_entry(name, kept)
        return kept

    def render_pdf(self, printable: Printable) -> bytes | tuple[Problem, ...]:
        """Return one printable as PDF, or what of it does not fit."""
        (found,) = self.render_each([printable])
        return found if isinstance(found, bytes) else self.describe_misfits(printable, found)

    def describe_misfits(self, printable: Printable, misfits: tuple[Misfit, ...]) -> tuple[Problem, ...]:
        """Return what does not fit, each once, for whoever wrote it."""
        return tuple(dict.fromkeys(_make_misfit_problem(self.words, printable, misfit) for misfit in misfits))

    def render_each(self, printables: Iterable[Printable]) -> Iterator[TaskResult]:
        """Yield the result for each printable, in order: from the cache if it is there, else of what is typeset."""
        listed, typeset = tuple(printables), _Typeset()
        units_of, batched = self._plan_units(typeset, listed)
        names = [self._name_file(one, units, typeset) for one, units in zip(listed, units_of, strict=True)]
        kept = [self.cache.read_entry(name) for name in names]
        wanted = {n: (listed[n], units_of[n]) for n, entry in enumerate(kept) if entry is None}
        missing = {unit for _, units in wanted.values() for unit in units}
        self._typeset(typeset, [one for one in batched if not missing.isdisjoint(one.batch.units)])
        wanted |= self._add_fronts(typeset, wanted)
        for n, (name, entry) in enumerate(zip(names, kept, strict=True)):
            yield entry if entry is not None else self._assemble(*wanted[n], name, typeset)

    def _plan_units(self, typeset: _Typeset, listed: Sequence[Printable]) -> tuple[Sequence[_Units], list[_Batched]]:
        """Return the units of each printable, and the batches in which they are to be typeset."""
        units_of = list_units(listed, self.words.language)
        batched = [self._name_batch(batch) for batch in make_batches(unit for units in units_of for unit in units)]
        typeset.places |= {unit: (one.name, place) for one in batched for place, unit in enumerate(one.batch.units)}
        return units_of, batched

    def _add_fronts(
        self, typeset: _Typeset, wanted: Mapping[int, tuple[Printable, _Units]]
    ) -> dict[int, tuple[Printable, _Units]]:
        """Return those that begin with a page that tells how many pages each part takes, with that page, which is
        typeset now that this is known."""
        fronts = {
            n: one.make_front(typeset.count_pages(one, units))
            for n, (one, units) in wanted.items()
            if one.make_front and not typeset.list_misfits(units)
        }
        units_of, batched = self._plan_units(
            typeset, [replace(wanted[n][0], parts=(one,)) for n, one in fronts.items()]
        )
        self._typeset(typeset, batched)
        return {
            n: (replace(wanted[n][0], parts=(front, *wanted[n][0].parts)), (*units, *wanted[n][1]))
            for (n, front), units in zip(fronts.items(), units_of, strict=True)
        }

    @cached_property
    def _numerals(self) -> Numerals | None:
        from generator.typesetting.font_outlines import read_outlines  # noqa: PLC0415  # slow to load, and few need it

        outlines = read_outlines(self.typesetter.fonts, CHARACTERS, _NUMERALS_FAMILY)
        return Numerals(outlines, is_right_to_left(self.words.language)) if outlines else None

    def _name_batch(self, batch: Batch) -> _Batched:
        job = self.typesetter.font_set.replace_missing(make_job(batch, self.words.language))
        name = make_cache_name([self.typesetter.fingerprint, job, *map(str, batch.variants)], "pages")
        return _Batched(name, Task(job, batch.variants), batch)

    def _name_file(self, printable: Printable, units: _Units, typeset: _Typeset) -> str:
        """Return the name of a PDF: it follows from the pages it is made of, its title and its paper."""
        pages = (
            f"{typeset.places[unit]} {part.section} {part.copies}"
            for unit, part in zip(units, printable.parts, strict=True)
        )
        about = [self._entitle(printable), printable.author, printable.paper]
        if printable.make_front:
            # what it says beyond this follows from how many pages the others have
            about.append(serialize_data(printable.make_front([1] * len(units)).data, self.words.language))
        return make_cache_name([self.typesetter.fingerprint, *about, *pages], "pdf")

    def _entitle(self, printable: Printable) -> str:
        """Return the title of a file: what it is, and for which paper."""
        return self.words("print.on_paper", title=printable.title, paper=self.words(f"paper.{printable.paper}"))

    def _typeset(self, typeset: _Typeset, wanted: Sequence[_Batched]) -> None:
        """Typeset batches. One that does not fit, or whose pages cannot be told apart, is typeset unit by unit."""
        failed: list[_Batched] = []
        for one, result in zip(wanted, self._run(wanted), strict=True):
            if isinstance(result, bytes) and self._keep_pages(typeset, one, result):
                continue
            if len(one.batch.units) > 1:
                failed.append(one)
            else:
                assert not isinstance(result, bytes), "a unit's own tags belong to it"
                typeset.misfits[one.batch.units[0]] = result
        if failed:
            self._typeset(typeset, [self._name_batch(single) for one in failed for single in split_batch(one.batch)])

    def _run(self, wanted: Sequence[_Batched]) -> Iterator[TaskResult]:
        """Yield the result of each batch, from the cache if it is there."""
        kept = [self.cache.read_entry(one.name) for one in wanted]
        fresh = run_tasks(self.typesetter, [one.task for one, entry in zip(wanted, kept, strict=True) if entry is None])
        for number, (one, entry) in enumerate(zip(wanted, kept, strict=True), start=1):
            yield entry if entry is not None else self._store(one.name, next(fresh))
            self.on_progress(number, len(wanted))

    def _store(self, name: str, result: TaskResult) -> TaskResult:
        """Count a result, keep it if it is a document, and return it."""
        self.rendered_count += 1
        if isinstance(result, bytes):
            self.cache.write_entry(name, result)
        return result

    def _keep_pages(self, typeset: _Typeset, batched: _Batched, pdf: bytes) -> bool:
        """Keep the pages of a batch, unless its tags do not keep the units apart."""
        source = PdfSource(pdf)
        try:
            for pages in source.stretches.values():
                source.list_top_tags(pages)
        except MixedTags:
            if len(batched.batch.units) == 1:
                raise
            return False
        typeset.sources[batched.name] = source
        typeset.places |= {unit: (batched.name, place) for place, unit in enumerate(batched.batch.units)}
        return True

    def _assemble(self, printable: Printable, units: _Units, name: str, typeset: _Typeset) -> TaskResult:
        """Return a PDF and keep it, or what does not fit."""
        if misfits := typeset.list_misfits(units):
            return _select_misfits(printable, misfits)
        pieces = typeset.list_pieces(printable, units)
        paper = find_paper(printable.paper)
        size = (paper.width * _POINTS_PER_MILLIMETRE, paper.height * _POINTS_PER_MILLIMETRE)
        numerals = self._numerals if printable.make_front else None
        data = typeset.find_assembly(pieces, numerals).finish(self._entitle(printable), size, printable.author)
        self.cache.write_entry(name, data)
        return data


def _select_misfits(printable: Printable, misfits: tuple[Misfit, ...]) -> tuple[Misfit, ...]:
    """Return what does not fit of a printable: of things that are drawn together, what concerns the one that is meant,
    or each with its name."""
    return tuple(
        replace(one, what=_name_piece(printable, one.what)) if isinstance(one, Overflow) else one
        for one in misfits
        if not isinstance(one, Overflow) or _find_owner(one.what) in ("", printable.only or _find_owner(one.what))
    )


def _find_owner(what: str) -> str:
    return what.rpartition("/")[0]


def _name_piece(printable: Printable, what: str) -> str:
    return what.rpartition("/")[2] if printable.only else what.replace("/", " ")


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
