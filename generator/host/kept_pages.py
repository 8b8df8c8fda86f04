"""Keeps the HTML of pages from build to build, so that only those whose text has changed are made anew. Knows MkDocs.

The engine loads this module as a hook where nothing but its own Markdown makes pages. What was kept is named by all
that made it and may be deleted at any time; a file that is damaged counts as none. Links are not looked at again here:
every one is looked at in the finished site.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.host.settings import KEPT_PAGES_VARIABLE

_PACKAGES = ("mkdocs", "Markdown")


class KeptPages:
    """What an earlier build has kept, and what this one has made or used."""

    def __init__(self) -> None:
        self.frame = ""
        self.kept: dict[str, Any] = {}
        self.used: dict[str, Any] = {}


_pages = KeptPages()


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Takes up what was kept."""
    names = sorted((file.src_uri, file.dest_uri) for file in files)
    versions = [sys.version, *map(version, _PACKAGES), Path(__file__).read_text("utf-8")]
    how = [config.markdown_extensions, config.mdx_configs, config.use_directory_urls]
    _pages.frame = _make_hash([repr(names), *versions, repr(how)])
    _pages.kept = read_kept(Path(os.environ[KEPT_PAGES_VARIABLE]))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # MkDocs names all
    """Gives a page what was kept of it, and spares the engine the making."""
    key = _make_hash([_pages.frame, page.file.src_uri, markdown])
    kept = _pages.kept.get(key)
    if kept:
        page.content, page.toc = kept["content"], get_toc(kept["contents"])
        page.present_anchor_ids = set(kept["anchors"])
        page._title_from_render = kept["title"]
        page.render = lambda config, files: None  # type: ignore[method-assign]  # noqa: ARG005  # of this page alone
        _pages.used[key] = kept
    page.__dict__["handbook_key"] = key
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # the same
    """Notes what was made of a page."""
    _pages.used[page.__dict__["handbook_key"]] = {
        "content": html,
        "contents": _list_entries(page.toc),
        "anchors": sorted(page.present_anchor_ids or ()),
        "title": page._title_from_render,
    }
    return html


def on_post_build(*, config: MkDocsConfig) -> None:  # noqa: ARG001  # the same
    """Keeps what this build has used, and nothing else."""
    if _pages.used != _pages.kept:
        write_kept(Path(os.environ[KEPT_PAGES_VARIABLE]), _pages.used)


def _list_entries(entries: Iterable[AnchorLink]) -> list[Any]:
    return [
        {"level": one.level, "id": one.id, "name": one.title, "children": _list_entries(one.children)}
        for one in entries
    ]


def read_kept(path: Path) -> dict[str, Any]:
    """Return what a file keeps; nothing if it is damaged or not there."""
    try:
        seal, _, text = path.read_text("utf-8").partition("\n")
        kept = json.loads(text) if seal == _make_hash([text]) else {}
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def write_kept(path: Path, pages: dict[str, Any]) -> None:
    """Keep pages in place of those before, where the disk lets us."""
    text = json.dumps(pages)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(f"{_make_hash([text])}\n{text}", "utf-8", newline="\n")
        half.replace(path)


def _make_hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
