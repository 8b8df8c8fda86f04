"""The printed cards: everything on them that must never be missing, every face in its place, nothing run together."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, takewhile
from pathlib import Path
from typing import Any

import printed
import pytest
from printed import faults, fonts_outside, made, missing, needs_poppler, pdf, reader, refused, shop, squeezed, text

from generator.handbook import derive
from generator.model.exercise import Caution, Exercise
from generator.model.fields import parse_prose
from generator.printables import card, deck
from generator.printables.context import PrintContext
from generator.typesetting.printable import Printable
from generator.typesetting.renderer import Renderer

MM = 72 / 25.4
EDGE, CLEAR = 10 * MM, 6 * MM
PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
FOOT = re.compile(r"\s*([a-z0-9-]+) · ([0-9a-f]{8}) · (?:The circle handbook)?(?: · )?(?:CC BY 4\.0)?")
LARGE_FOOT = re.compile(rf"{FOOT.pattern}\s*\d / \d")
HEIGHT = re.compile(r'height="([\d.]+)"')
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
SCISSORS = "✂"
EXERCISES = tuple(shop().handbook.exercises.values())
LONGEST = ("speak-as-the-client", "empty-seat", "act-or-adjust", "ten-quiet-minutes")


def wanted(exercise: Exercise) -> list[str]:
    """What a card must say."""
    texts = [exercise.say, exercise.opt_out, *exercise.debrief, *derive.list_cautions(shop().handbook, exercise)]
    texts += [part for step in exercise.steps for part in (step.do, step.say, step.rule) if part]
    return [text.source for text in texts]


def changed(id: str, **fields: Any) -> PrintContext:
    """A shop in which one exercise is different."""
    book = shop().handbook
    exercises = {**book.exercises, id: book.exercises[id].model_copy(update=fields)}
    return PrintContext(replace(book, exercises=exercises), shop().plans, shop().words)


def cards(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Every card in order, which ends with its foot: its exercise, its version, and what it says, without spaces."""
    for page in reader(data).pages:
        pieces = FOOT.split(page.extract_text())
        for said, id, version in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
            yield id, version, squeezed(said)


@lru_cache(maxsize=1)
def all_cards() -> dict[str, str]:
    """What each card says on Letter, which has less room, by exercise."""
    return {id: said for id, _, said in cards(pdf("deck", "all", "letter"))}


@dataclass(frozen=True)
class Word:
    """A word where it stands on its page, in points from the upper left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def places(data: bytes) -> list[list[Word]]:
    """All words of each page but the scissors, with their places."""
    said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True).stdout
    pages = said.decode().split("<page ")[1:]
    found = [[Word(*map(float, box), text) for *box, text in WORD.findall(page)] for page in pages]
    assert any(found), "pdftotext found no words"
    # how to cut and fold stands above all faces, which stand in the middle of higher paper
    lowest = min(height for _, height in PAPERS.values())
    above = [EDGE + 2 + (float(HEIGHT.findall(page)[0]) - lowest) / 2 for page in pages]
    return [
        [word for word in page if word.text != SCISSORS and word.bottom > top]
        for page, top in zip(found, above, strict=True)
    ]


def quarters(words: Iterable[Word], paper: str) -> dict[tuple[int, int], list[Word]]:
    """The words of a page by row and column of its four faces."""
    width, height = PAPERS[paper]
    found: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        found[int(word.top > height / 2), int(word.left > width / 2)].append(word)
    return found


def whose(words: list[Word]) -> str:
    """The number of the card that a face belongs to: the uppermost or, where it stands upside down, the lowest."""
    numbers = [word for word in words if word.text.isdigit()]
    first = min(words, key=lambda word: word.top)
    last = max(words, key=lambda word: word.bottom)
    near = [word for word in numbers if word.top < first.top + 40 or word.bottom > last.bottom - 6]
    right = max(near, key=lambda word: word.right, default=None)
    return right.text if right else ""


def outside(data: bytes, paper: str) -> list[Word]:
    """Words too near to the paper's edge, the fold or the cut. The upper third of the box told is above all letters; of
    words that stand upside down, the lower third is."""
    width, height = PAPERS[paper]
    across = ((EDGE, width / 2 - CLEAR), (width / 2 + CLEAR, width - EDGE))
    down = ((EDGE, height / 2 - CLEAR), (height / 2 + CLEAR, height - EDGE))
    found = []
    for page, whole in zip(places(data), reader(data).pages, strict=True):
        is_fourfold = "Fold the top half back" in whole.extract_text()
        for (row, column), words in quarters(page, paper).items():
            for word in words:
                third = (word.bottom - word.top) / 3
                above, below = (0.0, third) if is_fourfold and row == 0 else (third, 0.0)
                if (
                    word.left < across[column][0] - 0.5
                    or word.right > across[column][1] + 0.5
                    or word.top + above < down[row][0] - 1
                    or word.bottom - below > down[row][1] + 1
                ):
                    found.append(word)
    return found


def run_together(data: bytes, paper: str) -> list[Word]:
    """Words that stand upon each other."""
    pages = (quarters(page, paper).values() for page in places(data))
    every = (words for page in pages for words in page)
    return [word for words in every for word in stacked(sorted(words, key=lambda word: word.top))]


def stacked(words: list[Word]) -> Iterator[Word]:
    """Of words from the top down, those that another stands upon."""
    for at, word in enumerate(words):
        near = takewhile(lambda other, word=word: other.top - word.top < 8, words[at + 1 :])
        if any(overlaps(word, other) for other in near):
            yield word


def overlaps(word: Word, other: Word) -> bool:
    """Whether two words stand upon each other: lines are at least two thirds of their height apart."""
    beside = word.right <= other.left or other.right <= word.left
    return not beside and 0.5 < other.top - word.top < 0.6 * (word.bottom - word.top)


def test_all_exercises_have_a_card_of_two_or_four_faces_on_both_papers() -> None:
    assert len(EXERCISES) >= 90
    assert set(all_cards()) == {exercise.id for exercise in EXERCISES}
    assert made(deck.make_deck(shop(), "all", "a4"))


def test_cards_are_numbered_family_by_family() -> None:
    families = list(shop().handbook.families)
    order = sorted(EXERCISES, key=lambda one: families.index(one.family))
    assert [card.number_card(shop().handbook, one.id) for one in order] == list(range(1, len(EXERCISES) + 1))
    numbers = [card.number_card(shop().handbook, exercise.id) for exercise in EXERCISES]
    for number, exercise in zip(numbers, EXERCISES, strict=True):
        assert f"{squeezed(shop().handbook.families[exercise.family].name)}{number}" in all_cards()[exercise.id]


def test_every_card_says_everything_and_no_paragraph_is_torn_apart() -> None:
    for exercise in EXERCISES:
        said = all_cards()[exercise.id]
        assert missing(said, wanted(exercise)) == [], exercise.id
        assert squeezed(exercise.title) in said and squeezed(exercise.one_line) in said
        for other in (exercise.gentler, exercise.then):
            assert not other or squeezed(shop().handbook.exercises[other].title) in said
        assert squeezed(shop().words(f"intensity.{exercise.intensity}")) in said
        assert "Source:" in said


def test_every_deep_card_says_where_to_get_help() -> None:
    deep = {exercise.id for exercise in EXERCISES if exercise.intensity == 3}
    assert len(deep) >= 3
    help_line = squeezed(shop().words("print.no_help"))
    assert {id for id, said in all_cards().items() if help_line in said} == deep


def test_a_caution_taken_out_of_the_template_is_noticed(tmp_path: Path) -> None:
    press = printed.changed_press(tmp_path, "card.typ", "card.cautions.len() > 0", "false")
    data = press.render_pdf(card.make_card(shop(), "empty-seat", "a4"))
    assert isinstance(data, bytes)
    assert missing(text(data), wanted(shop().handbook.exercises["empty-seat"])) != []


def test_the_version_changes_with_anything_said_and_is_the_same_in_a_deck() -> None:
    alone = {version for _, version, _ in cards(pdf("card", "empty-seat", "a4"))}
    gathered = {version for id, version, _ in cards(pdf("family-duplex", "role-play", "letter")) if id == "empty-seat"}
    other = made(card.make_card(changed("empty-seat", space="Two chairs"), "empty-seat", "a4"))
    assert len(alone) == 1
    assert gathered == alone
    assert not alone & {version for _, version, _ in cards(other)}


def test_shorter_steps_take_the_place_of_the_full_ones() -> None:
    data = made(card.make_card(changed("empty-seat", card_steps=("Speak to the seat.",)), "empty-seat", "a4"))
    said = text(data)
    assert squeezed("Speak to the seat.") in said
    assert squeezed("Read the two bounds again") not in said
    assert squeezed("Only the teller's will be heard") not in said


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
def test_words_keep_clear_of_edge_fold_cut_and_of_each_other(paper: str) -> None:
    data = pdf("deck", "all", paper)
    assert outside(data, paper) == []
    assert run_together(data, paper) == []


@needs_poppler
def test_a_wrong_margin_and_a_wrong_measure_are_noticed(tmp_path: Path) -> None:
    exercise = card.make_card(shop(), "empty-seat", "a4")
    wider = printed.changed_press(tmp_path / "a", "card.typ", "#let clear = 6mm", "#let clear = 3mm").render_pdf(
        exercise
    )
    assert isinstance(wider, bytes)
    assert outside(wider, "a4") != []
    measure = "measure(width: width, in-size(size, sample(piece))).height"
    blind = printed.changed_press(tmp_path / "b", "card.typ", measure, f"{measure} / 2").render_pdf(exercise)
    assert isinstance(blind, bytes)
    assert run_together(blind, "a4") != []


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_to_fold_holds_two_cards_side_by_side_or_one_in_four_faces(paper: str) -> None:
    seen = set()
    pages = [(id, page) for id in ("values", "opening-and-closing") for page in places(pdf("family", id, paper))]
    for family_id, page in pages:
        family = squeezed(shop().handbook.families[family_id].name)
        found = quarters(page, paper)
        fronts = {place for place, words in found.items() if family in said(words)}
        seen.add(frozenset(fronts))
        if fronts == {(1, 1)}:
            assert len({whose(found[place]) for place in ((1, 1), (1, 0))}) == 1
        else:
            assert all(whose(found[row, 0]) == whose(found[row, 1]) for row in (0, 1))
    assert seen == {frozenset({(1, 1)}), frozenset({(0, 0), (1, 0)})}


def upside_down(data: bytes) -> list[bool]:
    """For the pieces of text of the first page in the order of reading, whether each stands upside down."""
    found: list[bool] = []

    def visit(words: str, page: list[float], letters: list[float], *_: object) -> None:
        if len(words.strip()) > 3:
            found.append(page[0] * letters[0] < 0)

    reader(data).pages[0].extract_text(visitor_text=visit)
    return found


def test_of_four_faces_the_two_inner_ones_stand_upside_down_so_that_they_are_upright_when_folded() -> None:
    turned = upside_down(pdf("card", "speak-as-the-client", "a4"))
    assert turned[:3] == [False] * 3 and turned[-3:] == [False] * 3
    assert 0.25 < sum(turned) / len(turned) < 0.75
    assert not any(upside_down(pdf("card", "weather-word", "a4")))


def said(words: list[Word]) -> str:
    return squeezed("".join(word.text for word in words))


def unmatched(data: bytes, paper: str) -> list[str]:
    """The faces of a duplex print behind which, turned on the long edge, there is not a face of their own card."""
    pages = places(data)
    assert len(pages) % 2 == 0
    found = []
    for fronts, backs in zip(pages[::2], pages[1::2], strict=True):
        behind = quarters(backs, paper)
        for (row, column), words in quarters(fronts, paper).items():
            if not whose(words) or whose(behind[row, 1 - column]) != whose(words):
                found.append(whose(words))
    return found


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
def test_printed_on_both_sides_each_front_has_its_own_back_behind_it(paper: str) -> None:
    for family in ("values", "opening-and-closing"):
        data = pdf("family-duplex", family, paper)
        assert unmatched(data, paper) == []
        assert outside(data, paper) == []
    assert outside(pdf("deck-duplex", "blank", paper), paper) == []


@needs_poppler
def test_backs_in_the_order_of_their_fronts_are_noticed(tmp_path: Path) -> None:
    press = printed.changed_press(tmp_path, "card.typ", "if mirrored { 1 - column } else { column }", "column")
    data = press.render_pdf(deck.make_family_duplex(shop(), "opening-and-closing", "a4"))
    assert isinstance(data, bytes)
    assert unmatched(data, "a4") != []


def long_card(paper: str, **fields: str) -> Printable:
    return card.make_card(
        changed("empty-seat", **{name: parse_prose(said) for name, said in fields.items()}), "empty-seat", paper
    )


@pytest.mark.parametrize(("paper", "name"), [("a4", "A4"), ("letter", "Letter")])
def test_a_card_that_needs_a_third_is_told_with_face_and_excess(paper: str, name: str) -> None:
    more = tuple(Caution(words=parse_prose("Mind this word, and that one. " * 8)) for _ in range(24))
    (problem,) = refused(card.make_card(changed("empty-seat", cautions=more), "empty-seat", paper))
    assert problem.place.file == "content/exercises/role-play/empty-seat.yml"
    assert problem.cure == "Shorten the steps, or set card_steps."
    pattern = rf'the card of "Empty seat" \({name}\): back is \d+ pt too long, about \d+ lines?'
    assert re.fullmatch(pattern, problem.message), problem.message


def test_all_that_does_not_fit_is_told_at_once_and_a_deck_says_whose_it_is() -> None:
    fields = {"say": parse_prose("Come in, and sit down. " * 300), "opt_out": parse_prose("You may pass. " * 400)}
    broken = changed("empty-seat", **fields)
    problems = refused(card.make_card(broken, "empty-seat", "letter"))
    assert [problem.message.split(": ")[1].split(" is ")[0] for problem in problems] == ["front", "back"]
    problems = refused(deck.make_family_deck(broken, "role-play", "letter"))
    told = [problem.message.split(": ")[1].split(" is ")[0] for problem in problems]
    assert told == ["empty-seat front", "empty-seat back"]


def test_one_step_that_is_longer_than_a_face_is_told() -> None:
    exercise = shop().handbook.exercises["weather-word"]
    step = exercise.steps[0].model_copy(update={"do": parse_prose("Look up, and look down again. " * 90)})
    (problem,) = refused(card.make_card(changed("weather-word", steps=(step,)), "weather-word", "a4"))
    assert "back is" in problem.message


def test_a_title_of_one_long_word_is_set_smaller_or_told() -> None:
    shorter = changed("weather-word", title="Arbeitsplatzbeschreibungen")
    assert made(card.make_card(shorter, "weather-word", "a4"))
    (problem,) = refused(card.make_card(changed("weather-word", title="W" * 29), "weather-word", "a4"))
    assert "title is" in problem.message


def sizes(data: bytes) -> set[float]:
    """All type sizes of a PDF, in points."""
    found: set[float] = set()

    def visit(words: str, _cm: object, matrix: list[float], _font: object, points: float) -> None:
        if words.strip():
            found.add(round(abs(points * matrix[3]), 2))

    for page in reader(data).pages:
        page.extract_text(visitor_text=visit)
    return found


def test_type_is_never_under_nine_points_and_not_under_ten_where_people_shake() -> None:
    for id in (*LONGEST, "weather-word", "votes-to-menu", "rights-and-duties", "looking-ahead"):
        assert min(sizes(pdf("card", id, "a4"))) >= 9, id
    steady = [one.id for one in EXERCISES if card._steadies(shop().handbook, one)]
    assert {"de-role", "tour-of-the-room"} <= {*steady}
    for id in steady:
        assert sizes(pdf("card", id, "letter")) & {10, 10.5, 11, 11.5}
        assert 9.5 not in sizes(pdf("card", id, "letter"))


def test_large_print_says_all_in_the_order_of_reading_on_four_pages_at_most() -> None:
    for exercise in EXERCISES:
        data = pdf("card", exercise.id, "letter-large")
        assert len(reader(data).pages) in (1, 2, 3, 4), exercise.id
        said = squeezed("".join(LARGE_FOOT.sub("", page.extract_text()) for page in reader(data).pages))
        if exercise.id in LONGEST:
            assert missing(said.replace(squeezed(exercise.title), ""), [exercise.say.source]) == []
            assert sizes(data) - {12.0} == {points for points in sizes(data) if points > 15.9}
    assert re.search("too long", refused(long_card("a4-large", opt_out="You may pass. " * 900))[0].message)


def test_cards_are_accessible_and_carry_their_fonts(tmp_path: Path) -> None:
    for kind, id, paper in (
        ("card", "empty-seat", "a4"),
        ("card", "empty-seat", "letter-large"),
        ("family", "mapping", "letter"),
        ("family-duplex", "values", "a4"),
        ("deck", "blank", "a4"),
        ("deck-duplex", "blank", "letter"),
    ):
        data = pdf(kind, id, paper)
        assert faults(data, tmp_path) == [], (kind, id)
        assert fonts_outside(data) == []


def test_empty_cards_are_one_page_to_fold_and_two_for_both_sides() -> None:
    for paper in PAPERS:
        assert len(reader(pdf("deck", "blank", paper)).pages) == 1
        fronts, backs = (page.extract_text() for page in reader(pdf("deck-duplex", "blank", paper)).pages)
        assert fronts.count("Who made it") == backs.count("Take care") == 4


def bands(press: Renderer, folder: Path, families: Iterable[str]) -> dict[str, list[list[bool]]]:
    """The band of each family as a black-and-white printer shows it: rows of dots, true where there is ink."""
    found = {}
    for family in families:
        exercise = next(one for one in EXERCISES if one.family == family)
        data = press.render_pdf(card.make_card(shop(), exercise.id, "a4"))
        assert isinstance(data, bytes)
        (folder / "card.pdf").write_bytes(data)
        # the front of four faces is below on the right
        x, y = ("662", "913") if "Foldthetophalf" in text(data) else ("62", "112")
        box = ["-x", x, "-y", y, "-W", "470", "-H", "40"]
        command = ["pdftoppm", "-gray", "-r", "150", "-f", "1", "-l", "1", *box, str(folder / "card.pdf")]
        found[family] = dots(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def dots(pgm: bytes) -> list[list[bool]]:
    """A grey picture (PGM) as rows of dots, true where it is darker than a light grey."""
    assert pgm.split(maxsplit=4)[:4] == [b"P5", b"470", b"40", b"255"]
    body = pgm[-470 * 40 :]
    return [[dot < 190 for dot in body[row * 470 : (row + 1) * 470]] for row in range(40)]


def look(rows: list[list[bool]]) -> tuple[float, ...]:
    """What an eye goes by, wherever the pattern begins: how dark it is, how unequal its rows and its columns are, and
    how often ink and paper change across and down."""
    columns = list(zip(*rows, strict=True))
    return (mean(map(mean, rows)), spread(rows), spread(columns), 5 * changes(rows), 5 * changes(columns))


def mean(values: Iterable[float]) -> float:
    each = list(values)
    return sum(each) / len(each)


def spread(lines: Iterable[Iterable[bool]]) -> float:
    means = [mean(line) for line in lines]
    middle = mean(means)
    return mean((one - middle) ** 2 for one in means) ** 0.5


def changes(lines: Iterable[Iterable[bool]]) -> float:
    return mean(mean(a != b for a, b in zip(line, list(line)[1:], strict=False)) for line in map(list, lines))


def alike(found: dict[str, list[list[bool]]]) -> list[tuple[str, str]]:
    """Pairs of families that a black-and-white printer would not keep apart."""
    looks = {family: look(rows) for family, rows in found.items()}
    return [
        (one, other)
        for one, other in combinations(looks, 2)
        if sum((a - b) ** 2 for a, b in zip(looks[one], looks[other], strict=True)) ** 0.5 < 0.12
    ]


@needs_poppler
def test_in_grey_the_nine_families_are_told_apart(tmp_path: Path) -> None:
    assert len(shop().handbook.families) == 9
    assert alike(bands(printed.press(), tmp_path, shop().handbook.families)) == []


@needs_poppler
def test_two_families_with_the_same_pattern_in_other_colours_are_noticed(tmp_path: Path) -> None:
    press = printed.changed_press(tmp_path, "patterns.typ", 'family.pattern == "plain"', "true")
    assert alike(bands(press, tmp_path, ("mapping", "boundaries"))) == [("mapping", "boundaries")]
    press = printed.changed_press(tmp_path / "b", "patterns.typ", "tiles.at(family.pattern)", 'tiles.at("dots")')
    assert alike(bands(press, tmp_path, ("mapping", "boundaries"))) == [("mapping", "boundaries")]


def test_on_every_card_care_and_the_way_out_come_before_the_steps_and_questions_behind_what_follows() -> None:
    book = shop().handbook
    for exercise in EXERCISES:
        said = all_cards()[exercise.id]
        steps = said.index(squeezed(shop().words("card.steps")))
        behind = steps + said[steps:].index(squeezed(shop().words("label.choose_one")))
        care = [words.source for words in (exercise.opt_out, *derive.list_cautions(book, exercise))]
        invited = said.index(squeezed(shop().words("card.invitation")))
        assert missing(said[:invited], care) == [], exercise.id
        if exercise.then:
            last = book.exercises[exercise.then].title
            assert squeezed(shop().words("card.debrief_after", title=last)) in said[:behind]
            assert squeezed(shop().words("card.then", title=last, one_line="")) in said[:steps], exercise.id
