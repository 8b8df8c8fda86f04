"""The print buttons in a real browser: one choice of paper, made once, that holds on every page of the device.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead. The paper is empty
files in the place of PDFs: what is looked at is where buttons lead.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, publish_tiny, served
from playwright.sync_api import Browser, Page
from reading import ROOT

from generator.model.papers import SHOP_CARD

SESSION, CARD = "sessions/opening.html", "exercises/role-play/de-role.html"
FORM, HANDOUT = "questionnaires/check-out.html", "handouts/three-columns.html"
OTHERS = ("year.html", "chapters/index.html", "exercises/index.html", "exercises/role-play/index.html")
ALL = ("printables.html", SESSION, CARD, FORM, HANDOUT, *OTHERS)
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook as a site, with empty files for paper."""
    return publish_tiny(tmp_path_factory.mktemp("prints") / "site", circle="paper: a4\n")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as made:
        yield made


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    made = Watched(browser, width=360)
    yield made
    made.close()


def choose(page: Page, paper: str) -> None:
    """Chooses a paper, where the others are folded away."""
    unfold(page)
    page.get_by_label(paper, exact=True).check()


def unfold(page: Page) -> None:
    for summary in page.locator(".hb-other-prints:not([open]) > summary").all():
        summary.click()


def first_ways(page: Page) -> list[str]:
    """Where the buttons lead, each as the folder of its paper."""
    ways = page.locator("article a.hb-button[data-paper]").evaluate_all("found => found.map(a => a.href)")
    assert ways
    return [way.split("/printables/")[1].split("/")[0] for way in ways]


def all_ways(page: Page) -> list[str]:
    return sorted(page.locator("article a[data-paper]").evaluate_all("found => found.map(a => a.href)"))


def test_a_paper_once_chosen_is_what_every_button_opens(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/{SESSION}")
    before = all_ways(page)
    assert set(first_ways(page)) == {"a4"}
    choose(page, "Letter")
    assert set(first_ways(page)) == {"letter"}
    assert all_ways(page) == before
    for path in ALL:
        page.goto(f"{address}/{path}")
        assert set(first_ways(page)) - {SHOP_CARD.name} == {"letter"}, path
        assert page.locator("a.hb-button .hb-paper-name").first.text_content() == "Letter"
        assert page.get_by_label("Letter", exact=True).is_checked()
    assert (watched.complaints, watched.foreign) == ([], [])


def test_large_print_is_taken_where_it_is_made_and_elsewhere_the_same_size_is(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/{SESSION}")
    choose(page, "Letter")
    page.get_by_label("Large print").check()
    assert first_ways(page) == ["letter-large", "letter", "letter-large"], "sheet, pack, Always card"
    for path in (CARD, HANDOUT):
        page.goto(f"{address}/{path}")
        assert set(first_ways(page)) == {"letter"}
        assert not page.get_by_label("Large print").is_visible()
    page.goto(f"{address}/{SESSION}")
    unfold(page)
    page.get_by_label("Large print").uncheck()
    assert set(first_ways(page)) == {"letter"}


def test_the_choice_can_be_made_by_keys_and_is_named(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/{SESSION}")
    unfold(page)
    group = page.get_by_role("group", name="Your paper")
    assert group.get_by_role("radio").count() == 2
    group.get_by_role("radio", name="A4").focus()
    page.keyboard.press("ArrowRight")
    assert group.get_by_role("radio", name="Letter").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert first_ways(page) == ["letter-large", "letter", "letter-large"]
    button = page.locator(".hb-actions a[data-offer]")
    assert (button.text_content() or "").startswith("Print the sheet Letter, large print: Session sheet")


def test_what_is_remembered_is_no_cookie(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}/{SESSION}")
    choose(watched.page, "Letter")
    assert watched.context.cookies() == []
    assert watched.page.evaluate("document.cookie") == ""
    assert watched.page.evaluate("localStorage.getItem('handbook-paper')") == "letter"


def test_a_choice_that_means_nothing_is_passed_over(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}/{SESSION}")
    watched.page.evaluate("localStorage.setItem('handbook-paper', 'papyrus')")
    watched.page.reload()
    assert set(first_ways(watched.page)) == {"a4"}
    assert watched.complaints == []


def test_it_works_from_a_folder_too(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto((folder / SESSION).as_uri())
    choose(page, "Letter")
    page.goto((folder / CARD).as_uri())
    assert set(first_ways(page)) == {"letter"}
    assert (watched.complaints, watched.foreign) == ([], [])


def test_where_nothing_can_be_remembered_the_choice_holds_for_the_page(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/{SESSION}")
    html, script = page.content(), (ROOT / "templates" / "theme" / "assets" / "print.js").read_text("utf-8")
    page.goto("about:blank")
    page.evaluate(REFUSED)
    page.set_content(html.replace("<script", "<template").replace("</script", "</template"))
    page.add_script_tag(content=script)
    choose(page, "Letter")
    assert {way.split("/printables/")[1].split("/")[0] for way in first_hrefs(page)} == {"letter"}
    assert watched.complaints == []


def first_hrefs(page: Page) -> list[str]:
    buttons = page.locator("article a.hb-button[data-paper]")
    found: list[str] = buttons.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return found


def test_without_scripts_every_paper_is_a_plain_link(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 900})
    page = context.new_page()
    for path in ALL:
        page.goto(f"{address}/{path}")
        for shelf in page.locator(".hb-shelves summary").all():
            shelf.click()
        links = page.locator("article a[data-paper]").all()
        assert links and all(link.is_visible() for link in links), path
        assert not page.locator("fieldset.hb-paper").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, address: str, scheme: str) -> None:
    phone = Watched(browser, width=360, scheme=scheme)
    for path in ALL:
        phone.page.goto(f"{address}/{path}")
        phone.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert phone.complaints == []
    phone.close()


def test_pictures_on_closed_shelves_are_not_fetched(browser: Browser, address: str) -> None:
    phone = Watched(browser, width=360)
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.goto(f"{address}/printables.html", wait_until="networkidle")
    assert not any("/previews/families/" in url for url in asked)
    phone.page.locator("summary", has_text="Role play").click()
    phone.page.wait_for_load_state("networkidle")
    phone.page.locator("img[src*='previews/families/role-play']").scroll_into_view_if_needed()
    phone.page.wait_for_function("document.querySelector('img[src*=\"previews/families/role-play\"]').complete")
    assert any("/previews/families/role-play" in url for url in asked)
    phone.close()
