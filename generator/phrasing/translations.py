"""The words that pages and paper print, in one language, by key. Pure.

A word may hold {places} for values, and may have as many plural forms as its language needs, chosen by the value `n`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from generator.errors import Place, Problem, TemplatesError
from generator.phrasing.languages import choose_plural, find_locale

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
FALLBACK = "en"


class MissingTranslation(TemplatesError):
    """Something asks for words that the file of words does not have."""

    def __init__(self, language: str, key: str) -> None:
        self.key = key
        file = f"templates/words/{language}.yml"
        cure = "Add it there, or change whatever asks for it."
        super().__init__([Problem(Place(file), "missing-word", f'there are no words "{key}" in this file', cure)])


@dataclass(frozen=True)
class Translations:
    """All words of one language."""

    language: str
    tree: Mapping[str, Any]

    @property
    def locale(self) -> Locale:
        """How the language writes dates and lists."""
        locale = find_locale(self.language) or find_locale(FALLBACK)
        assert locale is not None, "Babel knows English"
        return locale

    def __call__(self, key: str, **values: object) -> str:
        """Return the words at a dotted key, their places filled. Raises MissingTranslation."""
        found = self.find(key)
        if isinstance(found, Mapping):
            number = values.get("n")
            found = found.get(choose_plural(self.language, number)) if isinstance(number, int) else None
        if not isinstance(found, str):
            raise MissingTranslation(self.language, key)
        return PLACEHOLDER.sub(lambda place: str(values[place.group(1)]), found.strip())

    def list(self, key: str) -> tuple[str, ...]:
        """Return the list of words at a dotted key. Raises MissingTranslation."""
        found = self.find(key)
        if not isinstance(found, list):
            raise MissingTranslation(self.language, key)
        return tuple(found)

    def find(self, key: str) -> Any:
        """Return what stands at a dotted key, or None."""
        found: Any = self.tree
        for step in key.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found
