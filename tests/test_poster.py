"""The poster: every session of every year plan in its row, on one page, large enough to read and with room to write."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import printed
import pytest
from printed import made, needs_poppler, reader, refused, shop, squeezed

from generator.handbook import derive, schedule
from generator.phrasing import dates
from generator.printables import poster
from generator.printables.context import PrintContext
from generator.typesetting.printable import Printable

YEARS = tuple(shop().handbook.years)
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">')
# From the sides; above and below a word's box is taller than its letters.
EDGE, ROOM = 28.3, 17
FIRST = date(2027, 1, 12)


def of(**settings: Any) -> PrintContext:
    """A shop whose circle has other settings."""
    book = shop().handbook
    book = replace(book, circle=book.circle.model_copy(update=settings))
    return PrintContext(book, derive.plan_sessions(book), shop().words)


@cache
def drawn(year: str, paper: str, first: date | None = None) -> bytes:
    return made(poster.make_poster(of(year=year, first_meeting=first), "year", paper))


def titled(titles: dict[str, str]) -> Printable:
    """The poster with other titles of sessions."""
    other = of()
    sessions = dict(other.handbook.sessions)
    for id, title in titles.items():
        sessions[id] = sessions[id].model_copy(update={"title": title})
    book = replace(other.handbook, sessions=sessions)
    return poster.make_poster(PrintContext(book, derive.plan_sessions(book), other.words), "year", "a4")


def said(data: bytes) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader(data).pages)).replace("-", "")


def plain(text: str) -> str:
    return squeezed(text).replace("-", "")


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("year", YEARS)
def test_every_plan_goes_on_one_page(year: str, paper: str) -> None:
    data = drawn(year, paper)
    assert len(reader(data).pages) == 1
    assert printed.size(data) == pytest.approx(printed.SIZES[paper], abs=0.05)


@pytest.mark.parametrize("year", YEARS)
def test_every_session_stands_on_it_with_its_number_theme_and_week(year: str) -> None:
    circle = of(year=year)
    text = said(drawn(year, "a4"))
    meetings = schedule.schedule_meetings(circle.handbook.circle, circle.handbook.year)
    assert len(meetings) > 8
    for meeting in meetings:
        plan = circle.plans[meeting.session]
        when = dates.format_short_date(circle.words, meeting)
        for piece in (plan.session.title, plan.theme.title, when):
            assert plain(piece) in text, piece
    for part in circle.handbook.year.parts:
        assert plain(part.title) in text


def test_it_carries_dates_where_the_circle_has_them() -> None:
    text = said(drawn("full-year", "letter", FIRST))
    assert all(piece in text for piece in ("12Jan", "26Jan", "28Dec", "Tuesday,12January2027toTuesday,28December2027"))
    assert "Week" not in text


def test_sessions_that_stay_are_told_from_others() -> None:
    data = poster.poster_data(of())
    fixed = [held["number"] for part in data["parts"] for held in part["sessions"] if held["fixed"]]
    assert fixed[0] == "1"
    assert fixed[-1] == "26"
    assert len(fixed) < 10


@pytest.mark.parametrize("year", YEARS)
def test_it_is_accessible(year: str, tmp_path: Path) -> None:
    assert printed.faults(drawn(year, "a4"), tmp_path) == []
    assert printed.fonts_outside(drawn(year, "a4")) == []


@needs_poppler
@pytest.mark.parametrize("year", YEARS)
def test_no_word_leaves_the_page_and_none_is_small(year: str, tmp_path: Path) -> None:
    (tmp_path / "poster.pdf").write_bytes(drawn(year, "letter", FIRST))
    run = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "poster.pdf"), "-"], capture_output=True, text=True, check=True
    )
    found = [tuple(map(float, word)) for word in WORD.findall(run.stdout)]
    assert len(found) > 50
    wide, tall = printed.SIZES["letter"]
    assert [word for word in found if word[0] < EDGE or word[2] > wide - EDGE] == []
    assert [word for word in found if word[1] < ROOM or word[3] > tall - ROOM] == []
    sizes: list[float] = []
    reader(drawn(year, "letter", FIRST)).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: sizes.append(size) if text.strip() else None
    )
    assert min(sizes) >= 9


def test_titles_that_are_too_long_for_the_poster_are_told() -> None:
    problems = refused(titled({"recognition": "A word too many. " * 20}))
    assert [problem.code for problem in problems] == ["does-not-fit"]
    assert "a title on the poster is" in problems[0].message
    assert problems[0].place.file == "content/years/full-year.yml"


def test_one_endless_word_is_broken_or_told() -> None:
    found = printed.press().render_pdf(titled({"recognition": "Recognition" * 3}))
    assert isinstance(found, bytes) or found[0].code == "does-not-fit"


def test_a_session_taken_out_of_the_template_is_noticed(tmp_path: Path) -> None:
    press = printed.changed_press(tmp_path, "poster.typ", "weight: 600, one.title)", "weight: 600, [])")
    found = press.render_pdf(poster.make_poster(of(), "year", "a4"))
    assert isinstance(found, bytes)
    assert plain("When others get the recognition") not in said(found)


def test_whoever_has_no_dates_may_write_them() -> None:
    data = poster.poster_data(of(first_meeting=None))
    assert [held["dated"] for part in data["parts"] for held in part["sessions"]] == [False] * 26
    dated = poster.poster_data(of(first_meeting=FIRST))
    assert all(held["dated"] for part in dated["parts"] for held in part["sessions"])
    text = said(drawn("full-year", "a4"))
    assert all(plain(shop().words(f"poster.{head}")) in text for head in ("date", "host", "held"))


def test_the_same_poster_has_the_same_bytes() -> None:
    assert made(poster.make_poster(of(), "year", "a4")) == drawn("full-year", "a4")
