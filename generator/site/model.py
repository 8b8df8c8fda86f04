"""What a handbook becomes: pages, files and their order, as values that any engine can be given.

Knows nothing of content, templates or engines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Union

# When everything was made, in seconds since 1970, so that the same content gives the same bytes: the start of 1980,
# before which a zip knows no date.
SOURCE_DATE = 315532800


@dataclass(frozen=True)
class Page:
    """One page as Markdown with front matter. `path` ends in .md and is relative to the site's root; `source` is the
    file to edit, as an author knows it, or None for pages that come from several."""

    path: str
    title: str
    text: str
    source: str | None = None


@dataclass(frozen=True)
class LatePage:
    """A page that is made when it is wanted: its path and title, and what makes it."""

    path: str
    title: str
    make: Callable[[], Page]


@dataclass(frozen=True)
class Asset:
    """A file that is published as it is; `path` is relative to the site's root."""

    path: str
    data: bytes


@dataclass(frozen=True)
class PaperAssets:
    """What there is to print and the pictures of it; `page_counts` says how many pages a pack has, by its address."""

    assets: tuple[Asset, ...] = ()
    page_counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A titled group of the navigation: paths of pages and further sections. A first entry that is an index page is the
    section's own page."""

    title: str
    entries: tuple[Union[str, "Section"], ...]


@dataclass(frozen=True)
class NotFound:
    """What the page says that stands in for one that is not there."""

    title: str
    text: str
    home: str


@dataclass(frozen=True)
class Settings:
    """What the engine is told of the site as a whole. Addresses end with a slash or are empty; `language` is a tag such
    as pt-BR, `logo` a picture's path or nothing."""

    name: str
    description: str
    language: str
    accent: str
    address: str = ""
    repository: str = ""
    copyright: str = ""
    logo: str = ""
    not_found: NotFound | None = None


@dataclass(frozen=True)
class Site:
    """Everything that is to exist. `public` are the circle's own files, which are laid beside the finished site as they
    are, and looked at by nobody; `changed` is when what it is made of was last changed, in seconds since 1970; `late`
    are those of the pages, by their paths, that have no text before it is wanted; `online_only` are the addresses of
    files that the zip does without."""

    settings: Settings
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    nav: tuple[str | Section, ...]
    public: tuple[Asset, ...] = ()
    changed: int = SOURCE_DATE
    late: Mapping[str, LatePage] = field(default_factory=dict)
    online_only: frozenset[str] = frozenset()
