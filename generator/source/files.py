"""The edge: walks a folder of content and takes its files into memory. The only reading of content from disk.

Follows no symbolic link, reads nothing over the size limits and only names that content may have; what is odd becomes a
Problem. Knows nothing of what the files mean.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import FileTrouble, Place, Problem
from generator.source.text import MAX_BYTES

TEXT_ENDINGS = (".yml", ".md")
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
MAX_PICTURE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class File:
    """A file's bytes. `path` is within its layer, with forward slashes; `shown` is how the author knows it."""

    path: str
    shown: str
    data: bytes


@dataclass(frozen=True)
class Layer:
    """A folder of content: `shown` is its name in messages."""

    shown: str
    files: tuple[File, ...]
    problems: tuple[Problem, ...] = ()


def read_layer(root: Path, shown: str) -> Layer:
    """All files below `root`, in a fixed order.

    Raises FileTrouble if the folder is not there or cannot be read.
    """
    if not root.is_dir():
        raise FileTrouble(f"there is no folder {shown}")
    files: list[File] = []
    problems: list[Problem] = []
    try:
        for found in walk(root, "", shown):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.append(found)
    except OSError as fault:
        raise FileTrouble(f"{fault.filename or shown} cannot be read: {fault.strerror}") from fault
    return Layer(shown, tuple(files), tuple(problems))


def walk(root: Path, inside: str, shown: str) -> Iterator[File | Problem]:
    """The files below one folder; hidden ones and an editor's backups are passed over."""
    with os.scandir(root / inside if inside else root) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name.startswith(".") or entry.name.endswith(("~", ".bak", ".swp")):
            continue
        path = f"{inside}/{entry.name}" if inside else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from walk(root, path, shown)
        else:
            yield take(entry, path, f"{shown}/{path}")


def take(entry: os.DirEntry[str], path: str, shown: str) -> File | Problem:
    """One file's bytes, or why it is not read."""
    facts = entry.stat(follow_symlinks=False)
    ending = os.path.splitext(entry.name)[1]
    if stat.S_ISLNK(facts.st_mode):
        cure = "Put the file itself here instead of a link to it."
        return Problem(Place(shown), "symlink", "this is a symbolic link, and links are not followed", cure)
    if not stat.S_ISREG(facts.st_mode):
        return Problem(Place(shown), "not-a-file", "this is not an ordinary file", "Take it out of the folder.")
    if ending.lower() in (".yaml", ".yml", ".md") and ending not in TEXT_ENDINGS:
        wanted = ".md" if ending.lower() == ".md" else ".yml"
        return Problem(Place(shown), "odd-ending", f"files here end in {wanted}", f"Rename it so that it ends in {wanted}.")
    if ending not in TEXT_ENDINGS + PICTURE_ENDINGS:
        cure = "If nobody needs it here, take it out; content is .yml and .md files, pictures are .png, .jpg or .webp."
        return Problem(Place(shown), "not-read", f'files that end in "{ending}" are not read', cure, warning=True)
    limit = MAX_BYTES if ending in TEXT_ENDINGS else MAX_PICTURE_BYTES
    if facts.st_size > limit:
        message = f"this file is {facts.st_size / 1024 / 1024:.1f} MiB; {limit // 1024 // 1024} MiB is the most that is read"
        return Problem(Place(shown), "too-large", message, "Make it smaller, or split it into several files.")
    with open(entry.path, "rb") as file:
        return File(path, shown, file.read())
