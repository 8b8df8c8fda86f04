"""Several complaints that come from one slip become one, told where the slip is mended: in a file of the circle's own.

Pure; works on problems that were found already.
"""

from collections.abc import Iterable, Sequence

from generator.errors import Place, Problem
from generator.handbook.checks.references import HIDDEN_CODE, make_dangling_problem
from generator.handbook.renames import RENAMED_CODE
from generator.handbook.stand_ins import explain_hidden
from generator.handbook.tables import Tables
from generator.model.kinds import KIND_OF_MODEL
from generator.model.library import SafetyLine
from generator.source.files import Layer
from generator.source.layers import NewEntry
from generator.text.suggestions import did_you_mean, suggest

_NEAR_PATH_CUTOFF = 0.88
_SAFETY_LINE = KIND_OF_MODEL[SafetyLine].name
_ONLY_ADDED = "Do not hide it; cautions can be added to, and none is taken away."


def condense_problems(
    problems: list[Problem], layers: Sequence[Layer], tables: Tables, new_entries: Iterable[NewEntry]
) -> list[Problem]:
    """Return the problems without those that only follow from another."""
    problems = _drop_odd_ids(problems)
    for entry in new_entries:
        problems = _explain_new_entry(problems, entry)
    return _find_near_paths(layers, _gather_hidden(problems, layers, tables))


def _drop_odd_ids(problems: list[Problem]) -> list[Problem]:
    """Leave out that something cannot be an id where it is also said which id is probably meant."""
    said = {problem.place for problem in problems if problem.code == "unknown-id"}
    return [problem for problem in problems if problem.code != "odd-id" or problem.place not in said]


def _explain_new_entry(problems: list[Problem], entry: NewEntry) -> list[Problem]:
    """Say of an entry that lacks something that it changes no entry of the list below, instead of all that it lacks."""
    lacks = [problem for problem in problems if problem.code == "missing" and problem.place == entry.start]
    if not lacks:
        return problems
    whole = "To add one of your own, give it all that the others have."
    if entry.id is None:
        message = "this entry has no id, so nobody can tell which one of the list it is to change"
        cure = f"Write id: and one of these after its hyphen: {', '.join(entry.known)}. {whole}"
        found = Problem(entry.start, "entry-without-id", message, cure)
    else:
        message = f'the list that is changed here has no entry with the id "{entry.id.text}"'
        meant = did_you_mean(entry.id.text, entry.known) or f"Its ids are: {', '.join(entry.known)}. "
        found = Problem(entry.id.place, "unknown-entry", message, f"{meant}{whole}")
    return [*(problem for problem in problems if problem not in lacks), found]


def _gather_hidden(problems: list[Problem], layers: Sequence[Layer], tables: Tables) -> list[Problem]:
    """Say once of each hidden thing that is still named, where it is hidden, which files name it."""
    for (kind, id), place in tables.hidden.items():
        found = make_dangling_problem(tables, kind, id, place)
        named = [p for p in problems if p.code == HIDDEN_CODE and p.message == found.message]
        if named:
            problems = [problem for problem in problems if problem.message != found.message]
            cure = _ONLY_ADDED if kind == _SAFETY_LINE else explain_hidden(tables, kind, id, named, layers)
            problems.append(Problem(place, HIDDEN_CODE, found.message, cure))
    return problems


def _find_near_paths(layers: Sequence[Layer], problems: list[Problem]) -> list[Problem]:
    """Return the problems with one more for each file of a higher layer that nearly has the name of a lower one."""
    below: dict[str, str] = {}
    renamed = {problem.place.file for problem in problems if problem.code == RENAMED_CODE}
    for layer in layers:
        here = {file.path: file.display_path for file in layer.files if file.path.endswith((".yml", ".md"))}
        for path, shown in here.items():
            near = None if path in below or shown in renamed else _find_near_path(path, below)
            if near:
                problems = _add_near_path(problems, shown, below[near], f"{layer.display_path}/{near}")
        below.update(here)
    return problems


def _find_near_path(path: str, below: Iterable[str]) -> str | None:
    """Return the path that was probably meant: the same name in another folder of the kind, or nearly the same in this
    one."""
    folder, _, name = path.rpartition("/")
    others = [other.rpartition("/") for other in below if other.split("/")[0] == path.split("/", maxsplit=1)[0]]
    same = [f"{place}/{other}" for place, _, other in others if other == name]
    near = suggest(name, [other for place, _, other in others if place == folder], _NEAR_PATH_CUTOFF)
    return next(iter(same), None) or (f"{folder}/{near}" if near else None)


def _add_near_path(problems: list[Problem], shown: str, there: str, meant: str) -> list[Problem]:
    # A file that is also incomplete was surely meant to change that one, and this is said instead of all that it lacks;
    # one that is whole may be new on purpose, so it gets a warning.
    ours = [p for p in problems if p.place.file == shown]
    lacks = [p for p in ours if p.code in ("missing", "hides-nothing")]
    message = f"there is no file of this name to change, but there is {there}"
    cure = f"If you mean to change that one, this file is to be called {meant}."
    if not lacks:
        cure += " If it is new on purpose, all is well."
    found = Problem(Place(shown), "near-path", message, cure, warning=not lacks)
    if lacks:
        # in the wrong family it also seems to take the id of the file that it was meant to change
        lacks += [p for p in ours if p.code == "duplicate-id" and p.place == Place(shown)]
    return [*(p for p in problems if p not in lacks), found]
