"""No content can put script, markup or a request into a page: every text field is tried with what could.

A page made from hostile words is held against the same page made from harmless ones: a real HTML parser must find the
same tags with the same attributes in both. Then a sample is opened in Chromium, where nothing may run.
"""

import copy
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import markdown
import planting
import pytest
import yaml
from browsing import Watched, served
from playwright.sync_api import Browser
from reading import ROOT, layer, make
from running import handbook, surroundings

from generator.handbook.value import Handbook
from generator.host.settings import make_mkdocs_settings, make_navigation
from generator.pages.render import make_jinja_environment
from generator.site import build as site
from generator.site import templates
from generator.site.model import Site

# each as short as the shortest field allows, since paper is made of it too
PAYLOADS = {
    "a tag": 'A"><img src=x onerror="window.pwn=1"><script>pwn=1</script>',
    "quotes of both kinds": "0;url=about:blank\" http-equiv='refresh' onmouseover='pwn=1' b=\" '",
    "entities": "A&lt;img src=x onerror=pwn=1&gt;&#60;script&#62;pwn=1&quot;",
    "a scheme": "javascript:window.pwn=1 data:text/html,A",
    "a link with a scheme": "[A](javascript:window.pwn=1)",
    "a template": "{{ config }}{% raw %}${7+7}{{ 7+7 }}",
    "attributes": "A { onclick=pwn=1 .md-x }",
}
HARMLESS = "Only words"
# both may be refused for their looks, so that only what is accepted by every field of prose is left
MIXED = "A\" onmouseover='pwn=1' &lt;img src=x onerror=pwn=1&gt; {{ 7+7 }}"
EXTENSIONS = ["attr_list", "md_in_html", "admonition", "footnotes", "tables", "toc"]
FIELDS = planting.text_fields()
SAMPLE = (
    *("index.html", "year.html", "404.html", "printables.html", "glossary.html", "references.html", "fields.html"),
    *("sessions/opening.html", "formats/short.html", "exercises/fairness/fact-reading-feeling.html"),
    *("exercises/index.html", "exercises/fairness/index.html", "themes/being-seen.html", "chapters/the-frame.html"),
    *("questionnaires/check-out.html", "handouts/three-columns.html"),
)
# shown only where a zip was made
ZIP_OFFER = re.compile(r'<p class="hb-whole".*?</p>', re.DOTALL)
OUTLINE = """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("*")]
    .map(one => one.localName + " " + [...one.attributes].map(a => a.name).sort().join(" "))"""


class Outline(HTMLParser):
    """The tags of a page with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[" ".join([tag, *sorted(name for name, _ in attrs)])] += 1


@pytest.fixture(scope="module")
def loaded() -> Iterator[templates.Templates]:
    """The real templates, compiled once for all the sites that are made here."""
    read = templates.read_templates(ROOT / "templates")
    compiled = make_jinja_environment(read.pages, read.words["en"].translations)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "make_jinja_environment", lambda pages, words: compiled)
        yield read


def texts(made: Site) -> dict[str, str]:
    """Every page as Markdown without its front matter, and every page that is HTML already."""
    ready = {asset.path: asset.data.decode() for asset in made.assets if asset.path.endswith(".html")}
    return {**{page.path: page.text.split("\n---\n", 1)[1] for page in made.pages}, **ready}


def outline(path: str, text: str) -> Counter[str]:
    """The tags of a page as an engine makes it."""
    return Outline(markdown.markdown(text, extensions=EXTENSIONS) if path.endswith(".md") else text).tags


def different(one: Site, other: Site) -> list[str]:
    """The pages whose tags differ."""
    before, after = texts(one), texts(other)
    assert before.keys() == after.keys()
    changed = (path for path in before if before[path] != after[path])
    return [path for path in changed if outline(path, before[path]) != outline(path, after[path])]


def live_values(made: Site) -> list[str]:
    """What the theme would print as it is and could leave its place: front matter, settings and titles."""
    heads = [value for page in made.pages for value in yaml.safe_load(page.text.split("\n---\n", 1)[0][4:]).values()]
    titles = [next(iter(entry)) for entry in make_navigation(made.nav) if isinstance(entry, dict)]
    values = [*heads, *make_mkdocs_settings(made.settings).values(), *titles]
    return [value for value in values if isinstance(value, str) and re.search(r"[<>\"'`{}]|&(?!#\d+;)", value)]


# what it runs is run by other tests as well, and counting lines would double its time
@pytest.mark.no_cover
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: "-".join((field.kind, *map(str, field.path))))
def test_no_field_alone_changes_a_tag_of_a_page(field: planting.TextField, loaded: templates.Templates) -> None:
    plain = planting.read_with(field, HARMLESS)
    planted = {name: planting.read_with(field, payload).handbook for name, payload in PAYLOADS.items()}
    if plain.handbook is None or not any(planted.values()):
        # a place where no free text can stand at all
        return
    harmless = site.build_site(plain.handbook, loaded, paper=False)
    for name, book in planted.items():
        # None if the field refuses it
        if book is not None:
            made = site.build_site(book, loaded, paper=False)
            assert live_values(made) == [], name
            assert different(made, harmless) == [], name


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_many_fields_take_what_is_planted(payload: str) -> None:
    assert sum(planting.read_with(field, payload).handbook is not None for field in FIELDS) > 40


def test_most_fields_take_words_with_quotes_and_ampersands() -> None:
    taken = [field for field in FIELDS if planting.read_with(field, 'The "Nightingale" & Söhne').handbook]
    ids = [field for field in FIELDS if planting.read_with(field, "de-role").handbook and field not in taken]
    assert len(FIELDS) > 140 and len(taken) > 80 and len(ids) < 30


def everywhere(text: str) -> "Written":
    """The small content with a text in every field that takes it, as far as they go together."""
    whole = planting.content()
    for term in whole["glossary.yml"]:
        # a term that stands in a chapter would be linked there in one of two sites
        term["linked"] = "false"
    for field in FIELDS:
        if planting.read_with(field, text).handbook and planting.read_with(field, HARMLESS).handbook:
            changed = copy.deepcopy(whole)
            planting.plant(changed, field, text)
            if make((layer("content", planting.written(changed)),)).handbook:
                whole = changed
    return Written(whole)


class Written(dict[str, str]):
    """Content as files by path."""

    def __init__(self, whole: dict[str, object]) -> None:
        super().__init__(planting.written(whole))

    def write(self, folder: Path) -> Path:
        for path, text in self.items():
            (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "content" / path).write_text(text, "utf-8")
        return folder


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The hostile site as the command makes it, as plain MkDocs makes it of the export and by the plugin; and a
    harmless one."""
    hostile = everywhere(MIXED).write(tmp_path_factory.mktemp("hostile"))
    harmless = everywhere(HARMLESS).write(tmp_path_factory.mktemp("harmless"))
    for folder, more in ((harmless, []), (hostile, [])):
        done = handbook("build", *more, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    done = handbook("export", "exported", cwd=hostile)
    assert done.returncode == 0, done.stdout + done.stderr
    run_mkdocs(hostile / "exported")
    shutil.copytree(ROOT / "templates", hostile / "templates")
    shutil.copy(ROOT / "mkdocs.yml", hostile)
    shutil.move(hostile / "site", hostile / "by-command")
    run_mkdocs(hostile)
    return {
        "harmless": harmless / "site",
        "command": hostile / "by-command",
        "export": hostile / "exported" / "site",
        "plugin": hostile / "site",
    }


def run_mkdocs(folder: Path) -> None:
    environment = surroundings(NO_MKDOCS_2_WARNING="1")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("adapter", ["command", "export", "plugin"])
def test_a_browser_finds_the_same_tags_in_hostile_and_harmless_pages(
    adapter: str, sites: dict[str, Path], browser: Browser
) -> None:
    page = browser.new_page()
    compared = 0
    for path in sorted(sites["harmless"].rglob("*.html")):
        name = path.relative_to(sites["harmless"])
        outlines = [
            Counter(page.evaluate(OUTLINE, ZIP_OFFER.sub("", file.read_text("utf-8"))))
            for file in (path, sites[adapter] / name)
        ]
        assert outlines[0] == outlines[1], f"{name}: {outlines[1] - outlines[0]} {outlines[0] - outlines[1]}"
        compared += 1
    assert compared > 20


def test_a_tag_that_came_through_would_be_seen(browser: Browser) -> None:
    page = browser.new_page()
    assert page.evaluate(OUTLINE, "<p>A<img src=x onerror=1>") != page.evaluate(OUTLINE, "<p>A")
    assert Outline("<p title='A' onclick='1'>").tags != Outline("<p title='A'>").tags


@pytest.mark.parametrize("adapter", ["command", "export", "plugin"])
def test_nothing_runs_asks_or_leads_away_in_chromium(adapter: str, sites: dict[str, Path], browser: Browser) -> None:
    with served(sites[adapter]) as address:
        for name in SAMPLE:
            watched = Watched(browser)
            dialogs: list[str] = []
            watched.page.on("dialog", lambda dialog, seen=dialogs: (seen.append(dialog.message), dialog.dismiss()))
            watched.page.goto(f"{address}/{name}")
            watched.page.wait_for_timeout(150)
            assert watched.page.evaluate("window.pwn") is None, name
            assert watched.page.url == f"{address}/{name}", f"{name} leads away"
            assert (dialogs, watched.foreign, watched.complaints) == ([], [], []), name
            watched.close()


def test_search_shows_hostile_titles_as_words(sites: dict[str, Path], browser: Browser) -> None:
    with served(sites["command"]) as address:
        watched = Watched(browser)
        watched.page.goto(f"{address}/index.html")
        watched.page.keyboard.press("/")
        watched.page.keyboard.type("onmouseover")
        watched.page.wait_for_selector(".hb-search-result")
        assert watched.page.evaluate("window.pwn") is None
        assert watched.page.locator(".hb-search [onmouseover], .hb-search img").count() == 0
        assert watched.complaints == []
        watched.close()


def test_a_name_with_quotes_is_whole_in_the_header_and_for_screen_readers(tmp_path: Path) -> None:
    whole = planting.content()
    whole["circle.yml"]["name"] = 'The "Nightingale" & <Co>'
    folder = Written(whole).write(tmp_path)
    assert handbook("export", "exported", cwd=folder).returncode == 0
    run_mkdocs(folder / "exported")
    text = (folder / "exported/site/year.html").read_text("utf-8")
    logo = re.search(r'<a [^>]*data-md-component="logo"', text)
    assert logo and logo.group().count("The &#34;Nightingale&#34; &#38; &#60;Co&#62;") == 2
    assert "&amp;#" not in text and "<Co>" not in text


def test_the_words_of_a_language_are_escaped_like_all_else(loaded: templates.Templates) -> None:
    def hostile(value: object, text: str) -> object:
        if isinstance(value, dict):
            return {key: hostile(item, text) for key, item in value.items()}
        if isinstance(value, list):
            return [hostile(item, text) for item in value]
        return f"{value}{text}" if isinstance(value, str) else value

    book = make((layer("content", planting.written(planting.content())),)).handbook
    assert book
    made = []
    for text in ("", '"><img src=x onerror="pwn=1">'):
        words = loaded.words["en"].translations
        changed = type(words)(words.language, hostile(words.tree, text))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(site, "make_jinja_environment", make_jinja_environment)
            patch.setattr(templates.Templates, "find_translations", lambda _self, _book, changed=changed: changed)
            made.append(site.build_site(book, loaded, paper=False))
        assert live_values(made[-1]) == []
    assert different(*made) == []


@pytest.mark.parametrize(
    "name",
    ['"><img src=x onerror=pwn=1>.yml', "a' onclick='pwn=1.yml", "{{ 7*7 }}.yml", "a<script>.yml", "javascript:a.yml"],
)
def test_a_file_whose_name_could_do_harm_is_refused(name: str) -> None:
    files = planting.written(planting.content())
    for folder in ("themes", "exercises/fairness", "chapters", "images"):
        assert make((layer("content", {**files, f"{folder}/{name}": "title: A\n"}),)).handbook is None


def test_the_name_of_a_layer_is_escaped_where_a_page_says_which_file_made_it(loaded: templates.Templates) -> None:
    above = layer("o\"ur'<img src=x>", {"themes/being-seen.yml": "title: Ours\n"})
    book: Handbook | None = make((layer("content", planting.written(planting.content())), above)).handbook
    assert book
    made = site.build_site(book, loaded, paper=False)
    page = next(page for page in made.pages if page.path == "themes/being-seen.md")
    assert live_values(made) == [] and "<img src=x>" not in page.text
