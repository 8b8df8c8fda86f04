"""What can be printed is what pages offer to print: nothing promised that nobody makes, and nothing left out."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch

import pytest
from reading import ROOT, layer, load_handbook, make, tiny

from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.site import addresses, templates
from generator.site import build as site
from generator.site.catalogue import CatalogueEntry, list_published_entries
from generator.site.model import Site
from generator.source.files import read_layer

TINY = ROOT / "tests" / "tiny"
HREF = re.compile(r'href="([^"]+\.pdf)"')
PICTURE = re.compile(r'<img class="hb-first-page" src="([^"]+)"')
OF = {
    **dict.fromkeys(("sheet", "pack"), "session"),
    **dict.fromkeys(("cover", "questionnaire", "comparison", "group"), "questionnaire"),
}


@pytest.fixture(scope="module")
def all_templates() -> templates.Templates:
    return templates.read_templates(ROOT / "templates")


@pytest.fixture(scope="module")
def real() -> Handbook:
    return load_handbook([read_layer(ROOT / "content", "content")])


@pytest.fixture(scope="module")
def made(real: Handbook, all_templates: templates.Templates) -> Site:
    return site.build_site(real, all_templates, paper=False)


def tiny_with(circle: str, all_templates: templates.Templates) -> Site:
    """The small handbook of a circle with other settings."""
    book = make((tiny(), layer("my-circle", {"circle.yml": circle}))).handbook
    assert book
    return site.build_site(book, all_templates, paper=False)


def printed(path: str, text: str) -> set[str]:
    """The PDFs to which a page links, from the site's root."""
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) for way in HREF.findall(text)}


def files(offer: CatalogueEntry) -> set[str]:
    return {addresses.pdf_path(offer.kind, offer.id, paper) for paper in offer.papers}


def place(book: Handbook, offer: CatalogueEntry) -> str:
    """The page of the thing that is printed."""
    if offer.kind in OF:
        return addresses.page_path(OF[offer.kind], offer.id)
    if offer.kind == "card":
        return addresses.page_path("exercise", offer.id, book.exercises[offer.id].family)
    if offer.kind.startswith("family"):
        return addresses.family_path(offer.id)
    if offer.kind.startswith("deck"):
        return addresses.index_path("exercise")
    if offer.id in book.handouts:
        return addresses.page_path("handout", offer.id)
    return addresses.index_path("chapter") if offer.kind == "book" else addresses.YEAR


def astray(book: Handbook, made: Site) -> dict[str, set[str]]:
    """By page: what it should link to and does not, or links to and should not."""
    expected: dict[str, set[str]] = {page.path: set() for page in made.pages}
    for offer in list_published_entries(book, derive.plan_sessions(book)):
        expected[place(book, offer)] |= files(offer)
        expected[addresses.PRINTABLES] |= files(offer)
        if offer.kind == "always":
            for id in book.sessions:
                expected[addresses.page_path("session", id)] |= files(offer)
    found = {page.path: printed(page.path, page.text) for page in made.pages}
    return {path: found[path] ^ wanted for path, wanted in expected.items() if found[path] != wanted}


def page(made: Site, path: str) -> str:
    return next(page.text for page in made.pages if page.path == path)


def test_what_is_offered_stands_on_its_own_page_and_with_the_printables_and_nothing_else_does(
    real: Handbook, made: Site
) -> None:
    assert len(printed("", page(made, addresses.PRINTABLES))) > 500
    assert astray(real, made) == {}


def test_a_link_too_few_or_too_many_would_be_seen(real: Handbook, made: Site) -> None:
    def changed(path: str, old: str, new: str) -> Site:
        assert old in page(made, path)
        pages = [replace(one, text=one.text.replace(old, new)) if one.path == path else one for one in made.pages]
        return replace(made, pages=tuple(pages))

    wrong = changed("sessions/opening.md", "letter/sessions/opening.pdf", "letter/sessions/closing.pdf")
    assert set(astray(real, wrong)) == {"sessions/opening.md"}
    assert set(astray(real, changed("index.md", "## ", 'href="printables/a4/books/handbook.pdf"'))) == {"index.md"}


def test_every_offer_that_is_in_no_row_has_a_picture_of_its_own_first_page(real: Handbook, made: Site) -> None:
    shown = set(PICTURE.findall(page(made, addresses.PRINTABLES)))
    assert shown == {
        addresses.preview_path(offer.kind, offer.id)
        for offer in list_published_entries(real, derive.plan_sessions(real))
        if offer.kind not in ("sheet", "pack", "card")
    }
    pictures = re.findall(r"<img [^>]*>", page(made, addresses.PRINTABLES))
    without = [one for one in pictures if not re.search(r'width="300" height="\d+" loading="lazy" alt="[^"]{9,}"', one)]
    assert len(pictures) > 60
    assert without == []


@pytest.mark.parametrize(("paper", "order"), [("a4", ["a4", "letter"]), ("letter", ["letter", "a4"])])
def test_the_circles_own_paper_comes_first(paper: str, order: list[str], all_templates: templates.Templates) -> None:
    text = page(tiny_with(f"paper: {paper}\n", all_templates), "sessions/opening.md")
    links = re.findall(r'data-paper="([^"]+)" href="[^"]*/sessions/opening.pdf"', text)
    assert links == [*order, *(f"{one}-large" for one in order)]
    assert re.findall(r'type="radio" name="hb-paper" value="([^"]+)"', text) == order


def test_how_many_to_print_follows_from_the_circle(all_templates: templates.Templates) -> None:
    text = page(tiny_with("people: 7\n", all_templates), addresses.PRINTABLES)
    assert "Print 7, one for each person." in text
    assert "in the order of use, for 7 people." in text
    assert "Print one." in text


def test_a_session_that_is_held_twice_is_found_under_both_numbers(all_templates: templates.Templates) -> None:
    parts = "[{id: all, title: One, sessions: [opening, open]}, {id: two, title: Two, sessions: [open, closing]}]"
    opens = (TINY / "content" / "sessions" / "opening.yml").read_text("utf-8")
    files = {"years/full-year.yml": f"parts: {parts}\n", "sessions/open.yml": opens}
    book = make((tiny(), layer("my-circle", files))).handbook
    assert book
    shelves = page(site.build_site(book, all_templates, paper=False), addresses.PRINTABLES).split("<h3>")
    assert [("One (1 to 2)" in shelf, "Two (3 to 4)" in shelf) for shelf in shelves[1:3]] == [
        (True, False),
        (False, True),
    ]
    assert ["a4/sessions/open.pdf" in shelf for shelf in shelves[1:3]] == [True, True]


def test_the_answer_sheet_of_a_licensed_form_is_not_called_the_form(made: Site) -> None:
    assert "Print its sheets" in page(made, "questionnaires/mbi-hss.md")
    assert "Print the form" not in page(made, "questionnaires/mbi-hss.md")
    assert "Print the form" in page(made, "questionnaires/check-out.md")


def test_the_whole_as_one_file_is_offered_only_where_it_is_made(made: Site) -> None:
    text = page(made, addresses.PRINTABLES)
    whole = re.findall(r'<p class="hb-whole" hidden>.*?</p>', text)
    assert len(whole) == 1
    assert '<a data-zip="handbook.zip">' in whole[0]
    assert "href" not in whole[0]


def test_the_script_asks_no_host_sets_no_cookie_and_writes_no_html() -> None:
    script = (ROOT / "templates" / "theme" / "assets" / "print.js").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    assert "localStorage" in bare
    assert re.findall(r"https?:|fetch|XMLHttp|cookie|innerHTML|eval\(|\bon[a-z]+ ?=", bare) == []


def back_again(gone: str, entries: list[CatalogueEntry]) -> Iterator[str]:
    """The files that stand at an address that is said to be gone."""
    paths = {path for entry in entries for path in files(entry)}
    return (path for path in sorted(paths) if fnmatch(path.removeprefix(addresses.PAPER_FOLDER), gone))


def test_every_address_that_is_gone_is_told_of_where_readers_and_circles_look(made: Site, real: Handbook) -> None:
    entries = list(list_published_entries(real, derive.plan_sessions(real)))
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    words = templates.read_templates(ROOT / "templates").find_translations(real)
    assert made.settings.not_found
    for gone, kind in addresses.GONE.items():
        assert list(back_again(gone, entries)) == []
        assert kind in addresses.PRINT_FOLDERS and [entry for entry in entries if entry.kind == kind]
        assert f"`{gone}`" in changes
        assert words(f"not_found.gone.{kind}") in made.settings.not_found.text
    assert len(re.findall(r"`\*[\w/*-]*(?:/\*|\.pdf)`", changes)) == len(addresses.GONE)
    assert len(list(back_again("*/cards/*", entries))) > 100, "one that is there would be seen"
