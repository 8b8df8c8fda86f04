"""Publishes a site: makes it beside its place, looks it over, and only then swaps it in.

At every instant the published folder is a whole site or is not there at all. Knows no content.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from generator.errors import FileAccessError, SiteBuildError
from generator.host import process as engine
from generator.host.config import EngineConfig
from generator.host.settings import is_unused, list_plugin_names
from generator.publish import swap, verify
from generator.publish.export import (
    CONFIG,
    OUR_PLUGIN,
    list_export_files,
    read_theme,
    require_inside,
    write_export,
    write_files,
)
from generator.publish.lock import exclusive_lock
from generator.publish.os_errors import plain_os_errors
from generator.publish.ownership import carry_over, check_replaceable, mark_as_ours
from generator.site import bundle
from generator.site.addresses import PAPER_FOLDER, html_path
from generator.site.model import Asset, Site

Step: TypeAlias = Callable[[str], None]
MAX_FAULTS_SHOWN = 20
# those of Markdown's extensions that make a page of its text and of nothing else
PURE_EXTENSIONS = {"abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"}
# what the engine runs besides: the one always, the other where pages are kept
LIGHT_PAGES_HOOK = Path(engine.__file__).with_name("light_pages.py")
KEPT_PAGES_HOOK = Path(engine.__file__).with_name("kept_pages.py")


def publish_site(  # noqa: PLR0913  # each says one thing of the site or of where it goes
    site: Site, config: EngineConfig, theme: Path, target: Path, step: Step, *, kept: Path | None = None
) -> None:
    """Makes the site in the folder `target`, replacing one that was made so before; `step` is told what comes next.

    `config` and `theme` are the engine's config and the theme's folder; `kept` is where pages are kept for the next
    build. Raises UsageError if something else lies in the
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
                build_and_swap(site, config, theme, target, step, kept if can_keep_pages(config) else None)
            finally:
                # whatever cannot be cleared away now, the next build clears away
                with suppress(OSError, FileAccessError):
                    swap.recover_target(target)


def check_target(target: Path) -> None:
    """Refuse to replace what we did not make. Raises UsageError, OSError."""
    check_replaceable(target, "name another: --out DIR")


def build_and_swap(  # noqa: PLR0913, PLR0917  # the same
    site: Site, config: EngineConfig, theme: Path, target: Path, step: Step, kept: Path | None
) -> None:
    """The same, with the place clear and the lock held."""
    pages, new = swap.sibling(target, "pages"), swap.sibling(target, "new")
    paper, rest = split_paper(site)
    step("writing the pages")
    hooks = [LIGHT_PAGES_HOOK, KEPT_PAGES_HOOK] if kept else [LIGHT_PAGES_HOOK]
    told = add_hooks(allow_links_to_paper(config), hooks)
    write_export(pages, list_export_files(rest, told, read_theme(theme)))
    step("making the site")
    engine.build_pages(pages / CONFIG, new, kept.resolve() if kept else None)
    remove_unused_files(new, list_plugin_names(config.settings.get("plugins")))
    write_new_files(new, paper)
    step("checking every link")
    expected = [html_path(page.path) for page in site.pages] + [asset.path for asset in site.assets]
    faults = verify.find_broken_links(verify.read_built_site(new), expected)
    if faults:
        more = [f"and {len(faults) - MAX_FAULTS_SHOWN} more"] if len(faults) > MAX_FAULTS_SHOWN else []
        raise SiteBuildError(faults[:MAX_FAULTS_SHOWN] + more)
    write_files(new, {file.path: file.data for file in site.public})
    step("packing the whole for places without internet")
    bundle.write_zip(new, site.changed, site.online_only, site.settings.address)
    mark_as_ours(new, finished=True, public=[file.path for file in site.public])
    # it may have been laid there meanwhile
    check_target(target)
    carry_over(target, new)
    swap.swap_in(new, target)


def split_paper(site: Site) -> tuple[tuple[Asset, ...], Site]:
    """Return what there is to print, and the site without it. The engine would only copy such files."""
    paper = tuple(asset for asset in site.assets if asset.path.startswith(PAPER_FOLDER))
    rest = tuple(asset for asset in site.assets if not asset.path.startswith(PAPER_FOLDER))
    return paper, replace(site, assets=rest)


def allow_links_to_paper(config: EngineConfig) -> EngineConfig:
    """Return the engine's config for pages whose paper it does not see. That each link leads somewhere is looked at
    when all is there."""
    said = config.settings.get("validation")
    kinds = said if isinstance(said, dict) else {}
    links = kinds.get("links")
    wanted = {**kinds, "links": {**(links if isinstance(links, dict) else {}), "not_found": "ignore"}}
    return replace(config, settings={**config.settings, "validation": wanted})


def can_keep_pages(config: EngineConfig) -> bool:
    """Say whether a page's HTML follows from its text alone: no plugin or hook of others has a part in it, and no
    extension that may look elsewhere."""
    settings = config.settings
    plugins = [name for name in list_plugin_names(settings.get("plugins")) if name != OUR_PLUGIN]
    extensions = list_plugin_names(settings.get("markdown_extensions"))
    return not plugins and not settings.get("hooks") and set(extensions) <= PURE_EXTENSIONS


def add_hooks(config: EngineConfig, hooks: Iterable[Path]) -> EngineConfig:
    """Return the engine's config with hooks of ours after its own."""
    own = config.settings.get("hooks")
    return replace(config, settings={**config.settings, "hooks": [*(own or ()), *map(str, hooks)]})


def write_new_files(folder: Path, files: Iterable[Asset]) -> None:
    """Write files into a folder that has none of them. Raises FileAccessError."""
    made: set[Path] = set()
    with plain_os_errors(f"{folder} cannot be written"):
        for file in files:
            path = folder / require_inside(file.path)
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(file.data)


def remove_unused_files(folder: Path, plugins: list[str]) -> None:
    """Removes what the engine's theme laid there and no page asks for."""
    with plain_os_errors(f"{folder} cannot be written"):
        for path in sorted((folder / "assets").rglob("*"), reverse=True):
            if path.is_file() and is_unused(path.relative_to(folder).as_posix(), plugins):
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
