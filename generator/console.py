"""What commands say: progress, problems and how they end, in words and by exit code (`errors.ExitCode`; 0 is fine).

What a command is asked for goes to standard output; progress and complaints about the command itself go to standard
error, progress only if someone is watching.
"""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator import report
from generator.bootstrap import is_package_missing, name_python
from generator.errors import (
    ExitCode,
    HandbookError,
    ProblemsError,
    SiteBuildError,
    TemplatesError,
    UsageError,
)
from generator.folders import Project
from generator.handbook.value import Handbook
from generator.project import LoadResult, load_content

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
        except ImportError as fault:
            if is_package_missing(fault):
                # whoever started us sees to it
                raise
            _tell_our_fault(ctx)
        except OSError as fault:
            # what may be read and written was seen to where it is; this is a folder that went away meanwhile
            where = f" ({fault.filename})" if fault.filename else ""
            click.echo(f"handbook: {FILES_CHANGED}: {fault.strerror or fault}{where}", err=True)
            ctx.exit(ExitCode.FILES)
        except Exception:  # the last door: a traceback must not end with the code of faulty content
            _tell_our_fault(ctx)


def _tell_our_fault(ctx: click.Context) -> NoReturn:
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


def refuse_source_folders(found: Project, folder: Path) -> None:
    """Refuses to write where content or templates lie."""
    if name := found.find_source_name(folder):
        raise UsageError(f"{folder} lies in {name}, which is only read; name a folder outside it")
    if not folder.resolve().name or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} is not a folder that can be replaced; name a new or empty one")


def command_name() -> str:
    """Return what the command was called by, so that the next one can be typed the same way."""
    name = click.get_current_context().find_root().info_name or "handbook"
    return f"{name_python()} -m generator" if name.endswith("-m generator") else name
