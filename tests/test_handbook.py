"""The handbook's own content is whole and right, and what is computed from a handbook is computed rightly."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from typing import Any

import pytest
import yaml
from reading import ROOT, Made, layer, make, tiny

from generator.handbook import derive, load, schedule
from generator.handbook.value import Handbook
from generator.model import timezones
from generator.model.fields import Record
from generator.model.library import OWN_LICENCE, PROPRIETARY
from generator.model.meeting import Circle, Year
from generator.model.timezones import is_time_zone
from generator.source.document import read_document
from generator.source.files import Layer, read_layer
from generator.text.tree import RichText, plain_words

CHAPTERS = ("your-first-evening", "the-frame", "the-rhythm", "roles", "when-it-gets-hard", "questionnaires", "evidence")
PLACEHOLDERS = re.compile(
    r"\b(TODO|FIXME|TBD|TBC|XXX+|lorem|ipsum|placeholder|coming soon|to be written|fill in here)\b|\[fill in|\?\?\?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def content() -> Layer:
    return read_layer(ROOT / "content", "content")


@lru_cache(maxsize=1)
def made() -> Made:
    return make((content(),))


def real() -> Handbook:
    found = made().handbook
    assert found, made().told
    return found


# --- the real content


def test_the_real_content_has_no_mistake_and_one_warning_at_most() -> None:
    assert made().handbook, made().told
    assert set(made().codes) <= {"no-urgent-help"}, made().told


def test_the_real_content_is_the_same_with_either_build_of_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "read_document", partial(read_document, loader=yaml.SafeLoader))
    assert make((content(),)) == made()


def test_reading_twice_gives_the_same_value() -> None:
    assert make((content(),)).handbook == real()


def test_there_are_26_sessions_in_the_year_and_two_follow_ups() -> None:
    order = schedule.list_session_ids(real().year)
    assert len(order) == 26
    assert order[0] == "opening" and order[-1] == "closing"
    assert real().sessions[order[12]].fixed, "session 13 stays where it is"
    assert [follow.after_weeks for follow in real().year.follow_ups] == [13, 26]


@pytest.mark.parametrize(
    ("kind", "least"), [("formats", 6), ("themes", 14), ("exercises", 32), ("handouts", 20), ("references", 20)]
)
def test_there_is_enough_of_each_kind(kind: str, least: int) -> None:
    assert len(getattr(real(), kind)) >= least


@pytest.mark.parametrize("family", ["mindfulness", "role-play", "values", "fairness"])
def test_there_are_six_exercises_in_each_family_that_the_year_needs(family: str) -> None:
    assert len([exercise for exercise in real().exercises.values() if exercise.family == family]) >= 6


def test_every_role_play_leads_out_of_its_roles() -> None:
    plays = [found for found in real().exercises.values() if found.family == "role-play" and found.id != "de-role"]
    assert plays
    assert {found.then for found in plays} == {"de-role"}


@pytest.mark.parametrize("number", [1, 13, 25, 26])
def test_the_sessions_that_carry_the_year_hold_exercises(number: int) -> None:
    session = real().sessions[schedule.list_session_ids(real().year)[number - 1]]
    assert derive.plan_session(real(), session).exercises


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_chapters_that_a_first_host_needs_are_there(name: str) -> None:
    assert len(plain_words(real().chapters[name].text)) > 1000


@pytest.mark.parametrize("name", ["mbi-hss", "aws"])
def test_licensed_questionnaires_are_numbers_only(name: str) -> None:
    form = real().questionnaires[name]
    assert form.licence == PROPRIETARY
    assert form.holder and form.obtain
    assert form.subscales
    assert not form.items or form.items.wordings == ()
    assert not form.scale or form.scale.labels == ()


def test_two_questionnaires_are_our_own_and_called_untested() -> None:
    own = [form for form in real().questionnaires.values() if form.licence == OWN_LICENCE]
    assert len(own) >= 2
    assert not any(form.validated for form in own)
    assert all(form.items and form.items.wordings for form in own)


def test_every_need_is_answered_by_five_exercises() -> None:
    for need in real().needs:
        assert len([found for found in real().exercises.values() if need in found.needs]) >= 5, need


def test_every_family_has_exercises_and_every_handout_is_used_or_general() -> None:
    assert {exercise.family for exercise in real().exercises.values()} == set(real().families)


def texts(value: Any) -> Iterator[str]:
    """Every text of a typed value."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def test_no_placeholder_stands_anywhere() -> None:
    for file in content().files:
        if file.path.endswith((".yml", ".md")):
            found = PLACEHOLDERS.search(file.data.decode())
            assert not found, f"{file.display_path}: {found}"


@pytest.mark.parametrize("bad", ["TODO: write this", "To be written.", "lorem ipsum", "[fill in: a name]", "why???"])
def test_a_placeholder_is_seen(bad: str) -> None:
    assert PLACEHOLDERS.search(bad)


def test_no_text_is_blank() -> None:
    kinds = (real().exercises, real().sessions, real().formats, real().themes, real().handouts)
    found = [text for kind in kinds for thing in kind.values() for text in texts(thing)]
    assert len(found) > 2000
    assert all(text.strip() for text in found)


# --- when the circle meets

YEAR = Year.model_validate(
    {
        "id": "y",
        "title": "y",
        "parts": [
            {"id": "a", "title": "a", "sessions": ["one", "open"]},
            {"id": "b", "title": "b", "sessions": ["open", "two"]},
        ],
        "follow_ups": [{"session": "later", "after_weeks": "13"}],
    }
)


def circle(**settings: object) -> Circle:
    return Circle.model_validate({"first_meeting": "2027-01-12", **settings})


def days(settings: Circle) -> list[date | None]:
    return [meeting.day for meeting in schedule.schedule_meetings(settings, YEAR)]


def test_sessions_fall_on_every_second_week_from_the_first_meeting() -> None:
    assert days(circle()) == [
        date(2027, 1, 12),
        date(2027, 1, 26),
        date(2027, 2, 9),
        date(2027, 2, 23),
        date(2027, 5, 25),
    ]


def test_another_rhythm_counts_in_its_own_weeks() -> None:
    assert days(circle(every_weeks="3"))[:3] == [date(2027, 1, 12), date(2027, 2, 2), date(2027, 2, 23)]


def test_a_skipped_date_moves_later_sessions_and_the_follow_up_on() -> None:
    assert days(circle(skip=["2027-01-26"])) == [
        date(2027, 1, 12),
        date(2027, 2, 9),
        date(2027, 2, 23),
        date(2027, 3, 9),
        date(2027, 6, 8),
    ]


def test_two_skipped_dates_move_by_two_and_one_named_twice_by_one() -> None:
    assert days(circle(skip=["2027-01-26", "2027-02-09"]))[1] == date(2027, 2, 23)
    assert days(circle(skip=["2027-01-26", "2027-01-26"]))[1:3] == [date(2027, 2, 9), date(2027, 2, 23)]


def test_the_first_meeting_itself_can_be_skipped() -> None:
    assert days(circle(skip=["2027-01-12"]))[0] == date(2027, 1, 26)


def test_a_moved_session_takes_its_date_and_leaves_the_others() -> None:
    moved = days(circle(move={"one": "2027-01-14"}))
    assert moved[0] == date(2027, 1, 14)
    assert moved[1:] == days(circle())[1:]


def test_a_moved_last_session_takes_the_follow_up_with_it_unless_that_is_moved_too() -> None:
    assert days(circle(move={"two": "2027-03-02"}))[-1] == date(2027, 6, 1)
    assert days(circle(move={"two": "2027-03-02", "later": "2027-06-15"}))[-1] == date(2027, 6, 15)


def test_without_a_first_meeting_the_plan_is_by_week() -> None:
    found = schedule.schedule_meetings(Circle.model_validate({}), YEAR)
    assert [meeting.day for meeting in found] == [None] * 5
    assert [meeting.week for meeting in found] == [1, 3, 5, 7, 20]


def test_numbers_run_through_the_year_and_follow_ups_have_none() -> None:
    found = schedule.schedule_meetings(circle(), YEAR)
    assert [(meeting.session, meeting.number, meeting.part) for meeting in found] == [
        ("one", 1, "a"),
        ("open", 2, "a"),
        ("open", 3, "b"),
        ("two", 4, "b"),
        ("later", None, None),
    ]


@pytest.mark.parametrize("extra", ["2027-01-13", "2027-02-23", "2026-12-29"])
def test_a_skip_is_right_only_where_a_session_would_have_fallen(extra: str) -> None:
    in_use = schedule.list_dates_in_use(circle(skip=[extra]), YEAR)
    assert (date.fromisoformat(extra) in in_use) == (extra == "2027-02-23")


def test_the_latest_day_that_can_be_written_does_not_end_the_calendar() -> None:
    late = circle(first_meeting="2199-12-31", every_weeks="8")
    assert len(schedule.schedule_meetings(late, YEAR)) == 5


def test_a_follow_up_can_be_moved() -> None:
    files = {
        "circle.yml": "first_meeting: 2027-01-12\nmove: {later: 2027-06-15}\n",
        "years/full-year.yml": "follow_ups:\n  - {session: later, after_weeks: 13}\n",
        "sessions/later.yml": next(
            file.data.decode().replace("The last evening", "Months later")
            for file in tiny().files
            if file.path == "sessions/closing.yml"
        ),
    }
    assert make((tiny(), layer("my-circle", files))).told == ""


# --- what follows from a handbook


def small(**files: str) -> Handbook:
    """The tiny handbook with a layer over it; names are given without folder and ending."""
    places = {
        "circle": "circle.yml",
        "opening": "sessions/opening.yml",
        "closing": "sessions/closing.yml",
        "format": "formats/short.yml",
        "fact": "exercises/fairness/fact-reading-feeling.yml",
        "derole": "exercises/role-play/de-role.yml",
        "year": "years/full-year.yml",
    }
    read = make((tiny(), layer("my-circle", {places[name]: text for name, text in files.items()})))
    assert read.handbook, read.told
    return read.handbook


def test_slots_follow_one_another_and_hold_what_the_session_chose() -> None:
    read = small()
    plan = derive.plan_session(read, read.sessions["opening"])
    assert [(slot.phase.id, slot.start, slot.minutes, slot.end) for slot in plan.slots] == [
        ("arrive", 0, 5, 5),
        ("practice", 5, 15, 20),
        ("roles", 20, 5, 25),
        ("close", 25, 5, 30),
    ]
    assert plan.minutes == 30
    assert [slot.exercise.id if slot.exercise else None for slot in plan.slots] == [
        None,
        "fact-reading-feeling",
        "de-role",
        None,
    ]
    assert [slot.is_chosen for slot in plan.slots] == [False, True, False, False]
    assert plan.main_slot is plan.slots[1]


def test_minutes_of_a_filling_move_what_comes_behind_it() -> None:
    read = small(closing="fill:\n  practice: {exercise: fact-reading-feeling, minutes: 20}\n")
    plan = derive.plan_session(read, read.sessions["closing"])
    assert [slot.start for slot in plan.slots] == [0, 5, 25, 30]
    assert plan.minutes == 35


def test_a_slot_that_is_filled_otherwise_no_longer_holds_its_own_exercise() -> None:
    read = small(closing="fill:\n  roles: {exercise: fact-reading-feeling, minutes: 10}\n")
    plan = derive.plan_session(read, read.sessions["closing"])
    assert [exercise.id for exercise in plan.exercises] == ["fact-reading-feeling"]


def test_a_format_alone_has_open_slots() -> None:
    read = small()
    slots = list(derive.fill_slots(read, None, read.formats["short"]))
    assert [slot.exercise.id if slot.exercise else None for slot in slots] == [None, None, "de-role", None]


def test_questions_are_asked_in_their_own_slot_if_two_minutes_are_left() -> None:
    for minutes, left in ((15, [("fact-reading-feeling", 6)]), (11, [("fact-reading-feeling", 2)]), (10, [])):
        read = small(closing=f"fill:\n  practice: {{exercise: fact-reading-feeling, minutes: {minutes}}}\n")
        slots = derive.plan_session(read, read.sessions["closing"]).slots
        assert [(asked.exercise.id, asked.minutes) for asked in slots[1].questions] == left
        assert slots[1].asked_in is None


def test_questions_wait_for_the_phase_that_debriefs_their_slot() -> None:
    read = small(format="phases:\n  - id: close\n    debriefs: practice\n")
    slots = derive.plan_session(read, read.sessions["closing"]).slots
    assert [[(asked.exercise.id, asked.minutes) for asked in slot.questions] for slot in slots] == [
        [],
        [],
        [],
        [("fact-reading-feeling", 5)],
    ]
    assert slots[1].asked_in == slots[3].phase and slots[3].debriefed == slots[1].phase


def test_nobody_is_asked_before_every_role_is_left() -> None:
    read = small(fact="then: de-role\n")
    slots = derive.plan_session(read, read.sessions["closing"]).slots
    assert [[(asked.exercise.id, asked.minutes) for asked in slot.questions] for slot in slots] == [
        [],
        [],
        [("fact-reading-feeling", 0)],
        [],
    ]
    assert slots[1].asked_in == slots[2].phase


def test_in_our_own_sessions_the_questions_of_role_play_come_after_de_role() -> None:
    seen = 0
    for plan in derive.plan_sessions(real()).values():
        for number, slot in enumerate(plan.slots):
            if not slot.exercise or not slot.exercise.then:
                continue
            seen += 1
            asking = next(
                at for at, other in enumerate(plan.slots) if slot.exercise in [q.exercise for q in other.questions]
            )
            left = next(
                at for at, other in enumerate(plan.slots) if other.exercise and other.exercise.id == slot.exercise.then
            )
            assert number < left < asking, plan.session.id
    assert seen >= 2


def test_a_session_that_stands_twice_has_both_its_numbers() -> None:
    closing = next(file.data.decode() for file in tiny().files if file.path == "sessions/closing.yml")
    year = "parts:\n  - id: all\n    sessions: [opening, open, closing, open]\n"
    read = make((tiny(), layer("my-circle", {"sessions/open.yml": closing, "years/full-year.yml": year}))).handbook
    assert read
    plans = derive.plan_sessions(read)
    assert list(plans) == ["opening", "open", "closing"]
    assert plans["open"].numbers == (2, 4)
    assert [meeting.week for meeting in plans["open"].meetings] == [3, 7]
    assert plans["closing"].numbers == (3,)


def test_materials_are_counted_for_the_circle_and_named_once() -> None:
    fact = (
        "materials:\n  - {item: Pen, per: person}\n  - {item: pen, per: pair}\n  - {item: Bell, per: circle}\n"
        "  - {item: Sheet, per: pair, handout: three-columns}\n"
    )
    read = small(circle="people: 5\n", fact=fact)
    found = derive.list_session_materials(read, derive.plan_session(read, read.sessions["opening"]))
    assert [(needed.item, needed.count) for needed in found] == [("Pen", 5), ("Bell", 1), ("Three columns", 5)]
    assert found[2].handout is read.handouts["three-columns"]


@pytest.mark.parametrize(
    ("per", "people", "expected"), [("person", 5, 5), ("pair", 5, 3), ("pair", 4, 2), ("group", 9, 1)]
)
def test_pairs_are_rounded_up(per: str, people: int, expected: int) -> None:
    assert derive.count_copies(per, people) == expected


def test_cautions_of_several_exercises_are_told_once_with_those_who_ask_for_them() -> None:
    read = small(derole="cautions:\n  - line: take-care-of-yourself\n  - Slowly.\n")
    both = (read.exercises["fact-reading-feeling"], read.exercises["de-role"])
    merged = derive.merge_cautions(read, both)
    assert [(plain_words(text)[:12], [exercise.id for exercise in users]) for text, users in merged] == [
        ("You may pass", ["fact-reading-feeling", "de-role"]),
        ("Better left ", ["fact-reading-feeling"]),
        ("Slowly.", ["de-role"]),
    ]


def test_no_caution_of_a_session_is_lost_in_the_real_year() -> None:
    for plan in derive.plan_sessions(real()).values():
        told = {text.source.strip() for text, _ in derive.merge_cautions(real(), plan.exercises)}
        for exercise in plan.exercises:
            assert {text.source.strip() for text in derive.list_cautions(real(), exercise)} <= told


def test_back_links_lead_to_every_user() -> None:
    read = small()
    plans = derive.plan_sessions(read)
    assert [plan.session.id for plan in derive.find_sessions_using(plans, "de-role")] == ["opening", "closing"]
    assert [plan.session.id for plan in derive.find_sessions_offering(plans, "de-role")] == ["opening"]
    assert [exercise.id for exercise in derive.find_handout_users(read, "three-columns")] == ["fact-reading-feeling"]
    (form, handing), *_ = derive.list_questionnaire_uses(read, plans["opening"])
    assert (form.id, handing.occasion) == ("check-out", "start")


def test_questions_take_what_the_steps_leave() -> None:
    exercise = small().exercises["fact-reading-feeling"]
    assert derive.count_step_minutes(exercise) == 9
    assert derive.count_debrief_minutes(exercise, 15) == 6
    assert derive.count_debrief_minutes(exercise, 5) == 0


def test_every_session_of_the_real_year_ends_where_its_format_says() -> None:
    for plan in derive.plan_sessions(real()).values():
        assert plan.slots[-1].end == plan.minutes
        assert 60 <= plan.minutes <= 150, plan.session.id


def test_a_handbook_is_frozen_and_can_be_compared() -> None:
    with pytest.raises(AttributeError):
        small().circle = circle()  # type: ignore[misc]  # that it cannot be set is the point
    with pytest.raises(ValueError, match="frozen"):
        small().sessions["opening"].title = "x"  # type: ignore[misc]  # likewise
    assert small() == small()


def test_a_zone_is_known_by_its_old_and_its_new_name() -> None:
    assert all(map(is_time_zone, ("Europe/Kiev", "Europe/Kyiv", "Asia/Calcutta", "UTC")))
    assert not any(map(is_time_zone, ("Mars/Phobos", "localtime", "Etc/Unknown", "")))


def test_a_zone_that_only_this_computer_knows_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_time_zone("Antarctica/New-Base")
    monkeypatch.setattr(timezones, "available_timezones", lambda: {"Antarctica/New-Base"})
    assert is_time_zone("Antarctica/New-Base")
