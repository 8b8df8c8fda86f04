"""Who hosts and who guards, session by session: seat numbers, no names. Pure; the teller is never rostered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RotaTurn:
    """One session's roles, by seat from 1."""

    host: int
    guardian: int


def plan_turns(people: int, sessions: int) -> tuple[RotaTurn, ...]:
    """The roles of every session of a year, for 2 people or more; the same numbers always give the same turns.

    The roles walk round the circle, two seats at a time: seats 1 and 2, then 3 and 4, and so on. With an odd number the
    next lap falls on the other seats by itself, so everyone hosts once and guards once in as many sessions as there are
    people. With an even number each lap begins one seat further on: who hosted on one lap guards on the next, beside
    the other neighbour. So at any time the counts of each role differ by at most one. The seats of two sessions running
    are four different ones if there are four or more. Four people have no room for a step further, so there the two of
    a pair swap instead. Three cannot all rest: whoever hosted guards next, and nobody has one role twice running. Two
    take turns.
    """
    return tuple(_plan_turn(people, number) for number in range(sessions))


def _plan_turn(people: int, number: int) -> RotaTurn:
    """Return the roles of one session, counted from 0."""
    lap = number // (people // 2) if people % 2 == 0 else 0
    host, guardian = 2 * number + lap, 2 * number + lap + 1
    if people == 4:
        host, guardian = 2 * number + lap % 2, 2 * number + 1 - lap % 2
    return RotaTurn(host % people + 1, guardian % people + 1)
