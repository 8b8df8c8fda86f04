"""The year drawn as a wheel: names that find room, dates that a circle publishes and no others."""

import re
from pathlib import Path

from reading import layer, load_handbook, tiny

from generator.pages import wheel
from generator.site import addresses, templates
from generator.site import build as site

ROOT = Path(__file__).parent.parent
DATED = "first_meeting: 2027-01-12\ntime: '18:00'\npublish_meetings: {publish}\n"


def year_page(circle: str) -> str:
    """The page of the small year, with some settings of a circle."""
    book = load_handbook([tiny(), layer("my-circle", {"circle.yml": circle})])
    made = site.build_site(book, templates.read_templates(ROOT / "templates"), paper=False)
    return next(page.text for page in made.pages if page.path == addresses.YEAR)


def test_a_piece_of_the_wheel_has_its_date_where_dates_are_published() -> None:
    page = year_page(DATED.format(publish="true"))
    assert "The first evening, Tuesday, 12 January 2027</title>" in page
    assert ">12 Jan</text>" in page


def test_a_date_that_is_not_published_is_nowhere_in_the_wheel() -> None:
    page = year_page(DATED.format(publish="false"))
    assert "The first evening, week 1</title>" in page
    assert "hb-wheel-date" not in page and "Jan" not in page and "2027" not in page


def test_dates_are_left_out_where_pieces_are_too_narrow() -> None:
    assert all(piece.date for piece in wheel.draw_slices([13, 13], dated=True))
    assert not any(piece.date for piece in wheel.draw_slices([30, 22], dated=True))
    assert not any(piece.date for piece in wheel.draw_slices([13, 13]))


def test_a_name_breaks_where_its_arc_is_short_and_goes_where_even_two_lines_are_too_long() -> None:
    named = wheel.draw_names(
        [(4, "Carrying it, and putting it down"), (2, "Ending well"), (1, "Hippopotamuses"), (19, "Rest")]
    )
    assert [[line.words for line in lines] for lines in named] == [
        ["Carrying it, and", "putting it down"],
        ["Ending well"],
        [],
        ["Rest"],
    ]


def test_a_name_in_the_lower_half_is_read_from_left_to_right() -> None:
    (upper, _, lower, _) = wheel.draw_names([(1, "up"), (3, "right"), (1, "low"), (3, "left")])
    assert begins_left(upper[0].path) and begins_left(lower[0].path)
    assert " 0 0 1 " in upper[0].path and " 0 0 0 " in lower[0].path


def begins_left(path: str) -> bool:
    """Whether a curve ends further right than it begins."""
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d", path)]
    return numbers[0] < numbers[-2]
