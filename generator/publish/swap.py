"""Puts a finished folder in the place of another, so that at every instant a whole one stands there, or none.

Also clears away what a killed build left behind. Knows nothing of what is in the folders. Callers hold the lock.
"""

import ctypes
import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from generator.errors import FileAccessError

AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2
LEFTOVERS = ("new", "pages")


def sibling(target: Path, what: str) -> Path:
    """A hidden name next to the target, on the same disk."""
    return target.with_name(f".{target.name}.{what}")


def recover_target(target: Path) -> None:
    """Undoes what a killed build left: puts the old folder back if it was killed between two renames, and removes what
    was half made."""
    old = sibling(target, "old")
    if old.exists():
        if target.exists():
            remove_tree(old)
        else:
            old.rename(target)
    for what in LEFTOVERS:
        remove_tree(sibling(target, what))


def remove_tree(folder: Path) -> None:
    """Takes a folder away if it is there, read-only ones within it too. Raises FileAccessError, which names it."""
    try:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            _make_removable(folder)
            shutil.rmtree(folder)
    except OSError as fault:
        raise FileAccessError(
            f"{folder} was left by an earlier build and cannot be removed ({fault.strerror}); "
            "remove it, then build again"
        ) from fault


def _make_removable(folder: Path) -> None:
    """Give folders, and on Windows files, the permissions without which nothing in them can be removed."""
    folder.chmod(stat.S_IRWXU)
    for above, folders, files in os.walk(folder):
        for name in (*folders, *(files if sys.platform == "win32" else ())):
            path = Path(above) / name
            if not path.is_symlink():
                path.chmod(stat.S_IRWXU)


def swap_in(new: Path, target: Path) -> None:
    """Gives `new` the name of `target`; afterwards the former target, if there was one, is gone.

    Raises OSError; then the old folder still stands, or `recover_target` brings it back.
    """
    if not target.exists():
        new.rename(target)
        return
    if not exchange_folders(new, target):
        old = sibling(target, "old")
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
        old.rename(new)
    # the new site stands; if the old one cannot be cleared away now, the next build does it
    with suppress(FileAccessError):
        remove_tree(new)


def exchange_folders(one: Path, other: Path) -> bool:
    """Swaps two names in one step, where the system can; False if it cannot."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, RENAME_SWAP) == 0)
    return False
