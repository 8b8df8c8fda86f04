"""The names of the world's time zones, as the IANA list has them."""

from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global


@cache
def list_time_zones() -> frozenset[str]:
    """Return the name of every time zone that Babel knows, older names included: the same on every computer."""
    return frozenset({*get_global("zone_territories"), *get_global("zone_aliases")} - {"Etc/Unknown"})


def is_time_zone(name: str) -> bool:
    """Say whether there is such a time zone; a computer may know one that is newer than Babel's list."""
    return name in list_time_zones() or ("/" in name and name in available_timezones())
