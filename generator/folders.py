"""A circle's folder: where its content, templates and config lie, and which layers there are in which order.

An edge that reads names of files and the surroundings, and no content. Imports next to nothing, so that a command can
begin with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import FileAccessError, UsageError
from generator.model.layer_names import LOCAL_LAYER

CONTENT = "content"
# Where a licence holder keeps the wording of a licensed form. Never a layer, and nothing else is published from it.
PRIVATE_FOLDER = "private"
CONFIG = "mkdocs.yml"
ROOT_VARIABLE, LAYERS_VARIABLE = "HANDBOOK_PROJECT", "HANDBOOK_LAYERS"
KEPT_VARIABLE = "HANDBOOK_CACHE"
# set by build services, whose folders others may have filled: nothing that was kept there is believed
BUILD_SERVICE = "CI"
DATE_VARIABLE = "SOURCE_DATE_EPOCH"
PACKAGE = Path(__file__).resolve().parent
# what came with the generator: in the package if it was installed, beside it in the source tree
BUNDLED = PACKAGE / "bundle" if (PACKAGE / "bundle").is_dir() else PACKAGE.parent


@dataclass(frozen=True)
class Project:
    """A folder with `content` or `my-circle` in it. `layers` are folders, lowest first, with the names that messages
    call them by."""

    root: Path
    layers: tuple[tuple[Path, str], ...]

    @property
    def templates_dir(self) -> Path:
        """The folder of templates: the project's own, or the one that came with the generator."""
        return self.own_or_bundled("templates")

    @property
    def config_path(self) -> Path:
        """What the engine is told besides: the project's own `mkdocs.yml`, or the one that came with the generator."""
        return self.own_or_bundled(CONFIG)

    @property
    def cache_dir(self) -> Path:
        """Where what was typeset is kept for the next time: in the project, or where the surroundings say. May be
        deleted at any time, and shared."""
        return Path(os.environ.get(KEPT_VARIABLE) or self.root / ".cache" / "paper")

    @property
    def kept_pages(self) -> Path | None:
        """Where pages are kept for the next build, or None where nothing is."""
        return None if os.environ.get(BUILD_SERVICE) else self.cache_dir / "pages.json"

    def own_or_bundled(self, name: str) -> Path:
        """A file or folder of the project, or its namesake beside the generator."""
        own = self.root / name
        return own if own.exists() else BUNDLED / name

    def is_private(self, path: Path) -> bool:
        """Whether a path lies in the project's folder of private files, or is that folder."""
        return path.resolve().is_relative_to((self.root / PRIVATE_FOLDER).resolve())

    def find_source_name(self, folder: Path) -> str:
        """The name of the layer or template folder that `folder` is or lies in, or nothing."""
        own = ((self.root / name, name) for name in (CONTENT, LOCAL_LAYER, PRIVATE_FOLDER))
        sources = [*self.layers, *own, (self.templates_dir, "templates")]
        inside = folder.resolve()
        return next((name for root, name in sources if inside.is_relative_to(root.resolve())), "")


def find_project(root: Path, more: Iterable[Path] = ()) -> Project:
    """Return the project in a folder: `content`, then `my-circle` if it is there, then further layers as given.

    A folder with `my-circle` alone is laid over the content that came with the generator. Raises UsageError if there is
    neither.
    """
    content, local = root / CONTENT, root / LOCAL_LAYER
    if not content.is_dir():
        if not local.is_dir():
            where = "this folder" if root == Path() else f"the folder {root}"
            raise UsageError(
                f"there is no folder {CONTENT} in {where}; go to the handbook's folder, or name it: --project DIR. "
                f"To begin a handbook of your own here, make a folder {LOCAL_LAYER}"
            )
        content = BUNDLED / CONTENT
    more = tuple(more)
    for folder in more:
        if folder.resolve().is_relative_to((root / PRIVATE_FOLDER).resolve()):
            raise UsageError(
                f"{folder} lies in {PRIVATE_FOLDER}, which is never a layer; nothing of it may be published"
            )
    own = [(local, LOCAL_LAYER)] if local.is_dir() else []
    return Project(root, ((content, CONTENT), *own, *((folder, name_layer(root, folder)) for folder in more)))


def project_environment(root: Path, more: Iterable[Path]) -> dict[str, str]:
    """The same project for another process, as environment variables."""
    layers = os.pathsep.join(str(folder.resolve()) for folder in more)
    return {ROOT_VARIABLE: str(root.resolve()), LAYERS_VARIABLE: layers}


def find_project_in_environment(root: Path, variables: Mapping[str, str]) -> Project:
    """The project that another process named, or else the one in `root`. Raises UsageError like `project`."""
    more = [Path(folder) for folder in variables.get(LAYERS_VARIABLE, "").split(os.pathsep) if folder]
    return find_project(Path(variables.get(ROOT_VARIABLE) or root), more)


def find_change_time(project: Project) -> int:
    """Return when anything that the site is made of was last changed, in seconds since 1970: as SOURCE_DATE_EPOCH says,
    or else by the newest file or folder. A folder changes when a file is taken out of it. Raises FileAccessError."""
    if (given := os.environ.get(DATE_VARIABLE, "")).isdecimal():
        return int(given)
    folders = [*(folder for folder, _ in project.layers), project.templates_dir]
    try:
        read = [path for folder in folders for path in (folder, *folder.rglob("*"))]
        return int(max(path.lstat().st_mtime for path in (*read, project.config_path, *PACKAGE.rglob("*.py"))))
    except OSError as fault:
        raise FileAccessError(f"{fault.filename} cannot be read: {fault.strerror}") from fault


def name_layer(root: Path, folder: Path) -> str:
    """How a layer is called: by its way from the project's folder, or as it was given if it lies elsewhere."""
    inside, above = folder.resolve(), root.resolve()
    return inside.relative_to(above).as_posix() if inside.is_relative_to(above) else folder.as_posix()
