"""Every id that one file names must exist in another."""

import difflib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from generator.errors import Place, Problem
from generator.handbook.tables import Entry, Tables
from generator.source.nodes import Path

WHERE = {
    "exercise": "content/exercises/",
    "session": "content/sessions/",
    "format": "content/formats/",
    "theme": "content/themes/",
    "questionnaire": "content/questionnaires/",
    "handout": "content/handouts/",
    "chapter": "content/chapters/",
    "year": "content/years/",
    "family": "content/exercises/families.yml",
    "need": "content/needs.yml",
    "safety line": "content/safety.yml",
    "reference": "content/references.yml",
    "term": "content/glossary.yml",
}
NAMES = {"year": "year plan", "term": "glossary entry"}
FOUND = {True: "is the name of its file in", False: "stands in"}
HONEST_SOURCES = ("known-generally", "devised-here")
FAMILY: Path = ("family",)
Reference: TypeAlias = tuple[Path, str, str]


def dangling(tables: Tables, kind: str, id: str, place: Callable[[], Place]) -> Problem | None:
    """The problem of naming something that does not exist or was hidden, or None if all is well. `place` is asked only
    then, since looking for a place takes time."""
    known = tables.ids(kind)
    if id in known or kind in tables.unread:
        return None
    if by := tables.hidden.get((kind, id)):
        message = f'the {kind} "{id}" is hidden by {by}'
        return Problem(place(), "hidden", message, "Name another one here, or do not hide it.")
    near = difflib.get_close_matches(id, sorted(known), 1, 0.6)
    meant = f'Did you mean "{near[0]}"? ' if near else ""
    what = NAMES.get(kind, kind)
    article = "an" if what[0] in "aeiou" else "a"
    message = f'there is no {what} with the id "{id}"'
    cure = f"{meant}The id of {article} {what} {FOUND[WHERE[kind].endswith('/')]} {WHERE[kind]}."
    return Problem(place(), "unknown-id", message, cure)


def of_exercise(entry: Entry) -> Iterator[Reference]:
    """What an exercise names."""
    value = entry.value
    yield FAMILY, "family", value.family
    yield from ((("needs", n), "need", id) for n, id in enumerate(value.needs))
    for key in ("gentler", "then"):
        if id := getattr(value, key):
            yield (key,), "exercise", id
    for n, material in enumerate(value.materials):
        if material.handout:
            yield ("materials", n, "handout"), "handout", material.handout
    yield from ((("goes_well_with", n, "exercise"), "exercise", p.exercise) for n, p in enumerate(value.goes_well_with))
    yield from cautions(entry)
    yield from sources(entry)


def cautions(entry: Entry) -> Iterator[Reference]:
    """The agreed lines that cautions name."""
    for n, caution in enumerate(entry.value.cautions):
        if caution.line:
            yield ("cautions", n, "line"), "safety line", caution.line


def sources(entry: Entry) -> Iterator[Reference]:
    """The works that sources name."""
    for n, source in enumerate(entry.value.sources):
        if source.ref not in HONEST_SOURCES:
            yield ("sources", n, "ref"), "reference", source.ref


def of_session(entry: Entry) -> Iterator[Reference]:
    """What a session names."""
    value = entry.value
    yield ("format",), "format", value.format
    yield ("theme",), "theme", value.theme
    yield from ((("fill", key, "exercise"), "exercise", filling.exercise) for key, filling in value.fill.items())
    yield from ((("instead", n), "exercise", id) for n, id in enumerate(value.instead))
    yield from ((("questionnaires", n, "id"), "questionnaire", q.id) for n, q in enumerate(value.questionnaires))
    yield from ((("handouts", n), "handout", id) for n, id in enumerate(value.handouts))


def of_format(entry: Entry) -> Iterator[Reference]:
    """The exercises in a format's slots."""
    for n, phase in enumerate(entry.value.phases):
        if phase.slot and phase.slot != "open":
            yield ("phases", n, "slot"), "exercise", phase.slot


def of_theme(entry: Entry) -> Iterator[Reference]:
    """The exercises that answer a theme."""
    yield from ((("exercises", n), "exercise", id) for n, id in enumerate(entry.value.exercises))


def of_questionnaire(entry: Entry) -> Iterator[Reference]:
    """What a questionnaire names."""
    yield from cautions(entry)
    yield from sources(entry)


def of_year(entry: Entry) -> Iterator[Reference]:
    """The sessions of a year plan."""
    for n, part in enumerate(entry.value.parts):
        yield from ((("parts", n, "sessions", m), "session", id) for m, id in enumerate(part.sessions))
    yield from ((("follow_ups", n, "session"), "session", f.session) for n, f in enumerate(entry.value.follow_ups))


def of_family(entry: Entry) -> Iterator[Reference]:
    """The exercises that begin and end a family's work."""
    for key in ("begins_with", "ends_with"):
        if id := getattr(entry.value, key):
            yield (key,), "exercise", id


def of_term(entry: Entry) -> Iterator[Reference]:
    """Neighbouring terms."""
    yield from ((("see", n), "term", id) for n, id in enumerate(entry.value.see))


def of_circle(entry: Entry) -> Iterator[Reference]:
    """What the circle's settings name."""
    yield ("year",), "year", entry.value.year
    yield from ((("move", id), "session", id) for id in entry.value.move)


NAMED_BY: dict[str, Callable[[Entry], Iterator[Reference]]] = {
    "exercise": of_exercise,
    "session": of_session,
    "format": of_format,
    "theme": of_theme,
    "questionnaire": of_questionnaire,
    "year": of_year,
    "family": of_family,
    "term": of_term,
    "circle": of_circle,
}


def every_id_exists(tables: Tables) -> Iterator[Problem]:
    """A dangling id, with the nearest that exists."""
    for kind, named_by in NAMED_BY.items():
        for entry in tables.of(kind):
            for path, other, id in named_by(entry):
                found = dangling(tables, other, id, partial(place_of, entry, path))
                if found:
                    yield found


def place_of(entry: Entry, path: Path) -> Place:
    """Where an id is written; a family's is the name of a folder, so it stands nowhere in the file."""
    return entry.top if path == FAMILY else entry.place(*path)


RULES = (every_id_exists,)
