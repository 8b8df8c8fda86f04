"""The fonts of pages: small, and cut so that a browser fetches only what a page's letters need."""

import re

import pytest
from fontTools.ttLib import TTFont
from reading import ROOT

ASSETS = ROOT / "templates" / "theme" / "assets"
FACE = re.compile(r'@font-face \{ font-family: "Literata".*?url\("(.+?)"\).*?unicode-range: (.+?) \}')
FACES = FACE.findall((ASSETS / "handbook.css").read_text("utf-8"))
MOST_BYTES = 26_000


def parse_ranges(text: str) -> set[int]:
    """The code points of a unicode-range."""
    ends = (part.strip().removeprefix("U+").split("-") for part in text.split(","))
    return {code for end in ends for code in range(int(end[0], 16), int(end[-1], 16) + 1)}


def test_each_cut_is_said_to_have_what_it_has() -> None:
    assert len(FACES) == 6
    for url, ranges in FACES:
        assert set(TTFont(ASSETS / url).getBestCmap()) <= parse_ranges(ranges), url


def test_no_letter_is_in_two_cuts() -> None:
    latin, more = (parse_ranges(ranges) for _, ranges in FACES[:2])
    assert not latin & more


@pytest.mark.parametrize("text", ["“Zürich – naïve façade” 18:30", "Ștefan și Țăndărică", "Žluťoučký kůň", "ﬁ … €"])
def test_latin_pages_need_one_cut(text: str) -> None:
    latin = [url for url, _ in FACES if "Latin" in url]
    assert len(latin) == 3
    for url in latin:
        assert not {ord(letter) for letter in text} - set(TTFont(ASSETS / url).getBestCmap()) - {0x20}, url


def test_fonts_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (ASSETS / "fonts").glob("*.woff2")}
    assert len(sizes) >= 10
    assert {name for name, size in sizes.items() if size > MOST_BYTES} == set()
