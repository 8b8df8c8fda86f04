"""The command `print`: single things to print, and licensed forms of whoever may print them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator import printing, report
from generator.calendar.events import Edition
from generator.console import load_or_exit, project_options, refuse_source_folders, report_step
from generator.errors import ContentError, ExitCode, UsageError
from generator.folders import PRIVATE_FOLDER, Project, find_change_time, find_project
from generator.handbook import licensed as private_file
from generator.handbook.value import Handbook
from generator.model.papers import PAPERS
from generator.printing import PrintedFile, PrintRequest
from generator.project import LoadResult, make_renderer
from generator.publish.export import write_files

UNPRINTED = "Nothing was printed."


@click.command("print")
@project_options
@click.option("--paper", type=click.Choice(tuple(PAPERS)), help="The size.  [default: the circle's own]")
@click.option("--large", is_flag=True, help="In large print: session sheets and cards.")
@click.option("--two-sided", is_flag=True, help="For both sides of the paper: family and deck.")
@click.option("--people", type=click.IntRange(2, 30), help="For so many people.  [default: the circle's own number]")
@click.option("--out", type=click.Path(path_type=Path), help="Where to.  [default: printed]")
@click.option(
    "--private", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A licensed form's own words."
)
@click.option("--copies", type=click.IntRange(1, 1000), help="With --private: how many your licence lets you print.")
@click.argument("what")
@click.argument("which", nargs=-1)
def print_paper(  # noqa: PLR0913  # one for each option
    root: Path,
    layers: tuple[Path, ...],
    what: str,
    which: tuple[str, ...],
    *,
    paper: str | None,
    large: bool,
    two_sided: bool,
    people: int | None,
    out: Path | None,
    private: Path | None,
    copies: int | None,
) -> None:
    """Make single things to print: WHAT, and WHICH by id.

    \b
    handbook print session 7            a session's sheet, by number or id
    handbook print pack 7 --people 9    all that the session needs
    handbook print card two-column-test
    handbook print family fairness --two-sided
    handbook print deck                 all cards; deck blank: empty ones; deck-shop: for a print shop
    handbook print questionnaire check-out
    handbook print handout menu-board   also: wall, tiles
    handbook print poster               also: book
    handbook print calendar             for phones, with sheets, poster and rota
    handbook print all --paper letter
    handbook print questionnaire mbi-hss --private private/mbi-hss.yml --copies 8
    """
    found = find_project(root, layers)
    target = choose_print_folder(found, out, private)
    content, handbook = load_or_exit(found, UNPRINTED)
    request = PrintRequest(what, which, paper or handbook.circle.paper, large, two_sided, people)
    if copies and not private:
        raise UsageError("--copies belongs to --private; of everything else print as many as you need")
    licensed = [print_licensed_form(found, handbook, request, private, copies)] if private else None
    files = licensed or list(print_files(found, content, handbook, request))
    write_files(target, {one.name: one.data for one in files})
    for one in files:
        click.echo(target / one.name)


def choose_print_folder(found: Project, out: Path | None, private: Path | None) -> Path:
    """Return the folder to print into. Raises UsageError unless what a licence holder brings stays in `private`."""
    if private is None:
        target = out or found.root / "printed"
        refuse_source_folders(found, target)
        return target
    target = out or found.root / PRIVATE_FOLDER
    for path in (private, target):
        if not found.is_private(path):
            raise UsageError(
                f"{path} is not in the folder {PRIVATE_FOLDER}; a licensed form is read and written there only"
            )
    return target


def print_files(
    found: Project, content: LoadResult, handbook: Handbook, request: PrintRequest
) -> Iterator[PrintedFile]:
    """Yield the files that are asked for; exit after telling all that does not fit."""
    try:
        for one in printing.make_files(
            handbook, make_renderer(found, handbook), request, Edition(find_change_time(found))
        ):
            report_step(one.name)
            yield one
    except ContentError as fault:
        click.echo(content.format_problems(fault.problems, UNPRINTED))
        sys.exit(ExitCode.CONTENT)


def print_licensed_form(
    found: Project, handbook: Handbook, request: PrintRequest, path: Path, copies: int | None
) -> PrintedFile:
    """A licensed form in full, from its holder's file, or all that is wrong with that and the end."""
    form = printing.find_licensed_form(handbook, request)
    if copies is None:
        raise UsageError("say how many copies your licence lets you print: --copies 8")
    reading = private_file.read_licensed_form(path, path.as_posix(), form)
    problems = reading.problems
    if reading.form:
        report_step(f"{form.id}, {copies} copies")
        # nothing of a private file is kept
        made = printing.make_licensed_form(
            handbook, make_renderer(found, handbook, keep=False), request, reading.form, copies
        )
        if isinstance(made, PrintedFile):
            return made
        problems = made
    click.echo(f"{report.format_problems(problems, reading.lines)}\n\n{report.format_summary(problems, 1, UNPRINTED)}")
    sys.exit(ExitCode.CONTENT)
