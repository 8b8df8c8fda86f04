"""Whether a folder may be replaced: only if it is empty or bears the mark of a build of ours.

Shared by both ways to publish, the command's and plain MkDocs'. Must never write or delete anything but the mark.
"""

from pathlib import Path

from generator.errors import UsageError
from generator.host.settings import MARKER, MARKER_TEXT


def check_replaceable(target: Path, cure: str) -> None:
    """Raise UsageError, which ends in `cure`, if a folder holds anything and no build of ours made it."""
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise UsageError(f"{target} is not empty and was not made by a build, so it is not replaced; {cure}")


def mark_as_ours(target: Path) -> None:
    """Write the mark by which the next build knows that it may replace the folder. Raises OSError."""
    target.mkdir(parents=True, exist_ok=True)
    (target / MARKER).write_text(MARKER_TEXT, "utf-8", newline="\n")
