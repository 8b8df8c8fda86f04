"""The commands for whoever writes content: plan, new, schemas."""

from pathlib import Path

import click

from generator import schemas, starters
from generator.console import command_name, load_or_exit, project_options
from generator.errors import UsageError
from generator.folders import find_project
from generator.model import json_schema
from generator.model.layer_names import LOCAL_LAYER
from generator.plan import format_plan
from generator.project import find_translations, load_content
from generator.publish.export import write_files
from generator.publish.os_errors import plain_os_errors


@click.command("plan")
@project_options
def show_plan(root: Path, layers: tuple[Path, ...]) -> None:
    """Show the year as a table: every session with its date, what moved, and when you do not meet."""
    found = find_project(root, layers)
    _, handbook = load_or_exit(found, "Nothing was written.")
    click.echo(format_plan(handbook, find_translations(found, handbook)))


@click.command("new")
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


@click.command("schemas")
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
