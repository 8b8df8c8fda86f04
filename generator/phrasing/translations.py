"""The words that templates print, in one language, by key. Pure.

A word may hold {places} for values, and may have two forms, `one` and `other`, chosen by the value `n`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class MissingWord(KeyError):
    """A template asks for a word that no file of words has: a mistake of ours, or of whoever changed the template."""


@dataclass(frozen=True)
class Translations:
    """All words of one language."""

    language: str
    tree: Mapping[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The word at a dotted key, its places filled. Raises MissingWord."""
        found: Any = self.tree
        for step in key.split("."):
            if not isinstance(found, Mapping) or step not in found:
                raise MissingWord(key)
            found = found[step]
        if isinstance(found, Mapping):
            found = found.get("one" if values.get("n") == 1 else "other")
        if not isinstance(found, str):
            raise MissingWord(key)
        return PLACEHOLDER.sub(lambda place: str(values[place.group(1)]), found.strip())

    def list(self, key: str) -> tuple[str, ...]:
        """The list of words at a dotted key."""
        found: Any = self.tree
        for step in key.split("."):
            if not isinstance(found, Mapping) or step not in found:
                raise MissingWord(key)
            found = found[step]
        if not isinstance(found, list):
            raise MissingWord(key)
        return tuple(found)
