"""Where a YAML parser stopped, and what is said of it: what the detectors of mistakes take and give."""

from dataclasses import dataclass
from typing import NamedTuple

from yaml.error import Mark

_MOST_OF_A_LINE = 2_000


class Diagnosis(NamedTuple):
    """What is wrong: line and column from 0, width in characters, then as in a Problem."""

    line: int
    column: int
    width: int
    code: str
    message: str
    cure: str


@dataclass(frozen=True)
class ParseStop:
    """Where a parser stopped, counted from 0: at `line` and `column`, while reading what began at `start`, if known."""

    lines: list[str]
    line: int
    column: int
    context: str
    start: tuple[int, int] | None

    @property
    def here(self) -> str:
        """The line it stopped at."""
        return self.lines[self.line]

    @property
    def char(self) -> str:
        """The character it stopped at."""
        return self.here[self.column : self.column + 1]


def find_stop(content: str, fault: Exception) -> ParseStop:
    """Return where and why a parser stopped. Lines are cut far beyond where hand-written ones end, to keep searching
    cheap."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    started = getattr(fault, "context_mark", None)
    lines = [line[:_MOST_OF_A_LINE] for line in content.split("\n")]
    line, column = _clamp_mark(lines, mark) if mark else (0, 0)
    context = getattr(fault, "context", None) or ("" if mark else "quoted scalar")
    return ParseStop(lines, line, column, context, _clamp_mark(lines, started) if started else None)


def _clamp_mark(lines: list[str], mark: Mark) -> tuple[int, int]:
    """Return line and column of a mark; after the end of a text, the end of its last line that is not blank."""
    # a text that ends too early is reported beyond its last line
    line, column = (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))
    while line and not lines[line].strip():
        line, column = line - 1, len(lines[line - 1].rstrip())
    return line, column
