"""Text as it may stand in a theme's HTML without being escaped there.

A theme prints names, titles and descriptions as they are, in elements and in attributes. So they are escaped once,
where they leave for it: in front matter, in the navigation and in the engine's settings. Entities are written by
number: where a theme escapes a value a second time, that is then unmistakable and can be undone.
"""

import re

_ACTIVE = re.compile(r"[&<>\"'`{}]")
_LINE_BREAKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")


def encode_entities(text: str) -> str:
    """Return the text on one line, with every character that means something in HTML or to a template as an entity."""
    one_line = _LINE_BREAKS.sub(" ", text)
    return _ACTIVE.sub(lambda found: f"&#{ord(found.group())};", one_line)
