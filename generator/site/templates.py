"""The edge for templates: takes the templates folder into memory once. Templates are code, so their faults are ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ContentError, FileAccessError, UsageError
from generator.source import nodes
from generator.source.compose import compose_tree
from generator.phrasing.translations import Translations


@dataclass(frozen=True)
class Templates:
    """Page templates by name, words by language, starter files by the kind that they start, and where the templates and
    the fonts for paper lie, which Typst reads itself."""

    pages: Mapping[str, str]
    words: Mapping[str, Translations]
    paper: Path
    fonts: Path
    starters: Mapping[str, str]

    def find_translations(self, code: str) -> Translations:
        """The words of a language. Raises UsageError if there are none."""
        if code not in self.words:
            have = ", ".join(sorted(self.words))
            raise UsageError(f'there are no words for the language "{code}" in templates/words; there are: {have}')
        return self.words[code]


def read_templates(folder: Path) -> Templates:
    """All templates below a folder. Raises FileAccessError if it cannot be read."""
    try:
        pages = {path.name: path.read_text("utf-8") for path in sorted((folder / "pages").glob("*.j2"))}
        words = {path.stem: read_translations(path) for path in sorted((folder / "words").glob("*.yml"))}
        starters = {path.stem: path.read_text("utf-8") for path in sorted((folder / "starters").glob("*.*"))}
    except OSError as fault:
        raise FileAccessError(f"{fault.filename} cannot be read: {fault.strerror}") from fault
    if not pages or not words:
        raise FileAccessError(f"there are no templates in {folder}")
    return Templates(pages, words, folder / "print", folder / "fonts", starters)


def read_translations(path: Path) -> Translations:
    """The words of one file."""
    shown = f"templates/words/{path.name}"
    node, problems = compose_tree(shown, path.read_text("utf-8"))
    if problems:
        raise ContentError(problems)
    tree = nodes.to_plain_data(node) if node else {}
    return Translations(path.stem, tree if isinstance(tree, dict) else {})
