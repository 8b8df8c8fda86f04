"""Data and templates to PDF. The only caller of Typst.

Data goes in as JSON, never as source. Fonts come from the given folder alone; neither the system's nor the wheel's own
are seen, and whatever Typst warns of is a fault, because a missing font or glyph would silently drop text. Knows
nothing of sessions or exercises.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import typst

EPOCH = 315532800
RUNS_OVER = re.compile(r"runs over: (\d+) (\d+) (\d+)")
NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')
ACCESSIBLE: Literal["ua-1"] = "ua-1"


class TypesettingFault(Exception):
    """A template or font is at fault, not the content: what Typst said."""


@dataclass(frozen=True)
class RunsOver:
    """The content needs more room than its paper has: on which page it would end, and where there (in points from the
    left and the top)."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class NoLetter:
    """A letter that none of the fonts has."""

    letter: str


Misfit: TypeAlias = RunsOver | NoLetter


@dataclass
class Typesetter:
    """Makes PDFs from the templates in one folder with the fonts of another. The same input gives the same bytes."""

    templates: Path
    fonts: Path
    compilers: dict[str, typst.Compiler] = field(default_factory=dict)

    def compiler(self, kind: str) -> typst.Compiler:
        """The compiler for one kind of paper, made once: what documents share is then laid out once."""
        if kind not in self.compilers:
            fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.fonts)])
            main = self.templates / f"{kind}.typ"
            self.compilers[kind] = typst.Compiler(str(main), root=str(self.templates), font_paths=fonts)
        return self.compilers[kind]

    def pdf(self, kind: str, inputs: dict[str, str]) -> bytes | Misfit:
        """One document as accessible PDF (PDF/UA-1), or what of its content does not go on this paper.

        Raises TypesettingFault for anything else that Typst objects to.
        """
        try:
            made, warnings = self.compiler(kind).compile_with_warnings(
                format="pdf", sys_inputs=inputs, pdf_standards=ACCESSIBLE, timestamp=EPOCH
            )
        except typst.TypstError as fault:
            over = RUNS_OVER.search(str(fault))
            if over:
                return RunsOver(int(over.group(1)), float(over.group(2)), float(over.group(3)))
            if letter := NO_LETTER.search(str(fault)):
                return NoLetter(letter.group(1))
            raise TypesettingFault(f"{kind}: {fault}") from fault
        if warnings:
            raise TypesettingFault(f"{kind}: {'; '.join(str(warning) for warning in warnings)}")
        assert isinstance(made, bytes), "one document gives one file"
        return made
