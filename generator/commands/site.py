"""The commands that make a site or show one: build, serve, export."""

import sys
from pathlib import Path

import click

from generator import report
from generator.console import (
    command_name,
    print_warnings,
    project_options,
    refuse_source_folders,
    report_progress,
    report_step,
)
from generator.errors import ContentError, ExitCode
from generator.folders import Project, find_project, project_environment
from generator.host import process as engine
from generator.host.config import EngineConfig, read_config
from generator.model.papers import PAPERS
from generator.project import LoadResult, build_project_site, load_content
from generator.publish.build import check_target, publish_site
from generator.publish.export import check_export_folder, export_site
from generator.publish.os_errors import plain_os_errors
from generator.site.catalogue import CATEGORIES, EVERYTHING, PaperChoice
from generator.site.model import Site

WITHOUT_ADDRESS = (
    "For a web server, say under address: in circle.yml where it will be; its page for lost readers needs that."
)


@click.command("build")
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


@click.command("serve")
@project_options
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def serve_preview(root: Path, layers: tuple[Path, ...], port: int) -> None:
    """Show the handbook in a browser, and show every edit as soon as it is saved."""
    found = find_project(root, layers)
    click.echo(f"The handbook will be at http://127.0.0.1:{port}/ in a moment. Stop it with Ctrl+C.", err=True)
    sys.exit(engine.serve_pages(found.config_path, port, project_environment(found.root, layers)))


@click.command("export")
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


def read_engine_config(found: Project) -> EngineConfig:
    """Return what the site engine is told besides. Raises ContentError, FileAccessError."""
    with plain_os_errors(f"{found.config_path.name} cannot be read"):
        return read_config(found.config_path)


def choose_theme(found: Project, config: EngineConfig) -> Path:
    """Return the folder of theme overrides: the one that the config names, or else the project's."""
    usual = found.config_path.parent / "templates" / "theme"
    named = config.theme_dir
    return named if named and named.resolve() != usual.resolve() else found.templates_dir / "theme"
