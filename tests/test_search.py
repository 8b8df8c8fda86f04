"""The search finds what tired people type: the real script in Chromium, on the index of the real content."""

import functools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from browsing import Watched, publish_tiny, served
from playwright.sync_api import Browser, Page
from reading import ROOT, load_handbook

from generator.handbook import derive
from generator.pages import search_index
from generator.site.templates import read_templates
from generator.source.files import read_layer

QUERIES: dict[str, str] = yaml.load((ROOT / "tests/search/queries.yml").read_text("utf-8"), yaml.BaseLoader)
FIRST = 3
LEAST_SHARE = 0.95
LARGEST_INDEX = 300_000
DANGER = ("suicide", "I want to die", "she talks of killing herself", "self-harm", "sucide", "i don’t want to live")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site whose search has the index of the whole handbook."""
    folder = publish_tiny(tmp_path_factory.mktemp("site") / "site")
    (folder / "search/index.js").write_bytes(index_of_upstream())
    return folder


@functools.cache
def index_of_upstream() -> bytes:
    book = load_handbook([read_layer(ROOT / "content", "content")])
    words = read_templates(ROOT / "templates").find_translations(book)
    return search_index.make_search_index(book, derive.plan_sessions(book), words).data


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A page with the search open, its index read."""
    watched = Watched(browser)
    watched.page.goto((site / "index.html").as_uri())
    open_search(watched.page)
    yield watched.page
    assert (watched.foreign, watched.complaints) == ([], [])
    watched.close()


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.wait_for_function("document.querySelector('.hb-search-field').placeholder")


def search(page: Page, typed: str) -> list[str]:
    """The paths of what is found, the first first."""
    page.fill(".hb-search-field", typed)
    links = page.locator(".hb-search-result").evaluate_all("links => links.map(link => link.href)")
    return [link.rpartition("/site/")[2] for link in links]


def is_among_first(found: list[str], wanted: str) -> bool:
    return any(path.startswith(one.strip()) for path in found[:FIRST] for one in wanted.split("|"))


def test_what_people_type_leads_to_the_right_page_among_the_first_three(page: Page) -> None:
    missed = {
        typed: search(page, typed)[:FIRST]
        for typed, wanted in QUERIES.items()
        if not is_among_first(search(page, typed), wanted)
    }
    assert len(QUERIES) >= 60
    assert len(missed) <= len(QUERIES) * (1 - LEAST_SHARE), missed


def test_every_page_that_a_query_names_is_there() -> None:
    paths = [entry["path"] for entry in read_index()["entries"]]
    wanted = {one.strip() for wanted in QUERIES.values() for one in wanted.split("|")}
    assert [one for one in wanted if not any(path.startswith(one) for path in paths)] == []


def read_index() -> dict[str, list[dict[str, str]]]:
    text = index_of_upstream().decode().strip()
    whole: dict[str, list[dict[str, str]]] = json.loads(text.removeprefix(f"{search_index.CALL}(").removesuffix(")"))
    return whole


def test_words_of_danger_bring_help_first(page: Page) -> None:
    for typed in DANGER:
        assert {path.split(".")[0] for path in search(page, typed)[:2]} == {
            "handouts/if-someone-may-be-in-danger",
            "chapters/where-the-circle-ends",
        }, typed
        assert (
            "Stay" in page.locator(".hb-search-help").inner_text()
            or "stay" in page.locator(".hb-search-help").inner_text()
        )
    for typed in ("how to end a session", "cutting cards", "anger"):
        search(page, typed)
        assert page.locator(".hb-search-help").inner_text() == "", typed


@pytest.mark.parametrize(
    "same",
    [
        ["can't sleep", "can’t sleep", "cant sleep", "CAN'T SLEEP", "can't sl\u00adeep"],
        ["burn-out", "burn out"],
        ["counselling", "counseling"],
        ["reorganisation", "reorganization", "reorganisations"],
        ["conflict", "conflicts", "con\ufb02ict"],
        ["check-in", "check in"],
    ],
)
def test_writing_it_otherwise_makes_no_difference(page: Page, same: list[str]) -> None:
    first, *others = [search(page, typed)[:FIRST] for typed in same]
    assert first
    assert others == [first] * len(others)


def test_short_words_stand_for_themselves_and_a_letter_may_be_wrong_in_longer_ones(page: Page) -> None:
    assert not any("early-signs" in path or "noticing" in path for path in search(page, "no")[:FIRST])
    assert search(page, "meditatoin") != []
    assert search(page, "meditatoin")[:1] == search(page, "meditation")[:1]
    assert search(page, "qqqqqq") == []
    assert "Nothing found" in page.locator(".hb-search-count").inner_text()


def test_a_page_loads_the_index_only_when_the_search_is_opened(browser: Browser, site: Path) -> None:
    watched = Watched(browser)
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    with served(site) as address:
        watched.page.goto(f"{address}/index.html", wait_until="networkidle")
        assert [url for url in asked if "/search/" in url] == []
        watched.page.get_by_role("button", name="Search").click()
        watched.page.wait_for_function("document.querySelector('.hb-search-field').placeholder")
        assert [url for url in asked if "/search/" in url] == [f"{address}/search/index.js"]
    assert (watched.foreign, watched.complaints) == ([], [])
    watched.close()
    assert len(index_of_upstream()) < LARGEST_INDEX


def test_it_is_worked_by_the_keyboard(page: Page) -> None:
    search(page, "anger")
    assert page.locator("dialog.hb-search").get_attribute("aria-label") == "Search"
    page.keyboard.press("ArrowDown")
    assert "themes/anger" in str(page.evaluate("document.activeElement.href"))
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('.hb-search-field')")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.hb-search").is_visible()


def test_who_opened_it_by_its_button_is_back_at_the_button_after_escape(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search").press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.hb-search-open')")


def test_enter_opens_the_first_result(browser: Browser, tmp_path: Path) -> None:
    folder = publish_tiny(tmp_path / "site")
    watched = Watched(browser)
    watched.page.goto((folder / "index.html").as_uri())
    open_search(watched.page)
    search(watched.page, "being seen")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url("**/themes/being-seen.html")
    watched.close()


def test_without_scripts_there_is_no_button_for_it(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((site / "index.html").as_uri())
    assert plain.locator(".hb-search-open").count() == 1
    assert not plain.locator(".hb-search-open").is_visible()
    context.close()


def test_words_are_split_as_the_search_splits_them() -> None:
    assert list(search_index.split_words("Can’t sl\u00adeep")) == ["cant", "sleep"]
    assert list(search_index.split_words("De-role")) == ["derole", "de", "role"]
    assert list(search_index.split_words("con\ufb02ict")) == ["conflict"]


def test_a_word_that_stands_everywhere_leads_nowhere_and_others_to_their_pages() -> None:
    assert search_index.index_words(["a b", "a", "a", "a b", "a c"]) == {"a": [], "b": [0, 3], "c": [4]}
