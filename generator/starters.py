"""Starter files: a commented beginning for each kind of content, ready to be filled in.

The texts lie in `templates/starters`; here they get their name and place, and the words that tell what comes next.
Everything but `read` and `write` is pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import FileAccessError, UsageError
from generator.handbook.value import Handbook
from generator.model.fields import explain_odd_id
from generator.model.json_schema import write_modeline
from generator.model.kinds import STARTER_KINDS
from generator.project import LoadResult
from generator.text.suggestions import did_you_mean

MODELINE = re.compile(r"^# yaml-language-server: .*$", re.MULTILINE)
THEN = "# then: de-role\n"
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
PLACE = re.compile(r"\[fill in: ([^\]]*)\]")
# stands for the command as it was typed
CHECK = "handbook check"


@dataclass(frozen=True)
class Starter:
    """A file to write: its path within its layer, its text, and what to tell whoever asked for it."""

    path: str
    text: str
    next_steps: str


def read_starter(folder: Path, kind: str) -> str:
    """The starter text of a kind. Raises UsageError for a kind that has none, FileAccessError if it cannot be read."""
    if kind not in STARTER_KINDS:
        meant = did_you_mean(kind.lower(), STARTER_KINDS, 0.5)
        raise UsageError(f'there is no starter for "{kind}". {meant}There are: {", ".join(STARTER_KINDS)}')
    try:
        return (folder / f"{kind}{STARTER_KINDS[kind].ending}").read_text("utf-8")
    except OSError as fault:
        raise FileAccessError(f"{fault.filename} cannot be read: {fault.strerror}") from fault


def make_starter(text: str, kind: str, name: str, layer: str, content: LoadResult) -> Starter:
    """Return the starter file for a new thing, to go into the folder `layer`.

    Raises UsageError if the name cannot be one or is taken.
    """
    handbook = content.handbook
    family = check_name(kind, name, handbook)
    path = f"{STARTER_KINDS[kind].where}/{name}{STARTER_KINDS[kind].ending}"
    check_id_is_free(kind, path, content.display_paths, layer)
    if handbook and family and (last := handbook.families[family].ends_with):
        text = text.replace(THEN, f"then: {last}\n")
    text = MODELINE.sub(write_modeline(STARTER_KINDS[kind], len(PurePosixPath(layer).parts)), text, count=1)
    places = len(PLACE.findall(COMMENT.sub("", text)))
    told = f"{layer}/{path} is there. Fill in the {places} places marked [fill in: …], then run: {CHECK}"
    return Starter(path, text, "\n\n".join(filter(None, (told, describe_next_steps(kind, name, layer, handbook)))))


def check_name(kind: str, name: str, handbook: Handbook | None) -> str:
    """The family in an exercise's name; nothing for other kinds. Raises UsageError for a name that cannot be."""
    parts = name.split("/")
    if kind == "exercise" and len(parts) != 2:
        families = f" Families: {', '.join(handbook.families)}." if handbook else ""
        raise UsageError(f"an exercise is named with its family, for example fairness/two-column-test.{families}")
    for part in parts if kind == "exercise" else [name]:
        if reason := explain_odd_id(part):
            raise UsageError(f'"{part}" cannot be a name: {reason}; for example: two-column-test')
    if kind != "exercise":
        return ""
    if handbook and parts[0] not in handbook.families:
        meant = did_you_mean(parts[0], handbook.families, 0.5)
        have = ", ".join(handbook.families)
        raise UsageError(f'there is no family "{parts[0]}" in exercises/families.yml. {meant}There are: {have}')
    return parts[0]


def check_id_is_free(kind: str, path: str, there: Mapping[str, str], layer: str) -> None:
    """Refuses a name that is taken. On some computers case makes no difference, and exercises share one set of ids."""
    for other, shown in there.items():
        if other.startswith(f"{STARTER_KINDS[kind].where}/") and make_key(kind, other) == make_key(kind, path):
            own = f"{layer}/{other}"
            cure = "" if shown == own else f". To change it, write only what differs into {own}"
            raise UsageError(f"{shown} is there already and stays as it is{cure}")


def make_key(kind: str, path: str) -> str:
    """What must differ between two files of a kind."""
    return path.rsplit("/", 1)[-1].lower() if kind == "exercise" else path.lower()


def describe_next_steps(kind: str, name: str, layer: str, handbook: Handbook | None) -> str:
    """What else a new thing needs before the handbook uses it."""
    if kind == "session":
        return describe_year_entry(name, layer, handbook)
    if kind == "year":
        return f"The plan is used once {layer}/circle.yml says: year: {name}"
    return ""


def describe_year_entry(name: str, layer: str, handbook: Handbook | None) -> str:
    """Where a new session is added to the year, as lines to copy."""
    if handbook is None:
        return "A session belongs to a part of a year plan: add its id to one in years/."
    year = handbook.year
    # not the last part, which says goodbye, if there is another
    part = year.parts[-2] if len(year.parts) > 1 else year.parts[0]
    sessions = ", ".join((*part.sessions, name))
    others = ", ".join(other.id for other in year.parts if other is not part)
    return (
        f"A session belongs to a part of the year. In {layer}/years/{year.id}.yml write, for example:\n\n"
        f"parts:\n  - id: {part.id}\n    sessions: [{sessions}]\n\n"
        "This list takes the place of the part's list in the layers below, so it names all sessions of the part."
        + (f" Other parts: {others}." if others else "")
    )


def write_starter(path: Path, text: str) -> None:
    """Writes a new file. Raises UsageError if there is one, FileAccessError if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as fault:
        raise UsageError(f"{path} is there already and stays as it is") from fault
    except OSError as fault:
        raise FileAccessError(f"{path} cannot be written: {fault.strerror}") from fault
