"""Data and templates to PDF and pictures. The only caller of Typst.

Data goes in as JSON, never as source. Fonts come from the given folder alone; neither the system's nor the wheel's own
are seen, and whatever Typst warns of is a fault, because a missing font or glyph would silently drop text. Knows
nothing of sessions or exercises.
"""

import json
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, TypeAlias

import typst

from generator.site.model import SOURCE_DATE
from generator.typesetting import cache
from generator.typesetting.fonts import FontSet, read_fonts
from generator.typesetting.printable import Variant

MAIN = "main.typ"
MISFIT = re.compile(r"misfit((?:\|[a-z0-9 -]+\|-?\d+)+)\|")
MISSING_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ACCESSIBLE: Literal["ua-1"] = "ua-1"
# Dots per inch of a preview: some 300 dots across a page.
PREVIEW = 36


class TypesettingFault(Exception):
    """A template or font is at fault, not the content: what Typst said."""


@dataclass(frozen=True)
class Overflow:
    """The content needs more room than its paper has: what of it (a word of the template), and by how many points."""

    what: str
    points: int


@dataclass(frozen=True)
class MissingGlyph:
    """A letter that none of the fonts has."""

    character: str


Misfit: TypeAlias = Overflow | MissingGlyph


@dataclass
class Typesetter:
    """Makes PDFs from the templates in one folder with the fonts of another. The same input gives the same bytes.

    With `aside`, a job is laid beside a copy of the templates in a folder of its own, so that Typst, which forgets all
    that it has read when it is handed other words, need not read the templates anew; without, nothing touches a disk.
    """

    templates: Path
    fonts: Path
    uses_disk: bool = True
    temp_dirs: list[tempfile.TemporaryDirectory[str]] = field(default_factory=list)

    @cached_property
    def folder(self) -> Path:
        """The folder that Typst reads: the templates, or a copy of them for as long as this typesetter lives."""
        if not self.uses_disk:
            return self.templates
        self.temp_dirs.append(tempfile.TemporaryDirectory(prefix="handbook-paper-"))
        return Path(shutil.copytree(self.templates, Path(self.temp_dirs[0].name) / "print"))

    @cached_property
    def compiler(self) -> typst.Compiler:
        """The compiler, made when it is first needed."""
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.fonts)])
        return typst.Compiler(str(self.folder / MAIN), root=str(self.folder), font_paths=fonts)

    @property
    def font_set(self) -> FontSet:
        """The fonts there are, and what they have."""
        return read_fonts(self.fonts)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything besides data that decides what comes out: templates, fonts, Typst's own version, and how
        it is asked."""
        files = sorted(path for folder in (self.templates, self.fonts) for path in folder.rglob("*") if path.is_file())
        pieces = [piece for path in files for piece in (path.name, path.read_bytes())]
        return cache.make_cache_name([version("typst"), f"{SOURCE_DATE} {ACCESSIBLE} {PREVIEW}", *pieces], "all")

    def typeset_pdf(self, job: str, way: Variant) -> bytes | tuple[Misfit, ...]:
        """One document as accessible PDF (PDF/UA-1), or what of its content does not go on this paper.

        `job` is JSON. Raises TypesettingFault for anything else that Typst objects to.
        """
        inputs = {"job": job, "way": variant_data(way, first=False)}
        return self.compile_job(inputs, format="pdf", pdf_standards=ACCESSIBLE, timestamp=SOURCE_DATE)

    def typeset_picture(self, job: str, way: Variant) -> bytes | tuple[Misfit, ...]:
        """The first page of a document as a small PNG, or what does not go on it; raises like `pdf`."""
        return self.compile_job({"job": job, "way": variant_data(way, first=True)}, format="png", ppi=PREVIEW)

    def compile_job(self, inputs: dict[str, str], **how: Any) -> bytes | tuple[Misfit, ...]:  # noqa: ANN401  # as Typst
        """What Typst makes of the inputs, the first page if it makes one file for each; or what does not fit."""
        try:
            made, warnings = self.compiler.compile_with_warnings(sys_inputs=self.write_job(inputs), **how)
        except typst.TypstError as fault:
            if found := parse_misfits(str(fault)):
                return found
            raise TypesettingFault(f"{fault}\n{fault.diagnostic}") from fault
        if warnings:
            raise TypesettingFault("; ".join(str(warning) for warning in warnings))
        first = made[0] if isinstance(made, list) else made
        assert isinstance(first, bytes), "a document has a first page"
        return first

    def write_job(self, inputs: dict[str, str]) -> dict[str, str]:
        """What is handed over in memory: nothing, once the inputs lie beside the templates."""
        inputs = {**inputs, "fonts": json.dumps(self.font_set.families)}
        if not self.uses_disk:
            return inputs
        for name, text in inputs.items():
            (self.folder / f"{name}.json").write_text(text, "utf-8")
        return {}


def variant_data(way: Variant, *, first: bool) -> str:
    """A way as JSON, and whether only the first page is wanted."""
    return json.dumps({"size": way.size, "level": way.level, "first": first})


def parse_misfits(said: str) -> tuple[Misfit, ...]:
    """What does not fit, if that is what Typst said."""
    if found := MISFIT.search(said):
        parts = found.group(1).strip("|").split("|")
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return tuple(Overflow(what, int(points)) for what, points in pairs)
    return tuple(MissingGlyph(letter) for letter in dict.fromkeys(MISSING_GLYPH.findall(said)))
