"""A session's page, the front page and the frame in a real browser: what a host meets first, and what is folded away.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, publish_tiny
from playwright.sync_api import Browser

SESSION = "sessions/opening.html"
SPOKEN = """\
opening_words: Good to have you here.
"""
TIMED = """\
first_meeting: 2027-01-12
time: "18:00"
publish_meetings: true
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_tiny(tmp_path_factory.mktemp("session") / "site", **{"sessions/opening": SPOKEN})


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    made = Watched(browser, width=360)
    made.page.set_viewport_size({"width": 360, "height": 800})
    yield made
    assert (made.foreign, made.complaints) == ([], [])
    made.close()


def test_what_to_say_first_is_on_the_first_screen_of_a_phone(watched: Watched, folder: Path) -> None:
    watched.page.goto((folder / SESSION).as_uri())
    said = watched.page.get_by_text("Good to have you here.").first.bounding_box()
    assert said and said["y"] + said["height"] < 800


def test_no_session_is_longer_than_twelve_screens_of_a_phone(watched: Watched, built_site: Path) -> None:
    pages = sorted((built_site / "sessions").glob("*.html"))
    assert len(pages) > 26
    long = {}
    for page in pages:
        watched.page.goto(page.as_uri())
        watched.page.evaluate("document.fonts.ready")
        height = watched.page.evaluate("document.documentElement.scrollHeight")
        if height > 12 * 800:
            long[page.name] = round(height / 800, 2)
    assert long == {}


def test_what_is_long_is_folded_and_opens_by_a_tap_or_all_at_once(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto((folder / SESSION).as_uri())
    steps = page.locator(".hb-steps").first
    assert not steps.is_visible()
    page.locator("summary", has_text="Step by step").first.click()
    assert steps.is_visible()
    page.get_by_role("button", name="Unfold all").click()
    assert all(one.is_visible() for one in page.locator(".hb-steps").all())
    page.get_by_role("button", name="Fold all").click()
    assert not steps.is_visible()


def test_a_link_into_a_fold_opens_it(watched: Watched, folder: Path) -> None:
    watched.page.goto(f"{(folder / SESSION).as_uri()}#bring")
    assert watched.page.locator("#bring > :not(summary)").first.is_visible()


def test_nothing_is_folded_on_paper_or_without_scripts(browser: Browser, folder: Path) -> None:
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto((folder / SESSION).as_uri())
        if scripts:
            page.emulate_media(media="print")
        folds = page.locator("article details[data-fold]:not(.hb-no-print) > :not(summary)").all()
        assert folds and all(one.is_visible() for one in folds)
        context.close()


def test_help_is_one_tap_away_from_anywhere(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto((folder / SESSION).as_uri())
    for at in (0, 2000):
        page.evaluate(f"scrollTo(0, {at})")
        assert page.locator(".hb-near a").all() and all(one.is_visible() for one in page.locator(".hb-near a").all())
    page.locator(".hb-near a").last.click()
    box = page.locator("#in-danger").bounding_box()
    assert box and 0 <= box["y"] < 800


def test_clocks_follow_the_time_that_is_typed_and_it_is_kept(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto((folder / SESSION).as_uri())
    first = page.locator(".hb-agenda [data-minute]").first
    assert first.text_content() == "0:00"
    page.get_by_label("We begin at").fill("17:30")
    page.reload()
    assert first.text_content() == "17:30"
    listed = page.locator(".md-nav--secondary .md-ellipsis [data-minute]").first
    assert re.match("17:30 .", (listed.locator("..").text_content() or "").strip())
    page.get_by_role("button", name="Minutes only").click()
    page.reload()
    assert first.text_content() == "0:00"


def test_a_published_time_is_on_the_clocks_without_scripts(browser: Browser, tmp_path: Path) -> None:
    made = publish_tiny(tmp_path / "site", circle=TIMED)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((made / SESSION).as_uri())
    assert page.locator(".hb-agenda [data-minute]").first.text_content() == "18:00"
    context.close()


def test_a_closed_menu_has_no_stops_for_the_keyboard_and_escape_closes_an_open_one(
    watched: Watched, folder: Path
) -> None:
    page = watched.page
    page.goto((folder / SESSION).as_uri())
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("Boolean(document.activeElement.closest('.md-sidebar'))"))
    assert not any(stops)
    page.locator("button.hb-menu-open").focus()
    page.keyboard.press("Enter")
    assert page.locator("#__drawer").is_checked()
    page.keyboard.press("Escape")
    assert not page.locator("#__drawer").is_checked()
    assert page.evaluate("document.querySelector('.md-sidebar--primary').inert")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not page.locator("button.hb-menu-open").is_visible()


def test_the_front_page_offers_three_ways_on_its_first_screen_and_the_whole_circle(
    watched: Watched, folder: Path
) -> None:
    page = watched.page
    page.goto((folder / "index.html").as_uri())
    for name in ("Tonight", "Find an exercise", "Start a circle"):
        box = page.get_by_role("link", name=name, exact=True).bounding_box()
        assert box and box["y"] + box["height"] < 800, name
    circle = page.locator(".hb-circle").bounding_box()
    assert circle and circle["x"] >= 0 and circle["x"] + circle["width"] <= 360
