"""Apostrophes as they are printed: curved, where people type straight ones. Pure; pages and paper both ask it.

What is to be copied or read by programs stays as it was typed, so nobody asks for that.
"""

import re

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=s)'(?=[\s.,;:!?)])")
# Uzbek, Hawaiian, Tongan: what looks like an apostrophe is a letter there
_STRAIGHT = frozenset({"uz", "haw", "to"})


def curve_apostrophes(text: str, language: str) -> str:
    """Return a text with curved apostrophes within words and behind a plural's s, but in languages that have a letter
    of their own there."""
    if "'" not in text or language.partition("-")[0] in _STRAIGHT:
        return text
    return _APOSTROPHE.sub("’", text)
