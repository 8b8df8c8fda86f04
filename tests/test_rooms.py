"""Rooms: where chairs stand, that they fit and do not touch, and how pages and paper draw them."""

import math
from itertools import combinations

import pytest
from printed import alternatives, handbook, made, pdf, reader, shop, with_exercise

from generator.handbook import rooms as evening
from generator.handbook.derive import Slot
from generator.model import rooms
from generator.model.exercise import Exercise
from generator.model.meeting import Phase
from generator.model.rooms import ROOMS, Seat, seat_people
from generator.pages.rooms import draw_room
from generator.printables import card
from generator.printables.rooms import list_rooms

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


@pytest.mark.parametrize("room", ROOMS)
def test_a_drawing_on_a_page_has_a_title_and_a_seat_for_each(room: str) -> None:
    drawn = draw_room(shop().words, room, 8)
    assert drawn is not None
    assert len(drawn.title) > 9 and not drawn.title.startswith("room.")
    assert len(drawn.seats) == 8 + EMPTY_CHAIRS.get(room, 0)
    assert len(drawn.things) == len(ROOMS[room].things)


def test_titles_tell_rooms_apart() -> None:
    titles = [shop().words(f"room.{room}") for room in ROOMS]
    assert len(set(titles)) == len(ROOMS)


def test_no_room_is_drawn_where_none_is_named() -> None:
    assert draw_room(shop().words, None, 8) is None


def slot(phase: str | None, exercise: str | None = None, *steps: str | None) -> Slot:
    """A phase in a room, and an exercise in another, whose steps may change it."""
    held = handbook().exercises["two-column-test"]
    told = tuple(held.steps[0].model_copy(update={"room": room}) for room in steps)
    with_steps = held.model_copy(update={"room": exercise, "steps": told or (held.steps[0],)})
    return Slot(_phase(phase), 0, 5, with_steps if exercise or steps else None)


def _phase(room: str | None) -> Phase:
    return handbook().formats["case"].phases[0].model_copy(update={"room": room})


def test_a_room_is_told_where_it_changes() -> None:
    slots = [slot("circle"), slot("circle"), slot("teller-back"), slot(None), slot("circle")]
    assert evening.list_changes(slots) == ("circle", None, "teller-back", None, "circle")


def test_the_room_of_an_exercise_goes_before_that_of_its_phase() -> None:
    assert evening.list_changes([slot("circle", "pairs")]) == ("pairs",)


def test_a_step_changes_the_room_for_what_follows() -> None:
    slots = [slot("circle"), slot(None, None, "pairs"), slot("circle")]
    assert evening.list_changes(slots) == ("circle", None, "circle")
    assert list(evening.find_uses(slots)) == ["circle", "pairs"]


def test_every_room_of_the_handbook_is_used() -> None:
    book = handbook()
    named = {one.room for one in book.exercises.values()}
    named |= {step.room for one in book.exercises.values() for step in one.steps}
    named |= {phase.room for one in book.formats.values() for phase in one.phases}
    assert named - {None} == set(ROOMS)


def test_a_case_shows_the_teller_outside_and_then_back_in() -> None:
    phases = handbook().formats["case"].phases
    rooms_by_phase = {phase.id: phase.room for phase in phases}
    assert (rooms_by_phase["group"], rooms_by_phase["return"]) == ("teller-back", "circle")


def test_a_sheet_shows_each_room_of_its_evening_once() -> None:
    plan = shop().plans["recognition"]
    told = [one["drawing"]["alt"] for one in list_rooms(handbook().circle, plan.slots, shop().words)]
    assert told == [shop().words(f"room.{room}") for room in ("circle", "teller-back", "pairs")]
    assert alternatives(pdf("sheet", "recognition", "a4")) == told


def test_a_card_with_room_on_its_front_shows_how_chairs_stand() -> None:
    assert set(alternatives(pdf("card", "three-sizes-of-no", "a4"))) == {shop().words("room.threes")}
    assert alternatives(pdf("card", "three-sizes-of-no", "a4-large")) == [shop().words("room.threes")]


def test_a_card_without_room_on_its_front_is_as_before() -> None:
    crowded = handbook().exercises["voice-beside"]
    without = crowded.model_copy(update={"room": None})
    assert crowded.room and alternatives(pdf("card", crowded.id, "a4")) == []
    assert pages(without) == pages(crowded)


def pages(exercise: Exercise) -> int:
    printable = card.make_card(with_exercise(exercise), exercise.id, "a4")
    return len(reader(made(printable)).pages)
