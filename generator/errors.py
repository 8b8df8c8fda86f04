"""What can go wrong, as values: a place, a sentence, a cure; and the errors that end a command, with their exit codes.

Knows nothing of files, YAML or terminals: whoever finds a mistake makes a Problem, `report` shows it. Standard library
only, since `bootstrap` runs where nothing is installed yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """How a command ends. From 64 on the numbers mean what sysexits.h says they mean."""

    CONTENT = 1
    USAGE = 2
    UNAVAILABLE = 69
    SOFTWARE = 70
    FILES = 74
    LOCKED = 75
    INTERRUPTED = 130


class Place(NamedTuple):
    """Where something stands: a file as the author knows it, line and column from 1, width in characters. Every value
    that is read has one, so it is of the kind that is made in the least time."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake of an author: `code` is stable, `message` one plain sentence, `cure` what to do."""

    place: Place
    code: str
    message: str
    cure: str = ""
    warning: bool = False


class HandbookError(Exception):
    """What ends a command without a traceback: its text is for the user, `exit_code` for who started the command."""

    exit_code = ExitCode.SOFTWARE


class UsageError(HandbookError):
    """The command was asked for something that does not exist or cannot be; one sentence for the user."""

    exit_code = ExitCode.USAGE


class FileAccessError(HandbookError):
    """The file system would not let us read or write; one sentence for the user."""

    exit_code = ExitCode.FILES


class BuildLocked(HandbookError):
    """Another build is writing to the same folder."""

    exit_code = ExitCode.LOCKED


class SiteBuildError(HandbookError):
    """The pages could not be made into a site; carries what the site engine or the link check said, line by line."""

    exit_code = ExitCode.CONTENT

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


class ProblemsError(HandbookError):
    """Everything that is wrong, warnings included, each with its place; `lines` holds the lines of the files at fault,
    by file, where whoever raises this knows them."""

    def __init__(self, problems: Iterable[Problem], lines: Mapping[str, Sequence[str]] | None = None) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.lines = lines or {}
        super().__init__(f"{len(self.problems)} problems")


class ContentError(ProblemsError):
    """Content that cannot be built."""

    exit_code = ExitCode.CONTENT


class TemplatesError(ProblemsError):
    """Templates or words files that cannot be used: code, so not the fault of whoever wrote the content."""

    exit_code = ExitCode.SOFTWARE


def select_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a build, in their order."""
    return tuple(problem for problem in problems if not problem.warning)
