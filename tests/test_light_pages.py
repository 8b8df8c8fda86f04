"""Pages lose what templates leave between their lines, and nothing that anybody sees."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.host.light_pages import lighten_page, on_post_template


class Reading(HTMLParser):
    """What a browser reads of a page: tags, and words with each stretch of white space as one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[tuple[str, object]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(("/", tag))

    def handle_data(self, data: str) -> None:
        self.pieces.append(("text", re.sub(r"[ \t\n\r\f]+", " ", data)))


@pytest.mark.parametrize(
    ("page", "light"),
    [
        ("\n\n<!doctype html>\n\n  <p>One\n      <b>two</b>  \n\n\t three </p>  \n", None),
        ("<p>one  two</p>", "<p>one  two</p>"),
        ("<p>\n \xa0 \n</p>", "<p>\n\xa0\n</p>"),
        (
            "<p>a</p>  \n  <pre>\n\n  one\n    two\n</pre>\n\n<p>b</p>",
            "<p>a</p>\n<pre>\n\n  one\n    two\n</pre>\n<p>b</p>",
        ),
        ("<textarea>a\n\n  b</textarea>\n\n  c", "<textarea>a\n\n  b</textarea>\nc"),
        (
            "<script>`a\n\n  b`</script>\n  <STYLE>a\n\n  b</STYLE>",
            "<script>`a\n\n  b`</script>\n<STYLE>a\n\n  b</STYLE>",
        ),
        ("<b>a</b> <pre>b</pre> c", "<b>a</b> <pre>b</pre> c"),
    ],
)
def test_white_space_goes_where_it_says_nothing(page: str, light: str | None) -> None:
    expected = "<!doctype html>\n<p>One\n<b>two</b>\nthree </p>\n" if light is None else light
    assert lighten_page(page) == expected
    assert lighten_page(expected) == expected
    assert Reading(expected).pieces == Reading(page.lstrip()).pieces


def test_only_pages_are_touched() -> None:
    assert on_post_template("a\n\n  b", template_name="404.html") == "a\nb"
    assert on_post_template("a\n\n  b", template_name="sitemap.xml") == "a\n\n  b"


def test_every_page_of_the_site_is_light(built_site: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in built_site.rglob("*.html")}
    laid_out = {path: page for path, page in pages.items() if "md-header" in page}
    assert len(laid_out) > 250
    assert built_site / "404.html" in laid_out
    assert [path for path, page in laid_out.items() if lighten_page(page) != page] == []
