"""What tests of whole commands share: a small project of their own, the command in a process of its own, a folder's state."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests" / "tiny" / "content"


def tiny(folder: Path) -> Path:
    """A project with the small content of the tests in it."""
    shutil.copytree(TINY, folder / "content")
    return folder


def surroundings(**more: str) -> dict[str, str]:
    """An environment in which the generator of this tree runs, whatever build service the tests run under."""
    given = {key: value for key, value in os.environ.items() if key not in ("GITHUB_ACTIONS", "SOURCE_DATE_EPOCH")}
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**given, "PYTHONPATH": path, "PYTHONUTF8": "1", **more}


def handbook(*arguments: str | Path, cwd: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Runs the command in a folder, with more environment variables if given."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=surroundings(**more), capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def replace(path: Path, old: str, new: str) -> None:
    """Edits a file; the old words must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")
