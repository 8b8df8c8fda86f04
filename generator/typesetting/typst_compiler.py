"""Makes PDFs of data and templates. The only caller of Typst.

Data goes in as JSON, never as source. Fonts come from the given folder alone; neither the system's nor the wheel's own
are seen, and whatever Typst warns of is a fault, because a missing font or glyph would silently drop text. Knows
nothing of sessions or exercises.
"""

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Literal, TypeAlias

import typst

from generator.site.model import SOURCE_DATE
from generator.typesetting import cache
from generator.typesetting.fonts import FontSet, read_fonts
from generator.typesetting.printable import Variant
from generator.typesetting.temporary import clear_abandoned_folders, make_temporary_folder

_MAIN = "main.typ"
# lib.typ writes these words between bars: what does not fit and by how many points, in pairs
_MISFIT = re.compile(r"misfit((?:\|[a-z0-9 /-]+\|-?\d+)+)\|")
_MISSING_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_STANDARD: Literal["ua-1"] = "ua-1"


class TypesettingFault(Exception):
    """A template or font is at fault, not the content: what Typst said."""


@dataclass(frozen=True)
class Overflow:
    """The content needs more room than its paper has: what of it (a word of the template, behind an id and a stroke
    where the template draws several things), and by how many points."""

    what: str
    points: int


@dataclass(frozen=True)
class MissingGlyph:
    """A character that none of the fonts has."""

    character: str


Misfit: TypeAlias = Overflow | MissingGlyph


@dataclass
class Typesetter:
    """Makes PDFs from the templates in one folder with the fonts of another. The same input gives the
    same bytes.

    With `uses_disk`, a job is written beside a copy of the templates in a temporary folder: Typst forgets all that it
    has read when it is given other inputs, and so need not read the templates anew. Each job takes the place of the one
    before, so one typesetter serves one thread. Without, nothing touches a disk.
    """

    templates: Path
    fonts: Path
    uses_disk: bool = True

    @cached_property
    def _folder(self) -> Path:
        """The folder that Typst reads: the templates, or a copy of them for as long as this typesetter lives."""
        if not self.uses_disk:
            return self.templates
        return Path(shutil.copytree(self.templates, Path(self._temp_dir.name) / "print"))

    @cached_property
    def _temp_dir(self) -> tempfile.TemporaryDirectory[str]:
        # held here because the folder is deleted as soon as nobody holds it
        clear_abandoned_folders()
        return make_temporary_folder()

    @cached_property
    def _compiler(self) -> typst.Compiler:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.fonts)])
        return typst.Compiler(str(self._folder / _MAIN), root=str(self._folder), font_paths=fonts)

    @property
    def font_set(self) -> FontSet:
        """The fonts there are, and what they have."""
        return read_fonts(self.fonts)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything besides data that decides what comes out: templates, fonts, the versions of what
        typesets and draws, and the code of this folder."""
        folders = (self.templates, self.fonts, Path(__file__).parent)
        files = sorted(
            path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"
        )
        pieces = [piece for path in files for piece in (path.name, path.read_bytes())]
        return cache.make_cache_name(
            [version("typst"), version("pypdfium2"), f"{SOURCE_DATE} {_STANDARD}", *pieces], "all"
        )

    def typeset_pdf(self, job: str, variant: Variant) -> bytes | tuple[Misfit, ...]:
        """Return a document as accessible PDF (PDF/UA-1), or what of its content does not fit on this paper.

        `job` is JSON. Raises TypesettingFault for anything else that Typst objects to.
        """
        inputs = {"job": job, "variant": json.dumps({"size": variant.size, "level": variant.level})}
        return self._compile(inputs)

    def _compile(self, inputs: dict[str, str]) -> bytes | tuple[Misfit, ...]:
        """Return what Typst makes of the inputs, or what does not fit."""
        try:
            made, warnings = self._compiler.compile_with_warnings(
                sys_inputs=self._hand_over(inputs), format="pdf", pdf_standards=_STANDARD, timestamp=SOURCE_DATE
            )
        except typst.TypstError as error:
            if misfits := parse_misfits(str(error)):
                return misfits
            raise TypesettingFault(f"{error}\n{error.diagnostic}") from error
        if warnings:
            raise TypesettingFault("; ".join(str(warning) for warning in warnings))
        assert isinstance(made, bytes), "a PDF is one file"
        return made

    def _hand_over(self, inputs: dict[str, str]) -> dict[str, str]:
        """Write the inputs beside the templates if the disk is used, and return those to be given in memory."""
        inputs = {**inputs, "fonts": json.dumps(self.font_set.families)}
        if not self.uses_disk:
            return inputs
        for name, text in inputs.items():
            (self._folder / f"{name}.json").write_text(text, "utf-8")
        return {}


def parse_misfits(message: str) -> tuple[Misfit, ...]:
    """Return what does not fit, or nothing if Typst's message is of something else."""
    if found := _MISFIT.search(message):
        parts = found.group(1).strip("|").split("|")
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return tuple(Overflow(what, int(points)) for what, points in pairs)
    return tuple(MissingGlyph(char) for char in dict.fromkeys(_MISSING_GLYPH.findall(message)))
