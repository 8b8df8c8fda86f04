"""The handbook inside MkDocs, for `mkdocs build` and for the live preview. The one module that imports MkDocs.

Everything that can fail happens in `on_config`, the first event of a build and the last before MkDocs empties the
site. There the whole site is made in memory; what follows only hands it over. Whatever MkDocs found in the content
folder by itself is left out: it would publish stray files, and follow links out of the folder.

The live preview makes a page or a file to print when a browser asks for it. It keeps the last good pages while an edit
has problems; before there are any, a page tells the problems.
"""

import logging
import os
import shutil
import traceback
from collections.abc import Callable
from html import escape
from pathlib import Path
from threading import RLock
from typing import Any, Literal

import click
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from generator import report
from generator.errors import ContentError, FileAccessError, Problem, SiteBuildError, TemplatesError, UsageError
from generator.folders import CONTENT, Project, find_project_in_environment
from generator.handbook.value import Handbook
from generator.host import light_pages
from generator.host.lazy_pages import Layout, LazyPages, put_pages_off
from generator.host.preview import PreviewServer
from generator.host.settings import (
    FIXED_ENVIRONMENT,
    is_unused,
    list_pages_outside_navigation,
    make_mkdocs_settings,
    make_navigation,
    make_theme_values,
)
from generator.model.layer_names import LOCAL_LAYER
from generator.printing import print_address
from generator.project import build_project_site, load_content, make_preview_search_index, make_renderer
from generator.publish.export import write_files
from generator.publish.ownership import check_replaceable, list_kept, list_made, mark_as_ours
from generator.site.addresses import PAPER_FOLDER, SEARCH_INDEX
from generator.site.bundle import write_zip
from generator.site.model import Page, Settings, Site

log = logging.getLogger("mkdocs.plugins.handbook")
PLUGIN = "handbook"
KEPT = "The preview keeps showing the last good pages."
NONE_YET = "The preview shows this list until they are mended."


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves the making of it untyped
    """The plugin has no options: everything is said in the content."""


class HandbookPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # the same
    """Gives MkDocs the handbook's pages, files, order and name."""

    on_post_page = staticmethod(light_pages.on_post_page)
    on_post_template = staticmethod(light_pages.on_post_template)

    def __init__(self) -> None:
        self.site: Site | None = None
        self.serving = False
        # whether pages are made when they are asked for
        self.lazy = False
        self.pages: LazyPages | None = None
        self.layout: Layout | None = None
        self.nav: Navigation | None = None
        # held while pages are made and while edits are taken in
        self.lock = RLock()
        self.good_before = False
        # what is wrong with the last edit
        self.trouble = ""
        # a site that was made and that the engine is about to lay out
        self.made: Site | None = None
        self.shown: tuple[Project, Handbook] | None = None
        self.kept: dict[str, bytes] = {}
        self.ours: set[str] = set()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002  # MkDocs names both  # MkDocs names both
        """Notes whether this is a live preview. That this event is there also keeps the plugin from build to build."""
        self.serving = self.lazy = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the site in memory and tells MkDocs its name, address, language and colour, before other plugins look.

        Raises PluginError if the content has problems, after printing them.
        """
        project = self.find_project(config)
        self.check_target(Path(config.site_dir))
        self.site = self.made or self.make_site(project)
        os.environ.update({**FIXED_ENVIRONMENT, **os.environ})
        self.apply_settings(config, self.site.settings)
        config.docs_dir = str(project.layers[0][0].resolve())
        if self.serving:
            # paper is made when it is asked for, so links to it lead nowhere yet
            config.validation.links.not_found = logging.DEBUG
        return config

    def check_target(self, target: Path) -> None:
        """Raises PluginError if MkDocs is about to empty a folder that no build of ours made."""
        try:
            if not self.serving:
                check_replaceable(target, "name another after site_dir: in mkdocs.yml")
                # MkDocs leaves hidden files and folders where they are, but no others
                self.ours = list_made(target)
                stay = [path for path in list_kept(target) if path.name[0] != "." and path.name not in self.ours]
                self.kept = {path.name: path.read_bytes() for path in stay}
        except UsageError as fault:
            raise PluginError(str(fault)) from None

    def find_project(self, config: MkDocsConfig) -> Project:
        """The folder that the config file lies in, unless whoever started the preview named another."""
        try:
            return find_project_in_environment(Path(config.config_file_path).parent, os.environ)
        except UsageError as fault:
            raise PluginError(str(fault)) from None

    def make_site(self, project: Project) -> Site:
        """The site, or a page with the problems if a preview has nothing better yet."""
        try:
            content = load_content(project)
        except FileAccessError as fault:
            return self.report_trouble(str(fault), "The content cannot be read.")
        try:
            site = build_project_site(project, content, paper=not self.serving, preview=self.serving)
        except ContentError as fault:
            outcome = report.SITE_UNCHANGED if not self.serving else KEPT if self.good_before else NONE_YET
            whole = content.format_problems(fault.problems, outcome)
            return self.report_trouble(whole, "The content has problems.")
        except TemplatesError as fault:
            return self.report_trouble(
                report.format_problems(fault.problems, fault.lines), "The templates have problems."
            )
        except (FileAccessError, UsageError) as fault:
            return self.report_trouble(str(fault), "The handbook cannot be made.")
        if content.problems:
            click.echo(content.format_problems(content.problems, "") + "\n", err=True)
        assert content.handbook is not None, "else there would be no site"
        self.good_before, self.trouble = True, ""
        self.shown = project, content.handbook
        return site

    def report_trouble(self, text: str, title: str) -> Site:
        """Says what is wrong; gives a page that says it too, or raises PluginError if there is a better one to keep."""
        click.echo(f"\n{text}\n", err=True)
        self.trouble = text
        if self.serving and not self.good_before:
            return make_notice_site(title, text)
        raise PluginError(title)

    def note_trouble(self, text: str) -> None:
        """Has a preview show what is wrong."""
        self.trouble = text

    def apply_settings(self, config: MkDocsConfig, settings: Settings) -> None:
        """Hands over the settings. A preview keeps the address that it is served at."""
        for key, value in make_mkdocs_settings(settings).items():
            if not (self.serving and key == "site_url"):
                config[key] = value
        config.theme["language"] = settings.language
        config.extra.update(make_theme_values(settings))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replaces what MkDocs found in the content folder by the site's own pages and files, and sets their order."""
        assert self.site is not None, "on_config comes first"
        if not self.serving:
            # from here on the folder is ours, even if this build is broken off
            mark_as_ours(Path(config.site_dir), finished=False)
            for name, data in self.kept.items():
                (Path(config.site_dir) / name).write_bytes(data)
        for file in list(files):
            stray = file.generated_by is None and file.src_dir not in config.theme.dirs
            if stray or is_unused(file.src_uri, config.plugins):
                files.remove(file)
        aside = set(list_pages_outside_navigation(self.site))
        for page in sorted(self.site.pages, key=lambda page: sort_key_of_path(page.path)):
            level = InclusionLevel.NOT_IN_NAV if page.path in aside else InclusionLevel.INCLUDED
            add_file(files, File.generated(config, page.path, content=page.text, inclusion=level))
        for asset in self.site.assets:
            add_file(files, File.generated(config, asset.path, content=asset.data, inclusion=InclusionLevel.INCLUDED))
        config.nav = make_navigation(self.site.nav)
        return files

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """When all others are done: lays the circle's own files beside it and packs the whole."""
        assert self.site is not None, "on_config comes first"
        target, public = Path(config.site_dir), {file.path: file.data for file in self.site.public}
        write_files(target, public)
        if self.layout:
            self.pages = LazyPages(self.site, self.layout)
        if not self.serving:
            for path in self.ours - set(public):
                if path.startswith("."):
                    # MkDocs itself leaves hidden files where they are
                    (target / path).unlink(missing_ok=True)
            try:
                write_zip(target, self.site.changed, self.site.online_only, self.site.settings.address)
                mark_as_ours(target, finished=True, public=public)
            except SiteBuildError as error:
                raise PluginError(str(error)) from None

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002  # MkDocs names all
        """Keeps a preview's pages from being made before anybody asks for them."""
        assert self.site is not None, "on_config comes first"
        self.nav = nav
        if self.lazy:
            put_pages_off(files, self.site.pages)
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keeps a preview's theme from being read anew, unless it was changed."""
        assert self.nav is not None, "on_nav comes first"
        if self.layout and list(config.plugins) == [PLUGIN] and self.layout.config.theme.dirs == config.theme.dirs:
            env = self.layout.env
        self.layout = Layout(config, files, self.nav, env) if self.serving else None
        return env

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., Any],  # noqa: ARG002  # MkDocs names both
    ) -> LiveReloadServer:
        """Puts our own server in the place of MkDocs', which watches every folder of the project, there or not."""
        whole = keep_last_good_site(server.builder, Path(server.root), self.note_trouble)
        mine = PreviewServer(
            server, lambda changed: self.take_in(config, changed, whole), self.prepare_file, lambda: self.trouble
        )
        project = self.find_project(config)
        folders = [project.root / CONTENT, project.root / LOCAL_LAYER, project.templates_dir]
        for path in (*folders, *(folder for folder, _ in project.layers), Path(config.config_file_path)):
            mine.watch(str(path))
        return mine

    def take_in(self, config: MkDocsConfig, changed: set[str], build_whole: Callable[[], None]) -> None:
        """Brings the preview up to date with what has changed: by the texts of its pages alone, or, where more than
        these differs, by a whole new layout."""
        with self.lock:
            self._take_in(config, changed, build_whole)

    def _take_in(self, config: MkDocsConfig, changed: set[str], build_whole: Callable[[], None]) -> None:
        engines = [Path(path).resolve() for path in (config.config_file_path, *config.theme.dirs)]
        try:
            if not any(Path(path).resolve().is_relative_to(own) for path in changed for own in engines):
                self.made = self.make_site(self.find_project(config))
                if self.pages and self.pages.take_over(self.made):
                    return
            else:
                self.layout = None
            build_whole()
        except PluginError:
            log.error(KEPT)
        finally:
            self.made = None

    def prepare_file(self, path: str) -> str | None:
        """Makes a file of the preview if it is not there as it should be; gives what to say in its place, or None."""
        with self.lock:
            return self._prepare_file(path) if self.pages else None

    def _prepare_file(self, path: str) -> str | None:
        assert self.pages is not None, "asked before"
        try:
            self.pages.draw_page(path)
            return self.print_file(path, Path(self.pages.layout.config.site_dir))
        except (ContentError, TemplatesError) as fault:
            self.trouble = report.format_problems(fault.problems, fault.lines)
            click.echo(f"\n{self.trouble}\n", err=True)
        except Exception as fault:  # whatever a theme gets wrong
            traceback.print_exc()
            self.trouble = f"{type(fault).__name__}: {fault}"
        # the last good page is shown, if there is one
        return None if (Path(self.pages.layout.config.site_dir) / path).is_file() else self.trouble

    def print_file(self, path: str, target: Path) -> str | None:
        """Makes a file on paper, or the search's index; gives what does not fit, or None."""
        if self.shown is None:
            return None
        project, handbook = self.shown
        made: bytes | tuple[Problem, ...] | None = None
        if path == SEARCH_INDEX:
            made = make_preview_search_index(project, handbook).data
        elif path.startswith(PAPER_FOLDER):
            made = print_address(handbook, make_renderer(project, handbook), path)
        if isinstance(made, bytes):
            write_files(target, {path: made})
        return report.format_problems(made, {}) if isinstance(made, tuple) else None


def sort_key_of_path(path: str) -> list[tuple[int, bool, str]]:
    """Where MkDocs itself would come upon a file: a folder's files before those of its folders, the index first."""
    *folders, name = path.split("/")
    return [*((1, True, folder) for folder in folders), (0, name != "index.md", name)]


def add_file(files: Files, file: File) -> None:
    """Adds a file in place of one that has its name."""
    if there := files.get_file_from_path(file.src_uri):
        files.remove(there)
    files.append(file)


def make_notice_site(title: str, text: str) -> Site:
    """A site of a single page that shows a text as it is."""
    page = Page("index.md", title, f"# {title}\n\n<pre>{escape(text).replace(chr(10), '&#10;')}</pre>\n")
    return Site(Settings(title, "", "en", "teal"), (page,), (), (page.path,))


def keep_last_good_site(builder: Callable[[], None], root: Path, note: Callable[[str], None]) -> Callable[[], None]:
    """A builder that puts the last good site back if a build fails, and notes why. Without it the preview would let
    every browser wait until the fault is mended, or show half a site."""
    last = root.with_name(f"{root.name}.last")

    def build() -> None:
        # an earlier build could not clear it away
        shutil.rmtree(last, ignore_errors=True)
        root.rename(last)
        try:
            builder()
        except (Exception, SystemExit) as fault:
            # what authors do wrong was printed where it was found; anything else is a fault of ours or of a template
            if not isinstance(fault, SystemExit):
                traceback.print_exc()
                note(f"{type(fault).__name__}: {fault}")
            log.error(KEPT)
            shutil.rmtree(root, ignore_errors=True)
            last.rename(root)
        else:
            shutil.rmtree(last, ignore_errors=True)

    return build
