"""Every page before the W3C's checker of HTML: no error, no warning, but for what the theme itself writes.

Needs Java and what `tests/judges` names. Where they are missing the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail
instead.
"""

import re
from pathlib import Path

import pytest
from browsing import publish_tiny
from judging import validate_pages

# what Material for MkDocs itself writes on each page, and what is meant by it
THEMES_OWN = (
    # a switch without a name keeps browsers from putting it where it was
    re.compile(r'^Attribute “autocomplete” is only allowed .*<input class="md-(toggle|option)"', re.DOTALL),
    # the button of the table of contents, where a page has none
    re.compile(r'of the “label” element must be .*<label class="md-nav__title" for="__toc">', re.DOTALL),
    # the writing of pictures in a chapter, which is the engine's
    re.compile(r"^Trailing slash on void elements .*<img alt=[^>]*/>", re.DOTALL),
)
FAULTY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><h1>a</h1>
<h4>b</h4><section><p>No heading.</p></section><label for="none">x</label></body></html>"""


def complain(pages: list[Path]) -> list[str]:
    """What is wrong with pages and is not the theme's own."""
    told = [
        (one["url"].rpartition("/")[2], f"{one['message']} {one.get('extract', '')}") for one in validate_pages(pages)
    ]
    return [f"{page}: {text}" for page, text in told if not any(own.search(text) for own in THEMES_OWN)]


def list_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_no_page_of_the_small_handbook_has_a_fault(tmp_path: Path) -> None:
    pages = list_pages(publish_tiny(tmp_path / "site"))
    assert len(pages) > 30
    assert complain(pages) == []


def test_no_page_of_the_real_handbook_has_a_fault(built_site: Path) -> None:
    pages = list_pages(built_site)
    assert len(pages) > 250
    assert complain(pages) == []


@pytest.mark.parametrize("words", ["skipping 2 heading levels", "Section lacks heading", "non-hidden form control"])
def test_a_fault_would_be_seen(tmp_path: Path, words: str) -> None:
    (tmp_path / "faulty.html").write_text(FAULTY, "utf-8")
    assert any(words in one for one in complain([tmp_path / "faulty.html"]))
