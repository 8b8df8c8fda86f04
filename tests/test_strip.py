"""An evening as a strip: every phase has its share of the length, and none lies on another."""

import re
from itertools import pairwise

import pytest

from generator.pages.render import write_commands
from generator.pages.strip import GAP, LENGTH, draw_strip


def spans(minutes: list[int]) -> list[tuple[float, float]]:
    """From where to where each piece goes."""
    found = [re.fullmatch(r"M([\d.]+) 0H([\d.]+)V24H[\d.]+Z", piece.path) for piece in draw_strip(minutes)]
    return [(float(one[1]), float(one[2])) for one in found if one]


def test_a_piece_is_as_long_as_its_phase() -> None:
    first, second, third = spans([10, 20, 30])
    assert first == (0.0, LENGTH / 6 - GAP)
    assert second == (LENGTH / 6, LENGTH / 2 - GAP)
    assert third == (LENGTH / 2, LENGTH - GAP)


@pytest.mark.parametrize("minutes", [[90], [1, 149], [2] * 40])
def test_pieces_follow_one_another(minutes: list[int]) -> None:
    found = spans(minutes)
    assert len(found) == len(minutes)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert all(start <= end for start, end in found)


def test_what_is_typed_is_set_as_code_and_everything_is_escaped() -> None:
    assert write_commands("Run `a <b>` now") == "Run <code>a &#60;b&#62;</code> now"
