"""A circle's folder: which layers of content lie in it and in which order, and the site that they make together.

The way in that the command line and the live preview share. Reads files through `source` and `templates` only; knows
nothing of engines, of where a site is written, or of terminals.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import report
from generator.calendar.events import Edition
from generator.errors import ContentError, FileAccessError, Place, Problem, UsageError, select_errors
from generator.handbook.load import examine_layers
from generator.handbook.value import Handbook
from generator.model import kinds
from generator.phrasing.translations import Translations
from generator.site import build as site
from generator.site import templates
from generator.site.model import Asset, Site
from generator.site.public import find_taken_names
from generator.site.word_files import ENGLISH
from generator.source.files import PUBLIC, TEXT_ENDINGS, File, Layer, read_layer
from generator.source.public import read_public_folder
from generator.source.text import read_lossy_lines
from generator.typesetting.fonts import ORDINARY, STAND_IN, FontSet, read_fonts
from generator.typesetting.renderer import ProgressCallback, Renderer, ignore_progress

CONTENT = "content"
LOCAL_LAYER = kinds.LOCAL_LAYER
# Where a licence holder keeps the wording of a licensed form. Never a layer, and nothing else is published from it.
PRIVATE_FOLDER = "private"
CONFIG = "mkdocs.yml"
ROOT_VARIABLE, LAYERS_VARIABLE = "HANDBOOK_PROJECT", "HANDBOOK_LAYERS"
KEPT_VARIABLE = "HANDBOOK_CACHE"
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


@dataclass(frozen=True)
class LoadResult:
    """What was read. `handbook` is None if a problem stands in the way; `problems` holds warnings too;
    `public` are the files that are published as they are."""

    layers: tuple[Layer, ...]
    handbook: Handbook | None
    problems: tuple[Problem, ...]
    public: tuple[File, ...] = ()

    @property
    def file_count(self) -> int:
        """How many files were read, pictures included."""
        return sum(len(layer.files) for layer in self.layers)

    @property
    def display_paths(self) -> dict[str, str]:
        """The files by their paths within a layer, each with the name of its topmost version."""
        return {file.path: file.display_path for layer in self.layers for file in layer.files}

    def lines_of(self, names: Iterable[str]) -> dict[str, list[str]]:
        """The lines of the files of these names, for showing what is wrong in them."""
        wanted = set(names)
        found = (file for layer in self.layers for file in layer.files if file.display_path in wanted)
        return {file.display_path: file_lines(file) for file in found}

    def format_problems(self, problems: Sequence[Problem], outcome: str) -> str:
        """Return problems as text for their author, with a last line that says what happened if any of them is more
        than a warning, and what a build service that reads along shows on the lines themselves."""
        blocks = [report.format_problems(problems, self.lines_of(problem.place.file for problem in problems))]
        if select_errors(problems):
            blocks.append(report.format_summary(problems, self.file_count, outcome))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            blocks.append(report.format_annotations(problems))
        return "\n\n".join(blocks)


def file_lines(file: File) -> list[str]:
    """A file's lines, whatever its bytes are; none if they are no text."""
    return list(read_lossy_lines(file.data))


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


def load_content(project: Project) -> LoadResult:
    """All layers, read and checked. Raises FileAccessError if a folder cannot be read."""
    layers = tuple(read_layer(folder, shown) for folder, shown in project.layers)
    handbook, problems = examine_layers(layers)
    public, refused = read_public_files(project)
    misnamed = tuple(find_misnamed_layers(project.root))
    missing = find_missing_letters(project, layers)
    whole = None if misnamed or refused else handbook
    return LoadResult(layers, whole, tuple(sorted({*problems, *refused, *misnamed, *missing})), public)


def read_public_files(project: Project) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """Return the files that are published as they are, the higher layer's of a name, and what is wrong with them. The
    lowest layer's are not: a host's CNAME of the original would lead every copy to the original's address."""
    original, *above = (read_public_folder(folder, shown) for folder, shown in project.layers)
    files = {file.path: file for read, _ in above for file in read}
    told = (_make_not_published_warning(file) for file in original[0])
    return tuple(files[path] for path in sorted(files)), (*told, *(fault for _, faults in above for fault in faults))


def _make_not_published_warning(file: File) -> Problem:
    message = f"this file is not published: only those in {LOCAL_LAYER}/{PUBLIC} are"
    cure = f"Put it into {LOCAL_LAYER}/{PUBLIC}, or delete it."
    return Problem(Place(file.display_path), "not-published", message, cure, warning=True)


def find_missing_letters(project: Project, layers: Sequence[Layer]) -> tuple[Problem, ...]:
    """Return a warning for each file with characters that no font for paper has: all of them, at the first. Screens
    show them; paper shows a box in their place."""
    texts = {
        file.display_path: file_lines(file)
        for layer in layers
        for file in layer.files
        if file.path.endswith(TEXT_ENDINGS)
    }
    unusual = {name: lines for name, lines in texts.items() if not ORDINARY.fullmatch("".join(lines))}
    if not unusual:
        return ()
    fonts = read_fonts(project.templates_dir / "fonts")
    found = (find_missing_in_file(name, lines, fonts) for name, lines in unusual.items())
    return tuple(problem for problem in found if problem)


def find_missing_in_file(name: str, lines: Sequence[str], fonts: FontSet) -> Problem | None:
    """The warning of one file, or None; what stands after a # on a line of its own is not read."""
    is_prose = name.endswith(".md")
    read = [(number, line) for number, line in enumerate(lines, 1) if is_prose or not line.lstrip().startswith("#")]
    missing = fonts.find_missing("".join(line for _, line in read))
    if not missing:
        return None
    places = [(number, line.index(char)) for number, line in read for char in missing if char in line]
    line, column = min(places)
    letters = " ".join(sorted(missing))
    message = f"no font for paper has {letters}, so paper shows {STAND_IN} there; web pages are as they should be"
    cure = "Write a word instead, or put a font that has it (as .ttf or .otf) into templates/fonts."
    return Problem(Place(name, line, column + 1), "letter-not-in-fonts", message, cure, warning=True)


def find_misnamed_layers(root: Path) -> Iterator[Problem]:
    """Folders beside `content` whose names are nearly that of the circle's own, and which nobody would read."""
    try:
        names = sorted(path.name for path in root.iterdir() if path.is_dir())
    except OSError as fault:
        raise FileAccessError(f"{root} cannot be read: {fault.strerror}") from fault
    for name in names:
        plain = re.sub(r"[\W_]+", "-", name.lower())
        if name != LOCAL_LAYER and plain in (LOCAL_LAYER, LOCAL_LAYER.replace("-", "")):
            message = f'nothing in this folder is read, because it is not called "{LOCAL_LAYER}"'
            yield Problem(Place(name), "misnamed-layer", message, f"Rename the folder to {LOCAL_LAYER}.")


def build_project_site(
    project: Project,
    content: LoadResult,
    *,
    paper: bool = True,
    preview: bool = False,
    watch: ProgressCallback = ignore_progress,
) -> Site:
    """The site that the content makes; `paper` says whether anything is typeset, `preview` that it has to be quick;
    `watch` is told how far it is.

    Raises ContentError with everything that stands in the way and all warnings, FileAccessError if the templates cannot
    be read, TemplatesError if they cannot be used.
    """
    if content.handbook is None:
        raise ContentError(content.problems)
    try:
        loaded = templates.read_templates(project.templates_dir)
        words = loaded.find_translations(content.handbook)
        by = replace(site.make_renderer(loaded, words, project.cache_dir), on_progress=watch)
        changed = find_change_time(project)
        made = site.build_site(content.handbook, loaded, paper=paper, preview=preview, by=by, edition=Edition(changed))
        if taken := tuple(find_taken_names(made, {file.path: file.display_path for file in content.public})):
            raise ContentError(taken)
        public = tuple(Asset(file.path, file.data) for file in content.public)
        return replace(made, changed=changed, public=public)
    except ContentError as fault:
        raise ContentError((*content.problems, *fault.problems)) from None


def find_translations(project: Project, handbook: Handbook) -> Translations:
    """The words of the circle's language. Raises TemplatesError, FileAccessError."""
    return templates.read_templates(project.templates_dir).find_translations(handbook)


def find_fallback_translations(project: Project, handbook: Handbook | None) -> Translations:
    """The words of the circle's language, or the English ones while its content cannot be read. Raises TemplatesError,
    FileAccessError."""
    loaded = templates.read_templates(project.templates_dir)
    try:
        return loaded.find_translations(handbook) if handbook else loaded.words[ENGLISH].translations
    except ContentError:
        return loaded.words[ENGLISH].translations


def read_page_templates(project: Project) -> Mapping[str, str]:
    """The project's templates of pages by their names. Raises TemplatesError, FileAccessError."""
    return templates.read_templates(project.templates_dir).pages


def make_renderer(project: Project, handbook: Handbook, *, keep: bool = True) -> Renderer:
    """The renderer that prints for a project; it uses and fills the project's cache, or, unless `keep`, leaves nothing
    of what it prints on any disk."""
    loaded = templates.read_templates(project.templates_dir)
    words = loaded.find_translations(handbook)
    return site.make_renderer(loaded, words, project.cache_dir if keep else None, aside=keep)
