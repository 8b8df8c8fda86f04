"""Rooms on paper: the same numbers as on pages, as data for Typst. Never knows how large they are drawn."""

from collections.abc import Iterable

from generator.handbook.derive import Slot
from generator.handbook.rooms import find_uses
from generator.model.meeting import Circle
from generator.model.rooms import HEIGHT, ROOMS, STANDING, WIDTH, Seat, Thing, seat_people
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.typesetting.printable import Data


def make_room_data(words: Translations, room: str | None, people: int) -> Data | None:
    """Return a room for a circle of so many, ready for JSON, or nothing where none is named."""
    if room is None:
        return None
    return {
        "alt": words(f"room.{room}"),
        "width": WIDTH,
        "height": HEIGHT,
        "standing": STANDING,
        "things": [_thing_data(thing) for thing in ROOMS[room].things],
        "seats": [_seat_data(seat) for seat in seat_people(room, people)],
    }


def list_rooms(circle: Circle, slots: Iterable[Slot], words: Translations) -> list[Data]:
    """Return the rooms of an evening, each once, with the time at which it is first needed."""
    return [
        {
            "clock": phrases.format_clock(slot.start, circle.time),
            "drawing": make_room_data(words, room, circle.people),
        }
        for room, slot in find_uses(slots).items()
    ]


def _thing_data(thing: Thing) -> Data:
    return {"shape": thing.shape, "x": thing.x, "y": thing.y, "width": thing.width, "height": thing.height}


def _seat_data(seat: Seat) -> Data:
    place = {"x": round(seat.x, 1), "y": round(seat.y, 1), "role": seat.role, "standing": seat.standing}
    return {**place, "corners": seat.corners, "back": seat.back}
