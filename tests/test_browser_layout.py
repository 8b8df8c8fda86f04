"""Every kind of page as those have it who read on little room, in large letters, or without what moves.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import publish_tiny
from playwright.sync_api import Browser, Page

NARROW = {"width": 320, "height": 640}
# Each piece of text that a box around it cuts off. What is for screen readers alone stands in a box of one pixel; the
# name in the header is shortened, and stands in full in the menu.
CLIPPED = """() => {
  const SKIPPED = "script, style, select, dialog, [inert], .hb-unseen, .md-header__topic";
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  function cutsOff(around, box) {
    const frame = around.getBoundingClientRect();
    const cuts = /hidden|clip/.test(getComputedStyle(around).overflowX) && frame.width > 2;
    return cuts && (box.right > frame.right + 2 || box.left < frame.left - 2);
  }
  while (walk.nextNode()) {
    const text = walk.currentNode, holder = text.parentElement;
    if (!text.data.trim() || holder.closest(SKIPPED)) continue;
    if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    for (let around = holder; around !== document.body; around = around.parentElement) {
      const scrolls = /auto|scroll/.test(getComputedStyle(around).overflowX);
      if (scrolls || around.getBoundingClientRect().width <= 2) break;
      if (cutsOff(around, box)) found.push(`${around.className}: ${text.data.trim().slice(0, 60)}`);
    }
  }
  return found;
}"""
MOVING = "document.getAnimations().filter((one) => one.playState === 'running').length"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_tiny(tmp_path_factory.mktemp("layout") / "site")


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce")  # type: ignore[arg-type]  # a plain dict
    yield context.new_page()
    context.close()


def list_pages(folder: Path) -> list[Path]:
    """Every page but those that lead elsewhere."""
    found = sorted(path for path in folder.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8"))
    assert len(found) > 30
    return found


def find_on_pages(folder: Path, page: Page, find: Callable[[Page], object]) -> dict[str, object]:
    """What is found on each page of a site, by its address; pages without are left out."""
    found = {}
    for path in list_pages(folder):
        page.goto(path.as_uri())
        if here := find(page):
            found[path.relative_to(folder).as_posix()] = here
    return found


def enlarge(page: Page) -> None:
    """Doubles the size of all text, as a browser's setting does."""
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.add_style_tag(content=f"html {{ font-size: {2 * size}px !important }}")


def find_clipped(page: Page) -> list[str]:
    enlarge(page)
    found: list[str] = page.evaluate(CLIPPED)
    return found


def list_skips(html: str) -> list[str]:
    """Each heading of a page that stands more than one level below the heading before it."""
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    return [f"h{one} -> h{next_}" for one, next_ in zip([0, *levels], levels, strict=False) if next_ > one + 1]


def test_headings_go_down_one_level_at_a_time(folder: Path) -> None:
    found = {path.name: list_skips(path.read_text("utf-8")) for path in list_pages(folder)}
    assert {name: skips for name, skips in found.items() if skips} == {}
    assert list_skips("<h1>a</h1><h3>b</h3>") == ["h1 -> h3"]


def test_no_page_scrolls_sideways_on_the_narrowest_screen(folder: Path, narrow: Page) -> None:
    def overhang(page: Page) -> int:
        return max(0, page.evaluate("document.documentElement.scrollWidth") - NARROW["width"])

    assert find_on_pages(folder, narrow, overhang) == {}
    narrow.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"width: 50rem\">wide</p>')")
    assert overhang(narrow) > 0


def test_text_of_twice_the_size_is_cut_off_nowhere(folder: Path, narrow: Page) -> None:
    narrow.set_viewport_size({"width": 360, "height": 800})
    assert find_on_pages(folder, narrow, find_clipped) == {}
    narrow.evaluate("document.querySelector('h1').style = 'width: 3rem; overflow: hidden; white-space: nowrap'")
    assert narrow.evaluate(CLIPPED)
    narrow.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain dict


def test_nothing_moves_for_those_who_asked_for_that(folder: Path, narrow: Page) -> None:
    assert find_on_pages(folder, narrow, lambda page: page.evaluate(MOVING)) == {}
    narrow.evaluate("document.body.animate([{ opacity: 0 }, { opacity: 1 }], 60000)")
    assert narrow.evaluate(MOVING) == 1
