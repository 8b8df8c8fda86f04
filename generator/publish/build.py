"""Publishes a site: makes it beside its place, looks it over, and only then swaps it in.

At every instant the published folder is a whole site or is not there at all. Knows no content.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from generator.errors import SiteBuildError
from generator.host import process as engine
from generator.publish import swap, verify
from generator.publish.export import CONFIG, files, read_folder, write
from generator.publish.lock import only_one
from generator.publish.os_errors import told_plainly
from generator.publish.ownership import check_replaceable, mark_as_ours
from generator.site import bundle
from generator.site.addresses import built
from generator.site.model import Site

Step: TypeAlias = Callable[[str], None]
MOST_SHOWN = 20


def publish(site: Site, config: Path, theme: Path, target: Path, step: Step) -> None:
    """Makes the site in the folder `target`, replacing one that was made so before; `step` is told what comes next.

    `config` and `theme` are the engine's config and the theme's folder. Raises UsageError if something else lies in the
    folder, BuildLocked if another build is writing to it, FileAccessError if it cannot be written, SiteBuildError if
    the engine refuses the pages or the result is not whole. The folder is then as it was.
    """
    target = target.resolve()
    with told_plainly(f"{target} cannot be written"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with only_one(swap.beside(target, "lock")):
            swap.recover(target)
            check_ours(target)
            try:
                put(site, config, theme, target, step)
            finally:
                # whatever cannot be cleared away now, the next build clears away
                with suppress(OSError):
                    swap.recover(target)


def check_ours(target: Path) -> None:
    """Refuses to replace what we did not make."""
    check_replaceable(target, "name another: --out DIR")


def put(site: Site, config: Path, theme: Path, target: Path, step: Step) -> None:
    """The same, with the place clear and the lock held."""
    pages, new = swap.beside(target, "pages"), swap.beside(target, "new")
    step("writing the pages")
    write(pages, files(site, config.read_text("utf-8"), read_folder(theme)))
    step("making the site")
    engine.build(pages / CONFIG, new)
    step("checking every link")
    expected = [built(page.path) for page in site.pages] + [asset.path for asset in site.assets]
    faults = verify.faults(verify.read(new), expected)
    if faults:
        more = [f"and {len(faults) - MOST_SHOWN} more"] if len(faults) > MOST_SHOWN else []
        raise SiteBuildError(faults[:MOST_SHOWN] + more)
    step("packing the whole for places without internet")
    bundle.bundle(new)
    mark_as_ours(new)
    swap.put_in_place(new, target)
