"""Which file holds what: the kinds of content, their folders and their types."""

import difflib
from dataclasses import dataclass

from generator.model import exercise, library, meeting
from generator.model.fields import Record, explain_odd_id, suggest_id


@dataclass(frozen=True)
class Kind:
    """A kind of content. `listed`: one file holds a list of many. `given`: fields that the file's name supplies."""

    name: str
    model: type[Record]
    where: str
    listed: bool = False
    given: tuple[str, ...] = ("id",)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("circle", meeting.Circle, "circle.yml", given=()),
        Kind("year", meeting.Year, "years"),
        Kind("session", meeting.Session, "sessions"),
        Kind("format", meeting.Format, "formats"),
        Kind("exercise", exercise.Exercise, "exercises", given=("id", "family")),
        Kind("theme", library.Theme, "themes"),
        Kind("questionnaire", library.Questionnaire, "questionnaires"),
        Kind("handout", library.Handout, "handouts"),
        Kind("chapter", library.Chapter, "chapters", given=("id", "text")),
        Kind("family", exercise.Family, "exercises/families.yml", listed=True, given=()),
        Kind("need", library.Need, "needs.yml", listed=True, given=()),
        Kind("safety line", library.SafetyLine, "safety.yml", listed=True, given=()),
        Kind("reference", library.Reference, "references.yml", listed=True, given=()),
        Kind("term", library.Term, "glossary.yml", listed=True, given=()),
    )
}
SINGLE_FILES = {kind.where: kind for kind in KINDS.values() if kind.where.endswith(".yml")}
FOLDERS = {kind.where: kind for kind in KINDS.values() if not kind.where.endswith(".yml")}


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
    """What a content path stands for, for example `exercises/fairness/two-column-test.yml`."""
    if path in SINGLE_FILES:
        return ContentPath(SINGLE_FILES[path])
    folder, _, rest = path.partition("/")
    kind = FOLDERS.get(folder)
    if not kind:
        return explain_unknown_path(path, folder)
    names = rest.split("/")
    ending = ".md" if kind.name == "chapter" else ".yml"
    deep = 2 if kind.name == "exercise" else 1
    if len(names) != deep or not names[-1].endswith(ending):
        name = names[-1].rpartition(".")[0] + ending
        message = f"in {folder} each {kind.name} has its own file, whose name ends in {ending}"
        if deep == 2:
            message += ", in the folder of its family"
            name = f"<family>/{name}"
        return UnknownPath("odd-place", message, f"Move or rename it: {folder}/{name}.")
    stem = names[-1].removesuffix(ending)
    for name in (*names[:-1], stem):
        if reason := explain_odd_id(name):
            message = f'"{name}" cannot be a name here: {reason}'
            return UnknownPath("odd-id", message, f"Rename it, for example to {suggest_id(name)}.")
    return ContentPath(kind, stem, names[0] if deep == 2 else "")


def explain_unknown_path(path: str, folder: str) -> UnknownPath:
    """A path that fits no kind, with the nearest that would."""
    what, known = ("folder", [*FOLDERS, "images"]) if "/" in path else ("file", [*SINGLE_FILES])
    near = difflib.get_close_matches(folder, known, 1, 0.7)
    meant = f'Did you mean "{near[0]}"? ' if near else ""
    cure = f"{meant}There are: {', '.join(sorted(known))}."
    return UnknownPath("unknown-place", f'the handbook has no {what} "{folder}"', cure)
