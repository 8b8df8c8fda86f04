"""The edge for templates: takes the templates folder into memory once. Templates are code, so their faults are ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ContentError, FileAccessError, UsageError
from generator.source import nodes
from generator.source.compose import compose
from generator.phrasing.translations import Words


@dataclass(frozen=True)
class Templates:
    """Page templates by name, words by language, starter files by the kind that they start, and where the templates and
    the fonts for paper lie, which Typst reads itself."""

    pages: Mapping[str, str]
    words: Mapping[str, Words]
    paper: Path
    fonts: Path
    starters: Mapping[str, str]

    def language(self, code: str) -> Words:
        """The words of a language. Raises UsageError if there are none."""
        if code not in self.words:
            have = ", ".join(sorted(self.words))
            raise UsageError(f'there are no words for the language "{code}" in templates/words; there are: {have}')
        return self.words[code]


def read(folder: Path) -> Templates:
    """All templates below a folder. Raises FileAccessError if it cannot be read."""
    try:
        pages = {path.name: path.read_text("utf-8") for path in sorted((folder / "pages").glob("*.j2"))}
        words = {path.stem: words_of(path) for path in sorted((folder / "words").glob("*.yml"))}
        starters = {path.stem: path.read_text("utf-8") for path in sorted((folder / "starters").glob("*.*"))}
    except OSError as fault:
        raise FileAccessError(f"{fault.filename} cannot be read: {fault.strerror}") from fault
    if not pages or not words:
        raise FileAccessError(f"there are no templates in {folder}")
    return Templates(pages, words, folder / "print", folder / "fonts", starters)


def words_of(path: Path) -> Words:
    """The words of one file."""
    shown = f"templates/words/{path.name}"
    node, problems = compose(shown, path.read_text("utf-8"))
    if problems:
        raise ContentError(problems)
    tree = nodes.plain(node) if node else {}
    return Words(path.stem, tree if isinstance(tree, dict) else {})
