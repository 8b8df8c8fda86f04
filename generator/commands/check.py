"""The command `check`. It loads nothing that typesets or builds, since it is asked for most."""

import sys
from pathlib import Path

import click

from generator import kept_answer
from generator.console import project_options, report_progress, report_step
from generator.errors import ContentError, ExitCode
from generator.folders import Project, find_project
from generator.kept_answer import Answer
from generator.project import build_project_site, load_content


@click.command("check")
@project_options
@click.option("--paper", is_flag=True, help="Typeset everything too, and tell what does not fit.")
def check_content(root: Path, layers: tuple[Path, ...], paper: bool) -> None:
    """Read and check everything; no page and no paper is written."""
    found = find_project(root, layers)
    key = None if paper else kept_answer.make_key(found)
    answer = examine_project(found, paper=paper)
    click.echo(answer.text)
    # where a file was changed meanwhile, nobody knows of which of the two the answer speaks
    if key and kept_answer.make_key(found) == key:
        kept_answer.write_answer(found, key, answer)
    sys.exit(answer.code)


def examine_project(found: Project, *, paper: bool) -> Answer:
    """Return what a check says of a project."""
    report_step("reading and checking the content")
    content = load_content(found)
    if content.handbook:
        report_step("making pages and all paper" if paper else "making pages")
    try:
        build_project_site(found, content, paper=paper, check=True, watch=report_progress)
    except ContentError as fault:
        return Answer(content.format_problems(fault.problems, "Nothing was written."), ExitCode.CONTENT)
    warnings = content.format_problems(content.problems, "") + "\n\n" if content.problems else ""
    return Answer(f"{warnings}{content.file_count} files read; no problems.", 0)
