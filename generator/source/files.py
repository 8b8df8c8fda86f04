"""The edge: walks a folder of content and takes its files into memory. The only reading of content from disk.

Follows no symbolic link, reads nothing over the size limits and only names that content may have; what is odd becomes a
Problem. Knows nothing of what the files mean.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import FileAccessError, Place, Problem
from generator.source.text import MAX_BYTES
from generator.text.hidden import mask_invisible

TEXT_ENDINGS = (".yml", ".md")
_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
MAX_PICTURE_BYTES = 8 * 1024 * 1024
MAX_FOLDERS = 8
SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini", "icon\r"}
# a layer's folder of files that are published as they are, and are no content
PUBLIC = "public"
# what a text editor adds to a name whose ending it does not show
_ADDED_ENDING = re.compile(r"(.+\.(?:ya?ml|md|markdown))\.(?:txt|text)", re.IGNORECASE)
_WORD_DOCUMENTS = (".doc", ".docx", ".odt", ".rtf", ".pages")
_SAVE_AS_TEXT = "Save it as plain text, and give it a name that ends in .yml."


@dataclass(frozen=True)
class File:
    """A file's bytes. `path` is within its layer, with forward slashes; `display_path` is how the author knows it."""

    path: str
    display_path: str
    data: bytes


@dataclass(frozen=True)
class Layer:
    """A folder of content; `display_path` is its name in messages."""

    display_path: str
    files: tuple[File, ...]
    problems: tuple[Problem, ...] = ()


def read_layer(root: Path, shown: str) -> Layer:
    """Read all files below `root`, in a fixed order.

    Raises FileAccessError if the folder is not there, cannot be read, or is itself a link, which could lead anywhere.
    """
    if root.is_symlink():
        raise FileAccessError(f"{shown} is a link to another folder, and links are not followed; put the folder there")
    if not root.is_dir():
        raise FileAccessError(f"there is no folder {shown}")
    files: list[File] = []
    problems: list[Problem] = []
    try:
        for found in _walk_folder(root, "", shown):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.append(found)
    except OSError as fault:
        raise FileAccessError(f"{fault.filename or shown} cannot be read: {fault.strerror}") from fault
    return Layer(shown, tuple(files), tuple(problems))


def read_file(path: Path, shown: str) -> File | Problem:
    """Read one file by itself, under the same limits as the files of a layer.

    Raises FileAccessError if it is not there or cannot be read.
    """
    try:
        return _take_file(path, path.name, shown)
    except FileNotFoundError as fault:
        raise FileAccessError(f"there is no file {shown}") from fault
    except OSError as fault:
        raise FileAccessError(f"{shown} cannot be read: {fault.strerror}") from fault


def _is_passed_over(name: str) -> bool:
    """Say whether a file is nobody's content: hidden, an editor's backup, or what systems leave in shared folders."""
    return name.startswith((".", "~$")) or name.endswith(("~", ".bak", ".swp", ".tmp")) or name.lower() in SYSTEM_FILES


def _walk_folder(root: Path, inside: str, shown: str) -> Iterator[File | Problem]:
    with os.scandir(root / inside if inside else root) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if _is_passed_over(entry.name) or (not inside and entry.name == PUBLIC):
            continue
        path = f"{inside}/{entry.name}" if inside else entry.name
        if not entry.name.isprintable():
            message = "the name of this file or folder holds a character that cannot be shown"
            yield Problem(
                Place(f"{shown}/{mask_invisible(path)}"),
                "odd-name",
                message,
                "Rename it: letters a to z, digits and hyphens.",
            )
        elif entry.is_dir(follow_symlinks=False):
            yield from _enter_folder(root, path, shown)
        else:
            yield _take_file(Path(entry.path), path, f"{shown}/{path}")


def _enter_folder(root: Path, path: str, shown: str) -> Iterator[File | Problem]:
    if path.count("/") < MAX_FOLDERS:
        yield from _walk_folder(root, path, shown)
    else:
        message = "this folder lies deeper than any folder of the handbook, and is not read"
        yield Problem(Place(f"{shown}/{path}"), "too-deep", message, "Move it up, or delete it.")


def _take_file(file: Path, path: str, shown: str) -> File | Problem:
    """Return a file's bytes, or why it is not read; `path` is where it lies in its layer."""
    facts, ending = file.lstat(), file.suffix
    if stat.S_ISLNK(facts.st_mode):
        cure = "Put the file itself here instead of a link to it."
        return Problem(Place(shown), "symlink", "this is a link to another place, and links are not followed", cure)
    if not stat.S_ISREG(facts.st_mode):
        return Problem(Place(shown), "not-a-file", "this is not an ordinary file", "Move it out of the folder.")
    if ending not in TEXT_ENDINGS + _PICTURE_ENDINGS:
        return _make_not_read_problem(shown, file.name, ending)
    limit = MAX_BYTES if ending in TEXT_ENDINGS else MAX_PICTURE_BYTES
    if facts.st_size > limit:
        size = f"{facts.st_size / 1024 / 1024:.1f} MB, and {limit // 1024 // 1024} MB is the largest that is read"
        cure = "Split it into several files." if ending in TEXT_ENDINGS else "Make the picture smaller."
        return Problem(Place(shown), "too-large", f"this file is too large: {size}", cure)
    return File(path, shown, file.read_bytes())


def _make_not_read_problem(shown: str, name: str, ending: str) -> Problem:
    """Return what is said of a file whose name ends unlike content: a problem if it is likely to be meant, else a
    warning."""
    if added := _ADDED_ENDING.fullmatch(name):
        message = f'this file is not read, because its name ends in "{ending}" after all'
        cure = f"Rename it to {added.group(1)}. If you do not see the ending, let your computer show all file endings."
        return Problem(Place(shown), "odd-ending", message, cure)
    if ending.lower() in _WORD_DOCUMENTS:
        return Problem(
            Place(shown),
            "word-document",
            "this is a document of a word processor such as Word, and only plain text can be read",
            _SAVE_AS_TEXT,
        )
    if ending.lower() in _PICTURE_ENDINGS:
        message = f"this picture is not read, because its name does not end in small letters: {ending.lower()}"
        return Problem(Place(shown), "odd-ending", message, f"Rename it so that it ends in {ending.lower()}.")
    if ending.lower() in (".yaml", ".yml", ".md", ".markdown"):
        wanted = ".yml" if ending.lower().startswith(".y") else ".md"
        message = f'this file is not read, because its name does not end in "{wanted}"'
        return Problem(Place(shown), "odd-ending", message, f"Rename it so that it ends in {wanted}.")
    message = f'a file whose name ends in "{ending}" is not read' if ending else "a file without an ending is not read"
    cure = "Content is .yml and .md files, pictures are .png, .jpg or .webp. If this one is not needed here, delete it."
    return Problem(Place(shown), "not-read", message, cure, warning=True)
