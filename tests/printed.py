"""What tests of paper share: the real handbook, a press without a cache, and the words that stand in a PDF."""

import io
import os
import re
import shutil
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import page as page_validation
import pytest
from pypdf import PdfReader
from reading import load_handbook

from generator.errors import Problem
from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.fields import parse_prose
from generator.printables.context import PrintContext
from generator.printables.makers import make_printable
from generator.site import paper, templates
from generator.source.files import read_layer
from generator.text.tree import RichText, plain_words
from generator.typesetting.cache import Cache
from generator.typesetting.printable import Printable
from generator.typesetting.renderer import Renderer
from generator.typesetting.typst_compiler import Typesetter

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"a4": (595.28, 841.89), "letter": (612.0, 792.0), "a3": (841.89, 1190.55), "tabloid": (792.0, 1224.0)}
# what Typst makes of letters and of the apostrophe that people type
LIGATURES = (("’", "'"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl"))
FOOT = re.compile(r"^.*· version [0-9a-f]{8} ·[^·]*(?:·[^·]*)?\Z", re.MULTILINE)
# positions and pictures are read with poppler's tools; with REQUIRE_BROWSER, as in CI, a test without them fails
needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdftoppm")) and not os.environ.get("REQUIRE_BROWSER"),
    reason="SKIPPED: no pdftotext or pdftoppm on this machine; install poppler-utils",
)
UNSEEN = ("\u00ad", "\u200b")


@lru_cache(maxsize=1)
def handbook() -> Handbook:
    """The real handbook."""
    return load_handbook([read_layer(ROOT / "content", "content")])


@lru_cache(maxsize=1)
def loaded() -> templates.Templates:
    """The real templates."""
    return templates.read_templates(ROOT / "templates")


@lru_cache(maxsize=1)
def shop() -> PrintContext:
    """All that makers need."""
    book = handbook()
    return PrintContext(book, derive.plan_sessions(book), loaded().find_translations(book))


def with_exercise(exercise: Exercise) -> PrintContext:
    """All that makers need, with one exercise changed."""
    book = replace(handbook(), exercises={**handbook().exercises, exercise.id: exercise})
    return PrintContext(book, derive.plan_sessions(book), shop().words)


@lru_cache(maxsize=1)
def press() -> Renderer:
    """A press that shares what the build of the real handbook keeps, since the same input gives the same bytes."""
    return paper.make_renderer(loaded(), shop().words, ROOT / ".cache" / "paper")


@cache
def pdf(kind: str, id: str, paper: str) -> bytes:
    """One real printable, typeset once for all tests of a run."""
    return made(make_printable(shop(), kind, id, paper))


def made(thing: Printable) -> bytes:
    """A printable that must fit."""
    found = press().render_pdf(thing)
    assert isinstance(found, bytes), found
    return found


def refused(thing: Printable) -> tuple[Problem, ...]:
    """What is told of a printable that must not fit."""
    found = press().render_pdf(thing)
    assert not isinstance(found, bytes), "it fits"
    return found


def changed_press(folder: Path, template: str, old: str, new: str) -> Renderer:
    """A press whose templates differ in one place, to show that a test would notice."""
    shutil.copytree(loaded().paper, folder / "print")
    file = folder / "print" / template
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {template}"
    file.write_text(text.replace(old, new), "utf-8")
    return Renderer(Typesetter(folder / "print", loaded().fonts), Cache(None), shop().words)


def reader(data: bytes) -> PdfReader:
    """A PDF to look into."""
    return PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    """All that stands in a PDF but the lines at the foot of its pages, without spaces, so that line breaks do not
    matter."""
    pages = (FOOT.sub("", page.extract_text()) for page in reader(data).pages)
    return squeezed(" ".join(pages))


def squeezed(text: str) -> str:
    """Text without spaces, ligatures and letters that are not seen."""
    for ligature, letters in LIGATURES:
        text = text.replace(ligature, letters)
    for letter in UNSEEN:
        text = text.replace(letter, "")
    return re.sub(r"\s+", "", text)


def missing(text: str, sources: list[str]) -> list[str]:
    """The texts that are not in what was printed, paragraph by paragraph."""
    gone = []
    for source in sources:
        for block in parse_prose(source).blocks:
            items = getattr(block, "items", None)
            pieces = [RichText("", item) for item in items] if items else [RichText("", (block,))]
            gone += [source for piece in pieces if squeezed(plain_words(piece)) not in text]
    return gone


def starts(data: bytes) -> list[tuple[float, str]]:
    """The pieces of text on the first page, each with how far from the paper's left edge it starts, in points."""
    found: list[tuple[float, str]] = []

    def visit(words: str, _cm: object, matrix: list[float], *_: object) -> None:
        if words.strip():
            found.append((matrix[4], words))

    reader(data).pages[0].extract_text(visitor_text=visit)
    return found


def alternatives(data: bytes) -> list[str]:
    """What a PDF says of its drawings to those who cannot see them."""

    def walk(node: Any) -> list[str]:
        node = node.get_object()
        if isinstance(node, list):
            return [text for one in node for text in walk(one)]
        if not isinstance(node, dict):
            return []
        return [str(node["/Alt"])] if "/Alt" in node else walk(node["/K"]) if "/K" in node else []

    return walk(reader(data).trailer["/Root"]["/StructTreeRoot"])


def size(data: bytes) -> tuple[float, float]:
    """Width and height of the first page, in points."""
    box = reader(data).pages[0].mediabox
    return float(box.width), float(box.height)


def faults(data: bytes, folder: Path) -> list[str]:
    """What a checker of PDF/UA-1 finds wrong."""
    file = folder / "checked.pdf"
    file.write_bytes(data)
    report = page_validation.validate_pdf(str(file), profile="ua1")
    return [] if report.is_compliant else [str(report)]


def fonts_outside(data: bytes) -> list[str]:
    """The fonts that a PDF names without carrying them."""
    found = []
    for page in reader(data).pages:
        for name, font in page["/Resources"].get("/Font", {}).items():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            if not any(key in inner for key in ("/FontFile2", "/FontFile3")):
                found.append(name)
    return found
