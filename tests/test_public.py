"""What lies in `public` of a circle's folder is published as it is, by both ways; what may not lie there is told."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from reading import ROOT
from running import handbook, skip_loudly, surroundings, tiny, tree

from generator.errors import FileAccessError
from generator.folders import find_project
from generator.project import load_content
from generator.source.files import MAX_PICTURE_BYTES
from generator.source.public import read_public_folder

FILES = {
    ".nojekyll": b"",
    ".well-known/security.txt": b"Contact: https://example.org/\n",
    "CNAME": b"circle.example.org\n",
    "our-ward/rota.html": b"<a href='gone.html'>as it is</a>\r\n",
    "notes.md": b"# not a page\n",
}


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """Put files into the folder `public` of a circle's folder; return that."""
    for path, data in files.items():
        file = folder / "public" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def mkdocs(folder: Path) -> None:
    environment = surroundings(NO_MKDOCS_2_WARNING="1")
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=folder, env=environment, check=False)
    assert done.returncode == 0


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with files to publish, and with a site of each way."""
    folder = tiny(tmp_path_factory.mktemp("public"))
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    lay(folder / "my-circle", FILES)
    done = handbook("build", "--out", "made", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    mkdocs(folder)
    return folder


@pytest.mark.parametrize("site", ["made", "site"])
def test_every_file_is_published_as_it_is(project: Path, site: str) -> None:
    assert {path: (project / site / path).read_bytes() for path in FILES} == FILES
    assert not (project / site / "notes.html").exists()
    packed = zipfile.ZipFile(project / site / "handbook.zip").namelist()
    assert "circle-handbook/our-ward/rota.html" in packed
    assert not [name for name in packed if "CNAME" in name or "/." in name]


def test_both_ways_make_the_same(project: Path) -> None:
    assert tree(project / "made") == tree(project / "site")


def test_what_is_taken_out_again_goes_from_the_site_and_what_others_laid_there_stays(project: Path) -> None:
    for site in ("made", "site"):
        (project / site / ".git").mkdir()
        (project / site / ".git" / "HEAD").write_text("ref", "utf-8")
    shutil.rmtree(project / "my-circle" / "public")
    assert handbook("build", "--out", "made", cwd=project).returncode == 0
    mkdocs(project)
    try:
        for site in ("made", "site"):
            assert [path for path in FILES if (project / site / path).is_file()] == []
            assert (project / site / ".git" / "HEAD").is_file()
    finally:
        lay(project / "my-circle", FILES)


def test_an_export_takes_them_along(project: Path) -> None:
    assert handbook("export", "exported", cwd=project).returncode == 0
    assert (project / "exported/docs/our-ward/rota.html").read_bytes() == FILES["our-ward/rota.html"]
    assert not (project / "exported/docs/notes.md").exists()


@pytest.mark.parametrize("path", ["year.html", "Sessions/ours.txt", "search/x.js", "handbook.zip", "printables/a.pdf"])
def test_a_name_of_ours_is_refused_with_its_place(project: Path, path: str) -> None:
    lay(project / "my-circle", {path: b"x"})
    try:
        done = handbook("check", cwd=project)
    finally:
        (project / "my-circle/public" / path).unlink()
    assert done.returncode == 1
    name = path.split("/", maxsplit=1)[0]
    assert f'my-circle/public/{path}:1:1: "{name}" is already the name of a page or folder' in done.stdout
    assert "[name-taken]" in done.stdout


@pytest.mark.parametrize(
    ("path", "size", "code"),
    [
        (".git/config", 1, "hidden-file"),
        (".htaccess", 1, "hidden-file"),
        ("a/.nojekyll", 1, "hidden-file"),
        ("a/b/c/d/e/f/g/h/i/j.txt", 1, "too-deep"),
        ("a\u200bb.txt", 1, "odd-name"),
        ("large.bin", MAX_PICTURE_BYTES + 1, "too-large"),
        ("large.bin", MAX_PICTURE_BYTES, ""),
        ("Thumbs.db", 1, ""),
    ],
)
def test_what_may_not_be_published_is_told(tmp_path: Path, path: str, size: int, code: str) -> None:
    files, problems = read_public_folder(lay(tmp_path, {path: b"0" * size}), "my-circle")
    assert [problem.code for problem in problems] == ([code] if code else [])
    assert [file.path for file in files] == ([path] if path == "large.bin" and not code else [])


@pytest.mark.parametrize("name", ["a-file", "a-folder", ""])
def test_links_are_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("secret", "utf-8")
    target = tmp_path / "elsewhere" / ("secret.txt" if name == "a-file" else "")
    circle = tmp_path / "my-circle"
    (circle / "public" if name else circle).mkdir(parents=True)
    try:
        (circle / "public" / name).symlink_to(target) if name else (circle / "public").symlink_to(target)
    except OSError:
        skip_loudly("this system lets nobody make links")
    files, problems = read_public_folder(circle, "my-circle")
    assert (files, [problem.code for problem in problems]) == ((), ["symlink"])


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(FileAccessError, match="Permission denied"):
        read_public_folder(lay(tmp_path, {"a.txt": b"a"}), "my-circle")


def test_what_lies_in_the_originals_folder_is_told_and_not_published(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    lay(folder / "content", {"CNAME": b"original.example.org\n"})
    lay(folder / "my-circle", {"notes.txt": b"ours"})
    found = load_content(find_project(folder))
    assert [file.display_path for file in found.public] == ["my-circle/public/notes.txt"]
    told = [(one.place.file, one.code, one.warning) for one in found.problems if one.code == "not-published"]
    assert told == [("content/public/CNAME", "not-published", True)]
