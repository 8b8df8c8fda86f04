"""On what terms a thing may be copied: its own, the circle's for what the circle added, or the handbook's. Pure."""

from collections.abc import Sequence

from generator.handbook.value import Handbook, Thing
from generator.model.kinds import TABLES
from generator.model.library import OWN_LICENCE


def find_licence(handbook: Handbook, thing: Thing) -> str:
    """Return the licence of a thing, by kind and id. What a circle changes of the original stays under the original's,
    unless its file says another."""
    kind, id = thing
    if kind not in TABLES:
        return OWN_LICENCE
    said = getattr(handbook.records(kind)[id], "licence", None)
    own = handbook.circle.licence if thing in handbook.own_things else None
    return said or own or OWN_LICENCE


def list_others(handbook: Handbook, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Return those of some things whose licence is another than that of the first, each once."""
    return tuple(
        one for one in dict.fromkeys(things) if find_licence(handbook, one) != find_licence(handbook, things[0])
    )
