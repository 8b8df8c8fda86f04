"""Temporary folders of typesetters, and those that killed builds left behind."""

import os
import re
import shutil
import tempfile
import time
from pathlib import Path

_PREFIX = "handbook-paper-"
_NAME = re.compile(rf"{_PREFIX}(\d+)-\w+")
# a process of another machine or container that shares the folder cannot be seen, so young folders are left alone
_YOUNG_SECONDS = 3600


def make_temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder that bears this process's number, and is deleted as soon as nobody holds it."""
    return tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-")


def clear_abandoned_folders() -> None:
    """Delete the folders of processes that are gone; what cannot be deleted stays."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        found = _NAME.fullmatch(path.name)
        if found and not path.is_symlink() and _is_old(path) and not _is_running(int(found[1])):
            shutil.rmtree(path, ignore_errors=True)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _YOUNG_SECONDS
    except OSError:
        return False


def _is_running(process: int) -> bool:
    """Whether a process runs; on Windows, where asking would end it, every process is taken to run."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
