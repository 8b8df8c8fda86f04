"""The site as pages for any engine: Markdown, files, theme and a ready config, in a folder of their own.

Writes what changed, removes what it made before and is no longer wanted, and touches nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.errors import UsageError
from generator.host.config import EngineConfig, dump_config
from generator.host.settings import (
    list_pages_outside_navigation,
    make_mkdocs_settings,
    make_navigation,
    make_theme_values,
)
from generator.publish.lock import exclusive_lock
from generator.publish.os_errors import plain_os_errors
from generator.publish.swap import sibling
from generator.site.model import Site

MANIFEST = ".handbook-export"
CONFIG = "mkdocs.yml"
OUR_PLUGIN = "handbook"
HEAD = "# Made by `handbook export`. Build it with: mkdocs build --strict\n"
# they would leave out pages of ours, or watch what is not exported
NOT_EXPORTED = {"exclude_docs", "draft_docs", "watch"}


@dataclass(frozen=True)
class ExportSummary:
    """What an export did."""

    file_count: int
    written_count: int
    removed_count: int


def export_site(site: Site, config: EngineConfig, theme: Path, folder: Path) -> ExportSummary:
    """Write the site to `folder`, with a config made from `config` and a copy of the folder `theme`.

    Raises UsageError if the folder holds other things, BuildLocked if another export is writing to it, FileAccessError
    if it cannot be written.
    """
    folder = folder.resolve()
    with plain_os_errors(f"{folder} cannot be written"):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with exclusive_lock(sibling(folder, "lock")):
            check_export_folder(folder)
            files = list_export_files(site, config, read_theme(theme))
            # an engine would make a page of Markdown
            public = {f"docs/{file.path}": file.data for file in site.public if not file.path.endswith(".md")}
            return write_export(folder, {**files, **public})


def check_export_folder(folder: Path) -> None:
    """Refuses a folder with anything in it that no export of ours made."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise UsageError(f"{folder} is not empty and was not made by an export; name a new or empty folder")


def read_theme(folder: Path) -> dict[str, bytes]:
    """The files below a folder by their relative paths, hidden ones left out."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def list_export_files(site: Site, config: EngineConfig, theme: Mapping[str, bytes]) -> dict[str, bytes]:
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


def make_config_text(site: Site, config: EngineConfig) -> str:
    """Return the engine's config for exported pages: the project's own, with what our plugin would do in its place."""
    settings = {key: value for key, value in config.settings.items() if key not in NOT_EXPORTED}
    settings |= make_mkdocs_settings(site.settings)
    settings |= {"docs_dir": "docs", "site_dir": "site", "nav": make_navigation(site.nav)}
    settings["plugins"] = without_plugin(settings.get("plugins") or [])
    settings["theme"] = {**config.settings["theme"], "custom_dir": "theme", "language": site.settings.language}
    settings["extra"] = {**(settings.get("extra") or {}), **make_theme_values(site.settings)}
    if outside := list_pages_outside_navigation(site):
        settings["not_in_nav"] = "".join(f"/{path}\n" for path in outside)
    return HEAD + dump_config(settings)


def without_plugin(plugins: list[Any] | dict[str, Any]) -> list[Any] | dict[str, Any]:
    """Return plugins without ours, in whichever of MkDocs' ways they are listed."""
    if isinstance(plugins, dict):
        return {name: options for name, options in plugins.items() if name != OUR_PLUGIN}
    return [entry for entry in plugins if (next(iter(entry), "") if isinstance(entry, dict) else entry) != OUR_PLUGIN]


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
