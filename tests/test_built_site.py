"""The real handbook as files on disk: links, foreign addresses, what HTML may be in it, paper and pages alike."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nh3
import pytest

# a page at an old address, which leads to the present one and has no article
REDIRECT = '<meta http-equiv="refresh" content="0; url='
VOID = {"br", "img", "input", "hr", "meta", "link", "path", "wbr"}
ALLOWED_TAGS = {
    *("a", "article", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "figcaption", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "hr", "img", "li", "nav", "ol", "p", "pre", "section", "span", "strong"),
    *(
        "details",
        "summary",
        "fieldset",
        "select",
        "option",
        "button",
        "time",
        "legend",
        "label",
        "input",
        "form",
        "output",
        "svg",
        "g",
        "header",
        "path",
        "text",
        "textpath",
        "title",
        "desc",
        "circle",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ),
}
ATTRIBUTES = {
    *("class", "id", "href", "title", "role", "tabindex", "style", "alt", "src", "rel", "target", "start", "markdown"),
    *(
        "d",
        "x",
        "y",
        "viewbox",
        "xmlns",
        "text-anchor",
        "startoffset",
        "startOffset",
        "dominant-baseline",
        "width",
        "height",
        "colspan",
        "scope",
    ),
    *(
        "open",
        "hidden",
        "for",
        "datetime",
        "loading",
        "type",
        "name",
        "value",
        "checked",
        "min",
        "max",
        "inputmode",
        "autocomplete",
    ),
    *("cx", "cy", "r", "fill", "viewBox", "preserveaspectratio", "preserveAspectRatio", "transform", "focusable"),
}


class Reader(HTMLParser):
    """Takes from a page its links, its anchors, what it loads, and the HTML of its article."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.loads: list[str] = []
        self.words: list[str] = []
        self.inside = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.anchors |= {given[key] for key in ("id", "name") if key in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source", "audio", "video", "embed") and given.get("src"):
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "modulepreload", "preconnect"):
            self.loads.append(given.get("href", ""))
        if tag == "article":
            self.inside += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside -= 1

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, Reader]:
    found = {
        path.relative_to(built_site).as_posix(): Reader(path.read_text("utf-8"))
        for path in sorted(built_site.rglob("*.html"))
    }
    assert len(found) > 250, "hardly any pages were built"
    return found


def dead_links(pages: dict[str, Reader], site: Path) -> Iterator[str]:
    """Every link of our own that leads to no file or to no anchor."""
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path == "404.html":
                continue
            target = (site / path).parent / unquote(parts.path) if parts.path else site / path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                yield f"{path}: {link}"
            elif parts.fragment and target.suffix == ".html":
                name = target.resolve().relative_to(site.resolve()).as_posix()
                if unquote(parts.fragment) not in pages[name].anchors:
                    yield f"{path}: {link}"


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, Reader], built_site: Path) -> None:
    assert list(dead_links(pages, built_site)) == []


def test_a_dead_link_would_be_seen(pages: dict[str, Reader], built_site: Path) -> None:
    bad = Reader('<a href="nowhere.html">x</a><a href="#gone">y</a>')
    assert len(list(dead_links({**pages, "bad.html": bad}, built_site))) >= 1


def test_no_page_loads_anything_from_another_host(pages: dict[str, Reader], built_site: Path) -> None:
    foreign = [f"{path}: {src}" for path, page in pages.items() for src in page.loads if "//" in src]
    styles = [
        path
        for path in built_site.rglob("*.css")
        if re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", path.read_text("utf-8"))
    ]
    assert (foreign, styles) == ([], [])


def test_links_to_the_web_are_only_https_mail_and_phone(pages: dict[str, Reader]) -> None:
    schemes = {urlsplit(link).scheme for page in pages.values() for link in page.links}
    assert schemes <= {"", "https", "http", "mailto", "tel", "webcal"}


def article(path: Path) -> str:
    found = re.search(r"<article\b.*?</article>", path.read_text("utf-8"), re.DOTALL)
    assert found, f"{path} has no article"
    return found.group()


def refused(html: str) -> set[str]:
    """Tags and attributes in a piece of HTML that are not on the list of what pages may hold."""
    seen: set[str] = set()

    def look(tag: str, attribute: str, value: str) -> str | None:
        if attribute not in ATTRIBUTES and not attribute.startswith(("data-", "aria-")):
            seen.add(f"{tag} {attribute}")
        return value

    nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"*": set(re.findall(r"([a-zA-Z-]+)=", html))},
        attribute_filter=look,
        link_rel=None,
    )
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z][\w-]*)", html)}
    return seen | (tags - ALLOWED_TAGS)


def test_no_page_holds_html_that_templates_do_not_make(built_site: Path) -> None:
    looked = 0
    for path in sorted(built_site.rglob("*.html")):
        if path.name == "404.html" or REDIRECT in path.read_text("utf-8"):
            continue
        assert refused(article(path)) == set(), path
        looked += 1
    assert looked > 250


def test_html_that_does_not_belong_would_be_seen() -> None:
    assert refused("<article><script>1</script></article>") == {"script"}
    assert refused('<article><p onclick="x()">y</p></article>') == {"p onclick"}


def test_nothing_of_the_content_folder_is_published_as_it_is(built_site: Path) -> None:
    stray = [path for path in built_site.rglob("*") if path.suffix in (".yml", ".yaml", ".md", ".j2", ".typ", ".py")]
    assert stray == []


def test_search_index_holds_sessions_and_exercises(built_site: Path) -> None:
    index = (built_site / "search" / "index.js").read_text("utf-8")
    assert "sessions/recognition.html" in index
    assert "exercises/fairness/two-column-test.html" in index


def test_no_maps_for_debuggers_and_nothing_of_the_engines_search_is_published(built_site: Path) -> None:
    names = [path.relative_to(built_site).as_posix() for path in (built_site / "assets").rglob("*") if path.is_file()]
    assert len(names) > 15
    assert [name for name in names if name.endswith(".map") or "/lunr/" in name or "/workers/" in name] == []
