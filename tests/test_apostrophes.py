"""No straight apostrophe that people type reaches a page; what is copied or read by programs stays as it was typed."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from printed import loaded, shop

from generator.errors import Place
from generator.model.fields import parse_prose
from generator.pages import search_index
from generator.pages.render import make_jinja_environment
from generator.phrasing.translations import Translations
from generator.site import build as site
from generator.text import markdown
from generator.text.apostrophes import curve_apostrophes

STRAIGHT = re.compile(r"\w*[^\W\d_]'[^\W\d_]\w*")
# what is copied, or is no prose
AS_TYPED = ("code", "pre", "script", "style")
# attributes that are read out or shown, and those that hand a script its words
SHOWN = ("alt", "aria-label", "content", "data-form", "data-words", "placeholder", "title")


class Words(HTMLParser):
    """All words of a page that people read, whatever shows them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.within = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within += tag in AS_TYPED
        self.words += [value for key, value in attrs if key in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self.within -= tag in AS_TYPED

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.words.append(data)


def straight(html: str) -> list[str]:
    """The words of a page with a straight apostrophe within."""
    return [found for words in Words(html).words for found in STRAIGHT.findall(words)]


def test_no_page_has_a_straight_apostrophe(built_site: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in sorted(built_site.rglob("*.html"))}
    assert len(pages) > 250
    assert {str(path): found for path, text in pages.items() if (found := straight(text))} == {}
    assert sum(text.count("’") for text in pages.values()) > 3000


@pytest.mark.parametrize(
    "html",
    ["<p>It can't</p>", '<img alt="the teller\'s chair">', '<div data-form="{&quot;a&quot;:&quot;it&#39;s&quot;}">'],
)
def test_one_would_be_seen(html: str) -> None:
    assert len(straight(html)) == 1


def test_what_is_copied_is_no_matter() -> None:
    assert straight("<pre><code>say: I can't</code></pre><script>'it''s'</script><p>5' and 'so'</p>") == []


def test_the_search_shows_curved_ones_and_data_for_programs_stays_as_it_was_written() -> None:
    book, plans, words = shop().handbook, shop().plans, shop().words
    assert STRAIGHT.findall(search_index.make_search_index(book, plans, words).data.decode()) == []
    data = json.loads(site.make_data_file(book).data)
    assert len(STRAIGHT.findall(json.dumps(data, ensure_ascii=False))) > 500


def nav_titles(entries: object) -> Iterator[str]:
    for one in entries if isinstance(entries, tuple) else ():
        if not isinstance(one, str):
            yield one.title
            yield from nav_titles(one.entries)


def test_titles_descriptions_and_the_navigation_are_curved() -> None:
    book = shop().handbook
    typed = book.exercises["empty-seat"].model_copy(update={"title": "Nobody's seat", "one_line": "It isn't empty."})
    family = book.families[typed.family].model_copy(update={"name": "The others' chairs, and one's own"})
    exercises, families = {**book.exercises, typed.id: typed}, {**book.families, typed.family: family}
    changed = replace(book, exercises=exercises, families=families)
    made = site.build_site(changed, loaded(), paper=False)
    (page,) = [one for one in made.pages if one.path.endswith("/empty-seat.md")]
    head = page.text.split("---")[1]
    assert "Nobody’s seat" in head and "isn’t" in head and "# Nobody’s seat" in page.text
    assert "The others’ chairs, and one’s own" in {*nav_titles(made.nav)}


def test_a_language_with_a_letter_of_its_own_there_keeps_it() -> None:
    rich = parse_prose("O'zbek tili *bo'ladi*")
    assert markdown.render_blocks(rich, lambda _: "", "uz-Latn") == "O'zbek tili *bo'ladi*"
    assert markdown.render_blocks(rich, lambda _: "", "en") == "O’zbek tili *bo’ladi*"
    assert curve_apostrophes("o'zbek", "uz") == "o'zbek"


def test_templates_print_what_is_typed_into_a_terminal_as_it_is() -> None:
    words = Translations("en", {"say": "It's `echo it's`"}, {"say": Place("en.yml")})
    jinja = make_jinja_environment({"x": "{{ w('say') | commands }} {{ said }}"}, words)
    assert jinja.get_template("x").render(said="it's") == "It’s <code>echo it's</code> it’s"
