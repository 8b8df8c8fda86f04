"""What `check` said last time, told again as long as nothing that it read has changed.

An edge: reads the bytes of everything that a check reads, and keeps one small file in the cache, which may be deleted
at any time. An answer that is damaged, or was given of anything else, counts as none. Build services read a folder that
others may have filled, so there nothing is kept or believed. Imports next to nothing, so that a command can begin with
it; knows nothing of what the files mean.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.errors import HandbookError
from generator.folders import BUILD_SERVICE, BUNDLED, PACKAGE, Project, find_project

OPTIONS = ("--project", "--layer")
_PACKAGES = (".dist-info", ".egg-info")


@dataclass(frozen=True)
class Answer:
    """What a check printed, and its exit code."""

    text: str
    code: int


def tell_again(arguments: Sequence[str]) -> int | None:
    """Print the answer that a command line of these words has had before, and return its exit code; None if it is no
    plain check, or has no answer that still holds."""
    try:
        found = _find_checked_project(arguments)
        key = make_key(found) if found else None
    except HandbookError:
        return None
    answer = read_answer(found, key) if found and key else None
    if answer is None:
        return None
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # this is the process's own
    sys.stdout.write(f"{answer.text}\n")
    return answer.code


def _find_checked_project(arguments: Sequence[str]) -> Project | None:
    """Return the project that a command line of `check` names; None for any other, which the command line looks at."""
    command, *words = arguments or [""]
    names, values = words[::2], words[1::2]
    if command != "check" or len(names) != len(values) or not set(names) <= set(OPTIONS):
        return None
    roots = [value for name, value in zip(names, values, strict=True) if name == "--project"]
    layers = [Path(value) for name, value in zip(names, values, strict=True) if name == "--layer"]
    return find_project(Path(roots[-1]) if roots else Path(), layers)


def read_answer(project: Project, key: str) -> Answer | None:
    """Return the answer that was kept under a key, or None."""
    try:
        kept = json.loads(_locate_answer(project).read_text("utf-8"))
        text, code, seal = kept["text"], kept["code"], kept["seal"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(text, str) or type(code) is not int or seal != _make_seal(key, Answer(text, code)):
        return None
    return Answer(text, code)


def write_answer(project: Project, key: str, answer: Answer) -> None:
    """Keep an answer in place of the one before, where the disk lets us."""
    path = _locate_answer(project)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    kept = {"text": answer.text, "code": answer.code, "seal": _make_seal(key, answer)}
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(kept), "utf-8")
        half.replace(path)


def _make_seal(key: str, answer: Answer) -> str:
    """Return what only this answer to this key has."""
    return hashlib.sha256(json.dumps([key, answer.code, answer.text]).encode()).hexdigest()


def _locate_answer(project: Project) -> Path:
    folders = "\n".join(str(folder.resolve()) for folder in (project.root, *(folder for folder, _ in project.layers)))
    return project.cache_dir / f"check-{hashlib.sha256(folders.encode()).hexdigest()[:16]}.json"


def make_key(project: Project) -> str | None:
    """Return a hash of all that a check of a project reads, its generator and packages among it; None if not all of it
    can be read, or in a build service."""
    if os.environ.get(BUILD_SERVICE):
        return None
    digest = hashlib.sha256()
    try:
        for part in _list_read_parts(project):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    except OSError:
        return None
    return digest.hexdigest()


def _list_read_parts(project: Project) -> Iterator[bytes]:
    yield repr((sys.version, sys.flags.optimize, sorted(_list_packages(sys.path)))).encode()
    beside = sorted((path.name, path.is_dir()) for path in project.root.iterdir())
    layers = [(folder, shown, folder.is_symlink()) for folder, shown in project.layers]
    yield repr((project.root, layers, project.templates_dir, project.config_path, beside)).encode()
    yield from _list_folder_parts(PACKAGE, ".py")
    for limits in (BUNDLED / "pyproject.toml", project.config_path):
        yield limits.read_bytes() if limits.is_file() else b""
    for folder in (project.templates_dir, *(folder for folder, _ in project.layers)):
        yield from _list_folder_parts(folder)


def _list_packages(folders: Iterable[str]) -> Iterator[str]:
    """Yield the packages that are installed, with their versions."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            yield from (entry.name for entry in entries if entry.name.endswith(_PACKAGES))


def _list_folder_parts(folder: Path, ending: str = "") -> Iterator[bytes]:
    """Yield every name below a folder and what it is, with a file's bytes and where a link leads. Follows no link."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        facts = entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield repr((entry.path, "folder")).encode()
                yield from _list_folder_parts(Path(entry.path), ending)
        elif entry.name.endswith(ending):
            yield repr((entry.path, stat.S_IFMT(facts.st_mode), facts.st_size)).encode()
            yield repr(Path(entry.path).readlink()).encode() if entry.is_symlink() else b""
            yield _read_bytes(entry.path) if stat.S_ISREG(facts.st_mode) else b""


def _read_bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # half the time of a check again was paths made of names
        return file.readall()
