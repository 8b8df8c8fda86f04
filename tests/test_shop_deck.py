"""The deck for a print shop: a page for each face, fronts and backs in turn, with colour over the edge that is cut and
every word well within it."""

import re
import subprocess
from functools import lru_cache
from pathlib import Path

import page as page_validation
from printed import changed_press, missing, needs_poppler, pdf, reader, refused, shop, squeezed
from test_cards import EXERCISES, LONGEST, WORD, changed, wanted

from generator.model.exercise import Caution
from generator.model.fields import parse_prose
from generator.model.papers import SHOP_CARD
from generator.printables import card, deck
from generator.site.catalogue import PaperChoice, list_published_entries
from generator.typesetting.renderer import Renderer

MM = 72 / 25.4
BLEED = SHOP_CARD.bleed * MM
LIMITS = page_validation.SafetyLimits(max_reference_depth=4096)
# how near to the cut a word may stand
CLEAR = 4 * MM
DOTS_PER_INCH = 60
# the pages of the card on top, which tells how cards are read
TITLE_CARD = 2
# the dots at the left and the right end of a row
SIDES = (slice(0, 6), slice(-6, None))


def deck_pdf() -> bytes:
    return pdf("deck-shop", "all", SHOP_CARD.name)


@lru_cache(maxsize=1)
def faces() -> dict[str, list[str]]:
    """What the faces of each exercise say, without spaces, by the number of its card."""
    found: dict[str, list[str]] = {}
    for page in reader(deck_pdf()).pages[TITLE_CARD:]:
        said = page.extract_text()
        number = re.search(r"(?m)(\d+)(?: · card \d of \d)?$", said)
        assert number, said
        found.setdefault(number[1], []).append(squeezed(said))
    return found


def boxes(data: bytes) -> set[tuple[str, ...]]:
    """The sizes in millimetres of the pages, and of what is left of them when they are cut."""
    return {
        tuple(f"{box.width / MM:.1f} {box.height / MM:.1f}" for box in (page.mediabox, page.bleedbox, page.trimbox))
        for page in reader(data).pages
    }


def outside(data: bytes) -> list[str]:
    """The words that are less than 4 mm from where the card is cut."""
    said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    found = [(*map(float, box), text) for *box, text in WORD.findall(said)]
    assert len(found) > 10_000
    least = BLEED + CLEAR
    right, low = (SHOP_CARD.width + SHOP_CARD.bleed) * MM - CLEAR, (SHOP_CARD.height + SHOP_CARD.bleed) * MM - CLEAR
    return [text for x, y, x2, y2, text in found if x < least or y < least or x2 > right or y2 > low]


def edges(data: bytes, page: int, folder: Path) -> tuple[bool, bool, bool, bool]:
    """Whether there is ink at the upper edge of a page, at the left and right edge beside its band, and at the lower
    edge."""
    (folder / "deck.pdf").write_bytes(data)
    options = ["-gray", "-r", str(DOTS_PER_INCH), "-f", str(page), "-l", str(page)]
    command = ["pdftoppm", *options, str(folder / "deck.pdf")]
    head, size, _, dots = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n", 3)
    assert head == b"P5"
    width, height = map(int, size.split())
    rows = [dots[start : start + width] for start in range(0, width * height, width)]
    band = rows[: round((SHOP_CARD.bleed + 3) / 25.4 * DOTS_PER_INCH)]
    inked = [min(some) < 200 for some in (b"".join(rows[:4]), *(b"".join(row[at] for row in band) for at in SIDES))]
    return (*inked, min(b"".join(rows[-4:])) < 200)  # type: ignore[return-value]  # three and one are four


def made_by(press: Renderer) -> bytes:
    data = press.render_pdf(deck.make_shop_deck(shop(), "all", SHOP_CARD.name))
    assert isinstance(data, bytes)
    return data


def test_every_page_is_a_card_with_its_bleed() -> None:
    assert boxes(deck_pdf()) == {("111.0 154.0", "111.0 154.0", "105.0 148.0")}


def test_there_is_one_file_whatever_paper_a_circle_has() -> None:
    every = [one for one in list_published_entries(shop().handbook, shop().plans) if one.kind == "deck-shop"]
    assert [one.papers for one in every] == [(SHOP_CARD.name,)]
    assert list(PaperChoice("letter").select_entries(every)) == every


def test_each_exercise_has_one_card_or_two_in_the_order_of_the_deck() -> None:
    order = [shop().handbook.exercises[id] for id in card.list_deck(shop().handbook)]
    assert list(faces()) == [str(number) for number in range(1, len(EXERCISES) + 1)]
    for exercise, (number, said) in zip(order, faces().items(), strict=True):
        front = f"{squeezed(shop().handbook.families[exercise.family].name)}{number}"
        assert said[0].startswith(front), exercise.id
        if len(said) == 2:
            assert not any("card1of2" in face for face in said), exercise.id
        else:
            labels = [re.search(r"·card(\d)of2", face) for face in said]
            assert [label and label[1] for label in labels] == ["1", "1", "2", "2"], exercise.id
        assert all(squeezed(exercise.title) in face for face in said), exercise.id


def test_the_card_on_top_names_the_families_with_their_numbers_and_says_whom_to_call() -> None:
    front, back = (squeezed(page.extract_text()) for page in reader(deck_pdf()).pages[:TITLE_CARD])
    numbers: dict[str, list[int]] = {}
    for number, id in enumerate(card.list_deck(shop().handbook), start=1):
        numbers.setdefault(shop().handbook.exercises[id].family, []).append(number)
    assert len(numbers) == len(shop().handbook.families)
    for family, mine in numbers.items():
        assert f"{squeezed(shop().handbook.families[family].name)}{mine[0]}to{mine[-1]}" in front, family
    assert squeezed(shop().words("print.no_help")) in back
    assert all(squeezed(shop().words(f"card.deck.levels.{level}")) in back for level in (1, 2, 3))


def test_the_cards_say_everything_and_care_stands_on_the_first() -> None:
    for exercise in EXERCISES:
        said = faces()[str(card.number_card(shop().handbook, exercise.id))]
        assert missing("".join(said), wanted(exercise)) == [], exercise.id
        assert squeezed(shop().words("card.care")) in said[0], exercise.id
        assert missing("".join(said[:2]), [exercise.opt_out.source]) == [], exercise.id


def test_fewer_exercises_need_two_cards_than_on_a_quarter_of_the_paper() -> None:
    folded = sum(page.extract_text().count("Fold the top half back") for page in reader(pdf("deck", "all", "a4")).pages)
    assert 0 < sum(len(said) == 4 for said in faces().values()) < folded
    assert {len(faces()[str(card.number_card(shop().handbook, id))]) for id in LONGEST} >= {4}


@needs_poppler
def test_words_keep_clear_of_the_cut() -> None:
    assert outside(deck_pdf()) == []


@needs_poppler
def test_words_too_near_to_the_cut_are_noticed(tmp_path: Path) -> None:
    press = changed_press(tmp_path, "card.typ", "(top: 11mm, rest: 8mm)", "(top: 11mm, rest: 3.5mm)")
    assert outside(made_by(press)) != []


@needs_poppler
def test_the_bands_ink_goes_over_the_edge_in_front_and_behind_and_nothing_else_does(tmp_path: Path) -> None:
    seen = [edges(deck_pdf(), page, tmp_path) for page in (3, 4)]
    assert seen == [(True, True, True, False)] * 2


@needs_poppler
def test_a_band_that_ends_at_the_cut_is_noticed(tmp_path: Path) -> None:
    press = changed_press(tmp_path / "a", "patterns.typ", "width: width + 2 * bleed", "width: width + bleed")
    assert edges(made_by(press), 3, tmp_path) == (True, True, False, False)


def test_it_is_accessible_and_has_a_bookmark_for_each_card(tmp_path: Path) -> None:
    (tmp_path / "deck.pdf").write_bytes(deck_pdf())
    report = page_validation.validate_pdf(str(tmp_path / "deck.pdf"), profile="ua1", limits=LIMITS)
    assert report.is_compliant, str(report)
    titles = [one["/Title"] for one in reader(deck_pdf()).outline if not isinstance(one, list)]
    ordered = [shop().handbook.exercises[id].title for id in card.list_deck(shop().handbook)]
    assert titles == [shop().words("home.title"), *ordered]


def test_what_is_too_long_for_a_card_is_told() -> None:
    more = tuple(Caution(words=parse_prose("Mind this word, and that one. " * 8)) for _ in range(30))
    problems = refused(deck.make_shop_deck(changed("empty-seat", cautions=more), "all", SHOP_CARD.name))
    assert any("empty-seat back is" in problem.message for problem in problems)
