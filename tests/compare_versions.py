"""What commands cost in another working copy and in this one: python3 tests/compare_versions.py FOLDER [runs]

CPU seconds of whole processes, medians of alternating runs, so that a busy machine is unkind to both alike. For
reading, never for asserting. Both are copied first, so that neither leaves anything where it lies.
"""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmark import QUIET, ROOT, cost

LEFT_OUT = {".git", ".cache", "site", "printed"}
HANDBOOK = [sys.executable, "-m", "generator"]
# in this order, since what one keeps is there for the next
COMMANDS = ("check", "check, nothing changed since", "build from nothing", "build, nothing changed since")


def copy_working_copy(source: Path, target: Path) -> Path:
    """Copies a working copy without what was made in it."""

    def leave_out(folder: str, names: list[str]) -> set[str]:
        return LEFT_OUT & set(names) if Path(folder) == source else set()

    return shutil.copytree(source, target, ignore=leave_out)


def clear_kept(copy: Path) -> None:
    """Deletes all that a working copy has kept; an old one keeps it in itself."""
    for folder in (copy / ".cache", copy.with_name(f"{copy.name}-kept")):
        shutil.rmtree(folder, ignore_errors=True)


def measure_command(copy: Path, name: str) -> float:
    """CPU seconds of one command in a working copy."""
    if name in ("check", "build from nothing"):
        clear_kept(copy)
    words = ["check"] if name.startswith("check") else ["build", "--out", str(copy.with_name(f"{copy.name}-site"))]
    QUIET["PYTHONPATH"] = str(copy)
    return cost([*HANDBOOK, *words], copy, copy.with_name(f"{copy.name}-kept"))


def compare(
    before: Path, now: Path, runs: int, measure: Callable[[Path, str], float] = measure_command
) -> list[tuple[str, float, float]]:
    """The medians of each command in both working copies."""
    found: dict[tuple[str, Path], list[float]] = {}
    for _ in range(runs):
        for name in COMMANDS:
            for copy in (before, now):
                found.setdefault((name, copy), []).append(measure(copy, name))
    return [(name, statistics.median(found[name, before]), statistics.median(found[name, now])) for name in COMMANDS]


def main() -> None:
    """Measures and prints."""
    other, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    folder = Path(tempfile.mkdtemp(prefix="handbook-compare-"))
    QUIET["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    try:
        before = copy_working_copy(other, folder / "before")
        now = copy_working_copy(ROOT, folder / "now")
        for copy in (before, now):
            # so that Python has compiled what it keeps compiled
            measure_command(copy, "check")
        rows = compare(before, now, runs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    (*_, (_, *anew), (_, *again)) = rows
    paper = [whole - rest for whole, rest in zip(anew, again, strict=True)]
    print(f"CPU seconds, medians of {runs} runs: before, now, ratio")
    for name, was, is_now in (*rows, ("paper: the third less the fourth", *paper)):
        print(f"  {name:<40} {was:8.2f} {is_now:8.2f} {is_now / was:6.2f}")


if __name__ == "__main__":
    main()
