"""Whose a folder is: which of its files a build of ours made, what others laid beside them, and what of that is kept.

Shared by both ways to publish, the command's and plain MkDocs'. Must never delete anything, nor write anything but the
mark and what is carried over.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.errors import UsageError
from generator.host.settings import MARKER, MARKER_TEXT

# names a domain for some hosts, who look for it at the top of the site
_KEPT = ("CNAME",)
_SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini"}
_MAX_NAMED = 3


def check_replaceable(target: Path, cure: str) -> None:
    """Raise UsageError, which ends in `cure`, if a folder holds anything that no build of ours made. What `list_kept`
    names may be there."""
    if not target.is_dir() or not any(target.iterdir()):
        return
    if not (target / MARKER).is_file():
        raise UsageError(f"{target} is not empty and was not made by a build, so it is not replaced; {cure}")
    if theirs := list_foreign_files(target):
        more = f" and {len(theirs) - _MAX_NAMED} more" if len(theirs) > _MAX_NAMED else ""
        named = ", ".join(theirs[:_MAX_NAMED]) + more
        raise UsageError(
            f"in {target} lies what no build made and the next would delete: {named}; move it elsewhere, or {cure}"
        )


def list_foreign_files(target: Path) -> list[str]:
    """The files in a site that stand neither in its mark nor among what is kept; none if a build was broken off before
    it could write down what it made."""
    made = list_made(target)
    kept = {path.name for path in list_kept(target)}
    found = sorted(_walk_files(target)) if made else []
    return [path for path in found if path.split("/")[0] not in kept and path not in made]


def list_kept(target: Path) -> list[Path]:
    """What stays in a site from build to build: hidden files and folders at its top, such as `.git`, and CNAME."""
    if not target.is_dir():
        return []
    return [path for path in sorted(target.iterdir()) if path.name in _KEPT or _is_hidden(path.name)]


def carry_over(target: Path, new: Path) -> None:
    """Copy what stays into the site that takes the old one's place: not what a build made, nor over what this one made.
    Raises OSError."""
    made = list_made(target)

    def leave(folder: str, names: list[str]) -> list[str]:
        inside = Path(folder).relative_to(target)
        return [name for name in names if (inside / name).as_posix() in made or (new / inside / name).is_file()]

    for path in list_kept(target):
        if leave(str(target), [path.name]):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new / path.name, symlinks=True, dirs_exist_ok=True, ignore=leave)
        else:
            shutil.copy2(path, new / path.name, follow_symlinks=False)


def list_made(target: Path) -> set[str]:
    """The files that the last build made in a site, by its mark; none if it was broken off or there is no site."""
    mark = target / MARKER
    return set(mark.read_text("utf-8").removeprefix(MARKER_TEXT).splitlines()) if mark.is_file() else set()


def mark_as_ours(target: Path, *, finished: bool, public: Iterable[str] = ()) -> None:
    """Write the mark by which the next build knows that it may replace the folder, and, once all is there, what was
    made: `public` are the circle's own files among it, which may have names that would otherwise stay. Raises
    OSError."""
    target.mkdir(parents=True, exist_ok=True)
    kept = {path.name for path in list_kept(target)}
    made = sorted(path for path in _walk_files(target) if path.split("/")[0] not in kept) if finished else []
    text = MARKER_TEXT + "".join(f"{path}\n" for path in sorted({*made, *public}))
    (target / MARKER).write_text(text, "utf-8", newline="\n")


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name != MARKER and name.lower() not in _SYSTEM_FILES


def _walk_files(folder: Path) -> Iterator[str]:
    """The files and links below a folder, by their relative paths; hidden folders at its top are not entered, and what
    systems leave lying about is passed over."""
    for above, folders, files in os.walk(folder):
        inside = Path(above).relative_to(folder)
        links = [name for name in folders if (Path(above) / name).is_symlink()]
        if above == os.fspath(folder):
            folders[:] = [name for name in folders if not _is_hidden(name)]
        for name in (*files, *links):
            if name.lower() not in _SYSTEM_FILES and name != MARKER:
                yield (inside / name).as_posix()
