"""A circle's folder: which layers of content lie in it and in which order, and the site that they make together.

The way in that the command line and the live preview share. Reads files through `source` and `templates` only; knows
nothing of engines, of where a site is written, or of terminals.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import report
from generator.errors import ContentError, Problem, UsageError, errors_in
from generator.handbook.load import examine
from generator.handbook.value import Handbook
from generator.site import build as site
from generator.site import templates
from generator.site.model import Site
from generator.source.files import File, Layer, read_layer
from generator.source.text import glimpse
from generator.typesetting.renderer import Press, Watch, nobody

CONTENT = "content"
OWN = "my-circle"
# Where a licence holder keeps the wording of a licensed form. Never a layer, and nothing else is published from it.
PRIVATE = "private"
CONFIG = "mkdocs.yml"
ROOT_VARIABLE, LAYERS_VARIABLE = "HANDBOOK_PROJECT", "HANDBOOK_LAYERS"
KEPT_VARIABLE = "HANDBOOK_CACHE"
OURS = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Project:
    """A folder with `content` in it. `layers` are folders with the names that messages call them by, lowest first."""

    root: Path
    layers: tuple[tuple[Path, str], ...]

    @property
    def templates(self) -> Path:
        """The folder of templates: the project's own, or the one that came with the generator."""
        return self.own_or_ours("templates")

    @property
    def config(self) -> Path:
        """What the engine is told besides: the project's own `mkdocs.yml`, or the one that came with the generator."""
        return self.own_or_ours(CONFIG)

    @property
    def kept(self) -> Path:
        """Where what was typeset is kept for the next time: in the project, or where the surroundings say. May be
        deleted at any time, and shared."""
        return Path(os.environ.get(KEPT_VARIABLE) or self.root / ".cache" / "paper")

    def own_or_ours(self, name: str) -> Path:
        """A file or folder of the project, or its namesake beside the generator."""
        own = self.root / name
        return own if own.exists() else OURS / name

    def keeps(self, path: Path) -> bool:
        """Whether a path lies in the project's folder of private files, or is that folder."""
        return path.resolve().is_relative_to((self.root / PRIVATE).resolve())

    def holds(self, folder: Path) -> str:
        """The name of the layer or template folder that `folder` is or lies in, or nothing."""
        own = ((self.root / name, name) for name in (CONTENT, OWN, PRIVATE))
        sources = [*self.layers, *own, (self.templates, "templates")]
        inside = folder.resolve()
        return next((name for root, name in sources if inside.is_relative_to(root.resolve())), "")


@dataclass(frozen=True)
class Content:
    """What was read. `handbook` is None if a problem stands in the way; `problems` holds warnings too."""

    layers: tuple[Layer, ...]
    handbook: Handbook | None
    problems: tuple[Problem, ...]

    @property
    def files(self) -> int:
        """How many files were read, pictures included."""
        return sum(len(layer.files) for layer in self.layers)

    @property
    def paths(self) -> dict[str, str]:
        """The files by their paths within a layer, each with the name of its topmost version."""
        return {file.path: file.shown for layer in self.layers for file in layer.files}

    def lines(self, names: Iterable[str]) -> dict[str, list[str]]:
        """The lines of the files of these names, for showing what is wrong in them."""
        wanted = set(names)
        found = (file for layer in self.layers for file in layer.files if file.shown in wanted)
        return {file.shown: lines(file) for file in found}

    def told(self, problems: Sequence[Problem], outcome: str, *, annotate: bool = False) -> str:
        """Problems as text for their author, with a last line that says what happened if any of them is more than a
        warning; `annotate` adds what a build service shows on the lines themselves."""
        blocks = [report.text(problems, self.lines(problem.place.file for problem in problems))]
        if errors_in(problems):
            blocks.append(report.closing(problems, self.files, outcome))
        if annotate:
            blocks.append(report.annotations(problems))
        return "\n\n".join(blocks)


def lines(file: File) -> list[str]:
    """A file's lines, whatever its bytes are; none if they are no text."""
    return list(glimpse(file.data))


def project(root: Path, more: Iterable[Path] = ()) -> Project:
    """The project in a folder: `content`, then `my-circle` if it is there, then every further layer in the order given.

    Raises UsageError if there is no content in the folder.
    """
    if not (root / CONTENT).is_dir():
        where = "this folder" if root == Path() else f"the folder {root}"
        raise UsageError(
            f"there is no folder {CONTENT} in {where}; go to the handbook's folder, or name it: --project DIR"
        )
    more = tuple(more)
    for folder in more:
        if folder.resolve().is_relative_to((root / PRIVATE).resolve()):
            raise UsageError(f"{folder} lies in {PRIVATE}, which is never a layer; nothing of it may be published")
    own = [(root / OWN, OWN)] if (root / OWN).is_dir() else []
    return Project(root, ((root / CONTENT, CONTENT), *own, *((folder, shown(root, folder)) for folder in more)))


def environment(root: Path, more: Iterable[Path]) -> dict[str, str]:
    """The same project for another process, as environment variables."""
    layers = os.pathsep.join(str(folder.resolve()) for folder in more)
    return {ROOT_VARIABLE: str(root.resolve()), LAYERS_VARIABLE: layers}


def from_environment(root: Path, variables: Mapping[str, str]) -> Project:
    """The project that another process named, or else the one in `root`. Raises UsageError like `project`."""
    more = [Path(folder) for folder in variables.get(LAYERS_VARIABLE, "").split(os.pathsep) if folder]
    return project(Path(variables.get(ROOT_VARIABLE) or root), more)


def shown(root: Path, folder: Path) -> str:
    """How a layer is called: by its way from the project's folder, or as it was given if it lies elsewhere."""
    inside, above = folder.resolve(), root.resolve()
    return inside.relative_to(above).as_posix() if inside.is_relative_to(above) else folder.as_posix()


def read(project: Project) -> Content:
    """All layers, read and checked. Raises FileAccessError if a folder cannot be read."""
    layers = tuple(read_layer(folder, shown) for folder, shown in project.layers)
    handbook, problems = examine(layers)
    return Content(layers, handbook, problems)


def draw(
    project: Project, content: Content, *, paper: bool = True, preview: bool = False, watch: Watch = nobody
) -> Site:
    """The site that the content makes; `paper` says whether anything is typeset, `preview` that it has to be quick;
    `watch` is told how far it is.

    Raises ContentError with everything that stands in the way and all warnings, FileAccessError if the templates cannot
    be read, TemplatesError if they cannot be used, UsageError if they lack the circle's language.
    """
    if content.handbook is None:
        raise ContentError(content.problems)
    try:
        loaded = templates.read(project.templates)
        words = loaded.language(content.handbook.circle.language)
        by = replace(site.press(loaded, words, project.kept), watch=watch)
        return site.build(content.handbook, loaded, paper=paper, preview=preview, by=by)
    except ContentError as fault:
        raise ContentError((*content.problems, *fault.problems)) from None


def press(project: Project, handbook: Handbook, *, keep: bool = True) -> Press:
    """The press that prints for a project; it uses and fills the project's cache, or, unless `keep`, leaves nothing of
    what it prints on any disk."""
    loaded = templates.read(project.templates)
    words = loaded.language(handbook.circle.language)
    return site.press(loaded, words, project.kept if keep else None, aside=keep)
