"""The template engine, made so that a template cannot forget to escape and cannot misspell a value unnoticed.

Every value that a template prints is escaped for Markdown and HTML at once, unless it is Markup that a Writer made.
"""

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from generator.phrasing.translations import Translations
from generator.text import markdown
from generator.text.entities import encode_entities


def escape_value(value: Any) -> Markup:
    """A value as a template prints it."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(markdown.escape_markdown(value))
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"a template prints {value!r}; only text and numbers can be printed")
    return Markup(value)


def make_jinja_environment(pages: Mapping[str, str], words: Translations) -> Environment:
    """The engine for the page templates; `w` in a template is the words of the language."""
    made = Environment(
        loader=DictLoader(dict(pages)),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: value if isinstance(value, StrictUndefined) else escape_value(value),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["w"] = words
    made.filters["code"] = escape_code
    return made


def escape_code(text: str) -> Markup:
    """Text for a block of code in raw HTML, every line as it is. Markdown leaves such a block alone."""
    return Markup("\n".join(str(escape(line)) or "&#32;" for line in text.rstrip().split("\n")))


def write_front_matter(values: Mapping[str, Any]) -> str:
    """Front matter. Text in it is escaped, since a theme prints it as it is; JSON is YAML, so nothing in a title can
    break out of it."""
    escaped = {key: encode_entities(value) if isinstance(value, str) else value for key, value in values.items()}
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in escaped.items() if value not in ("", None)
    ]
    return "---\n" + "\n".join(lines) + "\n---\n\n"
