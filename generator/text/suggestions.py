"""The name that a mistyped one probably stands for, and how an author is asked whether it does."""

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known name that is nearest to a mistyped one, or nothing; `cutoff` is how alike they must be, from 0
    to 1."""
    return next(iter(get_close_matches(name, list(known), 1, cutoff)), "")


def did_you_mean(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the question, with a space after it, or nothing if no known name is near."""
    near = suggest(name, known, cutoff)
    return f'Did you mean "{near}"? ' if near else ""
