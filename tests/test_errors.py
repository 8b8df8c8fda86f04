"""What ends a command says so in words and by its own exit code, whatever subclass it is."""

import errno

import click
import pytest
from click.testing import CliRunner

from generator.console import FriendlyGroup
from generator.errors import (
    BuildLocked,
    ContentError,
    FileAccessError,
    HandbookError,
    Place,
    Problem,
    SiteBuildError,
    TemplatesError,
    UsageError,
)

PROBLEM = Problem(Place("templates/words/de.yml", 2, 1, 4), "no-such-word", '"wrod" is not a word here', "Delete it.")
LINES = {"templates/words/de.yml": ["a: b", "wrod: c"]}


class OwnUsageError(UsageError):
    """A kind that nobody has heard of yet."""


def run(error: Exception) -> tuple[int, str, str]:
    """Runs a command that ends in an error; its exit code, output and complaints."""

    @click.group(cls=FriendlyGroup)
    def group() -> None:
        pass

    @group.command()
    def fail() -> None:
        raise error

    result = CliRunner().invoke(group, ["fail"])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("no such thing"), 2),
        (OwnUsageError("no such thing"), 2),
        (HandbookError("out of order"), 70),
        (FileAccessError("no room"), 74),
        (BuildLocked("another build"), 75),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_sentence_goes_to_standard_error(error: HandbookError, code: int) -> None:
    assert run(error) == (code, "", f"handbook: {error}\n")


def test_problems_in_content_end_with_one() -> None:
    code, out, err = run(ContentError([PROBLEM], LINES))
    assert (code, err) == (1, "")
    assert out.splitlines()[1:3] == ["    2 | wrod: c", "      | ^^^^"]
    assert "not in your content" not in out


def test_problems_in_templates_are_not_laid_to_the_author() -> None:
    code, out, err = run(TemplatesError([PROBLEM], LINES))
    assert (code, err) == (70, "")
    assert out.startswith("templates/words/de.yml:2:1: ")
    assert out.endswith("This is wrong in the templates, not in your content. Nothing was written.\n")


def test_a_refused_site_lists_its_faults() -> None:
    code, out, _ = run(SiteBuildError(["a.html: a link leads nowhere"]))
    assert code == 1
    assert out.startswith("a.html: a link leads nowhere\n")


def test_what_nobody_foresaw_is_shown_whole_and_not_laid_to_the_content() -> None:
    code, out, err = run(ZeroDivisionError("a fault of ours"))
    assert (code, out) == (70, "")
    assert "Traceback" in err
    assert err.endswith("Please report it with the lines above.\n")


def test_a_folder_that_goes_away_ends_in_one_sentence() -> None:
    gone = FileNotFoundError(errno.ENOENT, "No such file or directory", "site/index.html")
    code, output, complaints = run(gone)
    assert (code, output) == (74, "")
    assert complaints == (
        "handbook: a file or folder went away, or was closed to us, while the command ran: "
        "No such file or directory (site/index.html)\n"
    )
