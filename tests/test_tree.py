"""Nothing lies in the tree that was made while somebody looked at something, such as pictures of pages."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import PurePosixPath

import pytest
from running import ROOT

# what is looked at once and then forgotten
MADE = frozenset({".gif", ".html", ".jpg", ".log", ".orig", ".pdf", ".png", ".ppm", ".rej", ".svg", ".webp", ".zip"})


def list_tracked() -> list[str]:
    """Everything that is handed on with this tree."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("SKIPPED: without git and a working copy of it nothing tells what belongs to the tree")
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
    tracked = list_tracked()
    assert "README.md" in tracked
    assert find_forgotten(tracked) == []


def test_what_was_forgotten_is_noticed() -> None:
    kept = ["README.md", "content/images/logo.png", "content/circle.yml", "LICENSE", ".github/a.png", ".github/x.yml"]
    assert find_forgotten([*kept, "--01.ppm", "after/a4/1.png", "after/a4/2.png"]) == ["--01.ppm", "after"]
