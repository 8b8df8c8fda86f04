"""What tests of hostile and private content share: every text field of every kind, found by walking the models, and the
small content with a text planted in one of them or in all.

A field that is added to a model is found here without another line.
"""

import copy
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

import yaml
from pydantic import BaseModel
from reading import Made, layer, make, tiny

from generator.model.fields import Record
from generator.model.kinds import KINDS
from generator.text.tree import RichText

FIRST = {
    "circle": "circle.yml",
    "year": "years/full-year.yml",
    "session": "sessions/opening.yml",
    "format": "formats/short.yml",
    "exercise": "exercises/fairness/fact-reading-feeling.yml",
    "theme": "themes/being-seen.yml",
    "questionnaire": "questionnaires/check-out.yml",
    "handout": "handouts/three-columns.yml",
    "chapter": "chapters/the-frame.md",
    "family": "exercises/families.yml",
    "need": "needs.yml",
    "safety line": "safety.yml",
    "reference": "references.yml",
    "term": "glossary.yml",
}
# what stands in a field that has to be there beside the one that is tried
KNOWN = {
    "exercise": "fact-reading-feeling",
    "gentler": "de-role",
    "then": "de-role",
    "handout": "three-columns",
    "line": "take-care-of-yourself",
    "ref": "known-generally",
    "questionnaires": "check-out",
}
# the layout that draws a field of a handout
LAYOUTS = {
    "boxes": "boxes",
    "rings": "rings",
    "prompts": "lines",
    "points": "agreement",
    "cards": "cards",
    "centre": "map",
    "branches": "map",
    "middle": "overlap",
    "rows": "columns",
    "jobs": "danger",
    "steps": "danger",
    "lines": "danger",
    "place": "danger",
    "otherwise": "danger",
}
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class TextField:
    """A place for text: the kind of file, and the path to it within one."""

    kind: str
    path: Path

    def __str__(self) -> str:
        return f"{self.kind}: {'.'.join(map(str, self.path))}"


def text_fields() -> list[TextField]:
    """Every text field of every kind; a chapter's own text is one of them."""
    return [TextField(kind.name, path) for kind in KINDS.values() for path in _fields(kind.model, kind.given)]


def _fields(model: type[BaseModel], given: tuple[str, ...] = ()) -> Iterator[Path]:
    for name, info in model.model_fields.items():
        if name == "text":
            yield ("text",)
        elif name not in given:
            for below in _places(info.annotation):
                yield (info.alias or name, *below)


def _places(annotation: Any) -> Iterator[Path]:
    """The places for text in a type: itself, or those of what it is made of."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in (str, RichText):
        yield ()
    elif isinstance(annotation, type) and issubclass(annotation, Record):
        yield from _fields(annotation)
    elif origin is typing.Annotated:
        yield from _places(inner[0])
    elif origin is tuple:
        yield from ((0, *below) for below in _places(inner[0]))
    elif origin is dict:
        yield from (("practice", *below) for below in _places(inner[1]))
    elif origin in (typing.Union, types.UnionType):
        yield from dict.fromkeys(below for one in inner for below in _places(one))


def content() -> dict[str, Any]:
    """The small content as plain data by path, every scalar as text; a chapter as its front matter and its text."""
    return {file.path: _plain(file.path, file.data.decode()) for file in tiny().files}


def _plain(path: str, text: str) -> Any:
    if not path.endswith(".md"):
        return yaml.load(text, yaml.BaseLoader)
    _, head, body = text.split("---\n", 2)
    return {**yaml.load(head, yaml.BaseLoader), "text": body}


def plant(whole: dict[str, Any], field: TextField, text: str) -> None:
    """Puts a text into a field, and whatever must stand around it."""
    file = whole[FIRST[field.kind]]
    start = file[0] if isinstance(file, list) else file
    _make_room(start, field)
    _plant(start, KINDS[field.kind].model, field.path, text)


def _make_room(here: dict[str, Any], field: TextField) -> None:
    """Changes what could not stand beside the text in a field."""
    if layout := field.kind == "handout" and LAYOUTS.get(str(field.path[0])):
        here["layout"] = layout
        if layout not in ("columns", "overlap"):
            del here["columns"], here["blanks"]
        if layout == "map":
            here |= {"centre": "Middle", "branches": ["One", "Two", "Three"]}
        if layout == "danger":
            here |= {name: ["One"] for name in ("jobs", "steps", "lines", "otherwise")}
        if layout == "overlap":
            here["columns"] = ["One", "Other"]
            del here["blanks"]
    if field.path[:2] == ("items", "wordings"):
        here["items"] = {"wordings": ["One.", "Two."]}
    if field.kind == "exercise" and field.path[0] in ("licence", "licence_note"):
        here.update(licence="CC-BY-SA-4.0", licence_note="Adapted.")
    elif field.kind == "questionnaire" and field.path == ("licence",):
        here["holder"] = "Someone else"
        for key in ("items", "scale", "subscales"):
            del here[key]
    if field.path == ("cautions", 0, "words"):
        here["cautions"] = [{}]
    if field.path[:2] == ("author", 0) and field.path[-1] != "literal":
        here["author"] = [{"family": "Example"}]


def _plant(here: dict[str, Any], model: type[BaseModel], path: Path, text: str) -> None:
    name, rest = str(path[0]), path[1:]
    if not rest:
        here[name] = text
        return
    info = next(info for key, info in model.model_fields.items() if name in (key, info.alias))
    inner = _part(info.annotation)
    if rest[0] == 0:
        entries = here.setdefault(name, [])
        if len(rest) == 1:
            here[name] = [text, *entries[1:]]
            return
        if not entries or not isinstance(entries[0], dict):
            here[name] = entries = [_sample(inner), *entries]
        _plant(entries[0], inner, rest[1:], text)
    elif typing.get_origin(info.annotation) is dict:
        _plant(here.setdefault(name, {}).setdefault(str(rest[0]), _sample(inner)), inner, rest[1:], text)
    else:
        if not isinstance(here.get(name), dict):
            here[name] = _sample(inner)
        _plant(here[name], inner, rest, text)


def _part(annotation: Any) -> Any:
    """The group of keys that a type holds, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(_part, typing.get_args(annotation))), None)


def _sample(model: Any) -> dict[str, Any]:
    """A group with all that it must hold."""
    if model is None:
        return {}
    required = {key: info for key, info in model.model_fields.items() if info.is_required()}
    return {info.alias or key: KNOWN.get(key) or _value(info.annotation) for key, info in required.items()}


def _value(annotation: Any) -> Any:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    plain = {int: "5", bool: "true", date: "2027-01-12", time: "18:00"}
    if annotation in plain:
        return plain[annotation]
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return [_value(inner[0])]
    if origin is typing.Annotated:
        return _value(inner[0])
    part = _part(annotation)
    return _sample(part) if part else "words"


def written(whole: dict[str, Any]) -> dict[str, str]:
    """The content as files."""
    return {path: _text(path, value) for path, value in whole.items()}


def _text(path: str, value: Any) -> str:
    if not path.endswith(".md"):
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    head = {key: item for key, item in value.items() if key != "text"}
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n{value['text']}"


def read_with(field: TextField, text: str) -> Made:
    """The small content with a text in one field alone, read and checked."""
    whole = copy.deepcopy(_once())
    plant(whole, field, text)
    return make((layer("content", written(whole)),))


def _once(kept: dict[str, Any] = {}) -> dict[str, Any]:  # noqa: B006  # read once for all tests of a process
    if not kept:
        kept.update(content())
    return kept
