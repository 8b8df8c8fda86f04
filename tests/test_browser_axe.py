"""Every kind of page before axe, the usual judge of accessibility, with its best practice: no complaint at all.

On a phone and wide, light and dark, as it is printed and in forced colours. Needs Chromium. Where there is none the
tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import publish_tiny
from playwright.sync_api import Browser, Page

VIEWS = {
    "phone": {"viewport": {"width": 360, "height": 800}, "color_scheme": "light"},
    "wide and dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 360, "height": 800}, "forced_colors": "active"},
    "paper": {"viewport": {"width": 1280, "height": 800}},
}
# what is drawn over the page by the browser alone, in its own colours
NOT_ASKED = {"forced colours": ("color-contrast",)}
HOLD = "sessions/opening/hold.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_tiny(tmp_path_factory.mktemp("axe") / "site")


def complain(page: Page, *left_out: str) -> list[str]:
    """What axe finds, with the first place of each."""
    found = Axe().run(page, options={"rules": {rule: {"enabled": False} for rule in left_out}}).response["violations"]
    return [f"{page.url.rpartition('/')[2]} {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def list_pages(folder: Path) -> list[Path]:
    """Every page but those that lead elsewhere."""
    found = sorted(path for path in folder.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8"))
    assert len(found) > 30
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_axe_has_nothing_to_say_on_any_page(browser: Browser, folder: Path, view: str) -> None:
    context = browser.new_context(**VIEWS[view])  # type: ignore[arg-type]  # each value is of its own type
    page = context.new_page()
    if view == "paper":
        page.emulate_media(media="print")
    found = []
    for path in list_pages(folder):
        page.goto(path.as_uri())
        found += complain(page, *NOT_ASKED.get(view, ()))
    context.close()
    assert found == []


def test_axe_has_nothing_to_say_on_what_is_opened(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((folder / HOLD).as_uri())
    page.locator("[data-hold=start]").click()
    assert complain(page) == []
    page.locator("[data-dialog=hold-time]").click()
    assert complain(page) == []
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("/")
    page.locator("dialog[open] input").fill("seen")
    page.locator("dialog[open] a").first.wait_for()
    assert complain(page) == []
    page.goto((folder / "exercises/index.html#need-unseen").as_uri().replace("%23", "#"))
    assert page.locator(".hb-found li").count()
    assert complain(page) == []
    page.close()


def test_axe_would_speak(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    page.evaluate("document.querySelector('h1').outerHTML = '<h3><img src=\"#\"></h3>'")
    assert any("image-alt" in one for one in complain(page))
    page.close()
