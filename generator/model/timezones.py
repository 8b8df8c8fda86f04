"""The names of the world's time zones, as the IANA list has them and Babel carries it."""

from functools import cache

from babel.core import get_global


@cache
def list_time_zones() -> frozenset[str]:
    """Return the name of every time zone, older names included."""
    return frozenset({*get_global("zone_territories"), *get_global("zone_aliases")} - {"Etc/Unknown"})
