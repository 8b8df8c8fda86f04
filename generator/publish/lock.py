"""Only one build at a time writes to a folder. Knows nothing of what is built.

The lock belongs to the process, so a killed build gives it up.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.errors import BuildLocked

if sys.platform == "win32":
    import msvcrt

    def grab(descriptor: int) -> None:
        """Takes the lock, or raises OSError at once if another process has it."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def grab(descriptor: int) -> None:
        """Takes the lock, or raises OSError at once if another process has it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Holds the lock file at `path`, and takes it away afterwards.

    Raises BuildLocked if another process holds it, OSError if the file cannot be made.
    """
    descriptor = hold(path)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def hold(path: Path) -> int:
    """An open descriptor that holds the lock."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            grab(descriptor)
        except OSError as fault:
            os.close(descriptor)
            if fault.errno in TAKEN:
                raise BuildLocked(f"another build is writing here ({path.parent})") from fault
            raise
        if still_there(path, descriptor):
            return descriptor
        # its last holder took the file away between our opening and our locking it
        os.close(descriptor)


def still_there(path: Path, descriptor: int) -> bool:
    """Whether the locked file is the one that others will find under its name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
