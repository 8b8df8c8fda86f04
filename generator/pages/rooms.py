"""Rooms on pages: the same numbers as on paper, as shapes for SVG. Never knows how they look; that is for the theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from generator.model.rooms import HEIGHT, ROOMS, STANDING, WIDTH, Point, Seat, Thing, seat_people
from generator.phrasing.translations import Translations

VIEW_BOX = f"0 0 {WIDTH:.0f} {HEIGHT:.0f}"


@dataclass(frozen=True)
class ShapeView:
    """An outline, and what it shows: a seat's role, someone who stands, or a thing."""

    shows: str
    path: Markup


@dataclass(frozen=True)
class RoomView:
    """A drawn room, with what a screen reader says of it."""

    id: str
    title: str
    view_box: str
    things: tuple[ShapeView, ...]
    seats: tuple[ShapeView, ...]


def draw_room(words: Translations, room: str | None, people: int) -> RoomView | None:
    """Return a room for a circle of so many, or nothing where none is named."""
    if room is None:
        return None
    return RoomView(room, words(f"room.{room}"), VIEW_BOX, _draw_things(room), _draw_seats(room, people))


# the same few rooms stand on many pages
@cache
def _draw_things(room: str) -> tuple[ShapeView, ...]:
    return tuple(_draw_thing(thing) for thing in ROOMS[room].things)


@cache
def _draw_seats(room: str, people: int) -> tuple[ShapeView, ...]:
    return tuple(_draw_seat(seat) for seat in seat_people(room, people))


def _draw_seat(seat: Seat) -> ShapeView:
    if seat.standing:
        box = (seat.x - STANDING, seat.y - STANDING, 2 * STANDING, 2 * STANDING)
        return ShapeView("standing", Markup(_draw_disc(*box)))
    return ShapeView(seat.role, Markup(f"{_draw_line(seat.corners)}Z{_draw_line(seat.back)}"))


def _draw_thing(thing: Thing) -> ShapeView:
    x, y, width, height = thing.x, thing.y, thing.width, thing.height
    if thing.shape == "disc":
        return ShapeView("disc", Markup(_draw_disc(x, y, width, height)))
    if thing.shape == "tape":
        return ShapeView("tape", Markup(_draw_line(((x, y), (x + width, y)))))
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return ShapeView(thing.shape, Markup(f"{_draw_line(corners)}Z"))


def _draw_line(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _draw_disc(x: float, y: float, width: float, height: float) -> str:
    # two halves, since an arc cannot end where it began
    arc = f"a{width / 2:g} {height / 2:g} 0 1 1"
    return f"M{x:g} {y + height / 2:g}{arc} {width:g} 0{arc} {-width:g} 0Z"
