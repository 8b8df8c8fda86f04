"""Rooms: where chairs stand, that they fit and do not touch, and how pages and paper draw them."""

import math
from itertools import combinations

import pytest

from generator.model import rooms
from generator.model.rooms import ROOMS, Seat, seat_people

EMPTY_CHAIRS = {"two-chairs": 1, "chair-beside": 1, "chair-apart": 1, "empty-chair": 1}
WITH_TELLER = {"teller-back", "two-chairs", "chair-beside", "chair-apart"}


def every_room() -> list[tuple[str, int]]:
    assert len(ROOMS) > 10, "hardly any rooms are known"
    return [(room, people) for room in ROOMS for people in (2, 3, 5, 6, 7, 8, 9, 10, 11, 12)]


@pytest.mark.parametrize(("room", "people"), every_room())
def test_everyone_has_one_place(room: str, people: int) -> None:
    seats = seat_people(room, people)
    roles = [seat.role for seat in seats]
    assert len(seats) - roles.count("empty") == people
    assert roles.count("empty") == EMPTY_CHAIRS.get(room, 0)
    assert roles.count("teller") == (1 if room in WITH_TELLER else 0)


@pytest.mark.parametrize(("room", "people"), every_room())
def test_every_room_fits_its_box(room: str, people: int) -> None:
    assert misplaced(seat_people(room, people)) == []
    for thing in ROOMS[room].things:
        assert thing.x >= 0 and thing.x + thing.width <= rooms.WIDTH
        assert thing.y >= 0 and thing.y + thing.height <= rooms.HEIGHT


@pytest.mark.parametrize(("room", "people"), every_room())
def test_no_two_chairs_touch(room: str, people: int) -> None:
    assert touching(seat_people(room, people)) == []


def misplaced(seats: tuple[Seat, ...]) -> list[Seat]:
    """Those that reach over the edge of the box."""
    return [
        seat
        for seat in seats
        if not all(0 <= x <= rooms.WIDTH and 0 <= y <= rooms.HEIGHT for x, y in (*seat.corners, *seat.back))
    ]


def touching(seats: tuple[Seat, ...]) -> list[tuple[Seat, Seat]]:
    """Pairs that are nearer than half a seat's width beyond the room that one takes."""
    near = 2 * rooms.SEAT - 0.5 if not any(seat.standing for seat in seats) else 2 * rooms.STANDING
    return [
        (one, other) for one, other in combinations(seats, 2) if math.dist((one.x, one.y), (other.x, other.y)) < near
    ]


def test_a_chair_outside_or_on_another_would_be_seen() -> None:
    inside = Seat(60, 45, 0)
    assert misplaced((inside, Seat(118, 45, 0))) == [Seat(118, 45, 0)]
    assert touching((inside, Seat(64, 45, 0))) != []


def test_a_chair_looks_away_from_its_back() -> None:
    assert Seat(50, 50, 0).back == ((44.4, 57.4), (55.6, 57.4))
    assert Seat(50, 50, 90).back == ((42.6, 44.4), (42.6, 55.6))


@pytest.mark.parametrize(("people", "drawn"), [(1, 2), (8, 8), (30, 12)])
def test_a_circle_too_large_to_draw_is_drawn_smaller(people: int, drawn: int) -> None:
    assert len(seat_people("circle", people)) == drawn


def test_an_odd_number_in_pairs_makes_one_three() -> None:
    seats = seat_people("pairs", 5)
    near = [sum(math.dist((seat.x, seat.y), (one.x, one.y)) < 25 for one in seats) for seat in seats]
    assert sorted(near) == [2, 2, 3, 3, 3]
