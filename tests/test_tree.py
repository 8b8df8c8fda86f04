"""Nothing lies in the tree that was made while somebody looked at something, such as pictures of pages."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import PurePosixPath

from running import ROOT

# what is looked at once and then forgotten
MADE = frozenset({".gif", ".html", ".jpg", ".log", ".orig", ".pdf", ".png", ".ppm", ".rej", ".svg", ".webp", ".zip"})


def list_tree() -> list[str]:
    """Everything that is handed on with this tree: what git holds, or without it what lies there and is not ignored."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()}
        tops = [path for path in ROOT.iterdir() if path.name not in ignored]
        files = [path for top in tops for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file()]
        return [path.relative_to(ROOT).as_posix() for path in files]
    # whoever owns the folder: it is only read
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    out = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    return [name for name in out.decode().split("\0") if name]


def find_forgotten(names: Iterable[str]) -> list[str]:
    """The names at the top of a tree that look forgotten: what was made, and folders that hold nothing else."""
    kinds: dict[str, set[str]] = {}
    for path in map(PurePosixPath, names):
        kinds.setdefault(path.parts[0], set()).add(path.suffix)
    return sorted(top for top, suffixes in kinds.items() if suffixes <= MADE)


def test_nothing_forgotten_lies_at_the_top_of_the_tree() -> None:
    names = list_tree()
    assert "README.md" in names
    assert find_forgotten(names) == []


def test_what_was_forgotten_is_noticed() -> None:
    kept = ["README.md", "content/images/logo.png", "content/circle.yml", "LICENSE", ".github/a.png", ".github/x.yml"]
    assert find_forgotten([*kept, "--01.ppm", "after/a4/1.png", "after/a4/2.png"]) == ["--01.ppm", "after"]
