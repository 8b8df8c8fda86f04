"""The edge: takes the files of a layer's folder `public` into memory, which are published as they are.

Follows no link, reads nothing over the size limit, and nothing hidden but what web hosts ask for by name. Knows nothing
of what the files hold, nor of the site that they are laid beside.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.errors import FileAccessError, Place, Problem
from generator.source.files import MAX_FOLDERS, MAX_PICTURE_BYTES, PUBLIC, SYSTEM_FILES, File
from generator.text.hidden import mask_invisible

# what hosts look for at the top of a site, though its name hides it
_HIDDEN_AND_WANTED = (".nojekyll", ".well-known")
_LINK = "this is a link to another place, and links are not followed"


def read_public_folder(layer: Path, shown: str) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """Return the files of a layer's folder `public`, by their paths within it, and what is wrong with them; nothing if
    there is no such folder. `shown` is the layer's name. Raises FileAccessError."""
    root, name = layer / PUBLIC, f"{shown}/{PUBLIC}"
    if root.is_symlink():
        return (), (Problem(Place(name), "symlink", _LINK, "Put the folder itself here instead of a link to it."),)
    if not root.is_dir():
        return (), ()
    try:
        found = list(_walk_folder(root, "", name))
    except OSError as fault:
        raise FileAccessError(f"{fault.filename or name} cannot be read: {fault.strerror}") from fault
    files = tuple(one for one in found if isinstance(one, File))
    return files, tuple(one for one in found if isinstance(one, Problem))


def _walk_folder(root: Path, inside: str, shown: str) -> Iterator[File | Problem]:
    with os.scandir(root / inside if inside else root) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        path = f"{inside}/{entry.name}" if inside else entry.name
        if entry.name.lower() in SYSTEM_FILES:
            continue
        if problem := _check_name(path, shown):
            yield problem
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(root, path, shown)
        else:
            yield _take_file(Path(entry.path), path, f"{shown}/{path}")


def _check_name(path: str, shown: str) -> Problem | None:
    """Return why a file or folder of this name is not published, or nothing."""
    place, name = Place(f"{shown}/{mask_invisible(path)}"), path.rpartition("/")[2]
    if not name.isprintable():
        message = "the name of this file or folder holds a character that cannot be shown"
        return Problem(place, "odd-name", message, "Rename it: letters a to z, digits and hyphens.")
    if name.startswith(".") and path not in _HIDDEN_AND_WANTED:
        message = "a name that begins with a dot is hidden, and nothing hidden is published"
        return Problem(place, "hidden-file", message, "Delete it, or give it a name without the dot.")
    if path.count("/") > MAX_FOLDERS:
        return Problem(place, "too-deep", "this lies too deep within folders to be read", "Move it up, or delete it.")
    return None


def _take_file(file: Path, path: str, shown: str) -> File | Problem:
    """Return a file's bytes, or why it is not published."""
    facts = file.lstat()
    if stat.S_ISLNK(facts.st_mode):
        return Problem(Place(shown), "symlink", _LINK, "Put the file itself here instead of a link to it.")
    if not stat.S_ISREG(facts.st_mode):
        return Problem(Place(shown), "not-a-file", "this is not an ordinary file", "Move it out of the folder.")
    if facts.st_size > MAX_PICTURE_BYTES:
        size = f"{facts.st_size / 1024 / 1024:.1f} MB, and {MAX_PICTURE_BYTES // 1024 // 1024} MB is the largest"
        cure = "Make it smaller, or put it somewhere else and link to it."
        return Problem(Place(shown), "too-large", f"this file is too large to be published: {size}", cure)
    return File(path, shown, file.read_bytes())
