"""Publishes a site: makes it beside its place, looks it over, and only then swaps it in.

At every instant the published folder is a whole site or is not there at all. Knows no content.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from generator.errors import FileAccessError, SiteBuildError
from generator.host import process as engine
from generator.host.config import EngineConfig
from generator.host.settings import is_unused, list_plugin_names
from generator.publish import swap, verify
from generator.publish.export import CONFIG, list_export_files, read_theme, write_export, write_files
from generator.publish.lock import exclusive_lock
from generator.publish.os_errors import plain_os_errors
from generator.publish.ownership import carry_over, check_replaceable, mark_as_ours
from generator.site import bundle
from generator.site.addresses import html_path
from generator.site.model import Site

Step: TypeAlias = Callable[[str], None]
MAX_FAULTS_SHOWN = 20


def publish_site(site: Site, config: EngineConfig, theme: Path, target: Path, step: Step) -> None:
    """Makes the site in the folder `target`, replacing one that was made so before; `step` is told what comes next.

    `config` and `theme` are the engine's config and the theme's folder. Raises UsageError if something else lies in the
    folder, BuildLocked if another build is writing to it, FileAccessError if it cannot be written, SiteBuildError if
    the engine refuses the pages or the result is not whole. The folder is then as it was.
    """
    target = target.resolve()
    with plain_os_errors(f"{target} cannot be written"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with exclusive_lock(swap.sibling(target, "lock")):
            swap.recover_target(target)
            check_target(target)
            try:
                build_and_swap(site, config, theme, target, step)
            finally:
                # whatever cannot be cleared away now, the next build clears away
                with suppress(OSError, FileAccessError):
                    swap.recover_target(target)


def check_target(target: Path) -> None:
    """Refuse to replace what we did not make. Raises UsageError, OSError."""
    check_replaceable(target, "name another: --out DIR")


def build_and_swap(site: Site, config: EngineConfig, theme: Path, target: Path, step: Step) -> None:
    """The same, with the place clear and the lock held."""
    pages, new = swap.sibling(target, "pages"), swap.sibling(target, "new")
    step("writing the pages")
    write_export(pages, list_export_files(site, config, read_theme(theme)))
    step("making the site")
    engine.build_pages(pages / CONFIG, new)
    remove_unused_files(new, list_plugin_names(config.settings.get("plugins")))
    step("checking every link")
    expected = [html_path(page.path) for page in site.pages] + [asset.path for asset in site.assets]
    faults = verify.find_broken_links(verify.read_built_site(new), expected)
    if faults:
        more = [f"and {len(faults) - MAX_FAULTS_SHOWN} more"] if len(faults) > MAX_FAULTS_SHOWN else []
        raise SiteBuildError(faults[:MAX_FAULTS_SHOWN] + more)
    write_files(new, {file.path: file.data for file in site.public})
    step("packing the whole for places without internet")
    bundle.write_zip(new, site.changed)
    mark_as_ours(new, finished=True, public=[file.path for file in site.public])
    # it may have been laid there meanwhile
    check_target(target)
    carry_over(target, new)
    swap.swap_in(new, target)


def remove_unused_files(folder: Path, plugins: list[str]) -> None:
    """Removes what the engine's theme laid there and no page asks for."""
    with plain_os_errors(f"{folder} cannot be written"):
        for path in sorted((folder / "assets").rglob("*"), reverse=True):
            if path.is_file() and is_unused(path.relative_to(folder).as_posix(), plugins):
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
