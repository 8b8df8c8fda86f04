"""A circle's handbook: its layers read and checked, and the site that they make together.

The way in that the command line and the live preview share. Reads files through `source` and `templates` only; knows
nothing of engines, of where a site is written, or of terminals.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import report
from generator.calendar.events import Edition
from generator.errors import ContentError, FileAccessError, Place, Problem, select_errors
from generator.folders import Project, find_change_time
from generator.handbook.load import examine_layers
from generator.handbook.value import Handbook
from generator.model.layer_names import LOCAL_LAYER
from generator.phrasing.translations import Translations
from generator.site import build as site
from generator.site import templates
from generator.site.catalogue import EVERYTHING, PaperChoice
from generator.site.model import Asset, Site
from generator.site.public import find_taken_names
from generator.site.word_files import ENGLISH
from generator.source.files import PUBLIC, TEXT_ENDINGS, File, Layer, read_layer
from generator.source.public import read_public_folder
from generator.source.text import read_lossy_lines
from generator.typesetting.fonts import ORDINARY, STAND_IN, FontSet, read_fonts

if TYPE_CHECKING:
    from generator.typesetting.renderer import ProgressCallback, Renderer


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


def build_project_site(  # noqa: PLR0913  # each says one thing of the build
    project: Project,
    content: LoadResult,
    *,
    paper: bool = True,
    preview: bool = False,
    check: bool = False,
    choice: PaperChoice = EVERYTHING,
    watch: "ProgressCallback | None" = None,
) -> Site:
    """The site that the content makes; `paper` says whether anything is typeset, `choice` which of it, `preview` that
    it has to be quick, `check` that nobody will see it; `watch` is told how far it is.

    Raises ContentError with everything that stands in the way and all warnings, FileAccessError if the templates cannot
    be read, TemplatesError if they cannot be used.
    """
    if content.handbook is None:
        raise ContentError(content.problems)
    try:
        loaded = templates.read_templates(project.templates_dir)
        by = make_renderer(project, content.handbook, watch=watch) if paper else None
        changed = find_change_time(project)
        how = {"paper": paper, "preview": preview, "check": check}
        made = site.build_site(content.handbook, loaded, **how, choice=choice, by=by, edition=Edition(changed))
        if taken := tuple(find_taken_names(made, {file.path: file.display_path for file in content.public})):
            raise ContentError(taken)
        public = tuple(Asset(file.path, file.data) for file in content.public)
        return replace(made, changed=changed, public=public)
    except ContentError as fault:
        raise ContentError((*content.problems, *fault.problems)) from None


def make_preview_search_index(project: Project, handbook: Handbook) -> Asset:
    """Make the index that a preview's search asks for. Raises ContentError, TemplatesError, FileAccessError."""
    return site.make_late_search_index(handbook, templates.read_templates(project.templates_dir))


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


def make_renderer(
    project: Project, handbook: Handbook, *, keep: bool = True, watch: "ProgressCallback | None" = None
) -> "Renderer":
    """The renderer that prints for a project; it uses and fills the project's cache, or, unless `keep`, leaves nothing
    of what it prints on any disk. `watch` is told how far it is."""
    from generator.site import paper  # noqa: PLC0415  # a check prints nothing, and loading this takes long

    loaded = templates.read_templates(project.templates_dir)
    words = loaded.find_translations(handbook)
    renderer = paper.make_renderer(loaded, words, project.cache_dir if keep else None, aside=keep)
    return replace(renderer, on_progress=watch) if watch else renderer
