"""Characters that no eye sees, and that may reorder, break or hide text. The one list of them."""

import re

INVISIBLE_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
LINE_SEPARATORS = re.compile("[\u0085\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
HIDDEN = re.compile("|".join(pattern.pattern for pattern in (DIRECTION, LINE_SEPARATORS, CONTROL)))
_SHOWN_AS = "·"


def mask_invisible(text: str) -> str:
    """Return the text with a dot for every character that cannot be seen, and might do harm in a terminal."""
    return text if text.isprintable() else "".join(char if char.isprintable() else _SHOWN_AS for char in text)
