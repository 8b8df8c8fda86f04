"""What the file system refuses, in one sentence for whoever started the build. Knows nothing of sites."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from generator.errors import FileAccessError

REASONS = {
    errno.ENOSPC: "there is no room left on the disk",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission is missing",
    errno.EPERM: "permission is missing",
    errno.EBUSY: "something else is using it",
    errno.ENOTDIR: "a file is in the way",
    errno.ENAMETOOLONG: "the name is too long",
}


@contextmanager
def plain_os_errors(doing: str) -> Iterator[None]:
    """Turns an OSError into FileAccessError; `doing` says what was tried, for example "site cannot be written"."""
    try:
        yield
    except OSError as fault:
        reason = REASONS.get(fault.errno or 0, str(fault.strerror or fault))
        where = f" ({fault.filename})" if fault.filename else ""
        raise FileAccessError(f"{doing}: {reason}{where}") from fault
