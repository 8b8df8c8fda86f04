"""Problems to text: for a terminal, for a pipe, for the annotations of a build service. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from generator.errors import Problem, select_errors
from generator.text.hidden import mask_invisible

MOST_PER_FILE = 20
NOTHING_BUILT = "Nothing was built."
SITE_UNCHANGED = "Nothing was built; the published site is unchanged."
Lines = Mapping[str, Sequence[str]]


def format_problem(problem: Problem, lines: Lines) -> str:
    """One problem: place and sentence, the line with a caret as wide as the fault, the cure with its code."""
    place = problem.place
    kind = "warning: " if problem.warning else ""
    out = [mask_invisible(f"{place.file}:{place.line}:{place.column}: {kind}{problem.message}")]
    text = lines.get(place.file, ())
    if 1 <= place.line <= len(text) and text[place.line - 1].strip(" "):
        line, column, width = cut_excerpt(text[place.line - 1], place.column, place.width)
        out += [f"{place.line:>5} | {line}", f"      | {' ' * (column - 1)}{'^' * width}"]
    out.append(
        mask_invisible(f"      = {problem.cure} [{problem.code}]" if problem.cure else f"      = [{problem.code}]")
    )
    return "\n".join(out)


def cut_excerpt(line: str, column: int, width: int, most: int = 96) -> tuple[str, int, int]:
    """A line cut to a window round its fault, with the column moved along; what has no width is shown as a dot."""
    line = mask_invisible(line)
    column = min(column, len(line) + 1)
    if len(line) <= most:
        return line, column, max(1, min(width, len(line) - column + 1))
    start = max(0, column - 1 - most // 3)
    end = min(len(line), start + most)
    cut = ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
    moved = column - start + (1 if start else 0)
    return cut, moved, max(1, min(width, end - column + 1))


def format_summary(problems: Iterable[Problem], files: int, outcome: str) -> str:
    """The last line: how many problems in how many files, and what happened to the site."""
    errors = select_errors(problems)
    faulty = len({problem.place.file for problem in errors})
    noun = "problem" if len(errors) == 1 else "problems"
    return f"{len(errors)} {noun} in {faulty} of {files} files. {outcome}"


def cap_problems(problems: Iterable[Problem]) -> tuple[list[Problem], dict[str, int]]:
    """The problems, sorted, at most 20 of a file, and how many more each file has. Warnings give way to errors."""
    kept: list[Problem] = []
    count: dict[str, int] = {}
    for problem in sorted(problems, key=lambda problem: (problem.warning, problem)):
        file = problem.place.file
        count[file] = count.get(file, 0) + 1
        if count[file] <= MOST_PER_FILE:
            kept.append(problem)
    return sorted(kept), {file: number - MOST_PER_FILE for file, number in count.items() if number > MOST_PER_FILE}


def format_problems(problems: Iterable[Problem], lines: Lines) -> str:
    """All problems, an empty line between them, with a word for those of a file that are not shown."""
    kept, more = cap_problems(problems)
    blocks = [format_problem(problem, lines) for problem in kept]
    for file, number in sorted(more.items()):
        blocks.append(
            f"{mask_invisible(file)}: and {number} more {'problem' if number == 1 else 'problems'} in this file"
        )
    return "\n\n".join(blocks)


def format_annotations(problems: Iterable[Problem]) -> str:
    """The same as annotations on the lines, in the form that GitHub Actions reads from a build's output."""
    kept, _ = cap_problems(problems)
    return "\n".join(format_annotation(problem) for problem in kept)


def format_annotation(problem: Problem) -> str:
    """One problem as a workflow command."""
    level = "warning" if problem.warning else "error"
    place = problem.place
    span = f"line={place.line},col={place.column},endColumn={place.column + place.width}"
    at = f"file={escape_command(place.file, True)},{span}"
    return f"::{level} {at},title={problem.code}::{escape_command(problem.message)}. {escape_command(problem.cure)}"


def escape_command(text: str, in_property: bool = False) -> str:
    """Text as the form asks for it."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
