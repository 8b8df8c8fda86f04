"""The command `handbook`: check, plan, build, serve, export, print, new, customise, changes, schemas.

Folders on the command line are taken from the folder one stands in, not from the handbook's. How a command ends, in
words and by exit code, is said in `console`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator import commands_layers, kept_answer, printing, report, schemas, starters
from generator.bootstrap import name_python
from generator.calendar.events import Edition
from generator.console import (
    FriendlyGroup,
    build_site_or_exit,
    load_or_exit,
    print_warnings,
    project_options,
    report_progress,
    report_step,
)
from generator.errors import ContentError, ExitCode, UsageError
from generator.folders import PRIVATE_FOLDER, Project, find_change_time, find_project, project_environment
from generator.handbook import licensed as private_file
from generator.handbook.value import Handbook
from generator.host import process as engine
from generator.host.config import EngineConfig, read_config
from generator.kept_answer import Answer
from generator.model import json_schema
from generator.model.layer_names import LOCAL_LAYER
from generator.model.papers import PAPERS
from generator.plan import format_plan
from generator.printing import PrintedFile, PrintRequest
from generator.project import LoadResult, build_project_site, find_translations, load_content, make_renderer
from generator.publish.build import check_target, publish_site
from generator.publish.export import check_export_folder, export_site, write_files
from generator.publish.os_errors import plain_os_errors
from generator.site.catalogue import CATEGORIES, PaperChoice

WITHOUT_ADDRESS = (
    "For a web server, say under address: in circle.yml where it will be; its page for lost readers needs that."
)
UNPRINTED = "Nothing was printed."


@click.group(cls=FriendlyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="circle-handbook", prog_name="handbook")
def main() -> None:
    """Makes a circle's handbook from the YAML files in content/ (and, laid over it, in my-circle/)."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a letter shows a mark instead of ending the command
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # tests may put in streams of their own


@main.command("check")
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
        build_project_site(found, content, paper=paper, watch=report_progress)
    except ContentError as fault:
        return Answer(content.format_problems(fault.problems, "Nothing was written."), ExitCode.CONTENT)
    warnings = content.format_problems(content.problems, "") + "\n\n" if content.problems else ""
    return Answer(f"{warnings}{content.file_count} files read; no problems.", 0)


@main.command("plan")
@project_options
def show_plan(root: Path, layers: tuple[Path, ...]) -> None:
    """Show the year as a table: every session with its date, what moved, and when you do not meet."""
    found = find_project(root, layers)
    _, handbook = load_or_exit(found, "Nothing was written.")
    click.echo(format_plan(handbook, find_translations(found, handbook)))


@main.command("build")
@project_options
@click.option("--out", type=click.Path(path_type=Path), help="Where to.  [default: site in the handbook's folder]")
@click.option("--paper", type=click.Choice(tuple(PAPERS)), help="One size of paper alone.  [default: all]")
@click.option(
    "--only", multiple=True, type=click.Choice(tuple(CATEGORIES)), help="Only this of all paper; may be said again."
)
def build_handbook(
    root: Path, layers: tuple[Path, ...], out: Path | None, paper: str | None, only: tuple[str, ...]
) -> None:
    """Check everything, then make the whole site with everything to print."""
    found = find_project(root, layers)
    target = out or root / "site"
    refuse_source_folders(found, target)
    check_target(target.resolve())
    config = read_engine_config(found)
    content, site = build_site_or_exit(
        found,
        report.SITE_UNCHANGED if target.is_dir() else report.NOTHING_BUILT,
        choice=PaperChoice(paper or "", only),
    )
    theme = choose_theme(found, config)
    publish_site(site, config, theme, target, report_step, kept=found.kept_pages)
    print_warnings(content)
    if not site.settings.address:
        click.echo(WITHOUT_ADDRESS)
    files = sum(asset.path.endswith(".pdf") for asset in site.assets)
    click.echo(f"The handbook is in {target}: {len(site.pages)} pages, {files} files to print.")
    click.echo(f"To look at it, open {target / 'index.html'} in a browser, or run: {command_name()} serve")


@main.command("serve")
@project_options
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def serve_preview(root: Path, layers: tuple[Path, ...], port: int) -> None:
    """Show the handbook in a browser, and show every edit as soon as it is saved."""
    found = find_project(root, layers)
    click.echo(f"The handbook will be at http://127.0.0.1:{port}/ in a moment. Stop it with Ctrl+C.", err=True)
    sys.exit(engine.serve_pages(found.config_path, port, project_environment(found.root, layers)))


@main.command("export")
@project_options
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def export_handbook(root: Path, layers: tuple[Path, ...], folder: Path) -> None:
    """Write the same pages as Markdown, with a config that plain MkDocs can build."""
    found = find_project(root, layers)
    refuse_source_folders(found, folder)
    check_export_folder(folder)
    config = read_engine_config(found)
    content, site = build_site_or_exit(found, "Nothing was exported.")
    done = export_site(site, config, choose_theme(found, config), folder)
    print_warnings(content)
    click.echo(f"{done.file_count} files are in {folder}: {done.written_count} written, {done.removed_count} removed.")
    click.echo(f"Any engine that reads a MkDocs config builds them: mkdocs build --strict -f {folder / 'mkdocs.yml'}")
    if config.files:
        click.echo(f"Its config names files that stay where they are, on this computer: {', '.join(config.files)}.")


@main.command("print")
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


@main.command("new")
@project_options
@click.option("--into", default=LOCAL_LAYER, show_default=True, help="The layer to write to.")
@click.argument("kind")
@click.argument("id")
def new_starter(root: Path, layers: tuple[Path, ...], into: str, kind: str, id: str) -> None:
    """Write a starter file for a KIND of thing, to be filled in.

    KIND is exercise, session, format, theme, handout, questionnaire, chapter or year; ID its name in lower-case words
    joined by hyphens, for an exercise with its family: fairness/two-column-test.
    """
    found = find_project(root, layers)
    text = starters.read_starter(found.templates_dir / "starters", kind)
    if into != LOCAL_LAYER and not (found.root / into).is_dir():
        raise UsageError(f"there is no folder {into} in the handbook's folder; make it first, or leave --into out")
    starter = starters.make_starter(text, kind, id, into, load_content(found))
    starters.write_starter(found.root / into / starter.path, starter.text)
    click.echo(starter.next_steps.replace(starters.CHECK, f"{command_name()} check"))


@main.command("schemas")
@project_options
def write_schemas(root: Path, layers: tuple[Path, ...]) -> None:
    """Let an editor that knows YAML complete and explain what you type: writes schemas/ and .vscode/settings.json.

    Run it again when there is something new to name, such as an exercise of your own.
    """
    found = find_project(root, layers)
    _, handbook = load_or_exit(found, "Nothing was written.")
    settings = found.root / schemas.SETTINGS
    with plain_os_errors(f"{settings} cannot be read"):
        before = settings.read_text("utf-8") if settings.is_file() else None
    files = schemas.list_schema_files(handbook)
    tied = schemas.merge_settings(before, [name for _, name in found.layers])
    write_files(found.root, {**files, schemas.SETTINGS: tied})
    click.echo(f"{len(files)} schemas are in {json_schema.FOLDER}, and {schemas.SETTINGS} ties them to your folders.")
    click.echo("In an editor that reads that file, open the handbook's folder and install its YAML extension.")


main.add_command(commands_layers.customise_things)
main.add_command(commands_layers.show_changes)


def read_engine_config(found: Project) -> EngineConfig:
    """Return what the site engine is told besides. Raises ContentError, FileAccessError."""
    with plain_os_errors(f"{found.config_path.name} cannot be read"):
        return read_config(found.config_path)


def choose_theme(found: Project, config: EngineConfig) -> Path:
    """Return the folder of theme overrides: the one that the config names, or else the project's."""
    usual = found.config_path.parent / "templates" / "theme"
    named = config.theme_dir
    return named if named and named.resolve() != usual.resolve() else found.templates_dir / "theme"


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
