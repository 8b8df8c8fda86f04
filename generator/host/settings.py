"""What the engine is told of a site, in the engine's own words. Pure.

Shared by what starts the engine on exported pages and by what lives inside it, so that both make the same site. Knows
nothing of files or content.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urlsplit

from generator.site.model import SOURCE_DATE, Section, Settings, Site
from generator.text.entities import encode_entities

MARKER = ".handbook-site"
MARKER_TEXT = "Made by the handbook's generator, which replaces this folder as a whole.\n"
# what the engine's theme brings and no page of ours asks for: maps for debuggers, and what its own search needs
MAPS = "*.map"
ENGINE_SEARCH = ("assets/javascripts/lunr/*", "assets/javascripts/workers/*")
# tells the engine's process where pages are kept
KEPT_PAGES_VARIABLE = "HANDBOOK_KEPT_PAGES"
FIXED_ENVIRONMENT = {"SOURCE_DATE_EPOCH": str(SOURCE_DATE)}


def make_mkdocs_settings(settings: Settings) -> dict[str, str]:
    """The settings under the engine's names, escaped, since a theme prints them as they are. The engine's own edit
    links are switched off, since pages carry theirs."""
    values = {
        "site_name": settings.name,
        "site_description": settings.description,
        "site_url": settings.address,
        "repo_url": settings.repository,
        "repo_name": name_repository(settings.repository),
        "copyright": settings.copyright,
    }
    # the engine takes the site's address apart, so that one stays as it is; nothing in it can leave an attribute
    escaped = {key: value if key == "site_url" else encode_entities(value) for key, value in values.items() if value}
    return {**escaped, "edit_uri": ""}


def make_theme_values(settings: Settings) -> dict[str, Any]:
    """Return what the handbook's own theme is told besides: its colour and logo, and the words of the page for lost
    readers."""
    words = asdict(settings.not_found) if settings.not_found else {}
    return {
        "accent": settings.accent,
        **({"logo": settings.logo} if settings.logo else {}),
        "not_found": {key: encode_entities(value) for key, value in words.items()},
    }


def name_repository(address: str) -> str:
    """A repository as people call it: its owner and name, or its host if its address says no more."""
    parts = urlsplit(address)
    names = [name for name in parts.path.removesuffix(".git").split("/") if name]
    return "/".join(names[-2:]) or parts.netloc


def make_navigation(entries: Iterable[str | Section]) -> list[Any]:
    """The order of the pages as the engine writes it: paths, and titles, escaped, with lists."""
    return [
        entry if isinstance(entry, str) else {encode_entities(entry.title): make_navigation(entry.entries)}
        for entry in entries
    ]


def list_pages_outside_navigation(site: Site) -> tuple[str, ...]:
    """The pages that stand nowhere in the navigation, in the site's order."""
    listed = set(list_paths(site.nav))
    return tuple(page.path for page in site.pages if page.path not in listed)


def list_paths(entries: Iterable[str | Section]) -> Iterator[str]:
    """Every page that a navigation names."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            yield from list_paths(entry.entries)


def is_unused(path: str, plugins: Iterable[str]) -> bool:
    """Say whether no page asks for a file of the theme, with the engine's plugins of these names."""
    searches = any(name.rpartition("/")[2] == "search" for name in plugins)
    return fnmatch(path, MAPS) or (not searches and any(fnmatch(path, form) for form in ENGINE_SEARCH))


def list_plugin_names(plugins: object) -> list[str]:  # options are whatever YAML can hold
    """Return the names of plugins, in whichever of the engine's ways they are listed."""
    entries = list(plugins) if isinstance(plugins, dict | list) else []
    return [str(next(iter(entry), "") if isinstance(entry, dict) else entry) for entry in entries]
