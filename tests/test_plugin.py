"""Plain MkDocs with the plugin: the same site as the command makes, and a live preview that outlives mistakes."""

import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from running import ROOT, free_port, handbook, listening, replace, surroundings, tiny, tree, wait_until

KEPT = "The preview keeps showing the last good pages."
ALERT = 'role="alert"'
MISSPELT = 'content/circle.yml:3:1: "peple" is not understood here\n    3 | peple: 5\n      | ^^^^^\n'


@pytest.fixture(autouse=True)
def installed() -> None:
    assert entry_points(group="mkdocs.plugins", name="handbook"), "install the project first: pip install -e ."


def project(folder: Path) -> Path:
    """A small project that plain MkDocs can build: content, templates and config."""
    tiny(folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def mkdocs(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = surroundings(NO_MKDOCS_2_WARNING="1")
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a site that plain MkDocs made. Tests that change it put it back."""
    folder = project(tmp_path_factory.mktemp("built"))
    (folder / "content/images").mkdir()
    (folder / "content/images/stray.html").write_text("<script>alert(1)</script>", "utf-8")
    (folder / "content/stray.js").write_text("alert(1)", "utf-8")
    (folder / "content/README.md").write_text("# For those who edit\n", "utf-8")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/stray.html").write_text("not in the content", "utf-8")
    (folder / "content/.hidden").symlink_to(folder / "elsewhere")
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return folder


def test_plain_mkdocs_makes_the_same_site_as_the_command(built: Path) -> None:
    done = handbook("build", "--out", "other", cwd=built)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(built / "site") == tree(built / "other")


def test_a_folder_that_no_build_made_is_never_emptied(built: Path) -> None:
    theirs = built / "docs"
    theirs.mkdir()
    (theirs / "a.txt").write_text("a colleague's", "utf-8")
    done = mkdocs(built, "build", "--site-dir", "docs")
    assert done.returncode == 1
    assert f"{theirs} is not empty and was not made by a build, so it is not replaced" in done.stderr
    assert "name another after site_dir: in mkdocs.yml" in done.stderr
    assert tree(theirs).keys() == {"a.txt"}
    shutil.rmtree(theirs)


def test_what_lies_about_in_the_content_is_not_published(built: Path) -> None:
    names = tree(built / "site").keys()
    assert "sessions/opening.html" in names
    assert not [name for name in names if "stray" in name or "hidden" in name or name.endswith((".yml", ".md"))]
    assert "For those who edit" not in (built / "site/index.html").read_text("utf-8")


def test_a_mistake_is_told_in_the_same_words_and_the_old_site_stays(built: Path) -> None:
    before = tree(built / "site")
    replace(built / "content/circle.yml", "people: 5", "peple: 5")
    done = mkdocs(built, "build")
    replace(built / "content/circle.yml", "peple: 5", "people: 5")
    assert done.returncode == 1
    assert MISSPELT in done.stderr
    assert "1 problem in 1 of 17 files. Nothing was built; the published site is unchanged.\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(built / "site") == before


def test_what_others_laid_into_the_site_is_kept_or_named(built: Path) -> None:
    before = tree(built / "site")
    (built / "site" / "CNAME").write_text("circle.example.org", "utf-8")
    (built / "site" / ".nojekyll").touch()
    assert mkdocs(built, "build").returncode == 0
    assert tree(built / "site").keys() == before.keys() | {"CNAME", ".nojekyll"}
    (built / "site" / "notes.txt").write_text("mine", "utf-8")
    done = mkdocs(built, "build")
    assert done.returncode == 1
    assert "lies what no build made and the next would delete: notes.txt; move it elsewhere" in done.stderr
    for name in ("CNAME", ".nojekyll", "notes.txt"):
        (built / "site" / name).unlink()
    assert tree(built / "site") == before


def test_a_site_that_mkdocs_made_may_be_replaced_by_the_command(built: Path) -> None:
    assert handbook("build", cwd=built).returncode == 0


class Preview:
    """A live preview that runs in a project."""

    def __init__(self, folder: Path, port: int, log: Path) -> None:
        self.folder, self.port, self.log = folder, port, log

    def page(self, path: str) -> str:
        """A page as a browser gets it; an answer must come."""
        with self.open(path) as answer:
            return str(answer.read().decode())

    def open(self, path: str) -> HTTPResponse:
        """A file as a browser gets it."""
        found = urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=300)
        assert isinstance(found, HTTPResponse)
        return found

    def shows(self, path: str, words: str) -> None:
        """Waits until a page holds words."""
        wait_until(lambda: words in self.page(path))

    def says(self, words: str) -> None:
        """Waits until the terminal shows words, then forgets what it showed."""
        wait_until(lambda: words in self.log.read_text("utf-8"))
        self.log.write_text("", "utf-8")

    def warns(self, path: str, words: str) -> None:
        """Waits until a page shows what is wrong, below what was good."""
        wait_until(lambda: words in self.page(path).partition(ALERT)[2])

    def recovers(self, path: str) -> None:
        """Waits until a page no longer says that something is wrong."""
        wait_until(lambda: ALERT not in self.page(path))


@contextmanager
def preview(folder: Path, *command: str) -> Iterator[Preview]:
    """Runs a module as a command in a folder; `PORT` in its arguments becomes a free port."""
    port, log = free_port(), folder / "log"
    arguments = [word.replace("PORT", str(port)) for word in command]
    with log.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=folder, env=surroundings(), stdout=file, stderr=file
        )
        try:
            wait_until(lambda: listening(port) or process.poll() is not None)
            assert process.poll() is None, log.read_text("utf-8")
            yield Preview(folder, port, log)
        finally:
            process.kill()
            process.wait()
            wait_until(lambda: not listening(port))


def test_the_preview_shows_every_edit_and_outlives_mistakes(tmp_path: Path) -> None:
    folder = project(tmp_path)
    with preview(folder, "generator", "serve", "--port", "PORT") as seen:
        seen.shows("sessions/opening.html", "The first evening")

        replace(folder / "content/sessions/opening.yml", "title: The first evening", "title: The warm evening")
        seen.shows("sessions/opening.html", "The warm evening")

        replace(folder / "content/chapters/the-frame.md", "Everyone may pass.", "Everyone may sing.")
        seen.shows("chapters/the-frame.html", "Everyone may sing.")

        template = folder / "templates/pages/glossary.md.j2"
        template.write_text(template.read_text("utf-8") + "\nA line of the template.\n", "utf-8")
        seen.shows("glossary.html", "A line of the template.")

        replace(folder / "content/circle.yml", "people: 5", "peple: 5")
        seen.says(KEPT)
        seen.warns("sessions/opening.html", "is not understood here")
        assert "The warm evening" in seen.page("sessions/opening.html")
        replace(folder / "content/circle.yml", "peple: 5", "people: 6")
        seen.recovers("sessions/opening.html")

        theme = folder / "templates/theme/main.html"
        good = theme.read_text("utf-8")
        theme.write_text("{% block content %}", "utf-8")
        seen.says(KEPT)
        assert "The warm evening" in seen.page("sessions/opening.html")
        theme.write_text(good + "{% block analytics %}<p>A line of it.</p>{% endblock %}", "utf-8")
        seen.shows("sessions/opening.html", "A line of it.")

        (folder / "my-circle").mkdir()
        (folder / "my-circle/circle.yml").write_text("name: A circle of our own\n", "utf-8")
        seen.shows("index.html", "A circle of our own")
        replace(folder / "my-circle/circle.yml", "A circle of our own", "A circle renamed")
        seen.shows("index.html", "A circle renamed")

        # folders come and go
        (folder / "my-circle").rename(folder / "put-aside")
        seen.shows("index.html", "The tiny circle")
        (folder / "put-aside").rename(folder / "my-circle")
        seen.shows("index.html", "A circle renamed")
        replace(folder / "my-circle/circle.yml", "A circle renamed", "A circle again")
        seen.shows("index.html", "A circle again")
        assert "Traceback" not in seen.log.read_text("utf-8")


def test_a_preview_makes_paper_and_the_search_when_they_are_asked_for(tmp_path: Path) -> None:
    folder = project(tmp_path)
    with preview(folder, "generator", "serve", "--port", "PORT") as seen:
        replace(folder / "content/sessions/opening.yml", "title: The first evening", "title: The warm evening")
        seen.shows("search/index.js", "The warm evening")
        with seen.open("printables/a4/sessions/opening.pdf") as answer:
            assert answer.read(5) == b"%PDF-"
        replace(folder / "content/sessions/opening.yml", "title: The warm evening", "title: The cool evening")
        seen.shows("search/index.js", "The cool evening")


def test_a_preview_that_starts_with_mistakes_shows_them_until_they_are_mended(tmp_path: Path) -> None:
    folder = project(tmp_path)
    replace(folder / "content/circle.yml", "people: 5", "peple: 5")
    with preview(folder, "mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:PORT") as seen:
        seen.shows("index.html", "is not understood here")
        replace(folder / "content/circle.yml", "peple: 5", "people: 5")
        seen.shows("index.html", "The tiny circle")


def test_a_preview_shows_further_layers(tmp_path: Path) -> None:
    tiny(tmp_path)
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra/circle.yml").write_text("name: The extra circle\n", "utf-8")
    with preview(tmp_path, "generator", "serve", "--layer", "extra", "--port", "PORT") as seen:
        seen.shows("index.html", "The extra circle")
