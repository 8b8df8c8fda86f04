"""What `pip install` of the project brings: a command that works in a folder that holds nothing but a circle's own."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from running import KEPT, ROOT, TINY, tree

OWN = "name: The night shift of ward nine\npeople: 6\n"
SOURCES = (
    "generator",
    "content",
    "templates",
    "mkdocs.yml",
    "pyproject.toml",
    "setup.py",
    "MANIFEST.in",
    "README.md",
    "LICENSE",
    "LICENSE-CONTENT",
)


class Installed:
    """A fresh environment with the wheel in it. What the wheel depends on is borrowed from the tests' own."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
        scripts, end = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
        self.python = folder / scripts / f"python{end}"
        self.command = folder / scripts / f"handbook{end}"
        self.packages = Path(
            self.run(self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
        )

    def borrow(self) -> None:
        """Brings the packages of this Python within reach, the own ones first."""
        borrowed = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
        (self.packages / "borrowed.pth").write_text("".join(f"{path}\n" for path in borrowed), "utf-8")

    def run(self, *command: str | Path, cwd: Path | None = None) -> str:
        """The output of a command that must come through, with nothing of the source tree within its reach."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV", "GITHUB_"))}
        environment = {**kept, "PYTHONUTF8": "1", "HANDBOOK_CACHE": str(ROOT / KEPT / "paper")}
        done = subprocess.run(
            list(map(str, command)), cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    source = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    build = "from setuptools import build_meta; print(build_meta.build_wheel('.'))"
    done = subprocess.run([sys.executable, "-c", build], cwd=source, capture_output=True, encoding="utf-8", check=True)
    made = Installed(tmp_path_factory.mktemp("environment"))
    pip = [made.python, "-m", "pip", "--disable-pip-version-check"]
    made.run(*pip, "install", "-q", "--no-deps", "--no-index", source / done.stdout.splitlines()[-1])
    made.borrow()
    return made


def own_folder(folder: Path) -> Path:
    """A folder with nothing in it but a circle's own layer."""
    (folder / "my-circle").mkdir()
    (folder / "my-circle/circle.yml").write_text(OWN, "utf-8")
    return folder


def test_the_wheel_brings_all_words_and_templates(installed: Installed) -> None:
    for name in ("content", "templates"):
        files = {path: digest for path, digest in tree(ROOT / name).items() if "__pycache__" not in path}
        assert len(files) > 50
        assert tree(installed.packages / "generator/bundle" / name) == files


def test_the_whole_handbook_is_read_where_nothing_is(installed: Installed, tmp_path: Path) -> None:
    said = installed.run(installed.command, "check", cwd=own_folder(tmp_path))
    files = sum(path.is_file() for path in (ROOT / "content").rglob("*"))
    assert said.endswith(f"{files + 1} files read; no problems.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["my-circle"]


def test_one_thing_is_printed_and_a_file_begun(installed: Installed, tmp_path: Path) -> None:
    own_folder(tmp_path)
    assert installed.run(installed.command, "print", "card", "two-column-test", cwd=tmp_path).strip().endswith(".pdf")
    assert (tmp_path / "printed/card-two-column-test-a4.pdf").read_bytes().startswith(b"%PDF")
    said = installed.run(installed.command, "new", "theme", "night-work", cwd=tmp_path)
    assert said.startswith("my-circle/themes/night-work.yml is there.")
    assert (tmp_path / "my-circle/themes/night-work.yml").is_file()


def test_a_site_is_built_from_what_came_along_and_a_layer(installed: Installed, tmp_path: Path) -> None:
    # the small content in place of the whole, which other tests build
    bundled = installed.packages / "generator/bundle/content"
    aside = bundled.rename(bundled.with_name("aside"))
    try:
        shutil.copytree(TINY, bundled)
        said = installed.run(installed.command, "build", cwd=own_folder(tmp_path))
    finally:
        shutil.rmtree(bundled)
        aside.rename(bundled)
    assert said.splitlines()[-2].startswith("The handbook is in site: 31 pages, ")
    assert "The night shift of ward nine" in (tmp_path / "site/index.html").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my-circle", "site"]
