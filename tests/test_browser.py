"""The built site in a real browser: what a first-time host does on a phone, and what must never happen.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, served
from playwright.sync_api import Browser, Page

KINDS = (
    "index.html",
    "year.html",
    "printables.html",
    "glossary.html",
    "references.html",
    "make-it-yours.html",
    "make-an-exercise.html",
    "make-a-session.html",
    "fields.html",
    "chapters/index.html",
    "chapters/the-rhythm.html",
    "exercises/index.html",
    "exercises/role-play/index.html",
    "exercises/fairness/two-column-test.html",
    "sessions/opening.html",
    "sessions/recognition.html",
    "formats/index.html",
    "formats/case-and-practice.html",
    "themes/index.html",
    "themes/recognition.html",
    "questionnaires/index.html",
    "questionnaires/mbi-hss.html",
    "questionnaires/check-out.html",
    "handouts/index.html",
    "handouts/two-column-sheet.html",
    "404.html",
)


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    with served(built_site) as made:
        yield made


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    made = Watched(browser)
    yield made
    made.close()


def test_from_home_to_a_session_in_two_clicks_on_a_phone(browser: Browser, address: str) -> None:
    phone = Watched(browser, width=360)
    phone.page.goto(f"{address}/index.html")
    phone.page.get_by_role("link", name="15 When others get the recognition").click()
    assert phone.page.locator("h1").inner_text().startswith("15. When others get the recognition")
    phone.close()


def test_search_finds_an_exercise(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}/index.html")
    assert finds(watched.page, "two-column test", "exercises/fairness/two-column-test.html")
    assert watched.foreign == []


def test_the_site_opened_as_a_folder_works_and_can_be_searched(watched: Watched, built_site: Path) -> None:
    watched.page.goto((built_site / "index.html").as_uri())
    assert finds(watched.page, "weather word", "exercises/opening-and-closing/weather-word.html")
    watched.page.goto((built_site / "index.html").as_uri())
    watched.page.get_by_role("link", name="15 When others get the recognition").click()
    assert watched.page.locator("h1").inner_text().startswith("15.")
    assert watched.page.evaluate("getComputedStyle(document.body).fontFamily").count("Atkinson") == 1
    assert watched.foreign == []


def test_the_unpacked_zip_works_can_be_searched_and_holds_its_paper(
    watched: Watched, built_site: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(built_site / "handbook.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "circle-handbook"
    watched.page.goto((folder / "index.html").as_uri())
    assert finds(watched.page, "weather word", "exercises/opening-and-closing/weather-word.html")
    watched.page.goto((folder / "printables.html").as_uri())
    assert not watched.page.locator(".hb-whole").is_visible()
    ways = watched.page.locator("a[href$='.pdf']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(ways) > 250
    assert [way for way in ways if not (folder / way).is_file()] == []
    assert watched.foreign == []


def finds(page: Page, words: str, path: str) -> bool:
    """Types into the search and waits for a result that leads to `path`."""
    page.keyboard.press("/")
    page.locator(".hb-search-field").press_sequentially(words)
    result = page.locator(f"a.hb-search-result[href*='{path}']").first
    result.wait_for(timeout=60_000)
    return result.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_asks_another_host_complains_or_scrolls_sideways_on_a_phone(
    browser: Browser, address: str, scheme: str
) -> None:
    phone = Watched(browser, width=360, scheme=scheme)
    wide = []
    for path in KINDS:
        answer = phone.page.goto(f"{address}/{path}")
        assert answer is not None and answer.ok, path
        if phone.page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert (wide, phone.foreign, phone.complaints) == ([], [], [])
    phone.close()


def test_every_page_is_whole_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sessions/recognition.html")
    text = page.locator("article").inner_text()
    assert "The two-column test" in text
    assert "Call your local emergency number" in text
    context.close()


def test_the_first_stop_of_the_tab_key_skips_to_the_content(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}/sessions/opening.html")
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("document.activeElement.classList.contains('md-skip')")


CONTRAST = """() => {
  const lum = c => { const v = c.map(x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4 });
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
  const parse = s => { const m = s.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c[3] > .95) return c } return [255, 255, 255, 1] };
  const poor = [];
  for (const e of document.querySelectorAll('article *, header *, nav *, footer *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    if (!own || style.visibility === 'hidden' || style.opacity === '0' || !box.width || !e.checkVisibility()) continue;
    if (e.closest('svg') || e.closest('.headerlink') || e.closest('.hb-search')) continue;
    const fore = parse(style.color); if (fore[3] < .1) continue;
    const back = behind(e);
    const mixed = fore.slice(0, 3).map((x, i) => x * fore[3] + back[i] * (1 - fore[3]));
    const [a, b] = [lum(mixed), lum(back)].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if ((a + .05) / (b + .05) < (large ? 3 : 4.5) - .01)
      poor.push(e.className + ': ' + e.textContent.trim().slice(0, 30));
  }
  return [...new Set(poor)].slice(0, 10);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "sessions/recognition.html", "exercises/fairness/two-column-test.html"])
def test_text_stands_out_from_its_ground(browser: Browser, address: str, path: str, scheme: str) -> None:
    wide = Watched(browser, scheme=scheme)
    wide.page.goto(f"{address}/{path}")
    assert wide.page.evaluate(CONTRAST) == []
    wide.close()


def test_the_contrast_check_can_fail(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}/index.html")
    watched.page.add_style_tag(content="article p { color: #bbb !important }")
    assert watched.page.evaluate(CONTRAST) != []
