"""Looks a finished site over before it is published: is everything there, and does every link inside lead somewhere?

The engine checks the links that it makes from pages; this one also sees those that templates and the theme write. Reads
the folder it is given and nothing else; follows no link out of it.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINK = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)=[\"']([^\"'<>]*)[\"']")
NAME = re.compile(r" id=[\"']?([^\"'\s<>]+)")
# shown at any address, so its links start at the root of the host
NOT_FOUND_PAGE = "404.html"


@dataclass(frozen=True)
class BuiltSite:
    """A site on disk: its files, the text of its pages, and the names that links can point to within each page."""

    files: frozenset[str]
    pages: dict[str, str]
    names: dict[str, frozenset[str]] = field(default_factory=dict)

    def find_anchors(self, page: str) -> frozenset[str]:
        """The names within a page, gathered when first asked for."""
        if page not in self.names:
            self.names[page] = frozenset(unescape(name) for name in NAME.findall(self.pages[page]))
        return self.names[page]


def read_built_site(folder: Path) -> BuiltSite:
    """The site in a folder. Raises OSError if it cannot be read."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    pages = {name: path.read_text("utf-8") for name, path in files.items() if name.endswith(".html")}
    return BuiltSite(frozenset(files), pages)


def find_broken_links(built: BuiltSite, expected: Iterable[str]) -> list[str]:
    """What is missing and which links lead nowhere: a line for each fault, with the first page that has it."""
    missing = [f"{path} was not made" for path in expected if path not in built.files]
    seen: set[tuple[str, str]] = set()
    dead: dict[str, list[str]] = {}
    for page, text in sorted(built.pages.items()):
        for link in list_links(text) if page != NOT_FOUND_PAGE else ():
            start = posixpath.dirname(page) if link[:1] != "#" else page
            if (start, link) not in seen:
                seen.add((start, link))
                if said := check_link(built, page, link):
                    dead.setdefault(said, []).append(page)
    return sorted(missing) + [f"{list_page_faults(pages)}: {said}" for said, pages in sorted(dead.items())]


def list_page_faults(pages: list[str]) -> str:
    """A page, and that there are more."""
    return f"{pages[0]} and other pages" if len(pages) > 1 else pages[0]


def list_links(text: str) -> Iterator[str]:
    """The addresses that a page names, each once."""
    return (unescape(link) for link in dict.fromkeys(LINK.findall(text)))


def check_link(built: BuiltSite, page: str, link: str) -> str:
    """What is wrong with one link of a page, or nothing. Links to other hosts are not looked at."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        return f'the link "{link}" starts at the root of the host, so it leads nowhere in a folder'
    way = posixpath.join(posixpath.dirname(page), unquote(parts.path)) if parts.path else page
    target = posixpath.normpath(way)
    if way.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in built.files:
        return f"a link leads to {target}, which is not there"
    if parts.fragment and target in built.pages and unquote(parts.fragment) not in built.find_anchors(target):
        return f"a link leads to {target}#{parts.fragment}, a place that is not there"
    return ""
