"""The template engine, made so that a template cannot forget to escape and cannot misspell a value unnoticed.

Every value that a template prints is escaped for Markdown and HTML at once, unless it is Markup that a Writer made.
"""

import json
import re
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache, partial
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup

from generator.errors import Place, Problem, TemplatesError
from generator.phrasing.translations import Translations
from generator.text import markdown
from generator.text.apostrophes import curve_apostrophes
from generator.text.entities import encode_entities

FOLDER = "templates/pages/"
_NAME_IN_MESSAGE = re.compile(r"'([^' ]+)' is undefined|no attribute '([^']+)'")
_CURE = "Look up what the page gives its template: generator/pages has a module for each subject."


def escape_value(value: object, language: str = "") -> Markup | StrictUndefined:
    """Return a value as a template prints it. Raises TypeError for what is neither text nor a whole number."""
    if isinstance(value, Markup | StrictUndefined):
        return value
    if isinstance(value, str):
        return Markup(markdown.escape_markdown(curve_apostrophes(value, language)))
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is printed here; only text and numbers can be")
    return Markup(value)


def print_value(value: object, language: str = "") -> str:
    """Return the same as a text that needs no further escaping. Raises UndefinedError, TypeError."""
    if isinstance(value, Markup):
        return value
    if type(value) is str:
        return markdown.escape_markdown(curve_apostrophes(value, language))
    return str(escape_value(value))


class _CodeGenerator(CodeGenerator):
    """Makes code that prints a value as `print_value` gives it. The engine's own escapes it a second time, which
    changes nothing and takes a tenth of the making of all pages."""

    def _output_child_pre(  # the engine hands all over
        self,
        node: nodes.Expr,  # noqa: ARG002
        frame: Frame,  # noqa: ARG002
        finalize: CodeGenerator._FinalizeInfo,
    ) -> None:
        self.write(finalize.src or "")

    def _output_child_post(  # the engine hands all over
        self,
        node: nodes.Expr,  # noqa: ARG002
        frame: Frame,  # noqa: ARG002
        finalize: CodeGenerator._FinalizeInfo,  # noqa: ARG002
    ) -> None:
        self.write(")")


class _Context(Context):
    """What a template knows, whose functions never ask for it. The engine's own looks at each call whether they do."""

    def call(__self, __called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, N805  # the engine's
        """Call a function for a template."""
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __called(*args, **kwargs)


class _Environment(Environment):
    """The engine with both."""

    code_generator_class = _CodeGenerator
    context_class = _Context


def make_jinja_environment(pages: Mapping[str, str], words: Translations) -> Environment:
    """Return the engine for the page templates; `w` in a template is the words of the language."""
    made = _make_environment()
    made.loader = _PageLoader(pages)
    made.finalize = partial(print_value, language=words.language)
    made.filters["commands"] = partial(write_commands, language=words.language)
    made.globals["w"] = words
    return made


def _make_environment() -> Environment:
    made = _Environment(
        undefined=StrictUndefined,
        # nothing in our templates can be computed beforehand, and looking for it takes long
        optimized=False,
        autoescape=True,
        finalize=print_value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["code"] = escape_code
    made.filters["commands"] = write_commands
    return made


class _PageLoader(BaseLoader):
    """Hands templates to the engine, each compiled once in this process."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.pages = pages

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002  # the engine hands it over
        """Return a template's text and its file. Raises TemplateNotFound."""
        if template not in self.pages:
            raise TemplateNotFound(template)
        # with the file's name the engine's tracebacks lead to it
        return self.pages[template], FOLDER + template, None

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  # the engine names it so
    ) -> Template:
        """Return a template that is ready to use. Raises TemplateNotFound, TemplateSyntaxError."""
        source, _, _ = self.get_source(environment, name)
        return Template.from_code(environment, _compile_template(name, source), globals or {})


@lru_cache(maxsize=256)
def _compile_template(name: str, text: str) -> CodeType:
    """Return a template as code, which is the same for the words of every language."""
    return _make_environment().compile(parse_template(text), name, FOLDER + name)


@lru_cache(maxsize=256)
def parse_template(text: str) -> nodes.Template:
    """Return a template as a tree, which nobody may change. A preview asks for the same ones again and again."""
    return _make_environment().parse(text)


def escape_code(text: str) -> Markup:
    """Return text for a block of code in raw HTML, every line as it is."""
    return Markup(markdown.escape_code(text.rstrip().split("\n")))


def write_commands(text: str, language: str = "") -> Markup:
    """Return words in which what is typed, between `marks`, is set as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup(f"<code>{markdown.escape_markdown(part)}</code>") if at % 2 else escape_value(part, language)
        for at, part in enumerate(parts)
    )


def render_template(jinja: Environment, name: str, values: Mapping[str, Any]) -> str:
    """Return a page's Markdown. Raises TemplatesError, with the line, for what the template gets wrong."""
    try:
        return jinja.get_template(name).render(**values)
    except (TemplateError, TypeError) as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(FOLDER)]
        if not frames:
            raise
        raise _explain_error(jinja, frames[-1], str(error)) from error


def _explain_error(jinja: Environment, frame: traceback.FrameSummary, said: str) -> TemplatesError:
    assert jinja.loader is not None, "made with one"
    file, line = frame.filename, frame.lineno or 1
    source, _, _ = jinja.loader.get_source(jinja, file.removeprefix(FOLDER))
    lines = source.split("\n")
    found = _NAME_IN_MESSAGE.search(said)
    place = find_in_line(file, lines, line, (found.group(1) or found.group(2)) if found else "")
    return TemplatesError([Problem(place, "template", said, _CURE)], {file: lines})


def find_in_line(file: str, lines: list[str], line: int, name: str) -> Place:
    """Return where a name stands in a line, or the whole line if it does not."""
    text = lines[line - 1] if line <= len(lines) else ""
    shown = name if name and name in text else text.strip()
    return Place(file, line, text.find(shown) + 1, max(1, len(shown)))


def write_front_matter(values: Mapping[str, Any]) -> str:
    """Return front matter. Text in it is escaped, since a theme prints it as it is; JSON is YAML, so nothing in a title
    can break out of it."""
    escaped = {key: encode_entities(value) if isinstance(value, str) else value for key, value in values.items()}
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in escaped.items() if value not in ("", None)
    ]
    return "---\n" + "\n".join(lines) + "\n---\n\n"
