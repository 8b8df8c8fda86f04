"""Time zones from the package tzdata, which says the same on every computer. An edge: reads that package's files."""

from contextlib import suppress
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo


@cache
def find_zone(name: str) -> ZoneInfo:
    """Return a time zone by its name in the IANA list. Raises ZoneInfoNotFoundError."""
    folder, _, file = f"tzdata/zoneinfo/{name}".rpartition("/")
    # a zone that the package does not know yet may still be on this computer's list
    with suppress(ModuleNotFoundError, FileNotFoundError):
        path = resources.files(folder.replace("/", ".")) / file
        with path.open("rb") as data:
            return ZoneInfo.from_file(data, key=name)
    return ZoneInfo(name)
