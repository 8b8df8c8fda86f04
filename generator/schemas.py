"""The files that help an editor: a JSON Schema for each kind of content, and what ties them to folders. Pure."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.errors import UsageError
from generator.handbook.value import Handbook
from generator.model import json_schema
from generator.model.kinds import KINDS, Kind
from generator.model.layer_names import LOCAL_LAYER

SETTINGS = ".vscode/settings.json"
# where the schemas lie for files that change what a lower layer says
CHANGES = f"{json_schema.FOLDER}/changes"
_ASSOCIATIONS = "yaml.schemas"


def list_schema_files(handbook: Handbook) -> dict[str, bytes]:
    """Return the schemas by their paths in the project: of whole files, and of files that only change something."""
    ids = {kind.name: tuple(handbook.records(kind.name)) for kind in KINDS.values() if kind.table}
    files = {}
    for folder, whole in ((json_schema.FOLDER, True), (CHANGES, False)):
        for name, schema in json_schema.list_schemas(ids, whole=whole).items():
            files[f"{folder}/{json_schema.name_file(KINDS[name])}"] = _dump(schema)
    return files


def merge_settings(text: str | None, layers: Iterable[str]) -> bytes:
    """Return an editor's settings, `text` if there are some, with the schemas tied to the folders of the layers, the
    lowest first, and to the circle's own, which may be made later. Raises UsageError if they cannot be understood."""
    try:
        settings = json.loads(text) if text and text.strip() else {}
    except ValueError as fault:
        settings = fault
    if not isinstance(settings, dict):
        raise UsageError(
            f"{SETTINGS} holds more than plain JSON, such as remarks, so it stays as it is; put it aside, "
            "run the command again, and copy your own lines back"
        )
    others = settings.get(_ASSOCIATIONS)
    kept = {name: where for name, where in (others if isinstance(others, dict) else {}).items() if not _is_ours(name)}
    tied = _tie_schemas(tuple(dict.fromkeys((*layers, LOCAL_LAYER))))
    return _dump({**settings, _ASSOCIATIONS: {**kept, **tied}})


def _is_ours(name: str) -> bool:
    return name.startswith(f"./{json_schema.FOLDER}/")


def _tie_schemas(layers: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the files of each schema: whole ones in the lowest layer, changes in those above it."""
    tied = {}
    for folder, names in ((json_schema.FOLDER, layers[:1]), (CHANGES, layers[1:])):
        for kind in KINDS.values():
            if kind.ending == ".yml" and names:
                tied[f"./{folder}/{json_schema.name_file(kind)}"] = list(_list_places(kind, names))
    return tied


def _list_places(kind: Kind, layers: Iterable[str]) -> Iterator[str]:
    single = kind.where.endswith(".yml")
    for layer in layers:
        yield f"{layer}/{kind.where}" if single else f"{layer}/{kind.where}/{'*/' * kind.depth}*{kind.ending}"


def _dump(value: dict[str, Any]) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
