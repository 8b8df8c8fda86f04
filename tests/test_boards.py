"""What hangs on a wall: what is read at two metres is large enough for that, the rest stands at the foot, and nothing
that is written on lies across the joint of two sheets."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from printed import changed_press, handbook, needs_poppler, pdf, reader, shop, squeezed

from generator.model.layouts import LAYOUTS
from generator.model.papers import PAPERS
from generator.printables import large_format
from generator.typesetting.renderer import Renderer

# type that is read at two metres, in points; and the least of what is read from near
FAR, NEAR = 28, 9
MM = 72 / 25.4
DOTS_PER_INCH = 50
YEAR = "year"
HYPHENS = ("\u00ad", "\u2010", "-")
BOARDS = [id for id, one in handbook().handouts.items() if LAYOUTS[one.layout].wall]
EVERY = [(id, paper) for id in (*BOARDS, YEAR) for paper in PAPERS]


@dataclass(frozen=True)
class Piece:
    """A piece of text and how large it is, in points."""

    text: str
    size: float


def pieces(data: bytes) -> Iterator[Piece]:
    """All that stands on all pages, piece by piece, but what is turned, which tells how to join two sheets."""
    for page in reader(data).pages:
        found: list[Piece] = []

        def visit(
            words: str, _cm: object, matrix: list[float], _font: object, points: float, found: list[Piece] = found
        ) -> None:
            if words.strip() and matrix[3]:
                found.append(Piece(words.strip(), abs(points * matrix[3])))

        page.extract_text(visitor_text=visit)
        yield from found


def afar(id: str) -> list[str]:
    """What of a board is read at two metres, without spaces: titles and heads; of the agreement what each point
    promises; of the rota and the year the numbers of sessions and seats."""
    if id == YEAR:
        return [str(number) for number in range(1, 27)]
    form = handbook().handouts[id]
    if form.layout == "agreement":
        return [squeezed(one.source.split("**")[1]) for one in form.points]
    if form.layout == "rota":
        return [str(seat) for seat in range(1, shop().handbook.circle.people + 1)]
    return [squeezed(one) for one in (form.title, *form.columns)]


def too_small(data: bytes, id: str) -> list[str]:
    """What should be read at two metres and is smaller than that allows."""
    large = squeezed("".join(one.text for one in pieces(data) if one.size >= FAR - 0.1))
    return [words for words in afar(id) if words not in large]


@pytest.mark.parametrize(("id", "paper"), EVERY)
def test_what_is_read_at_two_metres_is_large_enough_on_one_sheet_and_on_two(id: str, paper: str) -> None:
    for kind in ("wall", "tiles"):
        assert too_small(pdf(kind, id, paper), id) == []
        assert min(one.size for one in pieces(pdf(kind, id, paper))) >= NEAR - 0.01


@pytest.mark.parametrize("id", ["circle-agreement", "role-rota", "menu-board", YEAR])
def test_smaller_type_is_noticed(id: str, tmp_path: Path) -> None:
    template = "poster.typ" if id == YEAR else "handouts/common.typ"
    smaller = changed_press(tmp_path, template, "#let far = 28pt", "#let far = 24pt")
    assert too_small(board(smaller, id), id) != []


def board(by: Renderer, id: str) -> bytes:
    data = by.render_pdf(large_format.make_board(shop(), id, "a4"))
    assert isinstance(data, bytes)
    return data


def test_what_to_do_stands_small_at_the_foot() -> None:
    for id in BOARDS:
        form = handbook().handouts[id]
        small = squeezed("".join(one.text for one in pieces(pdf("tiles", id, "a4")) if one.size <= 11.01))
        assert squeezed(form.one_line or "") in small
        said = squeezed("".join(one.text for one in pieces(pdf("wall", id, "a4"))))
        assert said.index(squeezed(form.one_line or "")) > said.index(squeezed((form.columns or ("",))[-1])), id


def joint(data: bytes, folder: Path) -> list[int]:
    """How dark the darkest dots are of the columns of dots beside the line along which the first of two sheets is cut,
    below its title."""
    (folder / "tiles.pdf").write_bytes(data)
    options = ["-gray", "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1"]
    command = ["pdftoppm", *options, str(folder / "tiles.pdf")]
    head, size, _, dots = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n", 3)
    assert head == b"P5"
    width, height = map(int, size.split())
    # the edge of 10 mm and the strip of 7 mm lie beyond the cut
    cut = width - round(17 / 25.4 * DOTS_PER_INCH)
    rows = [dots[start : start + width] for start in range(0, width * height, width)][height // 6 :]
    return [min(row[column] for row in rows) for column in range(cut - 7, cut - 2)]


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_of_the_agreement_lies_across_the_joint(paper: str, tmp_path: Path) -> None:
    assert min(joint(pdf("tiles", "circle-agreement", paper), tmp_path)) > 200


@needs_poppler
def test_a_line_across_the_joint_is_noticed(tmp_path: Path) -> None:
    wide = changed_press(tmp_path / "a", "handouts/boxes.typ", "(10mm, 0.3 * size, 8.5mm)", "(0mm, 0.3 * size, 8.5mm)")
    data = wide.render_pdf(large_format.make_tiles(shop(), "circle-agreement", "a4"))
    assert isinstance(data, bytes)
    assert min(joint(data, tmp_path)) < 200


def broken(data: bytes) -> list[str]:
    """Pieces of text that end with a hyphen at which a word was broken."""
    return [one.text for one in pieces(data) if one.text.endswith(HYPHENS)]


def test_no_word_of_a_board_is_broken(tmp_path: Path) -> None:
    assert [(id, paper) for id, paper in EVERY if broken(pdf("wall", id, paper))] == []
    hyphenated = changed_press(tmp_path, "lib.typ", "hyphenate: false, fallback", "hyphenate: true, fallback")
    assert broken(board(hyphenated, "circle-agreement")) != []
