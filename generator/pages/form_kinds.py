"""The kinds that can be written in a form, and for each what no type says: what holds between its fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.handbook import derive
from generator.handbook.checks.exercises import DEEP, DEEP_NOT_BEFORE, STIRRING
from generator.handbook.value import Handbook
from generator.model import fields
from generator.model.exercise import Exercise
from generator.model.field_reference import list_field_groups
from generator.model.kinds import KINDS
from generator.model.layer_names import LOCAL_LAYER
from generator.model.library import OWN_LICENCE
from generator.model.meeting import Format
from generator.model.references import OPEN
from generator.text.tree import RichText

# what is printed on each side of a card; short steps stand for the full ones
_CARD_FRONT = ("title", "one_line", "say", "materials", "space")
_CARD_BACK = ("steps", "debrief", "cautions", "opt_out")


@dataclass(frozen=True)
class FormKind:
    """What the form of one kind has besides its fields: those asked first, since the file's name follows from them; its
    rules, by the names under which make.js knows them; and the words that its preview shows."""

    first: tuple[str, ...]
    make_rules: Callable[[Handbook], Mapping[str, Any]]
    preview_words: tuple[str, ...]


# the fields of each group of an exercise that hold words to read, not ids and numbers
_WRITTEN = {
    group.name: [field.name for field in group.fields if field.value in ("line", "prose")]
    for group in list_field_groups(KINDS["exercise"])
}


def _make_exercise_rules(book: Handbook) -> Mapping[str, Any]:
    return {
        "ranges": ["minutes", "people"],
        "steps": {"list": "steps", "within": "minutes"},
        "either": {"list": "cautions", "names": ["line", "words"]},
        "depth": {
            "stirring": STIRRING,
            "deep": DEEP,
            "first": DEEP_NOT_BEFORE,
            "intensities": {one.id: one.intensity for one in book.exercises.values()},
        },
        "lastOf": {family.id: family.ends_with for family in book.families.values() if family.ends_with},
        "taken": {"files": _list_files(book, "exercise"), "problem": "taken"},
        "card": {
            "front": {"fields": _CARD_FRONT, "most": max(_measure_cards(book, _CARD_FRONT), default=0)},
            "back": {"fields": _CARD_BACK, "most": max(_measure_cards(book, _CARD_BACK), default=0)},
        },
    }


def _make_theme_rules(book: Handbook) -> Mapping[str, Any]:
    return {"taken": {"files": _list_files(book, "theme"), "problem": "changed"}}


def _make_session_rules(book: Handbook) -> Mapping[str, Any]:
    return {
        "taken": {"files": _list_files(book, "session"), "problem": "changed"},
        "slots": {
            "open": OPEN,
            "formats": {one.id: list(_list_phases(one)) for one in book.formats.values()},
            "exercises": {one.id: _measure_exercise(one) for one in book.exercises.values()},
        },
        "ours": [one.id for one in book.questionnaires.values() if one.licence == OWN_LICENCE],
        "year": {
            "file": f"{LOCAL_LAYER}/{KINDS['year'].where}/{book.year.id}{KINDS['year'].ending}",
            "parts": [
                {
                    "id": part.id,
                    "title": part.title,
                    "sessions": [(id, book.sessions[id].title) for id in part.sessions],
                }
                for part in book.year.parts
            ],
        },
    }


def _list_files(book: Handbook, kind: str) -> Mapping[str, str]:
    return {id: book.edited_files.get((kind, id), id) for id in book.records(kind)}


def _list_phases(session_format: Format) -> Iterator[Mapping[str, Any]]:
    for phase in session_format.phases:
        yield {
            "id": phase.id,
            "title": phase.title,
            "minutes": phase.minutes,
            "slot": phase.slot or "",
            "debriefs": phase.debriefs or "",
        }


def _measure_exercise(exercise: Exercise) -> Mapping[str, Any]:
    return {
        "min": exercise.minutes.min,
        "max": exercise.minutes.max,
        "steps": sum(step.minutes for step in exercise.steps),
        "then": exercise.then or "",
        "first": exercise.not_before or 0,
    }


def _measure_cards(book: Handbook, names: Iterable[str]) -> Iterator[int]:
    """Yield the number of characters on one side of the card of every exercise, as make.js counts them."""
    for exercise in book.exercises.values():
        told = {name: getattr(exercise, name) for name in names}
        if "steps" in told and exercise.card_steps:
            told["steps"] = exercise.card_steps
        if "cautions" in told:
            told["cautions"] = derive.list_cautions(book, exercise)
        yield sum(_count_characters(value) for value in told.values())


def _count_characters(value: object) -> int:
    match value:
        case RichText():
            return len(value.source.strip())
        case str():
            return len(value)
        case tuple() | list():
            return sum(map(_count_characters, value))
        case fields.Record():
            return sum(_count_characters(getattr(value, name)) for name in _WRITTEN[type(value).__name__])
    return 0


FORM_KINDS = {
    "exercise": FormKind(
        ("title", "family", "id"),
        _make_exercise_rules,
        (
            *("exercise.aim", "exercise.materials", "exercise.space", "exercise.invitation", "exercise.steps"),
            *("exercise.minutes", "exercise.people", "exercise.intensity", "exercise.variations", "exercise.remote"),
            *("label.rule", "label.cautions", "label.opt_out", "label.debrief", "label.gentler", "label.then"),
        ),
    ),
    "theme": FormKind(
        ("title", "id"),
        _make_theme_rules,
        ("theme.area", "theme.shows_as", "theme.questions", "theme.exercises"),
    ),
    "session": FormKind(
        ("title", "id"),
        _make_session_rules,
        (
            *("session.length", "session.theme", "session.format", "session.fixed", "session.agenda", "session.clock"),
            *("session.phase", "session.minutes", "session.end", "session.before", "session.opening_words"),
            *("session.closing_words", "session.hard", "session.carry_home", "session.instead", "count.short_minutes"),
        ),
    ),
}
