"""What can be wrong with content, as values: a place, a sentence, a cure.

Knows nothing of files, YAML or terminals: who finds a mistake makes a Problem, `report` shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file as the author knows it, line and column from 1, width in characters."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake of an author: `code` is stable, `message` one plain sentence, `cure` what to do."""

    place: Place
    code: str
    message: str = field(compare=True)
    cure: str = ""
    warning: bool = False


class ContentError(Exception):
    """Content that cannot be built; carries every problem found, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems")


class UsageError(Exception):
    """The command was asked for something that does not exist or cannot be; one sentence for the user."""


class FileTrouble(Exception):
    """The file system would not let us read or write; one sentence for the user."""


class Busy(Exception):
    """Another build is writing to the same folder."""


class EngineTrouble(Exception):
    """The pages could not be made into a site; carries what the engine or the check said, line by line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build."""
    return tuple(problem for problem in problems if not problem.warning)
