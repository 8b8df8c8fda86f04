"""Keeps what was typeset, so that a build in which nothing changed typesets nothing. An edge: reads and writes files.

Files are named by a hash of everything that made them, so nothing here can be out of date: it may be deleted at any
time, and two builds may share it. Where the disk refuses, a build goes on without it. Knows nothing of what is kept.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# About three times what a whole handbook keeps; the longest unused go first.
MAX_FILES = 6000


@dataclass(frozen=True)
class Cache:
    """A folder of kept results; None keeps nothing."""

    folder: Path | None

    def read_entry(self, name: str) -> bytes | None:
        """Return what was kept under a name, or None if there is nothing or it is damaged."""
        if self.folder is None:
            return None
        path = self.folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest, kept = data[:32], data[32:]
        if hashlib.sha256(kept).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(path)
        return kept

    def write_entry(self, name: str, data: bytes) -> None:
        """Keep something; whoever reads at the same time sees all of it or nothing."""
        if self.folder is None:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, half = tempfile.mkstemp(dir=self.folder, prefix=".")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(hashlib.sha256(data).digest() + data)
                Path(half).replace(self.folder / name)
            except OSError:
                Path(half).unlink(missing_ok=True)
                raise

    def remove_oldest(self) -> None:
        """Delete what was not used for longest, if there is too much."""
        if self.folder is None:
            return
        with suppress(OSError):
            entries = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(self.folder) if entry.is_file()]
            for _, path in sorted(entries, reverse=True)[MAX_FILES:]:
                Path(path).unlink(missing_ok=True)


def make_cache_name(pieces: Iterable[bytes | str], ending: str) -> str:
    """Return the name of a result: a hash of everything that it was made of."""
    whole = hashlib.sha256()
    for piece in pieces:
        data = piece.encode() if isinstance(piece, str) else piece
        whole.update(len(data).to_bytes(8, "big") + data)
    return f"{whole.hexdigest()}.{ending}"
