"""What comes next, in a real browser: by the circle's dates, or by where a reader says that the circle is.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import Watched, publish_tiny, served
from playwright.sync_api import Browser

DATED = """\
first_meeting: 2027-01-12
time: "18:00"
timezone: Europe/Bucharest
publish_meetings: true
"""
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_tiny(tmp_path_factory.mktemp("dated") / "site", circle=DATED)


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_tiny(tmp_path_factory.mktemp("undated") / "site", circle="people: 5\n")


def line(watched: Watched) -> str:
    """What the home page says comes next, or nothing."""
    found = watched.page.locator(".hb-next-line")
    return " ".join(found.inner_text().split()) if found.is_visible() else ""


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # still the day before here, already the day itself where the circle meets
        (datetime(2027, 1, 11, 22, 30, tzinfo=UTC), "today 1. The first evening"),
        (datetime(2027, 1, 9, 12, tzinfo=UTC), "Tuesday, in 3 days 1. The first evening"),
        (datetime(2027, 1, 12, 21, tzinfo=UTC), "today 1. The first evening"),
        (datetime(2027, 1, 13, 1, tzinfo=UTC), "Tuesday, in 13 days 2. The last evening"),
        (datetime(2027, 3, 1, tzinfo=UTC), ""),
    ],
)
def test_the_home_page_puts_the_next_session_first(watched: Watched, dated: Path, now: datetime, expected: str) -> None:
    watched.page.clock.set_fixed_time(now)
    watched.page.goto((dated / "index.html").as_uri())
    assert line(watched) == expected
    if expected:
        watched.page.locator(".hb-next-line a").click()
        assert watched.page.url.endswith(("sessions/opening.html", "sessions/closing.html"))


def test_the_year_marks_what_is_past_and_what_is_next(watched: Watched, dated: Path) -> None:
    watched.page.clock.set_fixed_time(datetime(2027, 1, 20, tzinfo=UTC))
    watched.page.goto((dated / "year.html").as_uri())
    assert watched.page.locator(".hb-held").all_text_contents() == [" · held", " · Next"]


def test_a_reader_says_once_where_the_circle_is(watched: Watched, undated: Path) -> None:
    page = watched.page
    page.goto((undated / "index.html").as_uri())
    assert line(watched) == ""
    page.get_by_label("Where are you in the year?").select_option("1. The first evening")
    assert line(watched) == "Next: 1. The first evening"
    page.reload()
    assert line(watched) == "Next: 1. The first evening"
    page.get_by_role("button", name="We have held it").click()
    page.reload()
    assert line(watched) == "Next: 2. The last evening"
    assert not page.get_by_role("button", name="We have held it").is_visible()
    page.get_by_label("Where are you in the year?").select_option("")
    page.reload()
    assert line(watched) == ""
    assert page.context.cookies() == []
    page.goto((undated / "year.html").as_uri())
    assert page.locator(".hb-held").count() == 0


def test_where_nothing_may_be_kept_it_holds_for_the_page(watched: Watched, undated: Path) -> None:
    watched.page.add_init_script(REFUSED)
    watched.page.goto((undated / "index.html").as_uri())
    watched.page.get_by_label("Where are you in the year?").select_option("2. The last evening")
    assert line(watched) == "Next: 2. The last evening"
    # the theme's own script complains of the refusal
    watched.complaints.clear()


def test_without_script_nothing_is_asked(browser: Browser, undated: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((undated / "index.html").as_uri())
    assert not page.locator(".hb-next").is_visible()
    assert page.locator("a.hb-card-session").count() == 2
    context.close()


def test_a_link_to_the_repository_asks_nobody(watched: Watched, tmp_path: Path) -> None:
    made = publish_tiny(tmp_path / "site", circle="repository: https://github.com/example/circle\n")
    with served(made) as address:
        watched.page.goto(f"{address}/index.html")
        watched.page.wait_for_load_state("networkidle")
        assert watched.page.locator("a.md-source").first.get_attribute("href") == "https://github.com/example/circle"
        assert watched.foreign == []
