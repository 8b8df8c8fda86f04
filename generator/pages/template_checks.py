"""Checks of the templates themselves, before any page is made: their syntax, and every word that they ask for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.errors import Problem, TemplatesError
from generator.pages.render import FOLDER, find_in_line, parse_template
from generator.phrasing.translations import PLACEHOLDER, Translations
from generator.text.suggestions import did_you_mean

_THEME_FOLDER = "templates/theme/"


@dataclass(frozen=True)
class _Source:
    """A template's text and where it lies."""

    file: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def problem(self, line: int, name: str, code: str, message: str, cure: str) -> Problem:
        return Problem(find_in_line(self.file, self.lines, line, name), code, message, cure)


def check_templates(
    jinja: Environment, pages: Mapping[str, str], theme: Mapping[str, str], words: Translations
) -> None:
    """Raise TemplatesError with every mistake in syntax, and every word that no file of words has."""
    sources = [_Source(FOLDER + name, text) for name, text in pages.items()]
    problems = [problem for source in sources for problem in _check_page(jinja, source, set(pages), words)]
    for name, text in theme.items():
        sources.append(_Source(_THEME_FOLDER + name, text))
        problems += _check_theme(sources[-1])
    if problems:
        raise TemplatesError(problems, {source.file: source.lines for source in sources})


def _check_page(jinja: Environment, source: _Source, names: set[str], words: Translations) -> Iterator[Problem]:
    try:
        # compiled for good: the pages are made from it next
        jinja.get_template(source.file.removeprefix(FOLDER))
        tree = parse_template(source.text)
    except TemplateSyntaxError as error:
        yield _explain_syntax(source, error)
        return
    for node in _list_calls_and_imports(tree):
        if isinstance(node, nodes.Call):
            yield from _check_word(source, node, words)
        elif isinstance(node.template, nodes.Const) and node.template.value not in names:
            name = str(node.template.value)
            message = f'there is no template "{name}"'
            yield source.problem(
                node.lineno, name, "template", message, f"{did_you_mean(name, names)}Correct its name."
            )


def _list_calls_and_imports(tree: nodes.Template) -> Iterator[nodes.Call | nodes.Import]:
    """Yield where a template asks for words by their key, and where it takes in another template."""
    for node in tree.find_all((nodes.Call, nodes.Import)):
        if isinstance(node, nodes.Import) or (isinstance(node, nodes.Call) and _asks_for_words(node)):
            yield node


def _asks_for_words(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "w" and isinstance(call.args[0], nodes.Const)


def _check_theme(source: _Source) -> Iterator[Problem]:
    try:
        parse_template(source.text)
    except TemplateSyntaxError as error:
        yield _explain_syntax(source, error)


def _explain_syntax(source: _Source, error: TemplateSyntaxError) -> Problem:
    message = (error.message or "this is not how a template is written").rstrip(".")
    return source.problem(error.lineno, "", "template", message, "Compare it with the generator's own template.")


def _check_word(source: _Source, call: nodes.Call, words: Translations) -> Iterator[Problem]:
    first = call.args[0]
    assert isinstance(first, nodes.Const), "asked before"
    key = str(first.value)
    found = words.find(key)
    texts = list(found.values()) if isinstance(found, dict) else [found]
    given = {argument.key for argument in call.kwargs}
    counted = isinstance(found, dict)
    if not all(isinstance(text, str) for text in texts) or (counted and "n" not in given):
        cure = f"{did_you_mean(key, words.places)}Write it into the files of words, or correct its name here."
        yield source.problem(call.lineno, key, "missing-word", f'there are no words "{key}" to print here', cure)
        return
    for name in sorted({name for text in texts for name in PLACEHOLDER.findall(str(text))} - given):
        message = f'the words "{key}" have {{{name}}} in them, and it is not given here'
        yield source.problem(call.lineno, key, "missing-place", message, f"Write w('{key}', {name}=…).")
