"""What a licence must fulfil: words that may be passed on, under a name that everyone knows, and whose they are."""

import re
from collections.abc import Iterator

from generator.errors import Problem
from generator.handbook.tables import Entry, Tables
from generator.model.exercise import Exercise
from generator.model.library import PROPRIETARY, Questionnaire
from generator.model.meeting import Circle

_CREATIVE_COMMONS = re.compile(r"CC-(?:BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?-\d\.\d|PDDC)|CC0-1\.0")
_LIKE_IT = re.compile(r"\s*(?:cc\b|cc0|creative commons)", re.IGNORECASE)


def _check_words_are_free(tables: Tables) -> Iterator[Problem]:
    """Check that words may stand in a handbook, and that it is said whose they are if they are others'."""
    for entry in tables.entries_of(Exercise):
        if entry.value.licence == PROPRIETARY:
            message = "words that their holder has not set free cannot stand in a handbook that is passed on"
            cure = "Write the exercise in words of your own, name the work under sources: and delete this line."
            yield Problem(entry.place_at("licence"), "not-free", message, cure)
        elif entry.value.licence and not entry.value.licence_note:
            message = "this licence stands here without a word about whose exercise it is"
            cure = "Add a line licence_note: of what it was adapted, by whom, and what was changed."
            yield Problem(entry.place_at("licence"), "licence-unexplained", message, cure)
    for settings in tables.entries_of(Circle):
        if settings.value.licence == PROPRIETARY:
            message = "this says that nobody may copy your words, and a handbook is there to be copied"
            cure = "Name a licence, for example CC-BY-SA-4.0, or delete this line: then it is CC-BY-4.0."
            yield Problem(settings.place_at("licence"), "not-free", message, cure)


def _check_names(tables: Tables) -> Iterator[Problem]:
    """Check that the licences of Creative Commons, which people write in many ways, are written in the one that is
    compared."""
    entries: list[Entry[Exercise | Questionnaire | Circle]] = [
        *tables.entries_of(Exercise),
        *tables.entries_of(Questionnaire),
        *tables.entries_of(Circle),
    ]
    for entry in entries:
        said = entry.value.licence or ""
        if _LIKE_IT.match(said) and not _CREATIVE_COMMONS.fullmatch(said):
            message = f'"{said}" is not how this licence is written here'
            yield Problem(entry.place_at("licence"), "licence-name", message, _suggest_name(said))


def _suggest_name(said: str) -> str:
    name = re.sub(r"[\s_-]+", "-", said.strip().upper().replace("CREATIVE COMMONS", "CC"))
    name = name if name[-1:].isdigit() else f"{name}-4.0"
    meant = name if _CREATIVE_COMMONS.fullmatch(name) else "CC-BY-4.0, CC-BY-SA-4.0 or CC-BY-NC-SA-4.0"
    return f"Write {meant}."


RULES = (_check_words_are_free, _check_names)
