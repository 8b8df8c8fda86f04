"""What commands say: progress, problems and how they end, in words and by exit code (`errors.ExitCode`; 0 is fine).

What a command is asked for goes to standard output; progress and complaints about the command itself go to standard
error, progress only if someone is watching.
"""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import report
from generator.errors import (
    ContentError,
    ExitCode,
    HandbookError,
    ProblemsError,
    SiteBuildError,
    TemplatesError,
)
from generator.folders import Project
from generator.handbook.value import Handbook
from generator.project import LoadResult, build_project_site, load_content
from generator.site.catalogue import EVERYTHING, PaperChoice
from generator.site.model import Site

ENGINE_REFUSED = "The pages were made, but these faults were found in them, so nothing was published."
NOT_YOUR_CONTENT = "This is wrong in the templates, not in your content. Nothing was written."
FILES_CHANGED = "a file or folder went away, or was closed to us, while the command ran"
OUR_FAULT = "This is a mistake in the generator, not in your content. Please report it with the lines above."
Command = TypeVar("Command", bound=Callable[..., Any])


def project_options(command: Command) -> Command:
    """The options that say which folders are meant."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    layer = click.option(
        "--layer", "layers", type=folder, multiple=True, help="A further folder of content, laid over the others."
    )
    root = click.option("--project", "root", type=folder, default=Path(), help="The handbook's folder, if another.")
    return layer(root(command))


class FriendlyGroup(click.Group):
    """Commands that end in plain words, never in a traceback of what users did."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; say what went wrong in words and by exit code."""
        try:
            return super().invoke(ctx)
        except HandbookError as error:
            print_error(error)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as fault:
            # what may be read and written was seen to where it is; this is a folder that went away meanwhile
            where = f" ({fault.filename})" if fault.filename else ""
            click.echo(f"handbook: {FILES_CHANGED}: {fault.strerror or fault}{where}", err=True)
            ctx.exit(ExitCode.FILES)
        except Exception:  # the last door: a traceback must not end with the code of faulty content
            traceback.print_exc()
            click.echo(f"\n{OUR_FAULT}", err=True)
            ctx.exit(ExitCode.SOFTWARE)


def print_error(error: HandbookError) -> None:
    """Print what ended a command: lists to standard output, a single sentence to standard error."""
    if isinstance(error, ProblemsError):
        click.echo(report.format_problems(error.problems, error.lines))
        if isinstance(error, TemplatesError):
            click.echo(f"\n{NOT_YOUR_CONTENT}")
    elif isinstance(error, SiteBuildError):
        click.echo("\n".join(error.lines))
        click.echo(f"\n{ENGINE_REFUSED}")
    else:
        click.echo(f"handbook: {error}", err=True)


def load_or_exit(found: Project, outcome: str) -> tuple[LoadResult, Handbook]:
    """Return what was read and the handbook in it; exit after telling all its problems if there is none."""
    report_step("reading and checking the content")
    content = load_content(found)
    if content.handbook is None:
        click.echo(content.format_problems(content.problems, outcome))
        sys.exit(ExitCode.CONTENT)
    return content, content.handbook


def build_site_or_exit(
    found: Project, outcome: str, *, paper: bool = True, choice: PaperChoice = EVERYTHING
) -> tuple[LoadResult, Site]:
    """The content and the site it makes, or all its problems and the end."""
    report_step("reading and checking the content")
    content = load_content(found)
    if content.handbook:
        report_step("making pages and all paper" if paper else "making pages")
    try:
        return content, build_project_site(found, content, paper=paper, choice=choice, watch=report_progress)
    except ContentError as fault:
        click.echo(content.format_problems(fault.problems, outcome))
        sys.exit(ExitCode.CONTENT)


def print_warnings(content: LoadResult) -> None:
    """What is unwise without being wrong."""
    if content.problems:
        click.echo(content.format_problems(content.problems, "") + "\n")


def report_step(doing: str) -> None:
    """Says what comes next, if someone is watching."""
    if sys.stderr.isatty():
        click.echo(f"· {doing} …", err=True)


def report_progress(number: int, of: int) -> None:
    """Says how much paper is made, every fifty files."""
    if number % 50 == 0:
        report_step(f"paper: {number} of {of} files")
