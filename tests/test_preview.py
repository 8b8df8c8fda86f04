"""What the live preview makes of an edit: the same bytes as from nothing, where they are asked for, and no more."""

import shutil
from collections.abc import Callable
from dataclasses import replace as changed_to
from pathlib import Path
from threading import Event

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from running import ROOT, replace, tiny
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from generator.folders import find_project
from generator.host.plugin import HandbookPlugin
from generator.host.preview import PreviewServer, WatchedPaths
from generator.project import build_project_site, load_content
from generator.site.model import Site

ADDRESS = "http://127.0.0.1:8000/"


def make_project(folder: Path) -> Path:
    """A small project with templates and config of its own."""
    tiny(folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def load(folder: Path, target: Path, plugin: HandbookPlugin) -> MkDocsConfig:
    """The engine's config for a project with one plugin, as a preview has it."""
    config = load_config(config_file=str(folder / "mkdocs.yml"), site_dir=str(target))
    config.site_url = ADDRESS
    config.plugins = PluginCollection()
    config.plugins["handbook"] = plugin
    return config


def make_plugin() -> HandbookPlugin:
    plugin = HandbookPlugin()
    plugin.load_config({})
    plugin.on_startup(command="serve", dirty=False)
    return plugin


def make_site(folder: Path) -> Site:
    """What a preview shows, every page made."""
    project = find_project(folder)
    site = build_project_site(project, load_content(project), paper=False, preview=True)
    pages = tuple(site.late[page.path].make() if page.path in site.late else page for page in site.pages)
    return changed_to(site, pages=pages, late={})


def build_all(folder: Path, target: Path) -> dict[str, bytes]:
    """Every page of a preview by its address, made at once and by the engine alone."""
    plugin = make_plugin()
    plugin.made, plugin.lazy = make_site(folder), False
    build(load(folder, target, plugin), serve_url=ADDRESS)
    return {path: (target / path).read_bytes() for path in addresses(plugin)}


def addresses(plugin: HandbookPlugin) -> list[str]:
    assert plugin.site
    return [page.path.removesuffix(".md") + ".html" for page in plugin.site.pages]


class Preview:
    """A preview without its server."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder, self.target, self.plugin, self.whole_count = folder, target, make_plugin(), 0
        self.config = load(folder, target, self.plugin)
        self.build_whole()

    def build_whole(self) -> None:
        self.whole_count += 1
        self.config = load(self.folder, self.target, self.plugin)
        build(self.config, serve_url=ADDRESS)

    def take_in(self, path: Path) -> None:
        self.plugin.take_in(self.config, {str(path)}, self.build_whole)

    def open_all(self) -> dict[str, bytes]:
        for path in addresses(self.plugin):
            assert self.plugin.prepare_file(path) is None
        return {path: (self.target / path).read_bytes() for path in addresses(self.plugin)}


def name_an_exercise(folder: Path) -> Path:
    path = next((folder / "content/exercises").glob("*/*.yml"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    named = ["title: Quite another name\n" if line.startswith("title:") else line for line in lines]
    path.write_text("".join(named), "utf-8")
    return path


def edit_a_chapter(folder: Path) -> Path:
    replace(folder / "content/chapters/the-frame.md", "Everyone may pass.", "Everyone may sing.")
    return folder / "content/chapters/the-frame.md"


def edit_a_word(folder: Path) -> Path:
    replace(folder / "templates/words/en.yml", "instead: Other exercises", "instead: Further exercises")
    return folder / "templates/words/en.yml"


def edit_a_template(folder: Path) -> Path:
    path = folder / "templates/pages/session.md.j2"
    path.write_text(path.read_text("utf-8") + "\nA line of the template.\n", "utf-8")
    return path


def lay_a_layer(folder: Path) -> Path:
    (folder / "my-circle").mkdir()
    (folder / "my-circle/circle.yml").write_text("people: 7\n", "utf-8")
    return folder / "my-circle/circle.yml"


def name_the_circle(folder: Path) -> Path:
    replace(folder / "content/circle.yml", "name: The tiny circle", "name: Another circle")
    return folder / "content/circle.yml"


def add_a_chapter(folder: Path) -> Path:
    path = folder / "content/chapters/new.md"
    path.write_text("---\ntitle: New\norder: 99\nsummary: A new one.\n---\n\nNew words.\n", "utf-8")
    return path


def edit_the_theme(folder: Path) -> Path:
    path = folder / "templates/theme/main.html"
    path.write_text(path.read_text("utf-8") + "{% block analytics %}<p>A line of it.</p>{% endblock %}", "utf-8")
    return path


TEXT_EDITS = [name_an_exercise, edit_a_chapter, edit_a_word, edit_a_template, lay_a_layer]
WHOLE_EDITS = [name_the_circle, add_a_chapter, edit_the_theme]


@pytest.mark.parametrize("edit", [*TEXT_EDITS, *WHOLE_EDITS], ids=lambda edit: edit.__name__)
def test_after_an_edit_every_page_is_that_of_a_whole_build(tmp_path: Path, edit: Callable[[Path], Path]) -> None:
    folder = make_project(tmp_path / "project")
    preview = Preview(folder, tmp_path / "seen")
    before = preview.open_all()
    assert before == build_all(folder, tmp_path / "first")
    path = edit(folder)
    preview.take_in(path)
    after = preview.open_all()
    assert after != before
    assert after == build_all(folder, tmp_path / "then")
    # the engine lays the site out again only where more than texts has changed
    assert preview.whole_count == (2 if edit in WHOLE_EDITS else 1)


def test_only_pages_that_are_asked_for_are_made(tmp_path: Path) -> None:
    preview = Preview(make_project(tmp_path / "project"), tmp_path / "seen")
    made = {path.relative_to(preview.target).as_posix() for path in preview.target.rglob("*.html")}
    assert not made & set(addresses(preview.plugin))
    assert preview.plugin.prepare_file("sessions/opening.html") is None
    assert (preview.target / "sessions/opening.html").is_file()
    assert not (preview.target / "glossary.html").exists()
    assert not list(preview.target.rglob("*.pdf"))


def test_a_page_whose_text_is_the_same_is_not_drawn_again(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    preview = Preview(folder, tmp_path / "seen")
    preview.open_all()
    page = preview.target / "glossary.html"
    page.write_text("as it was", "utf-8")
    preview.take_in(edit_a_chapter(folder))
    preview.open_all()
    assert page.read_text("utf-8") == "as it was"


def test_a_template_that_fails_on_one_page_keeps_the_last_good_one(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    preview = Preview(folder, tmp_path / "seen")
    good = preview.open_all()["sessions/opening.html"]
    template = folder / "templates/pages/session.md.j2"
    text = template.read_text("utf-8")
    template.write_text(text + "\n{{ mistyped }}\n", "utf-8")
    preview.take_in(template)
    assert preview.plugin.prepare_file("sessions/opening.html") is None
    assert (preview.target / "sessions/opening.html").read_bytes() == good
    assert "mistyped" in preview.plugin.trouble
    template.write_text(text, "utf-8")
    preview.take_in(template)
    assert preview.plugin.trouble == ""


def test_nothing_looks_at_folders_again_and_again(tmp_path: Path) -> None:
    class Former:
        server_address, root, mount_path, error_handler = ("127.0.0.1", 0), str(tmp_path), "/", None

        def server_close(self) -> None:
            """There is nothing to close."""

    server = PreviewServer(Former(), lambda _: None, lambda _: None, lambda: "")  # type: ignore[arg-type]  # stands in
    assert not isinstance(server.observer, PollingObserver)
    server.server_close()


def test_a_folder_is_seen_to_go_and_to_come_back(tmp_path: Path) -> None:
    folder, seen = tmp_path / "my-circle", Event()
    observer = Observer()
    paths = WatchedPaths(observer, lambda _: seen.set())
    paths.add_path(str(folder))
    observer.start()

    def is_seen(change: Callable[[], object]) -> bool:
        seen.clear()
        change()
        return seen.wait(60)

    try:
        assert is_seen(folder.mkdir)
        assert is_seen(lambda: (folder / "circle.yml").write_text("people: 5\n"))
        assert is_seen(lambda: folder.rename(tmp_path / "aside"))
        assert is_seen(lambda: (tmp_path / "aside").rename(folder))
        assert is_seen(lambda: (folder / "circle.yml").write_text("people: 6\n"))
    finally:
        observer.stop()
        observer.join()


def test_a_theme_that_was_mended_is_shown(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    preview = Preview(folder, tmp_path / "seen")
    before = preview.open_all()
    theme = folder / "templates/theme/main.html"
    good = theme.read_text("utf-8")
    theme.write_text("{% block content %}", "utf-8")
    with pytest.raises(SystemExit):
        preview.take_in(theme)
    assert preview.plugin.trouble
    assert preview.open_all() == before
    theme.write_text(good + "{% block analytics %}<p>A line of it.</p>{% endblock %}", "utf-8")
    preview.take_in(theme)
    assert preview.open_all() == build_all(folder, tmp_path / "then")
    assert b"A line of it." in preview.open_all()["sessions/opening.html"]
