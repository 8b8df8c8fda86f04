"""Handouts that are cut apart or carried home: how many there are, whom to call on them, and the corner to sort by."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from printed import changed_press, made, needs_poppler, pdf, reader, shop, squeezed
from printed import text as words_of

from generator.handbook import derive
from generator.model.layouts import LAYOUTS, SLIPS_PER_SHEET
from generator.model.meeting import Help
from generator.model.papers import PAPERS
from generator.printables import handout, pack
from generator.printables.context import PrintContext, with_people

HANDOUTS = shop().handbook.handouts
CARRIED = [form for form in HANDOUTS.values() if form.layout in ("pocket", "strip")]
HELP = "handout_paper.help.lead"


def with_help(*people: Help) -> PrintContext:
    """The handbook of a circle that has said whom to call."""
    book = shop().handbook
    return replace(shop(), handbook=replace(book, circle=book.circle.model_copy(update={"urgent_help": people})))


def slips_on(data: bytes) -> int:
    """How many slips with numbers to ring are on a sheet."""
    return words_of(data).count("Ringone:")


@pytest.mark.parametrize(("people", "thanks", "checks"), [(3, 1, 1), (8, 5, 2), (10, 8, 3)])
def test_there_are_slips_for_everybody(people: int, thanks: int, checks: int) -> None:
    assert derive.count_pieces(HANDOUTS["thanks-slips"], people) == people * (people - 1)
    assert derive.count_sheets(HANDOUTS["thanks-slips"], people) == thanks
    assert derive.count_pieces(HANDOUTS["frame-check-slips"], people) == 3 * people
    assert derive.count_sheets(HANDOUTS["frame-check-slips"], people) == checks


@pytest.mark.parametrize("people", [3, 8, 10])
def test_a_pack_holds_as_many_sheets_as_the_circle_needs(people: int) -> None:
    made_pack = pack.make_pack(with_people(shop(), people), "closing", "a4")
    copies = {part.data["title"]: part.copies for part in made_pack.parts if part.kind == "handout"}
    assert copies["Thanks slips"] * SLIPS_PER_SHEET >= people * (people - 1)
    assert (copies["Thanks slips"] - 1) * SLIPS_PER_SHEET < people * (people - 1)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_holds_as_many_slips_as_are_counted(paper: str, tmp_path: Path) -> None:
    assert slips_on(pdf("handout", "frame-check-slips", paper)) == SLIPS_PER_SHEET
    fewer = changed_press(tmp_path, "handouts/boxes.typ", "calc.max(n, data.slips_per_sheet)", "n")
    found = fewer.render_pdf(handout.make_handout(shop(), "frame-check-slips", paper))
    assert isinstance(found, bytes) and slips_on(found) < SLIPS_PER_SHEET


def test_cards_that_are_carried_are_two_or_four_to_a_sheet() -> None:
    assert len(CARRIED) >= 4
    for form in CARRIED:
        cards = handout.handout_data(shop(), form)["pocket"]
        assert len(cards) in (2, 4)
        first = cards[0][0]["fields"][0]["title"]
        for paper in PAPERS:
            data = pdf("handout", form.id, paper)
            assert len(reader(data).pages) == 1
            assert words_of(data).count(squeezed(first)) >= 2


def test_what_is_taken_home_says_whom_to_call() -> None:
    line = squeezed(shop().words(HELP))
    home = [form for form in HANDOUTS.values() if form.per == "person" and LAYOUTS[form.layout].max_pages]
    assert len(home) >= 25
    assert [form.id for form in home if line not in words_of(pdf("handout", form.id, "a4"))] == []
    others = [form for form in HANDOUTS.values() if form not in home]
    assert [form.id for form in others if line in words_of(pdf("handout", form.id, "a4"))] == []


def test_the_circles_own_people_stand_in_place_of_the_blanks() -> None:
    said = with_help(Help(name="The night line", phone="01 02"))
    for id in ("traffic-light-card", "two-column-sheet"):
        data = made(handout.make_handout(said, id, "letter"))
        assert "Thenightline:0102" in words_of(data)
        assert "Thenightline" not in words_of(pdf("handout", id, "letter"))


def test_a_corner_says_for_which_sessions_a_sheet_is() -> None:
    plan = next(plan for plan in shop().plans.values() if any(form in plan.session.handouts for form in HANDOUTS))
    tabs = {id: handout.handout_data(shop(), form)["tab"] for id, form in HANDOUTS.items()}
    assert tabs["thanks-slips"]["words"] == "session 26"
    assert tabs["thanks-slips"]["family"]["pattern"] == shop().handbook.families["opening-and-closing"].pattern
    assert squeezed("session 26") in words_of(pdf("handout", "thanks-slips", "a4"))
    assert plan.numbers


def test_a_sheet_alone_has_no_number_and_the_pages_of_a_deck_do() -> None:
    assert len(reader(pdf("handout", "value-card-deck", "a4")).pages) == 2
    assert "1 / 2" in reader(pdf("handout", "value-card-deck", "a4")).pages[0].extract_text()
    assert "1 / 1" not in reader(pdf("handout", "thanks-slips", "a4")).pages[0].extract_text()


def crowded(data: bytes, folder: Path) -> bool:
    """Whether anything stands in the two millimetres above the line that says whom to call."""
    (folder / "handout.pdf").write_bytes(data)
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True).stdout
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">([^<]*)<', told.decode())
    lead = shop().words(HELP).split()
    tops = [float(top) for at, (top, _) in enumerate(words) if [word for _, word in words[at : at + 3]] == lead[:3]]
    command = ["pdftoppm", "-gray", "-r", "72", str(folder / "handout.pdf")]
    head, size, _, dots = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n", 3)
    assert head == b"P5" and len(tops) == 1
    width = int(size.split()[0])
    rows = [dots[start : start + width] for start in range(0, len(dots), width)]
    # ascenders end below the top of a word's box
    return min(min(row) for row in rows[int(tops[0]) - 5 : int(tops[0]) + 1]) < 200


@needs_poppler
def test_nothing_crowds_the_line_that_says_whom_to_call(tmp_path: Path) -> None:
    line = squeezed(shop().words(HELP))
    forms = [form.id for form in HANDOUTS.values() if form not in CARRIED]
    made_forms = {(id, paper): pdf("handout", id, paper) for id in forms for paper in PAPERS}
    helped = {name: data for name, data in made_forms.items() if line in words_of(data)}
    assert len(helped) > 40
    assert [name for name, data in helped.items() if crowded(data, tmp_path)] == []
    near = changed_press(tmp_path, "handouts/common.typ", "tall(line, room.width) + 6mm", "tall(line, room.width)")
    found = near.render_pdf(handout.make_handout(shop(), "two-column-sheet", "a4"))
    assert isinstance(found, bytes) and crowded(found, tmp_path)
