"""What tests of whole commands share: a small project, the command in a process of its own, the state of a folder."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from generator.site.model import SOURCE_DATE

ROOT = Path(__file__).resolve().parent.parent
KEPT = ".cache"
TINY = ROOT / "tests" / "tiny" / "content"


def tiny(folder: Path) -> Path:
    """A project with the small content of the tests in it."""
    shutil.copytree(TINY, folder / "content")
    return folder


def surroundings(**more: str) -> dict[str, str]:
    """An environment in which the generator of this tree runs, whatever build service the tests run under and whenever
    files were changed. What is typeset is kept in one place for all tests, unless a test names its own."""
    given = {key: value for key, value in os.environ.items() if key != "GITHUB_ACTIONS"}
    given["SOURCE_DATE_EPOCH"] = str(SOURCE_DATE)
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**given, "PYTHONPATH": path, "PYTHONUTF8": "1", "HANDBOOK_CACHE": str(ROOT / KEPT / "paper"), **more}


def handbook(*arguments: str | Path, cwd: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Runs the command in a folder, with more environment variables if given."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=surroundings(**more), capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes; what a build keeps for the next one is left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and KEPT not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def replace(path: Path, old: str, new: str) -> None:
    """Edits a file; the old words must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def listening(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def skip_loudly(reason: str) -> NoReturn:
    """Skips a test that this machine cannot run; in CI, where REQUIRE_BROWSER is set, fails it."""
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"REQUIRE_BROWSER is set, and a test cannot run: {reason}")
    pytest.skip(f"SKIPPED: {reason}")


def wait_until(true: Callable[[], bool], seconds: float = 300) -> None:
    """Waits for something to become true, and fails if it does not."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
