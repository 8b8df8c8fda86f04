"""The commands for a circle's own files: `customise` writes them, `changes` tells what they rest on and what is new."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator.changes_report import draw_page, format_changes
from generator.console import project_options
from generator.errors import FileAccessError, UsageError
from generator.folders import Project, find_project
from generator.handbook.based_on import BASED_ON_FILE, BasedOn, format_based_on, parse_based_on, remember
from generator.handbook.changes import FileChange, list_changes, list_fields_below
from generator.handbook.customise import Customisation, check_fields, customise, find_subject
from generator.model.layer_names import LOCAL_LAYER
from generator.project import find_fallback_translations, load_content, read_page_templates
from generator.publish.os_errors import plain_os_errors
from generator.source.document import Document, read_document
from generator.source.files import TEXT_ENDINGS, Layer, read_layer

PAGE = "changes.html"


@click.command("customise")
@project_options
@click.option("--field", "fields", multiple=True, help="A field to open at once, not as a remark; may be repeated.")
@click.argument("things", metavar="KIND/ID…", nargs=-1, required=True)
def customise_things(root: Path, layers: tuple[Path, ...], fields: tuple[str, ...], things: tuple[str, ...]) -> None:
    """Write files into my-circle that change things: every field of each as a remark beside what it says now.

    \b
    handbook customise exercise/two-column-test
    handbook customise exercise/two-column-test --field cautions
    handbook customise session/opening chapter/the-frame term/circle

    A file that is there stays as it is; what it lacks is added at its end.
    """
    found = find_project(root, layers)
    below = read_documents(read_layer(*found.layers[0]))
    subjects = [find_subject(thing, below) for thing in things]
    for subject in subjects:
        # nothing is written for one thing if another was mistyped
        check_fields(subject, fields)
    for subject in subjects:
        own = {document.path: document for document in read_documents(*read_own_layer(found))}
        made = customise(subject, refuse_unreadable(own.get(subject.below.path)), fields, LOCAL_LAYER)
        write_customisation(found, made)
        click.echo(made.told)


def refuse_unreadable(own: Document | None) -> Document | None:
    """Return a file of the circle's own as it is. Raises UsageError if it holds mistakes, since nobody could add to
    it."""
    if own and own.node is None and any(line.strip() and not line.startswith("#") for line in own.lines):
        raise UsageError(
            f"{own.display_path} cannot be read as it is; mend it first: handbook check tells what is wrong"
        )
    return own


def write_customisation(found: Project, made: Customisation) -> None:
    """Writes what there is to write, and what the file rests on. Raises FileAccessError."""
    if made.text:
        add_to_own_file(found, made.path, made.text)
    based_on = read_based_on(found)
    remembered = remember(based_on, made.path, made.based_on)
    if remembered != based_on:
        write_own_file(found, BASED_ON_FILE, format_based_on(remembered).encode())


@click.command("changes")
@project_options
@click.option("--page", is_flag=True, help=f"Write it as a page too, for your own eyes: printed/{PAGE}.")
@click.option("--seen", is_flag=True, help="You have looked: remember everything underneath as it is now.")
def show_changes(root: Path, layers: tuple[Path, ...], *, page: bool, seen: bool) -> None:
    """Show what is ours, which file wins for each field, and what has changed underneath since."""
    found = find_project(root, layers)
    content = load_content(found)
    words = find_fallback_translations(found, content.handbook)
    based_on = read_based_on(found)
    changes = list_changes(content.layers, based_on)
    click.echo(format_changes(changes, words))
    if page:
        target = found.root / "printed" / PAGE
        write_whole(target, draw_page(changes, words, read_page_templates(found)).encode())
        click.echo(target)
    if seen:
        remembered = remember_seen(based_on, changes, content.layers)
        write_own_file(found, BASED_ON_FILE, format_based_on(remembered).encode())


def remember_seen(based_on: BasedOn, changes: Sequence[FileChange], layers: Sequence[Layer]) -> BasedOn:
    """Return what the circle's files rest on as it is now; what is no longer there is forgotten."""
    for change in changes:
        if change.below:
            own = {field.name for field in change.fields}
            now = [field for field in list_fields_below(change, layers) if field.name in own]
            kept = {name: one for name, one in based_on.get(change.path, {}).items() if name not in own}
            based_on = remember({**based_on, change.path: kept}, change.path, now, anew=True)
    return based_on


def read_documents(*layers: Layer) -> list[Document]:
    """Return the files of text of some layers."""
    return [read_document(file)[0] for layer in layers for file in layer.files if file.path.endswith(TEXT_ENDINGS)]


def read_own_layer(found: Project) -> list[Layer]:
    """Return the circle's own layer, if there is one yet. Raises FileAccessError."""
    folder = found.root / LOCAL_LAYER
    return [read_layer(folder, LOCAL_LAYER)] if folder.is_dir() else []


def read_based_on(found: Project) -> BasedOn:
    """Return what is remembered of what the circle's files rest on. Raises UsageError, FileAccessError."""
    path = found.root / LOCAL_LAYER / BASED_ON_FILE
    shown = f"{LOCAL_LAYER}/{BASED_ON_FILE}"
    try:
        return parse_based_on(path.read_text("utf-8"), shown)
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        return parse_based_on("?", shown)
    except OSError as fault:
        raise FileAccessError(f"{shown} cannot be read: {fault.strerror}") from fault


def add_to_own_file(found: Project, path: str, text: str) -> None:
    """Writes a file of the circle's own, or adds to the end of the one that is there, byte for byte as it was. Raises
    FileAccessError."""
    file = found.root / LOCAL_LAYER / path
    with plain_os_errors(f"{LOCAL_LAYER}/{path} cannot be read"):
        there = file.read_bytes() if file.exists() else b""
    write_own_file(found, path, there + text.encode())


def write_own_file(found: Project, path: str, data: bytes) -> None:
    """Writes a file of the circle's own. Raises FileAccessError, also where a link leads out of its folder."""
    folder = found.root / LOCAL_LAYER
    if not (folder / path).resolve().is_relative_to(folder.resolve()):
        raise FileAccessError(f"{LOCAL_LAYER}/{path} cannot be written: a link is in the way")
    write_whole(folder / path, data)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all, and the folders that it needs. Raises FileAccessError."""
    with plain_os_errors(f"{path} cannot be written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.tmp")
        beside.write_bytes(data)
        beside.replace(path)
