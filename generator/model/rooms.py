"""How a room can be set: where each chair stands and which way it looks. To offer another room, add it to `ROOMS` and
its words to the words.

Numbers only, in a box of `WIDTH` by `HEIGHT` units, y downwards, angles in degrees clockwise from the top. Pages and
paper draw from the same numbers. Never knows of colours, SVG or Typst.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

WIDTH, HEIGHT = 120.0, 90.0
# with more people a drawing would say less; with fewer there is no circle
FEWEST, MOST = 2, 12
# of a chair: half its seat, how far behind its middle the back stands, and half the back
SEAT, BACK_AWAY, BACK = 5.0, 7.4, 5.6
# of someone who stands
STANDING = 4.0

_MIDDLE = (WIDTH / 2, HEIGHT / 2)
_RING = 34.0
# a smaller ring, higher up, with one chair below it
_HIGH, _HIGH_RING, _BELOW = (60.0, 36.0), 27.0, 80.0
_UP, _RIGHT, _DOWN, _LEFT = 0.0, 90.0, 180.0, 270.0

Point: TypeAlias = tuple[float, float]
Role: TypeAlias = Literal["member", "teller", "empty"]


@dataclass(frozen=True)
class Seat:
    """A chair, or someone who stands: the middle, and which way they look."""

    x: float
    y: float
    facing: float
    role: Role = "member"
    standing: bool = False

    @property
    def corners(self) -> tuple[Point, ...]:
        """The four corners of the seat."""
        return tuple(self._turn(x, y) for x, y in ((-SEAT, -SEAT), (SEAT, -SEAT), (SEAT, SEAT), (-SEAT, SEAT)))

    @property
    def back(self) -> tuple[Point, Point]:
        """Both ends of the chair's back."""
        return self._turn(-BACK, BACK_AWAY), self._turn(BACK, BACK_AWAY)

    def _turn(self, x: float, y: float) -> Point:
        # to a tenth, so that every machine draws the same
        sine, cosine = math.sin(math.radians(self.facing)), math.cos(math.radians(self.facing))
        return round(self.x + x * cosine - y * sine, 1), round(self.y + x * sine + y * cosine, 1)


@dataclass(frozen=True)
class Thing:
    """What stands, hangs or lies in the room: its shape, and the box round it."""

    shape: Literal["disc", "box", "tape", "floor"]
    x: float
    y: float
    width: float
    height: float = 0


@dataclass(frozen=True)
class Room:
    """A way to set a room: its chairs for so many people, and what else is in it."""

    place: Callable[[int], Sequence[Seat]] = field(repr=False)
    things: tuple[Thing, ...] = ()


def seat_people(room: str, people: int) -> tuple[Seat, ...]:
    """Return the chairs of a room for a circle of so many, as far as that can be drawn."""
    return tuple(ROOMS[room].place(min(max(people, FEWEST), MOST)))


def _ring(count: int, middle: Point = _MIDDLE, radius: float = _RING, turn: float = _DOWN) -> list[Seat]:
    """Place chairs in a ring, all looking inwards, the first one at the angle `turn`."""
    return [_seat_on_ring(turn + 360 * one / count, middle, radius) for one in range(count)]


def _seat_on_ring(angle: float, middle: Point, radius: float) -> Seat:
    x, y = middle[0] + radius * math.sin(math.radians(angle)), middle[1] - radius * math.cos(math.radians(angle))
    return Seat(x, y, (angle + 180) % 360)


def _teller_back(people: int) -> list[Seat]:
    _, *others = _ring(people, _HIGH, _HIGH_RING)
    return [Seat(_HIGH[0], _BELOW, _UP, "teller"), *others]


def _chair_apart(people: int) -> list[Seat]:
    # the chair apart looks in between two others
    teller, *others = _ring(people, _HIGH, _HIGH_RING, _DOWN + _DOWN / people)
    return [replace(teller, role="teller"), *others, Seat(_HIGH[0], _BELOW, _UP, "empty")]


def _chair_beside(people: int) -> list[Seat]:
    teller, empty, *others = _ring(people + 1)
    return [replace(teller, role="teller"), replace(empty, role="empty"), *others]


def _empty_chair(people: int) -> list[Seat]:
    empty, *others = _ring(people + 1)
    return [*others, replace(empty, role="empty")]


def _two_chairs(people: int) -> list[Seat]:
    x, y = _MIDDLE
    return [Seat(x - 10, y, _RIGHT, "teller"), Seat(x + 10, y, _LEFT, "empty"), *_ring(people - 1)]


def _groups(most: int) -> Callable[[int], list[Seat]]:
    """Return what places people in groups of at most so many, as even as they can be; of those who are left over in
    pairs, one three is made."""

    def place(people: int) -> list[Seat]:
        count = max(1, people // 2 if most == 2 else math.ceil(people / most))
        sizes = [people // count + (1 if one < people % count else 0) for one in range(count)]
        middles = _spread(count, 3 if most == 2 else 2)
        return [seat for size, middle in zip(sizes, middles, strict=True) for seat in _group(size, middle)]

    return place


def _group(size: int, middle: Point) -> list[Seat]:
    return _ring(size, middle, 7.0 + 1.4 * size, _RIGHT if size == 2 else _DOWN)


def _spread(count: int, in_one_row: int) -> list[Point]:
    """Spread places over the room: in one row up to so many, else in two, the longer one at the top."""
    rows = [count] if count <= in_one_row else [math.ceil(count / 2), count // 2]
    return [
        (WIDTH * (column + 0.5) / length, HEIGHT * (row + 0.5) / len(rows))
        for row, length in enumerate(rows)
        for column in range(length)
    ]


def _half_circle(people: int) -> list[Seat]:
    widest = min(84.0, 9.5 * (people - 1))
    angles = _steps(_DOWN - widest, _DOWN + widest, people)
    return [_seat_on_ring(angle, (WIDTH / 2, 26.0), 47.0) for angle in angles]


def _round_a_table(people: int) -> list[Seat]:
    ends = [Seat(15, 45, _RIGHT), Seat(105, 45, _LEFT)] if people > 5 else []
    above, below = math.ceil((people - len(ends)) / 2), (people - len(ends)) // 2
    return [
        *(Seat(x, 19, _DOWN) for x in _steps(33, 87, above)),
        *(Seat(x, 71, _UP) for x in _steps(33, 87, below)),
        *ends,
    ]


def _along_a_line(people: int) -> list[Seat]:
    return [Seat(x, 40, _DOWN, standing=True) for x in _steps(8, 112, people)]


def _in_corners(people: int) -> list[Seat]:
    corners = ((27.0, 22.0, _UP), (93.0, 22.0, _UP), (27.0, 68.0, _DOWN), (93.0, 68.0, _DOWN))
    counts = [people // 4 + (1 if one < people % 4 else 0) for one in range(4)]
    return [
        Seat(x + 15 * (one - (count - 1) / 2), y, facing)
        for (x, y, facing), count in zip(corners, counts, strict=True)
        for one in range(count)
    ]


def _along_walls(people: int) -> list[Seat]:
    at_sides = people // 4
    return [
        *(Seat(x, 10, _DOWN) for x in _steps(22, 98, people - 2 * at_sides)),
        *(Seat(10, y, _RIGHT) for y in _steps(36, 76, at_sides)),
        *(Seat(110, y, _LEFT) for y in _steps(36, 76, at_sides)),
    ]


def _apart(people: int) -> list[Seat]:
    facing = (310.0, 20.0, 75.0, 250.0, 170.0, 120.0)
    columns = math.ceil(math.sqrt(people * WIDTH / HEIGHT))
    rows = math.ceil(people / columns)
    places = [(column, row) for row in range(rows) for column in range(columns)][:people]
    return [
        Seat(WIDTH * (column + 0.5) / columns, HEIGHT * (row + 0.5) / rows, facing[one % len(facing)])
        for one, (column, row) in enumerate(places)
    ]


def _steps(first: float, last: float, count: int) -> list[float]:
    """Return so many numbers at equal distances from the first to the last; a single one lies between them."""
    if count == 1:
        return [(first + last) / 2]
    return [first + (last - first) * one / (count - 1) for one in range(count)]


_SIGNS = tuple(Thing("box", x - 15, y, 30, 5) for x in (27, 93) for y in (2, 83))

ROOMS = {
    "circle": Room(_ring),
    "middle": Room(_ring, (Thing("disc", 51, 36, 18, 18),)),
    "teller-back": Room(_teller_back),
    "pairs": Room(_groups(2)),
    "threes": Room(_groups(3)),
    "fours": Room(_groups(4)),
    "board": Room(_half_circle, (Thing("box", 28, 3, 64, 6),)),
    "table": Room(_round_a_table, (Thing("box", 26, 30, 68, 30),)),
    "apart": Room(_apart),
    "line": Room(_along_a_line, (Thing("tape", 4, 52, 112),)),
    "corners": Room(_in_corners, _SIGNS),
    "floor": Room(_along_walls, (Thing("floor", 30, 30, 60, 52),)),
    "two-chairs": Room(_two_chairs),
    "chair-beside": Room(_chair_beside),
    "chair-apart": Room(_chair_apart),
    "empty-chair": Room(_empty_chair),
}

if TYPE_CHECKING:
    RoomName: TypeAlias = str
else:
    RoomName = Literal[tuple(ROOMS)]
