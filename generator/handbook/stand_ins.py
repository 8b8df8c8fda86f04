"""What can take the places of a thing that a circle hides, as lines that an author can copy. Pure."""

from collections.abc import Iterator, Sequence

from generator.errors import Place, Problem
from generator.handbook.omissions import INSTEAD
from generator.handbook.tables import Tables
from generator.model.exercise import Exercise, Family
from generator.model.kinds import KIND_OF_MODEL
from generator.source import nodes
from generator.source.files import Layer
from generator.source.nodes import Scalar

_EXERCISE = KIND_OF_MODEL[Exercise].name
_MOST_NAMED = 8


def explain_hidden(tables: Tables, kind: str, id: str, named: Sequence[Problem], layers: Sequence[Layer]) -> str:
    """Return the cure for a hidden thing that is still named: the line to put under `hide: true`, and the
    lines for the files of the circle's own where that line does not help."""
    keys = {_key_of(tables, one.place) for one in named}
    if "ends_with" in keys:
        return "Do not hide it: it leads people out of a role, and nothing else does."
    hiding = tables.hidden[kind, id]
    ours = next((one.display_path for one in layers if hiding.file.startswith(f"{one.display_path}/")), "")
    meant = next(_list_stand_ins(tables, kind, id), "")
    apart = sorted(set(_list_apart(tables, named, meant)))
    lines = []
    if meant and len(apart) < len({(one.place.file, _key_of(tables, one.place)) for one in named}):
        lines.append(f"Write what takes its places into a line below hide: true, for example {INSTEAD}: {meant}")
    if apart and (meant or kind == _EXERCISE):
        lines += [_write_lines(tables, file, key, ours, id, layers) for file, key in apart[:_MOST_NAMED]]
        more = len(apart) - _MOST_NAMED
        lines += [f"The same in {more} more files"] if more > 0 else []
    if not lines:
        files = sorted({one.place.file for one in named})
        lines = [f"Name another one in {', '.join(_own_name(file, ours, layers) for file in files[:_MOST_NAMED])}"]
    return f"{'. '.join(lines)}. Or do not hide it."


def _list_apart(tables: Tables, named: Sequence[Problem], meant: str) -> Iterator[tuple[str, str]]:
    """Yield the file and key of each place that what is meant cannot take: ways out of something, and a gentler
    exercise if it is not gentler."""
    other = tables.value_of(Exercise, meant)
    for one in named:
        key = _key_of(tables, one.place)
        owner = tables.value_of(Exercise, one.place.file.rpartition("/")[2].removesuffix(".yml"))
        gentler = owner and other and other.intensity < owner.intensity and meant != owner.id
        if key == "then" or (key == "gentler" and not gentler):
            yield one.place.file, key


def _key_of(tables: Tables, place: Place) -> str:
    """Return the key on the line at which an id stands."""
    line = tables.files[place.file].lines[place.line - 1]
    return line.strip().removeprefix("- ").partition(":")[0]


def _own_name(file: str, ours: str, layers: Sequence[Layer]) -> str:
    below = next((one.display_path for one in layers if file.startswith(f"{one.display_path}/")), "")
    return f"{ours}/{file.removeprefix(f'{below}/')}"


def _write_lines(  # noqa: PLR0913, PLR0917  # what is known of one file
    tables: Tables, file: str, key: str, ours: str, hidden: str, layers: Sequence[Layer]
) -> str:
    """Return which line to write into which file of the circle's own."""
    owner = file.rpartition("/")[2].removesuffix(".yml")
    entry = tables.entry_of(Exercise, owner)
    gentle = _list_gentler(tables, entry.value, hidden) if entry and key == "gentler" else iter(())
    meant = next(gentle, "") or "and the id of another"
    return f"Write into {_own_name(file, ours, layers)}: {key}: {meant}"


def _list_gentler(tables: Tables, than: Exercise, hidden: str) -> Iterator[str]:
    """Yield exercises that are gentler than another, those for the same needs and of its family first."""
    found = [entry.value for entry in tables.entries_of(Exercise) if entry.value.intensity < than.intensity]
    ranked = sorted(found, key=lambda one: (-len({*one.needs} & {*than.needs}), one.family != than.family, one.id))
    return (one.id for one in ranked if one.id not in (than.id, hidden))


def _list_stand_ins(tables: Tables, kind: str, id: str) -> Iterator[str]:
    """Yield things of the kind that could take a hidden one's places, the likest first."""
    if kind != _EXERCISE:
        yield from sorted(tables.ids_of(kind) - {id})
        return
    hiding = tables.hidden[kind, id]
    family = hiding.file.split("/")[-2]
    lowest, highest, level = _read_measures(tables, id)
    every = [entry.value for entry in tables.entries_of(Exercise)]
    # what closes a role or a talk has its own place
    closing = {id, *(one.then for one in every), *(entry.value.ends_with for entry in tables.entries_of(Family))}
    fits = [
        one
        for one in every
        if one.id not in closing
        and one.intensity <= level
        and one.minutes.min <= highest
        and one.minutes.max >= lowest
        and one.then is None
    ]
    ranked = sorted(
        fits,
        key=lambda one: (
            # whatever minutes a session gives it, it can be done in them
            not (one.minutes.min <= lowest and one.minutes.max >= highest),
            one.family != family,
            one.not_before or 0,
            abs(one.minutes.min - lowest) + abs(one.minutes.max - highest),
            one.id,
        ),
    )
    yield from (one.id for one in ranked)


def _read_measures(tables: Tables, id: str) -> tuple[int, int, int]:
    """Return the least and the most minutes and the intensity of an exercise that is hidden, and so has no type."""
    found = (0, 999, 3)
    for document in tables.files.values():
        if document.path.endswith(f"/{id}.yml") and document.node is not None:
            minutes = nodes.child_of(document.node, "minutes")
            ends = [nodes.child_of(minutes, key) if minutes else None for key in ("min", "max")]
            read = [one or minutes for one in ends] + [nodes.child_of(document.node, "intensity")]
            values = [int(one.text) for one in read if isinstance(one, Scalar) and one.text.isdecimal()]
            if len(values) == len(found):
                found = (values[0], values[1], values[2])
    return found
