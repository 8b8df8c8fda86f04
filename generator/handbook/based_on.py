"""What a circle's own files were based on: the fields below them as they were, kept in a file of the circle's. Pure."""

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from generator.errors import UsageError
from generator.handbook.written import WrittenField

BASED_ON_FILE = ".based-on.json"
_ODD = "{file} cannot be read, so nobody knows what your files were based on; delete it, and it is begun anew"
# what each field of each file, by path and name, was when the circle's own file was written
BasedOn: TypeAlias = Mapping[str, Mapping[str, WrittenField]]


def parse_based_on(text: str, file: str) -> BasedOn:
    """Return what the file says; nothing for no text. Raises UsageError if it was spoilt."""
    try:
        read = json.loads(text or "{}")
        return {
            path: {name: WrittenField(name, one["text"], one["hash"]) for name, one in fields.items()}
            for path, fields in read.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UsageError(_ODD.format(file=file)) from fault


def format_based_on(based_on: BasedOn) -> str:
    """Return the text of the file, sorted, so that two versions of it can be compared by eye."""
    plain = {
        path: {name: {"hash": one.mark, "text": one.text} for name, one in fields.items()}
        for path, fields in based_on.items()
        if fields
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def remember(based_on: BasedOn, path: str, fields: Iterable[WrittenField], *, anew: bool = False) -> BasedOn:
    """Return what is known with some fields of a file added; what was known before stays unless `anew`."""
    before, now = based_on.get(path, {}), {field.name: field for field in fields}
    return {**based_on, path: {**before, **now} if anew else {**now, **before}}
