"""Publishing: a whole site or the old one, never a mixture; the same bytes everywhere; what is not ours stays."""

import dataclasses
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import (
    KEPT,
    ROOT,
    free_port,
    handbook,
    listening,
    replace,
    skip_loudly,
    surroundings,
    tiny,
    tree,
    wait_until,
)

from generator.errors import BuildLocked, FileAccessError, SiteBuildError, UsageError
from generator.host import light_pages
from generator.host import process as engine
from generator.host.config import EngineConfig, parse_config, read_config
from generator.host.settings import MARKER
from generator.publish import build, export, swap, verify
from generator.publish.lock import exclusive_lock
from generator.site import bundle
from generator.site.model import Asset, NotFound, Page, Section, Settings, Site

PAGES = (Page("index.md", "Home", "# Home\n\n[A page](a/page.md)\n"), Page("a/page.md", "A page", "# A page\n"))
SITE = Site(Settings("Ours", "", "en", "teal"), PAGES, (Asset("a/file.pdf", b"%PDF"),), ("index.md",))
CONFIG = read_config(ROOT / "mkdocs.yml")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a site in it. Tests that change it take care to leave it as it was."""
    folder = tiny(tmp_path_factory.mktemp("published"))
    done = handbook("build", cwd=folder, TZ="UTC", PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-2:] == [
        "The handbook is in site: 31 pages, 45 files to print.",
        "To look at it, open site/index.html in a browser, or run: python -m generator serve",
    ]
    assert done.stderr == ""
    return folder


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme folder with nothing in it but what the config names."""
    folder = tmp_path / "the-theme"
    (folder / "assets").mkdir(parents=True)
    for name in ("favicon.svg", "icon-180.png"):
        (folder / "assets" / name).touch()
    return folder


def quiet(doing: str) -> None:
    """Nobody is watching."""


def leftovers(folder: Path) -> list[str]:
    """What a build left lying about, apart from what it means to keep."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != KEPT)


# the whole command


def test_a_build_leaves_a_whole_site_and_nothing_else(published: Path) -> None:
    assert sorted(path.name for path in published.iterdir() if path.name != KEPT) == ["content", "site"]
    site = tree(published / "site")
    assert {MARKER, "index.html", "sessions/opening.html", "exercises/role-play/de-role.html", "handbook.json"} <= set(
        site
    )
    assert not [name for name in site if name.endswith((".yml", ".md", ".j2"))]
    assert "It may have moved" in (published / "site" / "404.html").read_text("utf-8")


def test_the_same_input_gives_the_same_bytes_anywhere(published: Path, tmp_path: Path) -> None:
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "77"}
    command = [sys.executable, "-m", "generator", "build"]
    if os.name == "posix":
        command = ["sh", "-c", 'umask 077 && exec "$@"', "sh", *command]
    folder = tiny(tmp_path / "another place")
    subprocess.run(command, cwd=folder, env=surroundings(**elsewhere), check=True, capture_output=True)
    assert tree(folder / "site") == tree(published / "site")


def test_a_mistake_leaves_the_published_site_as_it_was(published: Path) -> None:
    before = tree(published / "site")
    replace(published / "content/circle.yml", "people: 5", "peple: 5")
    done = handbook("build", cwd=published)
    replace(published / "content/circle.yml", "peple: 5", "people: 5")
    assert done.returncode == 1
    assert done.stdout.endswith("1 problem in 1 of 16 files. Nothing was built; the published site is unchanged.\n")
    assert tree(published / "site") == before
    assert leftovers(published) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SKIPPED: Windows has no such limit")
@pytest.mark.parametrize("limit", [4_000, 60_000], ids=["while exporting", "while the engine writes"])
def test_a_full_disk_leaves_the_published_site_as_it_was(published: Path, limit: int) -> None:
    before = tree(published / "site")
    limited = (
        f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
        "runpy.run_module('generator', run_name='__main__')"
    )
    command = [sys.executable, "-c", limited, "build"]
    # what measures which lines run could not write its own file either, and would complain
    environment = {key: value for key, value in surroundings().items() if not key.startswith("COV")}
    done = subprocess.run(command, cwd=published, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr.startswith("handbook: ")
    assert done.stderr.count("\n") == 1
    assert "too large" in done.stderr
    assert tree(published / "site") == before
    assert leftovers(published) == []


PUBLISHER = """
import sys
from pathlib import Path
from test_publish import quiet, site_of
from generator.host.config import read_config
from generator.publish.build import publish_site
publish_site(site_of(sys.argv[1]), read_config(Path("plain.yml")), Path("the-theme"), Path("site"), quiet)
"""


def site_of(word: str) -> Site:
    """Thirty pages, each with the word on it."""
    pages = tuple(Page(f"p/{number}.md", word, f"# {word} {number}\n") for number in range(30))
    home = Page("index.md", word, f"# {word}\n")
    return Site(SITE.settings, (home, *pages), (Asset("a.txt", word.encode() * 1000),), ("index.md",))


@pytest.mark.skipif(sys.platform == "win32", reason="SKIPPED: there is no SIGKILL on Windows")
def test_a_killed_build_never_leaves_a_mixture(tmp_path: Path, theme: Path) -> None:
    environment = surroundings(PYTHONPATH=os.pathsep.join([str(ROOT / "tests"), str(ROOT)]))
    # the engine's plainest theme, so that this does not take long
    (tmp_path / "plain.yml").write_text("theme: {name: mkdocs}\nplugins: []\nuse_directory_urls: false\n", "utf-8")

    def publisher(word: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-c", PUBLISHER, word], cwd=tmp_path, env=environment)

    assert publisher("old").wait() == 0
    whole = {"old": tree(tmp_path / "site")}
    started = time.monotonic()
    assert publisher("new").wait() == 0
    takes = time.monotonic() - started
    whole["new"] = tree(tmp_path / "site")
    assert whole["old"].keys() == whole["new"].keys()
    for turn in range(10):
        process = publisher(("old", "new")[turn % 2])
        time.sleep(takes * (turn + 1) / 10)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert tree(tmp_path / "site") in whole.values()
    assert publisher("old").wait() == 0
    assert tree(tmp_path / "site") == whole["old"]
    assert leftovers(tmp_path) == []


def test_a_folder_that_is_not_ours_is_never_replaced(tmp_path: Path) -> None:
    (tiny(tmp_path) / "site").mkdir()
    (tmp_path / "site/thesis.txt").write_text("ten years of work", "utf-8")
    done = handbook("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "is not empty and was not made by a build, so it is not replaced; name another: --out DIR" in done.stderr
    assert tree(tmp_path / "site").keys() == {"thesis.txt"}
    assert leftovers(tmp_path) == []


def test_what_others_laid_into_the_site_is_kept_or_named(published: Path) -> None:
    site = published / "site"
    before = tree(site)
    (site / "CNAME").write_text("circle.example.org", "utf-8")
    (site / ".nojekyll").touch()
    (site / ".git" / "refs").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref: refs/heads/main", "utf-8")
    (site / "sessions" / ".DS_Store").touch()
    kept = {"CNAME", ".nojekyll", ".git/HEAD"}
    for _ in range(2):
        assert handbook("build", cwd=published).returncode == 0
        assert tree(site).keys() == before.keys() | kept
        assert (site / ".git" / "refs").is_dir()
    for number in range(5):
        (site / "sessions" / f"notes-{number}.txt").write_text("mine", "utf-8")
    done = handbook("build", cwd=published)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"handbook: in {site} lies what no build made and the next would delete: sessions/notes-0.txt, "
        "sessions/notes-1.txt, sessions/notes-2.txt and 2 more; move it elsewhere, or name another: --out DIR\n"
    )
    for number in range(5):
        (site / "sessions" / f"notes-{number}.txt").unlink()
    shutil.rmtree(site / ".git")
    (site / ".nojekyll").unlink()
    (site / "CNAME").unlink()
    assert tree(site) == before


def test_an_exported_folder_builds_to_the_published_site(published: Path, tmp_path: Path) -> None:
    assert handbook("export", tmp_path / "pages", cwd=published).returncode == 0
    environment = surroundings(SOURCE_DATE_EPOCH="315532800", NO_MKDOCS_2_WARNING="1")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path / "pages", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    site = tree(published / "site")
    del site[MARKER]
    # the engine by itself also lays there what no page asks for, and leaves blank lines
    build.remove_unused_files(tmp_path / "pages/site", [])
    for page in (tmp_path / "pages/site").rglob("*.html"):
        page.write_text(light_pages.lighten_page(page.read_text("utf-8")), "utf-8", newline="\n")
    others = frozenset(path for path in site if path.startswith(("printables/letter", "printables/a6/")))
    assert others
    bundle.write_zip(tmp_path / "pages/site", left_out=others)
    assert tree(tmp_path / "pages/site") == site


# putting a folder in another's place


@pytest.fixture(params=["in one step", "in two steps"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "in two steps":
        monkeypatch.setattr(swap, "exchange_folders", lambda one, other: False)
    elif sys.platform != "linux":
        skip_loudly("only Linux can exchange two names in one step")
    yield request.param


def folder_with(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text, "utf-8")
    return path


def test_a_folder_takes_another_ones_place(tmp_path: Path, ways: str) -> None:
    target = folder_with(tmp_path / "site", "old")
    swap.swap_in(folder_with(tmp_path / ".site.new", "new"), target)
    assert (target / "index.html").read_text("utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_system_can_exchange_two_names(tmp_path: Path) -> None:
    one, other = folder_with(tmp_path / "one", "1"), folder_with(tmp_path / "other", "2")
    assert swap.exchange_folders(one, other) == (sys.platform in ("linux", "darwin"))
    assert swap.exchange_folders(one, tmp_path / "nowhere") is False


def test_a_build_killed_between_two_renames_is_made_good(tmp_path: Path) -> None:
    folder_with(tmp_path / ".site.old", "old")
    folder_with(tmp_path / ".site.new", "new")
    folder_with(tmp_path / ".site.pages", "pages")
    swap.recover_target(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site/index.html").read_text("utf-8") == "old"


def test_read_only_folders_of_an_old_site_are_cleared_away(tmp_path: Path, ways: str) -> None:
    target = folder_with(tmp_path / "site", "old")
    folder_with(target / "sub", "old").chmod(0o500)
    swap.swap_in(folder_with(tmp_path / ".site.new", "new"), target)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_permissions_are_given_before_a_folder_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = folder_with(tmp_path / ".site.new", "left")
    (left / "link").symlink_to(folder_with(tmp_path / "elsewhere", "theirs"))
    folder_with(left / "sub", "left").chmod(0o500)
    elsewhere = (tmp_path / "elsewhere").stat().st_mode

    def refuse(folder: Path) -> None:
        assert (left / "sub").stat().st_mode & 0o777 == 0o700
        raise PermissionError(errno.EACCES, "Permission denied", "sub")

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(FileAccessError) as told:
        swap.recover_target(tmp_path / "site")
    assert str(told.value) == (
        f"{left} was left by an earlier build and cannot be removed (Permission denied); remove it, then build again"
    )
    assert (tmp_path / "elsewhere").stat().st_mode == elsewhere


def test_a_rename_that_fails_brings_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, new = folder_with(tmp_path / "site", "old"), folder_with(tmp_path / ".site.new", "new")
    rename = Path.rename

    def failing(self: Path, to: Path) -> Path:
        if self == new:
            raise OSError(errno.EBUSY, "busy")
        return rename(self, to)

    monkeypatch.setattr(swap, "exchange_folders", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="busy"):
        swap.swap_in(new, target)
    assert (target / "index.html").read_text("utf-8") == "old"


HOLDER = """
import sys
from pathlib import Path
from test_publish import take_locks_away
from generator.publish.lock import exclusive_lock
take_locks_away(int(sys.argv[2]))
with exclusive_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def take_locks_away(number: int) -> None:
    """Makes the system refuse file locks with an error number, as some network drives do; 0 leaves them alone."""

    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    if number:
        import fcntl

        fcntl.flock = refuse


@pytest.mark.parametrize("number", [0, errno.ENOSYS, errno.ENOLCK], ids=["locks", "no such call", "no locks here"])
def test_only_one_holds_the_lock_and_a_dead_one_does_not(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if number:
        if sys.platform == "win32":
            pytest.skip("SKIPPED: Windows has locks everywhere")
        import fcntl

        monkeypatch.setattr(fcntl, "flock", fcntl.flock)
        take_locks_away(number)
    path = tmp_path / ".site.lock"
    command = [sys.executable, "-c", HOLDER, str(path), str(number)]
    environment = surroundings(PYTHONPATH=os.pathsep.join([str(ROOT / "tests"), str(ROOT)]))
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == b"held"
        with pytest.raises(BuildLocked), exclusive_lock(path):
            pass
        process.kill()
    with exclusive_lock(path):
        assert path.exists()
        with pytest.raises(BuildLocked), exclusive_lock(path):
            pass
    assert list(tmp_path.iterdir()) == []


# what is looked at before a site is published


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="b.html">', "a.html: a link leads to b.html, which is not there"),
        ('<a class="x" href="a.html#there">', "a.html: a link leads to a.html#there, a place that is not there"),
        ('<a href="#there">', "a.html: a link leads to a.html#there, a place that is not there"),
        ('<img src="../x.png">', "a.html: a link leads to ../x.png, which is not there"),
        (
            '<a href="/a.html">',
            'a.html: the link "/a.html" starts at the root of the host, so it leads nowhere in a folder',
        ),
        ('<a href="sub/">', "a.html: a link leads to sub/index.html, which is not there"),
    ],
    ids=["page", "place", "place on the page", "picture", "absolute", "folder"],
)
def test_a_dead_link_is_found(page: str, said: str) -> None:
    assert verify.find_broken_links(verify.BuiltSite(frozenset({"a.html"}), {"a.html": page}), []) == [said]


def test_good_links_and_other_hosts_are_left_alone() -> None:
    page = (
        '<a id="x" href="#x"><a href="a.html#x"><a href="./?q=1"><a href="https://example.org/y"><a href="mailto:a@b">'
        '<a href="a%20b.txt"><a href="">'
    )
    built = verify.BuiltSite(frozenset({"a.html", "index.html", "a b.txt"}), {"a.html": page, "index.html": ""})
    assert verify.find_broken_links(built, ["a.html"]) == []


def test_a_page_that_did_not_come_out_is_found() -> None:
    assert verify.find_broken_links(verify.BuiltSite(frozenset(), {}), ["year.html"]) == ["year.html was not made"]


def test_what_the_engine_warns_of_is_not_published(tmp_path: Path, theme: Path) -> None:
    dead = Site(SITE.settings, (Page("index.md", "Home", "[gone](gone.md)\n"),), (), ("index.md",))
    with pytest.raises(SiteBuildError, match=r"gone\.md"):
        build.publish_site(dead, CONFIG, theme, tmp_path / "site", quiet)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["the-theme"]


def test_a_dead_link_of_the_theme_is_not_published(tmp_path: Path, theme: Path) -> None:
    (theme / "main.html").write_text(
        '{% extends "base.html" %}{% block content %}<a href="gone.pdf">x</a>{% endblock %}', "utf-8"
    )
    with pytest.raises(SiteBuildError, match=r"a link leads to .*gone\.pdf, which is not there"):
        build.publish_site(SITE, CONFIG, theme, tmp_path / "site", quiet)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["the-theme"]


# the engine's process


def test_an_engine_that_cannot_write_is_one_sentence(tmp_path: Path, theme: Path) -> None:
    export.write_export(tmp_path / "pages", export.list_export_files(SITE, CONFIG, {"own.css": b""}))
    (tmp_path / "file").touch()
    with pytest.raises(FileAccessError, match="Not a directory"):
        engine.build_pages(tmp_path / "pages/mkdocs.yml", tmp_path / "file" / "site")


def test_the_engine_ends_with_whoever_started_it(tmp_path: Path) -> None:
    export.write_export(tmp_path, export.list_export_files(SITE, CONFIG, {"x.css": b""}))
    port = free_port()
    starter = "import sys; from pathlib import Path; from generator.host import process\n"
    starter += "process.serve_pages(Path(sys.argv[1]), int(sys.argv[2]), {})"
    command = [sys.executable, "-c", starter, str(tmp_path / "mkdocs.yml"), str(port)]
    with subprocess.Popen(command, env=surroundings(), stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: listening(port))
        process.kill()
    wait_until(lambda: not listening(port))


# pages on disk


def test_an_export_writes_what_changed_and_removes_what_is_gone(tmp_path: Path, theme: Path) -> None:
    folder = tmp_path / "pages"
    first = export.export_site(SITE, CONFIG, theme, folder)
    assert (first.written_count, first.removed_count) == (first.file_count, 0)
    assert export.export_site(SITE, CONFIG, theme, folder) == export.ExportSummary(first.file_count, 0, 0)
    less = Site(SITE.settings, (Page("index.md", "Home", "# Home\n"),), (), ("index.md",))
    assert export.export_site(less, CONFIG, theme, folder) == export.ExportSummary(first.file_count - 2, 2, 2)
    assert not (folder / "docs/a").exists()
    assert leftovers(tmp_path) == []


def test_an_export_heals_its_own_files_and_leaves_others(tmp_path: Path, theme: Path) -> None:
    folder = tmp_path / "pages"
    export.export_site(SITE, CONFIG, theme, folder)
    (folder / "docs/index.md").write_text("edited by hand", "utf-8")
    (folder / "notes.txt").write_text("not ours", "utf-8")
    assert export.export_site(SITE, CONFIG, theme, folder).written_count == 1
    assert (folder / "docs/index.md").read_text("utf-8") == PAGES[0].text
    assert (folder / "notes.txt").read_text("utf-8") == "not ours"


def test_an_export_into_a_folder_that_is_not_ours_is_refused(tmp_path: Path, theme: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/thesis.txt").write_text("ten years of work", "utf-8")
    with pytest.raises(UsageError, match="not empty and was not made by an export"):
        export.export_site(SITE, CONFIG, theme, tmp_path / "pages")
    assert tree(tmp_path / "pages").keys() == {"thesis.txt"}


def test_a_forged_list_of_files_cannot_reach_outside(tmp_path: Path, theme: Path) -> None:
    folder = tmp_path / "pages"
    export.export_site(SITE, CONFIG, theme, folder)
    (tmp_path / "thesis.txt").write_text("ten years of work", "utf-8")
    (folder / export.MANIFEST).write_text(f"../thesis.txt\n{tmp_path / 'thesis.txt'}\n", "utf-8")
    assert export.export_site(SITE, CONFIG, theme, folder).removed_count == 0
    assert (tmp_path / "thesis.txt").exists()


@pytest.mark.parametrize("path", ["../outside.md", "/outside.md", "a/../../outside.md"])
def test_a_page_that_would_lie_outside_is_a_mistake_of_ours(path: str) -> None:
    with pytest.raises(ValueError, match="leads out of the folder"):
        export.list_export_files(Site(SITE.settings, (Page(path, "", ""),), (), ()), CONFIG, {})


def test_the_exported_config_says_what_the_circle_says() -> None:
    settings = Settings(
        "Circle: “one”", "About", "de", "plum", "https://example.org/c/", "https://example.org/us/ours.git"
    )
    settings = dataclasses.replace(settings, not_found=NotFound("Weg", "Nicht da", "„Anfang“"))
    site = Site(settings, PAGES, (), ("index.md", Section("More: of it", ())))
    own = {"plugins": ["search", "handbook"], "theme": {"name": "material", "font": False}, "extra": {"x": "1"}}
    text = export.make_config_text(site, EngineConfig(own))
    assert parse_config("mkdocs.yml", text) == {
        "site_name": "Circle: “one”",
        "site_description": "About",
        "site_url": "https://example.org/c/",
        "repo_url": "https://example.org/us/ours.git",
        "repo_name": "us/ours",
        "edit_uri": "",
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": ["index.md", {"More: of it": []}],
        "not_in_nav": "/a/page.md\n",
        "plugins": ["search"],
        "theme": {"name": "material", "font": False, "custom_dir": "theme", "language": "de"},
        "extra": {
            "x": "1",
            "accent": "plum",
            "not_found": {"title": "Weg", "text": "Nicht da", "home": "„Anfang“"},
        },
    }
