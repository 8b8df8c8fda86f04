"""Content that is right gives no complaint, and means what it looks like."""

from datetime import date, time
from pathlib import Path

import pytest
import yaml
from reading import HERE, cases, compare, handbook, layer, layers, make, tiny
from running import skip_loudly

from generator.errors import select_errors
from generator.handbook.value import Handbook
from generator.source.compose import compose_tree
from generator.text.tree import Citation, Link, plain_words, walk_parts

GOOD = HERE / "good"


def good(case: str) -> Handbook:
    return handbook(GOOD / case)


@pytest.mark.parametrize("case", cases("good"), ids=lambda case: case.name)
def test_nothing_is_said_of_what_is_right(case: Path) -> None:
    made = make(layers(case))
    assert made.told == ""
    assert made.handbook


@pytest.mark.parametrize("case", cases("warn"), ids=lambda case: case.name)
def test_a_warning_gives_its_message_and_lets_the_handbook_be_built(case: Path) -> None:
    made = make(layers(case))
    assert made.handbook, "a warning stood in the way"
    assert not select_errors(made.problems)
    compare(case, made)


@pytest.mark.parametrize("kind", ["good", "warn"])
def test_both_builds_of_the_parser_read_the_same_trees(kind: str) -> None:
    if not hasattr(yaml, "CSafeLoader"):
        skip_loudly("this PyYAML was built without the faster parser")
    for case in cases(kind):
        for file in (file for read in layers(case) for file in read.files if file.path.endswith(".yml")):
            text = file.data.decode("utf-8-sig").replace("\r\n", "\n")
            fast = compose_tree(file.display_path, text, loader=yaml.CSafeLoader)
            assert fast == compose_tree(file.display_path, text, loader=yaml.SafeLoader)


def test_the_tiny_content_itself_is_right() -> None:
    assert make((tiny(),)).told == ""


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    read = good("look-alikes")
    sheet = read.handouts["two-columns"]
    assert sheet.title == "no"
    assert sheet.instructions.source == "2027"
    assert sheet.columns == ("yes", "12:30", "0100", "2027-01-12")
    assert sheet.rows == ("on", "off", "1e3", "0x1F", "1_000", ".5", "null", "~")
    assert read.themes["being-early"].title == "12:30:59"
    assert read.themes["being-early"].about.source == "no"


def test_a_number_with_a_leading_zero_is_that_number() -> None:
    assert good("look-alikes").exercises["two-chairs"].steps[0].minutes == 10


def test_one_number_is_both_ends_and_a_missing_maximum_leaves_the_upper_end_open() -> None:
    read = good("numbers-and-materials-in-short").exercises
    two, three = read["two-chairs"], read["three-chairs"]
    assert (two.minutes.min, two.minutes.max) == (15, 15)
    assert (two.people.min, two.people.max) == (2, None)
    assert (three.people.min, three.people.max) == (3, 3)


def test_a_material_in_plain_words_is_one_for_the_circle() -> None:
    chairs, sheet = good("numbers-and-materials-in-short").exercises["two-chairs"].materials
    assert (chairs.item, chairs.per) == ("Two chairs", "circle")
    assert (sheet.item, sheet.per) == ("Sheet", "pair")


def test_dates_and_times_are_what_they_look_like() -> None:
    circle = good("circle-with-everything").circle
    assert circle.first_meeting == date(2027, 1, 12)
    assert [(one.first, one.last) for one in circle.skip] == [(date(2027, 2, 2), date(2027, 2, 2))]
    assert circle.move == {"opening": date(2027, 1, 14)}
    assert circle.time == time(9, 5)
    assert circle.publish_meetings is True


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = good("windows-line-ends")
    marked = good("byte-order-mark")
    assert marked.themes["being-early"] == plain.themes["being-early"]
    assert marked.chapters["the-room"].text.blocks == plain.chapters["the-room"].text.blocks


def test_typography_in_prose_is_kept() -> None:
    theme = good("typography-in-prose").themes["being-early"]
    assert theme.title == "What “early” means"
    assert "non\u00a0breaking" in plain_words(theme.about)
    assert "می\u200cخواهم" in plain_words(theme.about)
    assert plain_words(theme.questions[0]) == "“Who sees it?” — and who doesn’t?"


def test_every_way_to_write_a_text_gives_that_text() -> None:
    theme = good("ways-to-write-text").themes["being-early"]
    assert theme.title == "Early: a word # not a remark"
    assert theme.one_line == "It's early"
    assert plain_words(theme.about) == "Folded text."
    assert [plain_words(text) for text in theme.shows_as] == ["The light is on, at six"]
    assert [plain_words(text) for text in theme.questions] == ["Not indented", "Several lines. And a paragraph."]
    assert theme.was == ()


def test_a_value_left_blank_is_a_default() -> None:
    exercise = good("what-is-left-blank-is-not-there").exercises["two-chairs"]
    assert exercise.space is None
    assert exercise.cautions == ()


def test_links_and_citations_of_prose_are_known() -> None:
    about = good("all-that-prose-may-hold").themes["being-early"].about
    links = [(part.kind, part.target, part.anchor) for part in walk_parts(about) if isinstance(part, Link)]
    assert ("exercise", "fact-reading-feeling", "") in links
    assert ("chapter", "the-frame", "what-is-agreed") in links
    assert ("page", "year", "") in links
    assert ("web", "tel:+40000", "") in links
    assert [part.refs for part in walk_parts(about) if isinstance(part, Citation)] == [("story", "example-2020")]


def test_headings_of_one_name_get_anchors_of_their_own() -> None:
    chapter = good("all-that-a-chapter-may-hold").chapters["the-room"]
    anchors = [getattr(part, "anchor", "") for part in walk_parts(chapter.text) if type(part).__name__ == "Heading"]
    assert anchors == ["the-door", "a-handle", "the-door-2"]


def test_pictures_are_taken_along_as_they_are() -> None:
    folder = HERE / "good" / "all-that-a-chapter-may-hold" / "content" / "images"
    assert good("all-that-a-chapter-may-hold").pictures == {"door.png": (folder / "door.png").read_bytes()}


def test_a_handbook_without_settings_uses_the_defaults() -> None:
    files = tuple(file for file in tiny().files if file.path != "circle.yml")
    made = make((type(tiny())("content", files),))
    assert made.codes == ["no-urgent-help"]
    assert made.handbook
    assert made.handbook.circle.people == 8


def test_no_content_at_all_is_a_problem_and_no_crash() -> None:
    made = make((layer("content", {}),))
    assert made.handbook is None
    assert "unknown-id" in made.codes
