"""The handbook's own words and library hold what is promised of them, and every check of that can fail.

Upstream content only: a circle that forks the handbook is never refused for its style. Exceptions, banned words and
our own terms are in `tests/words`, each with its reason.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import library_checks as library
import pytest
import word_checks as text
import yaml
from reading import load_handbook
from word_checks import DATA, Ban, Complaint, bans
from wording import TABLES, passages, things

from generator.handbook.value import Handbook
from generator.model.exercise import Caution, Pairing, Range, Source
from generator.model.meeting import YearPart
from generator.source.files import read_layer
from generator.text import parse
from generator.text.tree import RichText

CONTENT = Path(__file__).resolve().parent.parent / "content"
Check = Callable[[Handbook], Iterable[Complaint]]
Spoil = Callable[[Handbook], Handbook]


@cache
def upstream() -> Handbook:
    """The handbook as it is published."""
    return load_handbook([read_layer(CONTENT, "content")])


@cache
def exceptions() -> dict[str, dict[str, str]]:
    """Reasons, by check and by thing."""
    return yaml.safe_load((DATA / "exceptions.yml").read_text("utf-8"))


def prose(source: str) -> RichText:
    """A text as a prose field or a chapter holds it."""
    return parse.parse_chapter(source)[0]


def all_with(table: str, **fields: Any) -> Spoil:
    """Everything of a kind, changed in the same way."""
    return lambda book: replace(
        book, **{table: {id: thing.model_copy(update=fields) for id, thing in getattr(book, table).items()}}
    )


def one_with(table: str, id: str, **fields: Any) -> Spoil:
    """One thing, changed."""
    return lambda book: replace(
        book, **{table: {**getattr(book, table), id: getattr(book, table)[id].model_copy(update=fields)}}
    )


def only(table: str, id: str, **fields: Any) -> Spoil:
    """A handbook with one thing in it, changed."""
    return lambda book: replace(
        book, **{other: {} for other in TABLES} | {table: {id: getattr(book, table)[id].model_copy(update=fields)}}
    )


def fewer(table: str, keep: int) -> Spoil:
    """Only the first things of a kind."""
    return lambda book: replace(book, **{table: dict(list(getattr(book, table).items())[:keep])})


def copied(table: str, id: str, field: str) -> Spoil:
    """An exercise whose aim is the words of something else."""
    return lambda book: one_with("exercises", "value-cards", aim=getattr(getattr(book, table)[id], field))(book)


HERE = "value-cards"
EXERCISE = f"exercises/{HERE}"
LONG = prose("Nobody has to say more than they would like to say tonight. " * 60)
STEEP = prose("Interdisciplinary organisational considerations necessitate comprehensive implementation. " * 30)
CHOPPED = prose("Go on. Sit. Wait. Be. Do it. " * 40)
TAKEN_IN = prose("Choose one form. minutes: 15 items: many scale: {min: 0} subscales: - id: ee")
NO_ARRIVING = (
    YearPart.model_validate({"id": "all", "title": "All", "sessions": ["values", "ending-begins", "closing"]}),
)
UNKNOWN = (Source.model_validate({"ref": "nobody-2020"}),)
A_LINE = (Caution.model_validate({"line": "de-role-always"}),)
UNREASONED = (Pairing.model_validate({"exercise": "three-roads", "why": "Nice too."}),)

# each check with handbooks that it must refuse, and the thing that it complains of then
CASES: tuple[tuple[Check, Spoil, str], ...] = (
    (text.exercise_length, one_with("exercises", HERE, aim=LONG), EXERCISE),
    (text.exercise_length, one_with("exercises", HERE, steps=(), debrief=(), variations=(), cautions=()), EXERCISE),
    (text.chapter_length, one_with("chapters", "roles", text=prose(LONG.source * 3)), "chapters/roles"),
    (text.chapter_length, one_with("chapters", "roles", text=prose("Short.")), "chapters/roles"),
    (text.banned, only("exercises", HERE, title="A proven way"), EXERCISE),
    (text.banned, only("chapters", "roles", text=prose("The host of a Balint group.")), "chapters/roles"),
    (text.reading_ease, only("chapters", "roles", text=STEEP), "chapters/roles"),
    (text.reading_ease, only("chapters", "roles", text=CHOPPED), "chapters/roles"),
    (text.spelling, only("exercises", HERE, aim=prose("Everybody has found their favorite color.")), EXERCISE),
    (text.spelling, only("themes", "hope", title="Hoep"), "themes/hope"),
    (text.terms_used, only("themes", "hope"), "own-terms/TRIZ"),
    (text.shared_sentences, copied("exercises", "river-of-work", "say"), EXERCISE),
    (text.shared_sentences, copied("safety", "not-a-debrief", "words"), EXERCISE),
    (text.figures_cited, one_with("chapters", "roles", text=prose("It helped 12 % of them.")), "chapters/roles"),
    (text.figures_cited, one_with("chapters", "roles", text=prose("- In one trial it helped.")), "chapters/roles"),
    (text.chapters_cite, one_with("chapters", "evidence", text=prose("We think so.")), "chapters/evidence"),
    (text.references_used, one_with("exercises", HERE, sources=UNKNOWN), EXERCISE),
    (
        text.references_used,
        one_with("chapters", "evidence", text=prose("We think so.")),
        "references/balint-belgrade-2018",
    ),
    (text.references_used, one_with("references", "west-2014", DOI=None, URL=None), "references/west-2014"),
    (text.swallowed_keys, one_with("questionnaires", "who-5", about=TAKEN_IN), "questionnaires/who-5"),
    (library.large_enough, fewer("themes", 23), "themes"),
    (library.large_enough, fewer("needs", 11), "needs"),
    (library.answered, all_with("exercises", needs=("worn-out",)), "needs/numb"),
    (library.answered, all_with("exercises", worklife=("control",)), "worklife/reward"),
    (library.steps_leave_time, one_with("exercises", HERE, minutes=Range(min=5, max=6)), EXERCISE),
    (library.shape, one_with("exercises", HERE, steps=()), EXERCISE),
    (library.shape, one_with("exercises", "voice-beside", cautions=A_LINE), "exercises/voice-beside"),
    (library.reached, one_with("exercises", HERE, needs=()), EXERCISE),
    (library.reached, all_with("themes", exercises=("three-roads",)), EXERCISE),
    (library.reached, fewer("sessions", 0), EXERCISE),
    (library.orphans, all_with("exercises", materials=()), "handouts/value-card-deck"),
    (library.orphans, all_with("exercises", cautions=()), "safety/stop-word"),
    (library.deep_ones, one_with("exercises", "voice-beside", gentler=None), "exercises/voice-beside"),
    (library.deep_ones, one_with("exercises", "voice-beside", not_before=8), "exercises/voice-beside"),
    (library.neighbours, one_with("exercises", HERE, goes_well_with=UNREASONED), EXERCISE),
    (library.roles_left, one_with("exercises", "voice-beside", then=None), "exercises/voice-beside"),
    (library.roles_left, one_with("exercises", HERE, cautions=A_LINE), EXERCISE),
    (library.roles_left, one_with("families", "role-play", ends_with=None), "families/role-play"),
    (library.fairness_sorts_first, one_with("families", "fairness", begins_with=None), "families/fairness"),
    (library.sessions_speak, one_with("sessions", "values", opening_words=None), "sessions/values"),
    (library.sessions_speak, one_with("sessions", "values", instead=()), "sessions/values"),
    (library.themes_open, one_with("themes", "hope", questions=()), "themes/hope"),
    (library.plans_hold, one_with("years", "eight-weeks", parts=NO_ARRIVING), "years/eight-weeks"),
    (library.plans_hold, one_with("years", "eight-weeks", follow_ups=()), "years/eight-weeks"),
    (library.plans_hold, one_with("years", "twelve-evenings", about=None), "years/twelve-evenings"),
    (library.terms_of_use, one_with("questionnaires", "who-5", licence="free"), "questionnaires/who-5"),
    (library.terms_of_use, one_with("questionnaires", "who-5", holder=None), "questionnaires/who-5"),
    (library.terms_of_use, one_with("questionnaires", "check-out", validated=True), "questionnaires/check-out"),
)
CHECKS = tuple(dict.fromkeys(check for check, _, _ in CASES))


def name(check: object) -> str:
    """A check's name, under which its exceptions stand."""
    return getattr(check, "__name__", "")


@cache
def complaints(check: Check) -> tuple[Complaint, ...]:
    """What a check has to say about the handbook as it is, excused or not."""
    return tuple(check(upstream()))


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_upstream_holds(check: Check) -> None:
    excused = exceptions().get(name(check), {})
    found = [complaint for complaint in complaints(check) if complaint.thing not in excused]
    assert not found, "\n".join(f"{complaint.thing}: {complaint.message}" for complaint in found)


@pytest.mark.parametrize(
    ("check", "spoil", "thing"), CASES, ids=[f"{name(check)}-{thing}" for check, _, thing in CASES]
)
def test_every_check_can_fail(check: Check, spoil: Spoil, thing: str) -> None:
    assert thing not in {complaint.thing for complaint in complaints(check)}
    assert thing in {complaint.thing for complaint in check(spoil(upstream()))}


def test_every_check_is_held_against_upstream() -> None:
    written = {
        found
        for module in (text, library)
        for found in vars(module).values()
        if getattr(found, "__module__", "") == module.__name__
        and "Complaint" in str(getattr(found, "__annotations__", ""))
    }
    assert len(written) > 20
    assert {found for found in written if found.__annotations__.keys() == {"book", "return"}} == set(CHECKS)


def test_every_exception_has_a_reason_and_is_still_needed() -> None:
    checks = {name(check): check for check in CHECKS}
    for check, excused in exceptions().items():
        complained = {complaint.thing for complaint in complaints(checks[check])}
        assert set(excused) <= complained, f"{check}: {set(excused) - complained} needs no exception any more"
        assert all(len(reason.split()) >= 5 for reason in excused.values())


@pytest.mark.parametrize("ban", bans(), ids=lambda ban: ban.bad)
def test_a_ban_catches_what_it_names_and_nothing_near_it(ban: Ban) -> None:
    assert ban.words.search(ban.bad)
    assert not ban.words.search(ban.fine)
    assert len(ban.because.split()) >= 5


@cache
def tics() -> dict[str, dict[str, Any]]:
    """The turns of phrase that are counted, each with its ceiling in a thousand words and its reason."""
    return yaml.safe_load((DATA / "tics.yml").read_text("utf-8"))


def tic_rates(book: Handbook) -> dict[str, float]:
    """How often each tic stands in a thousand words of everything that the handbook says."""
    said = "\n".join(passage.text for name, thing in things(book) for passage in passages(name, thing))
    thousands = len(said.split()) / 1000
    return {name: len(re.findall(tic["pattern"], said, re.IGNORECASE)) / thousands for name, tic in tics().items()}


def test_no_turn_of_phrase_becomes_a_mannerism() -> None:
    assert len(tics()) > 5 and all(tic["reason"] for tic in tics().values())
    rates = tic_rates(upstream())
    assert {name: round(rate, 2) for name, rate in rates.items() if rate > tics()[name]["most"]} == {}


def test_a_mannerism_would_be_seen() -> None:
    tired = all_with(
        "exercises", aim=prose("Nobody needs this tonight, not here; whoever came needn't, lest they tire. " * 3)
    )
    rates = tic_rates(tired(upstream()))
    seen = {name for name, rate in rates.items() if rate > tics()[name]["most"]}
    assert seen >= {"nobody", "tonight", "needn't", "not X but Y, turned round", "lest, heaps, our trades"}
