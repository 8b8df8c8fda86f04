"""Paper as a printer and an eye meet it: what no printer reaches is empty, and no page is nearly so."""

import re
import subprocess
from pathlib import Path

import pytest
from printed import changed_press, made, needs_poppler, pdf, reader, shop
from test_book import said, small, starts

from generator.model.layouts import LAYOUTS
from generator.model.papers import PAPERS
from generator.printables import handout
from generator.site.catalogue import list_entries
from generator.text.apostrophes import curve_apostrophes
from generator.typesetting import printable

# dots per inch of the pictures that are looked at, and what stays white on every side, in millimetres
RESOLUTION, EDGE = 50, 5
DARK = 245
KINDS = ("handout", "questionnaire", "comparison", "cover", "group", "poster", "wall", "tiles")
PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
FEET = re.compile(r'yMax="([\d.]+)">')


def pictures(data: bytes, folder: Path) -> list[tuple[int, int, bytes]]:
    """Every page as grey dots: width, height, and the dots row by row."""
    (folder / "one.pdf").write_bytes(data)
    run = ["pdftoppm", "-gray", "-r", str(RESOLUTION), str(folder / "one.pdf"), str(folder / "page")]
    subprocess.run(run, check=True)
    found = []
    for path in sorted(folder.glob("page*.pgm")):
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", path.read_bytes())
        assert head
        found.append((int(head[1]), int(head[2]), path.read_bytes()[head.end() :]))
        path.unlink()
    assert found
    return found


def touches_edge(width: int, height: int, dots: bytes) -> bool:
    """Whether anything stands where a printer may not reach."""
    rim = int(EDGE / 25.4 * RESOLUTION)
    rows = [dots[row * width : (row + 1) * width] for row in range(height)]
    outer = [*rows[:rim], *rows[-rim:], *(row[:rim] for row in rows), *(row[-rim:] for row in rows)]
    return any(min(piece) < DARK for piece in outer)


def hollow_pages(data: bytes, folder: Path) -> list[int]:
    """The pages whose words end in the upper quarter, counted from 1; blank ones are no fault."""
    (folder / "one.pdf").write_bytes(data)
    run = ["pdftotext", "-bbox", str(folder / "one.pdf"), "-"]
    told = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    found = []
    for number, (height, words) in enumerate(PAGE.findall(told), start=1):
        tall = float(height)
        # without the running head and the foot
        feet = [float(foot) for foot in FEET.findall(words) if 50 < float(foot) < tall - 60]
        if feet and max(feet) - 60 < (tall - 120) / 4:
            found.append(number)
    return found


@needs_poppler
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_where_a_printer_may_not_reach(kind: str, tmp_path: Path) -> None:
    entries = [entry for entry in list_entries(shop().handbook, shop().plans) if entry.kind == kind]
    assert entries
    first = {LAYOUTS[shop().handbook.handouts[one.id].layout]: one.id for one in entries if kind == "handout"}
    for id in first.values() if kind == "handout" else [one.id for one in entries[:4]]:
        for paper in PAPERS:
            pages = pictures(pdf(kind, id, paper), tmp_path)
            assert [number for number, page in enumerate(pages) if touches_edge(*page)] == [], (id, paper)


@needs_poppler
def test_a_line_at_the_edge_is_noticed(tmp_path: Path) -> None:
    press = changed_press(tmp_path, "handouts/common.typ", "#let reach = 6mm", "#let reach = 12mm")
    found = press.render_pdf(handout.make_handout(shop(), "thanks-slips", "a4"))
    assert isinstance(found, bytes)
    assert any(touches_edge(*page) for page in pictures(found, tmp_path))


@needs_poppler
def test_no_page_of_a_handout_or_form_is_nearly_empty(tmp_path: Path) -> None:
    for kind, id in (("handout", "value-card-deck"), ("questionnaire", "aws"), ("questionnaire", "hse-indicator-tool")):
        for paper in PAPERS:
            assert hollow_pages(pdf(kind, id, paper), tmp_path) == [], (id, paper)


@needs_poppler
def test_chapters_run_on_and_one_on_a_page_each_would_be_noticed(tmp_path: Path) -> None:
    some = small({"chapters"})
    book = made(some)
    assert set(hollow_pages(book, tmp_path)) <= {len(reader(book).pages)}
    press = changed_press(tmp_path, "book.typ", "if data.new_page { pagebreak(weak: true) }", "pagebreak(weak: true)")
    whole = press.render_pdf(some)
    assert isinstance(whole, bytes)
    assert len(hollow_pages(whole, tmp_path)) >= 4


@needs_poppler
def test_no_page_of_the_book_is_nearly_empty_but_where_a_part_ends(tmp_path: Path) -> None:
    first = [starts()[part["to"]] for part in said()["parts"]]
    book = pdf("book", "handbook", "a4")
    # before a part there may be a blank page, so that it begins on the right
    ends = {number - before for number in first[1:] for before in (1, 2)} | {len(reader(book).pages)}
    assert set(hollow_pages(book, tmp_path)) <= ends


def words_of(data: bytes, folder: Path) -> str:
    """The words of a file as they are printed, apostrophes and all."""
    (folder / "one.pdf").write_bytes(data)
    run = ["pdftotext", str(folder / "one.pdf"), "-"]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout


@needs_poppler
def test_apostrophes_are_curved_on_paper(tmp_path: Path) -> None:
    assert "can't" in shop().handbook.handouts["circle-agreement"].points[8].source
    told = words_of(pdf("handout", "circle-agreement", "a4"), tmp_path)
    assert "can’t" in told and "'" not in told
    assert curve_apostrophes("can't, members' own, 5' and 'so'", "en-GB") == "can’t, members’ own, 5' and 'so'"
    assert "o'zbek" in printable.serialize_data({"text": "o'zbek"}, "uz")
    assert "it's here" in printable.serialize_data({"to": "it's here"}, "en"), "an address stays as it is"
