"""The pages of a live preview, each made when a browser first asks for it after an edit. Knows MkDocs.

MkDocs itself makes every page on every edit. Here it lays out the site without any, and its own functions make single
pages later, so that each is the page of a whole build. Knows nothing of content or of who asks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from generator.publish.export import write_files
from generator.site.model import Page, Site
from generator.text.entities import encode_entities


@dataclass(frozen=True)
class Layout:
    """What the engine makes of a site before any page of it."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment


class LazyPages:
    """The pages of a site that the engine has laid out."""

    def __init__(self, site: Site, layout: Layout) -> None:
        self.site = site
        self.layout = layout
        self.documents = [file for file in layout.files if file.is_documentation_page()]
        self.at = {file.dest_uri: file for file in self.documents}
        self.pages = {page.path: page for page in site.pages}
        # the texts that were read, the pages that lie in the folder, and those of them that were looked at since
        self.read: dict[str, str] = {}
        self.drawn: set[str] = set()
        self.fresh: set[str] = set()

    def draw_page(self, address: str) -> None:
        """Write the page at an address into the site's folder, unless it is there as it should be; nothing for what is
        no page."""
        file = self.at.get(address)
        if file is None:
            return
        path = file.src_uri
        if path in self.fresh:
            return
        assert file.page is not None, "the navigation made it"
        text = self.site.late[path].make().text if path in self.site.late else self.pages[path].text
        if text != self.read.get(path):
            file.content_string = text
            _populate_page(file.page, self.layout.config, self.layout.files)
            self.read[path] = text
            self.drawn.discard(path)
        if path not in self.drawn:
            _build_page(file.page, self.layout.config, self.documents, self.layout.nav, self.layout.env)
            self.drawn.add(path)
        self.fresh.add(path)

    def take_over(self, site: Site) -> bool:
        """Take the texts and files of a site in place of those before; False, and nothing is done, if more than these
        differs."""
        if not _have_same_frame(self.site, site):
            return False
        renamed = [page for page in site.pages if page.title != self.pages[page.path].title]
        for page in renamed:
            self._rename_page(page)
        if renamed:
            # every page names others in its menus
            self.drawn.clear()
        self.fresh.clear()
        known = {asset.path: asset.data for asset in (*self.site.assets, *self.site.public)}
        files = {asset.path: asset.data for asset in (*site.assets, *site.public)}
        changed = {path: data for path, data in files.items() if known[path] != data}
        write_files(Path(self.layout.config.site_dir), changed)
        self.site, self.pages = site, {page.path: page for page in site.pages}
        return True

    def _rename_page(self, page: Page) -> None:
        file = self.layout.files.get_file_from_path(page.path)
        assert file is not None, "both sites have the same pages"
        name_page(file, page)
        self.read.pop(page.path, None)


def _have_same_frame(before: Site, after: Site) -> bool:
    """Say whether two sites differ in nothing but the texts of their pages and the bytes of their files."""
    return (before.settings, before.nav, _list_names(before)) == (after.settings, after.nav, _list_names(after))


def _list_names(site: Site) -> list[str]:
    return sorted([*(page.path for page in site.pages), *(file.path for file in (*site.assets, *site.public))])


def name_page(file: File, page: Page) -> None:
    """Tell the engine a page's title before its text is read, as the text says it; menus ask for no more."""
    assert file.page is not None, "the navigation made it"
    file.page.markdown = ""
    file.page.meta = {"title": encode_entities(page.title)}


def put_pages_off(files: Files, pages: Iterable[Page]) -> None:
    """Keep the engine from making any page, with their titles known."""
    for page in pages:
        file = files.get_file_from_path(page.path)
        assert file is not None, "it was handed over"
        name_page(file, page)
    for file in files:
        if file.is_documentation_page():
            file.inclusion = InclusionLevel.EXCLUDED
