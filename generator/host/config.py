"""A project's `mkdocs.yml`, read as MkDocs reads it, so that the site built from an export is the site of plain MkDocs.

What only the engine can make sense of (`!ENV`, `!!python/name`) is kept as it stands. What says where a file lies is
made absolute, since the engine gets a config in another folder. This file is code, not content: it may name programs.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import yaml

from generator.errors import ContentError, Place, Problem

OPTIONS = ("plugins", "markdown_extensions")
PYTHON_TAGS = "tag:yaml.org,2002:python/"
MAX_PARENTS = 10


@dataclass(frozen=True)
class Tagged:
    """A value that only the engine can work out, with its tag."""

    node: yaml.Node


@dataclass(frozen=True)
class EngineConfig:
    """The settings, the folder of theme overrides that they name, and the files that they name besides, absolute."""

    settings: Mapping[str, Any]
    theme_dir: Path | None = None
    files: tuple[str, ...] = ()


class Loader(yaml.SafeLoader):
    """Reads plain values as MkDocs does, and keeps those with a tag."""


class Dumper(yaml.SafeDumper):
    """Writes what Loader read. Nothing is shortened to an alias."""

    def ignore_aliases(self, _data: object) -> bool:  # PyYAML asks of each value
        """Say that no value is written as an alias."""
        return True


Loader.add_constructor("!ENV", lambda _loader, node: Tagged(node))  # PyYAML hands over both
Loader.add_constructor("!relative", lambda _loader, node: Tagged(node))
Loader.add_multi_constructor(PYTHON_TAGS, lambda _loader, _suffix, node: Tagged(node))
Dumper.add_representer(Tagged, lambda _dumper, value: value.node)


def read_config(path: Path) -> EngineConfig:
    """Read a config with all that it inherits. Raises ContentError if it cannot be understood, OSError if not read."""
    settings = read_inherited(path, path.name)
    return locate_files(settings, path.resolve().parent, os.environ)


def read_inherited(path: Path, shown: str, depth: int = 0) -> dict[str, Any]:
    """Return the settings of a file laid over those of its parents."""
    text = path.read_text("utf-8")
    settings = parse_config(shown, text)
    if "INHERIT" not in settings:
        return settings
    parent = find_environment_value(settings.pop("INHERIT"), os.environ)
    above = path.parent / str(parent)
    if depth >= MAX_PARENTS or not above.is_file():
        reason = "is not there" if depth < MAX_PARENTS else "inherits from itself"
        problem = Problem(Place(shown), "engine-config", f"INHERIT names {parent}, which {reason}", "Correct the path.")
        raise ContentError([problem], {shown: text.splitlines()})
    return merge_settings(read_inherited(above, str(parent), depth + 1), settings)


def parse_config(shown: str, text: str) -> dict[str, Any]:
    """Return the settings in a text. Raises ContentError with the place where it is no YAML."""
    try:
        settings = yaml.load(text, Loader=Loader)  # derived from SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        message = f"MkDocs cannot read this line: {error.problem or error.context}"
        problem = Problem(place, "engine-config", message, "Compare it with the examples in MkDocs' documentation.")
        raise ContentError([problem], {shown: text.splitlines()}) from error
    if not isinstance(settings, dict):
        message = "a config is a list of settings, each with its name"
        problem = Problem(Place(shown), "engine-config", message, "For example: site_name: The circle handbook")
        raise ContentError([problem], {shown: text.splitlines()})
    return settings


def merge_settings(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay settings over others: mappings merge, everything else is replaced."""
    merged = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            merged[key] = merge_settings(below[key], above[key])
    return merged


def locate_files(settings: Mapping[str, Any], folder: Path, environment: Mapping[str, str]) -> EngineConfig:
    """Make absolute what names files in the config's folder; take out the theme's folder, of which a copy is made."""
    located = dict(settings)
    theme = located.get("theme")
    located["theme"] = dict(theme) if isinstance(theme, dict) else {"name": theme or "mkdocs"}
    overrides = find_environment_value(located["theme"].pop("custom_dir", None), environment)
    if isinstance(located.get("hooks"), list):
        hooks = (find_environment_value(entry, environment) for entry in located["hooks"])
        located["hooks"] = [str(folder / str(hook)) for hook in hooks if hook is not None]
    for key in OPTIONS:
        if key in located:
            located[key] = locate_options(located[key], folder)
    files = sorted({path for key in ("hooks", *OPTIONS) for path in find_paths(located.get(key), folder)})
    return EngineConfig(located, folder / str(overrides) if overrides else None, tuple(files))


def locate_options(value: object, folder: Path) -> object:  # options are whatever YAML can hold
    """Make absolute the options that name a file or folder which is there."""
    if isinstance(value, dict):
        return {key: locate_options(item, folder) for key, item in value.items()}
    if isinstance(value, list):
        return [locate_options(item, folder) for item in value]
    if isinstance(value, Tagged) and str(value.node.value).startswith("$config_dir"):
        return str(folder / str(value.node.value).removeprefix("$config_dir").lstrip("/"))
    if isinstance(value, str) and ("/" in value or PurePath(value).suffix) and "\n" not in value:
        return str(folder / value) if (folder / value).exists() else value
    return value


def find_paths(value: object, folder: Path) -> Iterator[str]:  # the same
    """Yield every path below a folder that settings name."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from find_paths(item, folder)
    elif isinstance(value, str) and PurePath(value).is_relative_to(folder):
        yield value


def find_environment_value(value: object, environment: Mapping[str, str]) -> object:  # the same
    """Return what `!ENV` stands for: the first of its variables that is set, or else the last of several words."""
    if not isinstance(value, Tagged) or value.node.tag != "!ENV":
        return value
    words = [value.node.value] if isinstance(value.node, yaml.ScalarNode) else [one.value for one in value.node.value]
    names, default = (words[:-1], words[-1]) if len(words) > 1 else (words, None)
    return next((environment[name] for name in names if name in environment), default)


def dump_config(settings: Mapping[str, Any]) -> str:
    """Return settings as YAML that MkDocs reads as the same."""
    return yaml.dump(dict(settings), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120)
