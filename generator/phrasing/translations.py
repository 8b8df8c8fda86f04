"""The words that pages and paper print, in one language, by key. Pure.

A word may hold {places} for values, and may have as many plural forms as its language needs, chosen by the value `n`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel import Locale

from generator.errors import Place, Problem, TemplatesError
from generator.phrasing.languages import choose_plural, find_locale

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_FALLBACK = "en"


class MissingTranslation(TemplatesError):
    """Something asks for words that the file of words does not have, or leaves a place in them unfilled."""


@dataclass(frozen=True)
class Translations:
    """All words of one language; `places` says where each key stands in its file, whose lines are `lines`."""

    language: str
    tree: Mapping[str, Any]
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    lines: Sequence[str] = field(default=(), repr=False)
    # what was looked up before, since the same few words are asked for on every page
    found: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    # those of them that are always the same
    fixed: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def locale(self) -> Locale:
        """How the language writes dates and lists."""
        locale = find_locale(self.language) or find_locale(_FALLBACK)
        assert locale is not None, "Babel knows English"
        return locale

    def __call__(self, key: str, **values: object) -> str:
        """Return the words at a dotted key, their places filled. Raises MissingTranslation."""
        if (fixed := self.fixed.get(key)) is not None:
            return fixed
        found = self.find(key)
        if isinstance(found, str) and "{" not in found:
            self.fixed[key] = found.strip()
            return self.fixed[key]
        if isinstance(found, Mapping):
            number = values.get("n")
            found = found.get(choose_plural(self.language, number)) if isinstance(number, int) else None
        if not isinstance(found, str):
            raise self._miss(key, f'there are no words "{key}" in this file')
        if "{" not in found:
            return found.strip()
        try:
            return PLACEHOLDER.sub(lambda place: str(values[place.group(1)]), found.strip())
        except KeyError as fault:
            raise self._miss(key, f'nothing fills {{{fault.args[0]}}} in the words "{key}"') from None

    def list(self, key: str) -> tuple[str, ...]:
        """Return the list of words at a dotted key. Raises MissingTranslation."""
        found = self.find(key)
        if not isinstance(found, list):
            raise self._miss(key, f'there is no list "{key}" in this file')
        return tuple(found)

    def find(self, key: str) -> object:
        """Return what stands at a dotted key, or None."""
        if key not in self.found:
            found: object = self.tree
            for step in key.split("."):
                found = found.get(step) if isinstance(found, Mapping) else None
            self.found[key] = found
        return self.found[key]

    def _miss(self, key: str, message: str) -> MissingTranslation:
        # the nearest key above that the file has
        steps = key.split(".")
        above = (".".join(steps[:count]) for count in range(len(steps), 0, -1))
        file = f"templates/words/{self.language}.yml"
        place = next((self.places[one] for one in above if one in self.places), Place(file))
        cure = "Write it as the generator's own file has it, or change what asks for it."
        return MissingTranslation([Problem(place, "missing-word", message, cure)], {file: self.lines})
