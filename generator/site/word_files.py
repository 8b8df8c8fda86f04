"""Files of words: reads one language's, and holds it against the English ones, which say what there is. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.errors import Place, Problem
from generator.phrasing.languages import find_locale, list_plurals
from generator.phrasing.translations import PLACEHOLDER, Translations
from generator.source import nodes
from generator.source.compose import compose_tree
from generator.source.document import Document
from generator.source.nodes import Mapping, Node, Plain, Scalar, Sequence
from generator.source.text import decode_bytes
from generator.text.suggestions import did_you_mean

ENGLISH = "en"
_PLURALS = ("zero", "one", "two", "few", "many", "other")
_UNFINISHED = "Write it, or build in another language until it is translated."


@dataclass(frozen=True)
class WordFile:
    """One language's file: its tree, or the problems that kept it from being read."""

    language: str
    file: str
    lines: tuple[str, ...]
    tree: Mapping
    problems: tuple[Problem, ...]

    @property
    def translations(self) -> Translations:
        """Its words, each with its place."""
        data = nodes.to_plain_data(self.tree)
        assert isinstance(data, dict), "a mapping becomes a dictionary"
        return Translations(self.language, data, dict(_list_places(self.tree, "")), self.lines)


def _list_places(tree: Mapping, above: str) -> Iterator[tuple[str, Place]]:
    for key, value in tree.items:
        yield f"{above}{key.text}", key.place
        if isinstance(value, Mapping):
            yield from _list_places(value, f"{above}{key.text}.")


def parse_word_file(name: str, data: bytes) -> WordFile:
    """Read the words of one file; `name` is the language without its ending."""
    file = f"templates/words/{name}.yml"
    nothing = Mapping((), Place(file))
    text = decode_bytes(file, data)
    if isinstance(text, Problem):
        return WordFile(name, file, (), nothing, (text,))
    tree, problems = compose_tree(file, text)
    if not isinstance(tree, Mapping):
        empty = Problem(Place(file), "no-words", "no words stand in this file", f"Copy {ENGLISH}.yml and translate it.")
        tree, problems = nothing, problems or (empty,)
    return WordFile(name, file, tuple(text.split("\n")), tree, problems)


def check_word_file(own: WordFile, english: WordFile) -> Iterator[Problem]:
    """Yield what a language's file lacks, has too much, or has in another shape than the English one."""
    yield from own.problems
    tag = own.language.lower().replace("_", "-")
    if find_locale(tag) is None:
        cure = "Name it by the language's tag in small letters, as ro.yml or pt-br.yml."
        yield Problem(Place(own.file), "unknown-language", f'"{own.language}" is not the tag of a language', cure)
    elif tag != own.language:
        message = "the name of a words file is written in small letters with hyphens"
        yield Problem(Place(own.file), "words-file-name", message, f"Rename it to {tag}.yml.")
    elif not own.problems and not english.problems:
        yield from _compare(own.tree, english.tree, own.tree.place, list_plurals(own.language))


def check_own_words(own: Document, base: WordFile) -> Iterator[Problem]:
    """Yield what is wrong in a circle's own words, which go over those of a language and need not be all of them."""
    plurals = list_plurals(base.language)
    found = _compare(own.node, base.tree, Place(own.display_path), plurals) if own.node else ()
    yield from (problem for problem in found if problem.code != "missing-word")


def lay_words(own: Iterable[Document], base: WordFile) -> Translations:
    """Return the words of a language with those of a circle over them, the lowest first."""
    data = nodes.to_plain_data(base.tree)
    for document in own:
        assert document.node is not None, "what holds nothing is told when it is read"
        data = _lay_over(data, nodes.to_plain_data(document.node))
    assert isinstance(data, dict), "a mapping becomes a dictionary"
    return replace(base.translations, tree=data)


def _lay_over(below: Plain, above: Plain) -> Plain:
    if not isinstance(below, dict) or not isinstance(above, dict) or set(below) <= set(_PLURALS):
        return above or below
    return below | {key: _lay_over(below[key], value) for key, value in above.items()}


def _compare(found: Node, known: Node, place: Place, plurals: tuple[str, ...]) -> Iterator[Problem]:
    if _is_counted(known) or (isinstance(known, Scalar) and isinstance(found, Mapping) and "n" in _places(known)):
        yield from _compare_counted(found, known, place, plurals)
    elif isinstance(known, Mapping):
        yield from _compare_keys(found, known, place, plurals)
    elif isinstance(known, Sequence):
        yield from _compare_lists(found, known, place, plurals)
    elif not isinstance(found, Scalar):
        yield Problem(place, "wrong-shape", "words belong here, not a list or keys beneath", "Write one text.")
    elif known.text.strip() and not found.text.strip():
        yield Problem(place, "missing-word", "nothing is written here", _UNFINISHED)
    else:
        yield from _compare_places(found, _places(known), _places(known))


def _compare_keys(found: Node, known: Mapping, place: Place, plurals: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(found, Mapping):
        keys = ", ".join(key.text for key, _ in known.items)
        yield Problem(place, "wrong-shape", "keys belong beneath this one", f"Write beneath it: {keys}.")
        return
    names = [key.text for key, _ in known.items]
    for key, value in found.items:
        other = known.value_of(key.text)
        if other is None:
            cure = f"{did_you_mean(key.text, names)}Delete it, or rename it."
            yield Problem(key.place, "unknown-word", f'"{key.text}" is not a word that anything prints here', cure)
        else:
            yield from _compare(value, other, key.place, plurals)
    for name in names:
        if found.value_of(name) is None:
            yield Problem(place, "missing-word", f'"{name}" is missing here', _UNFINISHED)


def _compare_lists(found: Node, known: Sequence, place: Place, plurals: tuple[str, ...]) -> Iterator[Problem]:
    count = len(known.items)
    if not isinstance(found, Sequence):
        yield Problem(place, "wrong-shape", f"a list of {count} belongs here", "Write each on a line after a hyphen.")
    elif len(found.items) != count:
        message = f"{len(found.items)} entries stand here, and the English list has {count}"
        yield Problem(place, "list-length", message, f"Write {count}, in the same order.")
    else:
        for item, other in zip(found.items, known.items, strict=True):
            yield from _compare(item, other, item.place, plurals)


def _compare_counted(found: Node, known: Node, place: Place, plurals: tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(found, Scalar) and len(plurals) == 1:
        found = Mapping(((Scalar(plurals[0], place), found),), place)
    forms = [form.text for form, _ in found.items] if isinstance(found, Mapping) else []
    if missing := [form for form in plurals if form not in forms]:
        message = f"words that are counted need the forms {', '.join(plurals)} in this language"
        yield Problem(place, "plural-forms", message, f"Write beneath it: {', '.join(missing)}.")
    texts = [value for _, value in known.items] if isinstance(known, Mapping) else [known]
    allowed = set().union(*map(_places, texts))
    needed = set.intersection(*map(_places, texts)) - {"n"}
    for form, value in found.items if isinstance(found, Mapping) else ():
        if form.text not in plurals:
            cure = f"Delete it. The forms are: {', '.join(plurals)}."
            yield Problem(form.place, "plural-forms", f'this language never counts by "{form.text}"', cure)
        elif isinstance(value, Scalar):
            yield from _compare_places(value, allowed, needed)


def _compare_places(found: Scalar, allowed: set[str], needed: set[str]) -> Iterator[Problem]:
    places = _places(found)
    for name in sorted(places - allowed):
        there = f"There are: {', '.join(f'{{{one}}}' for one in sorted(allowed))}." if allowed else "Delete it."
        yield Problem(
            found.place, "unknown-place", f"nothing fills {{{name}}} here", f"{did_you_mean(name, allowed)}{there}"
        )
    for name in sorted(needed - places):
        yield Problem(found.place, "missing-place", f"{{{name}}} is missing here", "Write it where its value belongs.")
    if "{" in PLACEHOLDER.sub("", found.text) or "}" in PLACEHOLDER.sub("", found.text):
        message = "a place is one word of small letters in curly brackets, as {n}"
        yield Problem(found.place, "odd-place", message, "Close the bracket, or delete it.")


def _is_counted(node: Node) -> bool:
    names = {key.text for key, _ in node.items} if isinstance(node, Mapping) else set()
    return "other" in names and names <= set(_PLURALS)


def _places(node: Node) -> set[str]:
    return set(PLACEHOLDER.findall(node.text)) if isinstance(node, Scalar) else set()
