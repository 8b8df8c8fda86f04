"""Pages that are kept from build to build make the same site as none, where nothing else has a part in them."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from running import ROOT, tree

from generator.errors import SiteBuildError
from generator.host.config import EngineConfig, read_config
from generator.host.kept_pages import read_kept, write_kept
from generator.publish.build import can_keep_pages, publish_site
from generator.site.model import Page, Settings, Site

CONFIG = read_config(ROOT / "mkdocs.yml")
HOME = Page("index.md", "Home", "---\ntitle: Home\n---\n\n# Home\n\n[A page](a/page.md#more)\n")
PAGE = Page("a/page.md", "A page", "# A page\n\n## More\n\n<div markdown>*Words*</div>\n\n### Still more\n")
SITE = Site(Settings("Ours", "", "en", "teal"), (HOME, PAGE), (), ("index.md", "a/page.md"))


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """The handbook's own theme, in a place of its own."""
    return shutil.copytree(ROOT / "templates" / "theme", tmp_path / "the-theme")


def publish(site: Site, theme: Path, target: Path, kept: Path | None) -> dict[str, str]:
    """Builds a site, and gives all its files."""
    publish_site(site, CONFIG, theme, target, lambda _: None, kept=kept)
    return tree(target)


def edited(site: Site, old: str, new: str) -> Site:
    pages = tuple(replace(page, text=page.text.replace(old, new)) for page in site.pages)
    assert pages != site.pages
    return replace(site, pages=pages)


def test_kept_pages_make_the_same_site(tmp_path: Path, theme: Path) -> None:
    kept = tmp_path / "kept/pages.json"
    alone = publish(SITE, theme, tmp_path / "alone", None)
    assert not kept.exists()
    assert publish(SITE, theme, tmp_path / "site", kept) == alone
    before = read_kept(kept)
    assert len(before) == len(SITE.pages)
    assert publish(SITE, theme, tmp_path / "site", kept) == alone

    # one page is made anew, and what it was before is forgotten
    other = edited(SITE, "*Words*", "*Other words*")
    assert publish(other, theme, tmp_path / "site", kept) == publish(other, theme, tmp_path / "alone", None)
    assert len(read_kept(kept).keys() & before.keys()) == len(SITE.pages) - 1
    assert len(read_kept(kept)) == len(SITE.pages)


def test_a_link_on_a_kept_page_is_looked_at_again(tmp_path: Path, theme: Path) -> None:
    kept = tmp_path / "pages.json"
    publish(SITE, theme, tmp_path / "site", kept)
    # the page at the other end no longer has the place
    with pytest.raises(SiteBuildError, match="a place that is not there"):
        publish(edited(SITE, "## More", "## Less"), theme, tmp_path / "site", kept)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-9],
        lambda text: text.replace("Words", "Swords"),
        lambda _: "",
        lambda _: "[]",
        lambda _: "\n",
    ],
)
def test_a_damaged_file_counts_as_none(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    path = tmp_path / "pages.json"
    write_kept(path, {"key": {"content": "Words"}})
    assert read_kept(path) == {"key": {"content": "Words"}}
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    assert read_kept(path) == {}


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    write_kept(tmp_path / "file/pages.json", {})
    assert read_kept(tmp_path / "file/pages.json") == {}


def with_setting(name: str, value: object) -> EngineConfig:
    return replace(CONFIG, settings=json.loads(json.dumps({**CONFIG.settings, name: value})))


def test_nothing_is_kept_where_others_have_a_part_in_pages() -> None:
    assert can_keep_pages(CONFIG)
    assert can_keep_pages(with_setting("plugins", []))
    assert not can_keep_pages(with_setting("plugins", ["handbook", "privacy"]))
    assert not can_keep_pages(with_setting("hooks", ["mine.py"]))
    assert not can_keep_pages(with_setting("markdown_extensions", ["attr_list", "pymdownx.snippets"]))
    assert not can_keep_pages(with_setting("markdown_extensions", [{"pymdownx.snippets": {"base_path": "."}}]))
