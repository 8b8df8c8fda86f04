"""Which file holds what: the kinds of content, their folders and their types."""

from dataclasses import dataclass

from generator.model import exercise, library, meeting
from generator.model.fields import Record, explain_odd_id, suggest_id
from generator.text.suggestions import did_you_mean


@dataclass(frozen=True)
class Kind:
    """A kind of content, and everything that the rest of the generator has to know of it."""

    # what YAML, links and messages call it, and its type
    name: str
    model: type[Record]
    # its folder, or the one file that holds a list of many
    where: str
    # the table of the handbook that holds it; the circle is no table
    table: str = ""
    # what messages call it where its name alone would say too little
    label: str = ""
    # whether it has pages, which links can lead to and whose old ids are kept
    has_page: bool = False
    has_starter: bool = False
    # fields that the file's name or place supplies
    given: tuple[str, ...] = ("id",)
    ending: str = ".yml"
    # folders between the kind's folder and the file
    depth: int = 0

    @property
    def listed(self) -> bool:
        """Whether one file holds a list of many."""
        return self.where.endswith(".yml") and bool(self.table)

    @property
    def pattern(self) -> str:
        """Where its files lie, as people write it."""
        return (
            self.where if self.where.endswith(".yml") else f"{self.where}/{'<family>/' * self.depth}<id>{self.ending}"
        )

    @property
    def noun(self) -> str:
        """What a message calls one of it."""
        return self.label or self.name

    @property
    def article(self) -> str:
        """The article before `noun`."""
        return "an" if self.noun[0] in "aeiou" else "a"


def _list_kinds() -> tuple[Kind, ...]:
    """Return all kinds in the order of the field reference; starters are offered and pages listed in the same order."""
    return (
        Kind("circle", meeting.Circle, "circle.yml", given=()),
        Kind("year", meeting.Year, "years", "years", label="year plan", has_starter=True),
        Kind("session", meeting.Session, "sessions", "sessions", has_page=True, has_starter=True),
        Kind("format", meeting.Format, "formats", "formats", has_page=True, has_starter=True),
        Kind(
            "exercise",
            exercise.Exercise,
            "exercises",
            "exercises",
            has_page=True,
            has_starter=True,
            given=("id", "family"),
            depth=1,
        ),
        Kind("theme", library.Theme, "themes", "themes", has_page=True, has_starter=True),
        Kind(
            "questionnaire", library.Questionnaire, "questionnaires", "questionnaires", has_page=True, has_starter=True
        ),
        Kind("handout", library.Handout, "handouts", "handouts", has_page=True, has_starter=True),
        Kind(
            "chapter",
            library.Chapter,
            "chapters",
            "chapters",
            has_page=True,
            has_starter=True,
            given=("id", "text"),
            ending=".md",
        ),
        Kind("family", exercise.Family, "exercises/families.yml", "families", given=()),
        Kind("need", library.Need, "needs.yml", "needs", given=()),
        Kind("safety line", library.SafetyLine, "safety.yml", "safety", given=()),
        Kind("reference", library.Reference, "references.yml", "references", given=()),
        Kind("term", library.Term, "glossary.yml", "terms", label="glossary entry", given=()),
    )


KINDS = {kind.name: kind for kind in _list_kinds()}
KIND_OF_MODEL: dict[type[Record], Kind] = {kind.model: kind for kind in KINDS.values()}
TABLES = {kind.name: kind.table for kind in KINDS.values() if kind.table}
KINDS_WITH_PAGE = {kind.name: kind for kind in KINDS.values() if kind.has_page}
STARTER_KINDS = {kind.name: kind for kind in KINDS.values() if kind.has_starter}
_SINGLE_FILES = {kind.where: kind for kind in KINDS.values() if kind.where.endswith(".yml")}
FOLDERS = {kind.where: kind for kind in KINDS.values() if not kind.where.endswith(".yml")}
# what pages and papers print, laid over the words of the language; no kind, since it is held against those words
WORDS_FILE = "words.yml"
# where people look for those words in vain
_WORDS_ELSEWHERE = ("words", "templates")
# the pages of no single thing that prose can link to, as [words](page:year)
NAMED_PAGES = ("year", "printables", "glossary", "references", "exercises", "themes", "make-it-yours")


@dataclass(frozen=True)
class ContentPath:
    """What a path means: its kind, and the id and family that the names supply."""

    kind: Kind
    id: str = ""
    family: str = ""


@dataclass(frozen=True)
class UnknownPath:
    """A path that means nothing, why, and what may have been meant."""

    code: str
    message: str
    cure: str


def classify_path(path: str) -> ContentPath | UnknownPath:
    """Say what a content path stands for, for example `exercises/fairness/two-column-test.yml`."""
    if path in _SINGLE_FILES:
        return ContentPath(_SINGLE_FILES[path])
    folder, _, rest = path.partition("/")
    kind = FOLDERS.get(folder)
    if not kind:
        return _explain_unknown_path(path, folder)
    names = rest.split("/")
    ending = kind.ending
    if len(names) != kind.depth + 1 or not names[-1].endswith(ending):
        name = names[-1].rpartition(".")[0] + ending
        message = f"in {folder} each {kind.name} has its own file, whose name ends in {ending}"
        if kind.depth:
            message += ", in the folder of its family"
            name = f"<family>/{name}"
        return UnknownPath("odd-place", message, f"Move or rename it: {folder}/{name}.")
    stem = names[-1].removesuffix(ending)
    for name in (*names[:-1], stem):
        if reason := explain_odd_id(name):
            message = f'"{name}" cannot be a name here: {reason}'
            return UnknownPath("odd-id", message, f"Rename it, for example to {suggest_id(name)}.")
    return ContentPath(kind, stem, names[0] if kind.depth else "")


def _explain_unknown_path(path: str, folder: str) -> UnknownPath:
    what, known = ("folder", [*FOLDERS, "images"]) if "/" in path else ("file", [*_SINGLE_FILES, WORDS_FILE])
    if folder.removesuffix(".yml") in _WORDS_ELSEWHERE:
        message = "words that pages and papers print are not changed here"
        return UnknownPath("unknown-place", message, f"Write those that you change into my-circle/{WORDS_FILE}.")
    cure = f"{did_you_mean(folder, known, 0.7)}There are: {', '.join(sorted(known))}."
    return UnknownPath("unknown-place", f'the handbook has no {what} "{folder}"', cure)
