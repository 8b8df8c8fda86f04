"""Only one build at a time writes to a folder. Knows nothing of what is built.

The lock belongs to the process, so a killed build gives it up.
"""

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from generator.errors import BuildLocked

NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` and remove it afterwards.

    Raises BuildLocked at once if another process holds it, OSError if the file cannot be made.
    """
    try:
        lock = acquire_lock(path)
    except Timeout as error:
        raise BuildLocked(f"another build is writing here ({path.parent})") from error
    try:
        yield
    finally:
        # still held: whoever waits for this file finds that it is gone, and makes a new one
        with suppress(OSError):
            path.unlink()
        lock.release()


def acquire_lock(path: Path) -> BaseFileLock:
    """Return a held lock: the system's, or, on a drive that has none, a file with the number of its process in it.

    Raises Timeout at once if another process holds it.
    """
    lock: BaseFileLock = FileLock(path, timeout=0)
    with warnings.catch_warnings(action="ignore"):
        try:
            lock.acquire()
        except OSError as error:
            if error.errno not in NO_LOCKS_HERE:
                raise
            # a name of its own, since the file that could not be locked says nothing of who made it
            lock = SoftFileLock(path.with_name(f"{path.name}.process"), timeout=0)
            lock.acquire()
    return lock
