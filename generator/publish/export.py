"""The site as pages for any engine: Markdown, files, theme and a ready config, in a folder of their own.

Writes what changed, removes what it made before and is no longer wanted, and touches nothing else.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.errors import ContentError, UsageError
from generator.host.settings import list_pages_outside_navigation, make_mkdocs_settings, make_navigation
from generator.publish.lock import exclusive_lock
from generator.publish.os_errors import plain_os_errors
from generator.publish.swap import sibling
from generator.site.model import Site
from generator.source.compose import compose_tree
from generator.source.nodes import Mapping as Keys
from generator.source.nodes import Node, Scalar, Sequence

MANIFEST = ".handbook-export"
CONFIG = "mkdocs.yml"
OUR_PLUGIN = "handbook"
HEAD = "# Made by `handbook export`. Build it with: mkdocs build --strict\n"
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class ExportSummary:
    """What an export did."""

    file_count: int
    written_count: int
    removed_count: int


def export_site(site: Site, config: Path, theme: Path, folder: Path) -> ExportSummary:
    """Writes the site to `folder` with a config made from the one at `config` and a copy of the folder `theme`.

    Raises UsageError if the folder holds other things, BuildLocked if another export is writing to it, FileAccessError
    if it cannot be written, ContentError if the config cannot be understood.
    """
    folder = folder.resolve()
    with plain_os_errors(f"{folder} cannot be written"):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with exclusive_lock(sibling(folder, "lock")):
            check_export_folder(folder)
            return write_export(folder, list_export_files(site, config.read_text("utf-8"), read_theme(theme)))


def check_export_folder(folder: Path) -> None:
    """Refuses a folder with anything in it that no export of ours made."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise UsageError(f"{folder} is not empty and was not made by an export; name a new or empty folder")


def read_theme(folder: Path) -> dict[str, bytes]:
    """The files below a folder by their relative paths, hidden ones left out."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def list_export_files(site: Site, config: str, theme: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of an export by its path. Pure."""
    whole = {CONFIG: make_config_text(site, config).encode()}
    whole |= {f"theme/{path}": data for path, data in theme.items()}
    whole |= {f"docs/{require_inside(page.path)}": page.text.encode() for page in site.pages}
    whole |= {f"docs/{require_inside(asset.path)}": asset.data for asset in site.assets}
    return whole


def require_inside(path: str) -> str:
    """The same path, which must not lead out of its folder."""
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError(f"the path {path!r} leads out of the folder")
    return path


def make_config_text(site: Site, pattern: str) -> str:
    """The engine's config for exported pages: the project's own, without our plugin and with what it would do."""
    node, problems = compose_tree(CONFIG, pattern)
    if problems or not isinstance(node, Keys):
        raise ContentError(problems)
    config = cast_node(node)
    config |= make_mkdocs_settings(site.settings)
    config |= {"docs_dir": "docs", "nav": make_navigation(site.nav)}
    config["plugins"] = [plugin for plugin in config.get("plugins") or [] if plugin != OUR_PLUGIN]
    config["theme"] = {**config.get("theme", {}), "custom_dir": "theme", "language": site.settings.language}
    config["extra"] = {**(config.get("extra") or {}), "accent": site.settings.accent}
    if outside := list_pages_outside_navigation(site):
        config["not_in_nav"] = "".join(f"/{path}\n" for path in outside)
    return HEAD + "".join(f"{key}: {format_value(item)}\n" for key, item in config.items())


def format_value(item: Any) -> str:
    """A value as JSON, which is YAML too, indented below its key."""
    return json.dumps(item, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def cast_node(node: Node) -> Any:
    """A tree of strings as what the engine means by it: true, false, nothing, whole numbers and text."""
    if isinstance(node, Keys):
        return {key.text: cast_node(item) for key, item in node.items}
    if isinstance(node, Sequence):
        return [cast_node(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.plain and node.text in WORDS:
        return WORDS[node.text]
    return int(node.text) if node.plain and node.text.isdecimal() else node.text


def write_export(folder: Path, whole: Mapping[str, bytes]) -> ExportSummary:
    """Brings the folder to the state `whole`. The list of what is ours is widened before and narrowed after, so that a
    broken-off export never forgets a file that it made."""
    folder.mkdir(parents=True, exist_ok=True)
    before = read_manifest(folder)
    write_manifest(folder, before | set(whole))
    changed = sum(write_if_changed(folder / path, data) for path, data in whole.items())
    stale = sorted(before - set(whole))
    removed = sum(remove_file(folder, path) for path in stale)
    write_manifest(folder, set(whole))
    return ExportSummary(len(whole), changed, removed)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files into a folder that may hold others. Raises FileAccessError."""
    with plain_os_errors(f"{folder} cannot be written"):
        for name, data in files.items():
            write_if_changed(folder / require_inside(name), data)


def read_manifest(folder: Path) -> set[str]:
    """The files that an earlier export made here."""
    manifest = folder / MANIFEST
    return set(manifest.read_text("utf-8").splitlines()) if manifest.is_file() else set()


def write_manifest(folder: Path, names: Iterable[str]) -> None:
    """Notes which files are ours."""
    write_if_changed(folder / MANIFEST, "".join(f"{name}\n" for name in sorted(names)).encode())


def write_if_changed(path: Path, data: bytes) -> bool:
    """Writes a file if it is not already so; whether it was written."""
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def remove_file(folder: Path, path: str) -> bool:
    """Removes a file of ours and the folders that it leaves empty; whether there was one."""
    file = folder / path
    if not file.parent.resolve().is_relative_to(folder.resolve()) or not file.is_file():
        return False
    file.unlink()
    for above in file.relative_to(folder).parents[:-1]:
        if any((folder / above).iterdir()):
            break
        (folder / above).rmdir()
    return True
