"""The edge for templates: takes the templates folder into memory once. Templates are code, so their faults are ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ContentError, FileAccessError, Problem, TemplatesError
from generator.handbook.value import Handbook
from generator.phrasing.translations import Translations
from generator.site.word_files import ENGLISH, WordFile, check_own_words, check_word_file, lay_words, parse_word_file
from generator.text.suggestions import did_you_mean


@dataclass(frozen=True)
class Templates:
    """Templates of pages and of the theme by name, files of words by language, starter files by the kind that they
    start, and where the templates and the fonts for paper lie, which Typst reads itself."""

    pages: Mapping[str, str]
    theme: Mapping[str, str]
    words: Mapping[str, WordFile]
    paper: Path
    fonts: Path
    starters: Mapping[str, str]

    def find_translations(self, handbook: Handbook) -> Translations:
        """Return the words of the circle's language, with its own over them. Raises ContentError if there are none, or
        if its own do not fit."""
        code = handbook.circle.language
        if code not in self.words:
            message = f'there are no words for the language "{code}"'
            cure = f"{did_you_mean(code, self.words)}There are: {', '.join(sorted(self.words))}."
            cure += f" For another, translate templates/words/{ENGLISH}.yml and save it beside that as {code}.yml."
            raise ContentError([Problem(handbook.find_place("circle", "", "language"), "no-words", message, cure)])
        own, base = handbook.own_words, self.words[code]
        if problems := [problem for document in own for problem in check_own_words(document, base)]:
            raise ContentError(problems, {document.display_path: document.lines for document in own})
        return lay_words(own, base)


def read_templates(folder: Path) -> Templates:
    """Read all templates below a folder.

    Raises FileAccessError if it cannot be read, TemplatesError with all that is wrong with the files of words.
    """
    try:
        pages = {path.name: path.read_text("utf-8") for path in sorted((folder / "pages").glob("*.j2"))}
        theme = {_name(path, folder): path.read_text("utf-8") for path in sorted((folder / "theme").rglob("*.html"))}
        files = [parse_word_file(path.stem, path.read_bytes()) for path in sorted((folder / "words").glob("*.yml"))]
        starters = {path.stem: path.read_text("utf-8") for path in sorted((folder / "starters").glob("*.*"))}
    except OSError as error:
        raise FileAccessError(f"{error.filename} cannot be read: {error.strerror}") from error
    english = next((one for one in files if one.language == ENGLISH), None)
    if not pages or english is None:
        raise FileAccessError(f"there are no templates in {folder}; at least pages/ and words/{ENGLISH}.yml are needed")
    _check_words(files, english)
    words = {one.language: one for one in files}
    return Templates(pages, theme, words, folder / "print", folder / "fonts", starters)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder / "theme").as_posix()


def _check_words(files: list[WordFile], english: WordFile) -> None:
    problems = [problem for one in files for problem in check_word_file(one, english)]
    if problems:
        raise TemplatesError(problems, {one.file: one.lines for one in files})
