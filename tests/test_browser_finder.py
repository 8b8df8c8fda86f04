"""The finder in a real browser: what fits is shown at once, the address holds the choice, tonight's list is kept.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

from pathlib import Path

import pytest
from browsing import Watched, publish_tiny
from playwright.sync_api import Browser, Page

LIGHT, STIRRING = "De-role", "Fact, reading, feeling"
FINDER = "exercises/index.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_tiny(tmp_path_factory.mktemp("finder") / "site")


def find(page: Page) -> list[str]:
    """The titles of the cards that are shown."""
    return page.locator(".hb-found-title > a:first-child").all_inner_texts()


def count(page: Page) -> str:
    return page.locator(".hb-finder output").inner_text()


def test_nothing_is_hidden_until_something_is_chosen(watched: Watched, folder: Path) -> None:
    watched.page.goto((folder / FINDER).as_uri())
    assert count(watched.page) == "2 of 2 exercises"
    assert watched.page.locator(".hb-all").is_visible()
    assert find(watched.page) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("minutes", "4", [LIGHT]),
        ("minutes", "10", [LIGHT, STIRRING]),
        ("people", "12", [LIGHT, STIRRING]),
        ("people", "1", []),
        ("depth", "1", [LIGHT]),
        ("family", "fairness", [STIRRING]),
        ("area", "community", [LIGHT]),
    ],
)
def test_each_filter_shows_what_fits_lightest_first(
    watched: Watched, folder: Path, name: str, value: str, expected: list[str]
) -> None:
    page = watched.page
    page.goto((folder / FINDER).as_uri())
    page.locator(".hb-more summary").click()
    field = page.locator(f"[name={name}]")
    field.select_option(value) if name != "people" else field.fill(value)
    assert find(page) == expected
    assert count(page) == f"{len(expected)} of 2 exercises"
    assert page.url.endswith(f"#{name}={value}")


def test_the_first_answer_is_on_the_first_screen_of_a_phone(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{(folder / FINDER).as_uri()}#need=unseen&depth=1")
    title = page.locator(".hb-found-title").first.bounding_box()
    assert title and title["y"] + title["height"] < 800
    assert not page.locator("[name=depth]").is_visible()
    assert page.locator(".hb-more summary").inner_text() == "More filters How deep at most: light"


def test_on_a_wide_screen_every_filter_is_seen(browser: Browser, folder: Path) -> None:
    wide = Watched(browser, width=1280)
    wide.page.goto((folder / FINDER).as_uri())
    assert all(wide.page.locator(f"[name={name}]").is_visible() for name in ("minutes", "people", "depth", "family"))
    assert not wide.page.locator(".hb-more summary").is_visible()
    wide.page.set_viewport_size({"width": 360, "height": 800})
    assert not wide.page.locator("[name=depth]").is_visible()
    wide.close()


def test_an_address_that_was_sent_shows_the_same(watched: Watched, folder: Path) -> None:
    watched.page.goto(f"{(folder / FINDER).as_uri()}#need=unseen&family=fairness")
    assert find(watched.page) == [STIRRING]
    assert watched.page.locator("[name=need]").is_checked()
    watched.page.keyboard.press("Tab")
    watched.page.locator(".hb-finder [type=reset]").click()
    watched.page.wait_for_function("!location.hash")
    assert count(watched.page) == "2 of 2 exercises"


def test_the_page_of_needs_leads_to_what_answers_one(watched: Watched, folder: Path) -> None:
    watched.page.goto((folder / "needs.html").as_uri())
    watched.page.get_by_text("Narrow these down").click()
    watched.page.locator(".hb-found li").first.wait_for()
    assert find(watched.page) == [LIGHT, STIRRING]
    assert watched.page.get_by_text("nobody seems to notice").is_visible()


def test_where_nothing_fits_it_says_which_filter_to_leave_out(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto(f"{(folder / FINDER).as_uri()}#family=fairness&area=community&depth=2")
    assert "No exercise fits" in page.locator(".hb-drops").inner_text()
    assert page.locator(".hb-drops button").all_inner_texts() == [
        "Leave out “Family: Fairness”: 1",
        "Leave out “Area of worklife: community”: 1",
    ]
    page.locator(".hb-drops button").first.click()
    assert find(page) == [LIGHT]


def test_tonights_list_is_kept_on_the_device_and_printed_alone(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto(f"{(folder / FINDER).as_uri()}#need-unseen")
    page.locator(".hb-found button").first.press("Enter")
    assert page.locator(".hb-found button").first.inner_text().startswith("On tonight’s list")
    page.goto((folder / FINDER).as_uri())
    page.reload()
    assert page.locator(".hb-tonight-list li a").all_inner_texts() == [LIGHT]
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("[data-do=print]").click()
    page.emulate_media(media="print")
    assert page.evaluate("window.printed")
    assert page.locator(".hb-tonight-list li").is_visible()
    assert not page.locator(".hb-all").is_visible()
    page.emulate_media(media="screen")
    page.locator("[data-do=clear]").click()
    assert not page.locator(".hb-tonight-list").is_visible()
    assert page.evaluate("localStorage.getItem('handbook-tonight')") is None


def test_without_scripts_there_is_the_table_and_no_empty_form(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / FINDER).as_uri())
    assert page.locator(".hb-all").is_visible()
    assert not page.locator(".hb-finder, .hb-tonight-list, .hb-found").locator("visible=true").count()
    context.close()
