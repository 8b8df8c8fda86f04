"""What tests of reading share: a case is a folder of the files that differ, laid over the tiny content.

`content/` in a case replaces files of the tiny content; `my-circle/` and `our-ward/` are layers above it; what an
author is told stands in `expected.txt`. To write that anew after a change that is meant: UPDATE_CASES=1, and then read
every difference.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator import report
from generator.errors import ContentError, Problem
from generator.handbook.load import examine_layers
from generator.handbook.value import Handbook
from generator.source.files import File, Layer, read_layer
from generator.source.text import read_lossy_lines

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


@lru_cache(maxsize=1)
def tiny() -> Layer:
    """The small whole content that cases change."""
    return read_layer(HERE / "tiny" / "content", "content")


def cases(kind: str) -> list[Path]:
    """The case folders of a kind; there must be some."""
    found = sorted(path for path in (HERE / kind).iterdir() if path.is_dir())
    assert found, f"no cases under tests/{kind}"
    return found


def load_handbook(layers: Sequence[Layer]) -> Handbook:
    """The handbook that layers make. Raises ContentError with every mistake that they hold."""
    handbook, problems = examine_layers(layers)
    if handbook is None:
        raise ContentError(problems)
    return handbook


def over(lower: Layer, higher: Layer) -> Layer:
    """A layer with the files of another in the place of its own."""
    files = {file.path: file for file in (*lower.files, *higher.files)}
    return Layer(lower.display_path, tuple(files[path] for path in sorted(files)), (*lower.problems, *higher.problems))


def layers(case: Path) -> tuple[Layer, ...]:
    """The layers that a case describes, lowest first."""
    below = over(tiny(), read_layer(case / "content", "content")) if (case / "content").is_dir() else tiny()
    above = (read_layer(case / name, name) for name in ("my-circle", "our-ward") if (case / name).is_dir())
    return below, *above


def layer(shown: str, files: dict[str, str]) -> Layer:
    """A layer of files in memory."""
    return Layer(shown, tuple(File(path, f"{shown}/{path}", text.encode()) for path, text in sorted(files.items())))


@dataclass(frozen=True)
class Made:
    """What layers make, and what their author is told of it."""

    handbook: Handbook | None
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]]

    @property
    def told(self) -> str:
        """All problems as text."""
        return report.format_problems(self.problems, self.lines)

    @property
    def codes(self) -> list[str]:
        """The problems' codes, in order."""
        return [problem.code for problem in self.problems]


def make(read: tuple[Layer, ...]) -> Made:
    """Reads layers and checks them."""
    handbook, problems = examine_layers(read)
    return Made(
        handbook, problems, {file.display_path: read_lossy_lines(file.data) for layer in read for file in layer.files}
    )


def handbook(case: Path) -> Handbook:
    """The handbook of a case that has no mistake."""
    made = make(layers(case))
    assert made.handbook, made.told
    return made.handbook


def compare(case: Path, made: Made) -> None:
    """Holds what an author is told against the case's `expected.txt`."""
    file = case / "expected.txt"
    expected = file.read_text("utf-8").rstrip("\n") if file.is_file() else ""
    seen = made.told
    if os.environ.get("UPDATE_CASES"):
        file.write_text(f"{seen}\n", "utf-8")
    else:
        assert expected, f"{case.name} has no expected.txt"
        assert seen == expected
