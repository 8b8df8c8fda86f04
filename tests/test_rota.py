"""Who hosts and who guards: fair for every size of circle and every length of a year."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from printed import shop

from generator.model.fields import make_break
from generator.model.meeting import Break
from generator.printables import handout
from generator.printables.rota import RotaTurn, plan_turns
from generator.typesetting.printable import Data

PEOPLE = st.integers(2, 30)
SESSIONS = st.integers(1, 60)


def unfair(people: int, rota: tuple[RotaTurn, ...]) -> list[str]:
    """What is wrong with a rota; nothing with a fair one."""
    faults = []
    for role in ("host", "guardian"):
        counts = Counter(getattr(turn, role) for turn in rota)
        often = [counts[seat] for seat in range(1, people + 1)]
        if sum(often) != len(rota):
            faults.append(f"a {role} who sits nowhere")
        if max(often) - min(often) > 1:
            faults.append(f"{role} is unevenly shared")
    if any(turn.host == turn.guardian for turn in rota):
        faults.append("one person has both roles")
    for before, after in pairwise(rota):
        if before.host == after.host or before.guardian == after.guardian:
            faults.append("the same role twice running")
        if people >= 4 and {before.host, before.guardian} & {after.host, after.guardian}:
            faults.append("no evening off")
    return faults


@given(PEOPLE, SESSIONS)
def test_a_rota_is_fair(people: int, sessions: int) -> None:
    rota = plan_turns(people, sessions)
    assert len(rota) == sessions
    assert unfair(people, rota) == []


@given(PEOPLE, SESSIONS)
def test_a_longer_year_begins_like_a_shorter_one(people: int, sessions: int) -> None:
    assert plan_turns(people, 60)[:sessions] == plan_turns(people, sessions)


def test_an_unfair_rota_is_recognised() -> None:
    assert unfair(4, (RotaTurn(1, 2), RotaTurn(2, 3))) == ["no evening off"]
    assert unfair(3, (RotaTurn(1, 2), RotaTurn(1, 3))) == ["host is unevenly shared", "the same role twice running"]
    assert unfair(2, (RotaTurn(1, 1),)) == ["one person has both roles"]
    assert "a host who sits nowhere" in unfair(2, (RotaTurn(3, 1),))


def test_two_people_take_turns() -> None:
    assert plan_turns(2, 3) == (RotaTurn(1, 2), RotaTurn(2, 1), RotaTurn(1, 2))


@given(st.integers(3, 15).map(lambda half: 2 * half))
def test_an_even_circle_guards_beside_both_neighbours(people: int) -> None:
    partners = {frozenset((turn.host, turn.guardian)) for turn in plan_turns(people, 2 * people)}
    assert len(partners) == people


def rota_of(**settings: object) -> Data:
    """The rota's sheet for a circle with other settings."""
    book = shop().handbook
    circle = book.circle.model_copy(update=settings)
    other = replace(shop(), handbook=replace(book, circle=circle))
    return handout.handout_data(other, book.handouts["role-rota"])


def test_the_sheet_has_every_session_of_the_year_with_its_week_and_its_turn() -> None:
    said = rota_of()
    assert [one["number"] for one in said["evenings"]] == [str(number) for number in range(1, 27)]
    assert [one["when"] for one in said["evenings"][:3]] == ["Week 1", "Week 3", "Week 5"]
    assert [(one["host"], one["guardian"]) for one in said["evenings"][:5]] == [
        ("1", "2"), ("3", "4"), ("5", "6"), ("7", "8"), ("2", "3"),
    ]  # fmt: skip
    assert said["seats"] == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_the_sheet_has_dates_where_the_circle_has_them() -> None:
    said = rota_of(first_meeting=date(2027, 1, 12), skip=(Break.model_validate(make_break(date(2027, 1, 26))),))
    assert [one["when"] for one in said["evenings"][:2]] == ["12 Jan", "9 Feb"]


def test_nothing_but_host_and_guardian_is_on_the_rota() -> None:
    said = rota_of(people=5)
    assert {key for one in said["evenings"] for key in one} == {"number", "when", "title", "host", "guardian"}
    assert [column["words"] for column in said["columns"]][:3] == ["Session", "Host", "Guardian"]
    assert "teller" in said["words"]["teller"]
