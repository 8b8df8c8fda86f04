"""The command `handbook`: check, build, serve, export, new.

Says what happened in words and by exit code: 0 fine, 1 the content has problems, 2 wrong usage, 74 cannot read or
write, 75 another build is running. What a command is asked for goes to standard output; progress and complaints about
the command itself go to standard error, progress only if someone is watching.
"""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import engine, report, starters
from generator.artifacts import Site
from generator.errors import Busy, ContentError, EngineTrouble, FileTrouble, UsageError
from generator.project import OWN, Content, Project, draw, environment, project, read
from generator.publish.build import publish
from generator.publish.export import export as export_pages

FAULTY, WRONG_USAGE, IO_TROUBLE, BUSY = 1, 2, 74, 75
EXITS = {UsageError: WRONG_USAGE, FileTrouble: IO_TROUBLE, Busy: BUSY}
UNCHANGED = "Nothing was built; the published site is unchanged."
UNBUILT = "Nothing was built."
ENGINE_REFUSED = "The pages were made, but these faults were found in them, so nothing was published."
Command = TypeVar("Command", bound=Callable[..., Any])


class Plain(click.Group):
    """Commands whose troubles are told in one sentence each."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command and turns what went wrong into words and an exit code."""
        try:
            return super().invoke(ctx)
        except (UsageError, FileTrouble, Busy) as fault:
            click.echo(f"handbook: {fault}", err=True)
            ctx.exit(EXITS[type(fault)])
        except ContentError as fault:
            # what was found after the content was read: a config that cannot be understood
            click.echo(report.text(fault.problems, {}))
            ctx.exit(FAULTY)
        except EngineTrouble as fault:
            click.echo("\n".join(fault.lines))
            click.echo(f"\n{ENGINE_REFUSED}")
            ctx.exit(FAULTY)


def where(command: Command) -> Command:
    """The options that say which folders are meant."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    layer = click.option(
        "--layer", "layers", type=folder, multiple=True, help="A further folder of content, laid over the others."
    )
    root = click.option("--project", "root", type=folder, default=Path(), help="The handbook's folder, if another.")
    return layer(root(command))


@click.group(cls=Plain, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="circle-handbook", prog_name="handbook")
def main() -> None:
    """Makes a circle's handbook from the YAML files in content/ (and, laid over it, in my-circle/)."""
    gc.set_threshold(*engine.RARELY)
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a letter shows a mark instead of ending the command
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # tests may put in streams of their own


@main.command()
@where
@click.option("--paper", is_flag=True, help="Typeset everything too, and tell what does not fit its paper.")
def check(root: Path, layers: tuple[Path, ...], paper: bool) -> None:
    """Read and check everything, and write nothing."""
    content, _ = drawn(project(root, layers), "Nothing was written.", paper=paper)
    say_warnings(content)
    click.echo(f"{content.files} files read; no problems.")


@main.command()
@where
@click.option("--out", default=Path("site"), type=click.Path(path_type=Path), help="Where to.  [default: site]")
def build(root: Path, layers: tuple[Path, ...], out: Path) -> None:
    """Check everything, then make the whole site with its sheets to print."""
    found = project(root, layers)
    target = out if out.is_absolute() else root / out
    refuse_sources(found, target)
    content, site = drawn(found, UNCHANGED if target.is_dir() else UNBUILT)
    publish(site, found.config, found.templates / "theme", target, step)
    say_warnings(content)
    sheets = sum(asset.path.endswith(".pdf") for asset in site.assets)
    click.echo(f"The handbook is in {target}: {len(site.pages)} pages, {sheets} sheets to print.")
    click.echo(f"To look at it, open {target / 'index.html'} in a browser, or run: {called()} serve")


@main.command()
@where
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def serve(root: Path, layers: tuple[Path, ...], port: int) -> None:
    """Show the handbook in a browser, and show every edit as soon as it is saved."""
    found = project(root, layers)
    click.echo(f"The handbook will be at http://127.0.0.1:{port}/ in a moment. Stop it with Ctrl+C.", err=True)
    sys.exit(engine.serve(found.config, port, environment(found.root, layers)))


@main.command()
@where
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def export(root: Path, layers: tuple[Path, ...], folder: Path) -> None:
    """Write the same pages as Markdown, with a config that plain MkDocs can build."""
    found = project(root, layers)
    refuse_sources(found, folder)
    content, site = drawn(found, "Nothing was exported.")
    done = export_pages(site, found.config, found.templates / "theme", folder)
    say_warnings(content)
    click.echo(f"{done.files} files are in {folder}: {done.changed} written, {done.removed} removed.")
    click.echo(f"Any engine that reads a MkDocs config builds them: mkdocs build --strict -f {folder / 'mkdocs.yml'}")


@main.command()
@where
@click.option("--into", default=OWN, show_default=True, help="The layer to write to.")
@click.argument("kind")
@click.argument("id")
def new(root: Path, layers: tuple[Path, ...], into: str, kind: str, id: str) -> None:
    """Write a starter file for a KIND of thing, to be filled in.

    KIND is exercise, session, format, theme, handout, questionnaire, chapter or year; ID its name in lower-case words
    joined by hyphens, for an exercise with its family: fairness/two-column-test.
    """
    found = project(root, layers)
    text = starters.read(found.templates / "starters", kind)
    content = read(found)
    starter = starters.start(text, kind, id, into, content)
    starters.write(found.root / starter.path, starter.text)
    click.echo(starter.told)


def drawn(found: Project, outcome: str, *, paper: bool = True) -> tuple[Content, Site]:
    """The content and the site it makes, or all its problems and the end."""
    step("reading and checking the content")
    content = read(found)
    if content.handbook:
        step("making pages and sheets" if paper else "making pages")
    try:
        return content, draw(found, content, paper=paper)
    except ContentError as fault:
        click.echo(content.told(fault.problems, outcome, annotate=annotate()))
        sys.exit(FAULTY)


def say_warnings(content: Content) -> None:
    """What is unwise without being wrong."""
    if content.problems:
        click.echo(content.told(content.problems, "", annotate=annotate()) + "\n")


def refuse_sources(found: Project, folder: Path) -> None:
    """Refuses to write where content or templates lie."""
    if name := found.holds(folder):
        raise UsageError(f"{folder} lies in {name}, which is only read; name a folder outside it")
    if not folder.resolve().name or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} is not a folder that can be replaced; name a new or empty one")


def step(doing: str) -> None:
    """Says what comes next, if someone is watching."""
    if sys.stderr.isatty():
        click.echo(f"· {doing} …", err=True)


def called() -> str:
    """What the command was called by, so that the next one can be typed the same way."""
    return click.get_current_context().find_root().info_name or "handbook"


def annotate() -> bool:
    """Whether a build service reads along that shows problems on the lines."""
    return os.environ.get("GITHUB_ACTIONS") == "true"
