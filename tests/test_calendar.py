"""Calendars as phones and computers read them: two parsers and a client of other people, on dates that are awkward."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject
from reading import ROOT
from running import handbook as run
from running import replace, skip_loudly, tiny

from generator.calendar.events import CalendarSource, Edition
from generator.calendar.files import make_calendars
from generator.folders import find_project
from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.project import find_translations, load_content
from generator.site import addresses

CIRCLE = {
    "name": "The ward at night",
    "first_meeting": "2026-12-22",
    "time": '"18:00"',
    "timezone": "Europe/Bucharest",
    "place": "Room 4; ground floor, left",
    "address": "https://example.org/circle",
    "urgent_help": "[{name: Zebra on call, phone: '5550142', private: true}]",
}
EDITION = Edition(1_800_000_000)


def load(folder: Path, **settings: str) -> Handbook:
    """The small content with these settings of a circle."""
    if not (folder / "content").is_dir():
        tiny(folder)
    text = "".join(f"{key}: {value}\n" for key, value in {**CIRCLE, **settings}.items() if value)
    (folder / "content/circle.yml").write_text(text, "utf-8")
    found = load_content(find_project(folder)).handbook
    assert found is not None, load_content(find_project(folder)).problems
    return found


def calendars(book: Handbook, edition: Edition = EDITION) -> dict[str, bytes]:
    """Every calendar file by its path."""
    words = find_translations(find_project(ROOT), book)
    source = CalendarSource(book, derive.plan_sessions(book), words)
    return {asset.path: asset.data for asset in make_calendars(source, edition)}


def events(data: bytes) -> list[icalendar.Event]:
    """The events of a file, read by the library that wrote it."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def starts(data: bytes) -> list[datetime]:
    """When the events begin, in UTC, read by another parser from the file's own rules of time zones."""
    found = vobject.readOne(data.decode()).vevent_list
    return [event.dtstart.value.astimezone(UTC) for event in found]


def test_a_meeting_has_title_length_place_intention_and_page(tmp_path: Path) -> None:
    first = events(calendars(load(tmp_path))[addresses.CALENDAR])[0]
    assert first["summary"] == "The ward at night: 1. The first evening"
    assert first["dtstart"].dt == datetime(2026, 12, 22, 18, tzinfo=first["dtstart"].dt.tzinfo)
    assert first["duration"].dt == timedelta(minutes=derive_minutes(tmp_path))
    assert first["location"] == "Room 4; ground floor, left"
    assert first["url"] == "https://example.org/circle/sessions/opening.html"
    assert first["description"].endswith(f"\n\n{first['url']}")


def derive_minutes(folder: Path) -> int:
    """How long the first evening is."""
    return derive.plan_sessions(load(folder))["opening"].minutes


def test_nobody_is_in_it_and_nothing_rings(tmp_path: Path) -> None:
    for data in calendars(load(tmp_path)).values():
        assert not {b"Zebra", b"5550142"} & set(data.split())
        assert not icalendar.Calendar.from_ical(data).walk("VALARM")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        # two weeks after 22 December, in a year of 53 weeks
        ({}, ["2026-12-22T16:00", "2027-01-05T16:00"]),
        # the clocks go forward between the two
        ({"first_meeting": "2027-03-23"}, ["2027-03-23T16:00", "2027-04-06T15:00"]),
        # and back
        ({"first_meeting": "2027-10-19"}, ["2027-10-19T15:00", "2027-11-02T16:00"]),
        # on the far side of the date line it is still the day before elsewhere
        ({"timezone": "Pacific/Kiritimati", "time": '"9:00"'}, ["2026-12-21T19:00", "2027-01-04T19:00"]),
    ],
)
def test_the_hour_stays_what_the_wall_clock_says(
    tmp_path: Path, settings: Mapping[str, str], expected: list[str]
) -> None:
    data = calendars(load(tmp_path, **settings))[addresses.CALENDAR]
    assert [f"{start:%Y-%m-%dT%H:%M}" for start in starts(data)] == expected
    assert [f"{event['dtstart'].dt.astimezone(UTC):%Y-%m-%dT%H:%M}" for event in events(data)] == expected


def test_without_an_hour_the_day_is_filled_and_without_a_zone_the_hour_floats(tmp_path: Path) -> None:
    whole = events(calendars(load(tmp_path, time=""))[addresses.CALENDAR])[0]
    assert whole["dtstart"].dt == date(2026, 12, 22)
    assert "duration" not in whole
    floating = events(calendars(load(tmp_path, timezone=""))[addresses.CALENDAR])[0]
    assert floating["dtstart"].dt == datetime(2026, 12, 22, 18)


def identifiers(book: Handbook) -> list[str]:
    """The events' identifiers in order."""
    return [str(event["uid"]) for event in events(calendars(book)[addresses.CALENDAR])]


def test_identifiers_outlive_a_move_and_a_rename(tmp_path: Path) -> None:
    before = identifiers(load(tmp_path))
    assert len(set(before)) == len(before) == 2
    assert identifiers(load(tmp_path, move="{closing: 2027-01-07}")) == before
    sessions = tmp_path / "content/sessions"
    (sessions / "closing.yml").rename(sessions / "the-end.yml")
    replace(sessions / "the-end.yml", "title:", "was: [closing]\ntitle:")
    replace(tmp_path / "content/years/full-year.yml", "closing", "the-end")
    assert identifiers(load(tmp_path)) == before
    assert identifiers(load(tmp_path, address="https://example.org/another")) != before


def test_a_later_edition_has_higher_numbers_and_the_same_content_the_same_bytes(tmp_path: Path) -> None:
    book = load(tmp_path)
    assert calendars(book) == calendars(book)
    older, newer = (
        events(calendars(book, Edition(EDITION.seconds + more))[addresses.CALENDAR])[0] for more in (0, 86_400)
    )
    assert newer["sequence"] > older["sequence"] > 0
    assert newer["dtstamp"].dt - older["dtstamp"].dt == timedelta(days=1)


def test_extra_meetings_and_sessions_that_come_again_have_events_of_their_own(tmp_path: Path) -> None:
    tiny(tmp_path)
    shutil.copy(tmp_path / "content/sessions/opening.yml", tmp_path / "content/sessions/open.yml")
    replace(tmp_path / "content/years/full-year.yml", "[opening, closing]", "[open, open, closing, opening]")
    book = load(tmp_path, extra='[{day: 2027-01-02, title: Picnic, time: "11:00", place: Park}]')
    found = calendars(book)
    titles = [str(event["summary"]) for event in events(found[addresses.CALENDAR])]
    name = "The ward at night: "
    assert titles == [f"{name}1. The first evening", f"{name}Picnic", f"{name}2. The first evening", *titles[3:]]
    assert len(set(identifiers(book))) == 5
    assert len(events(found[addresses.calendar_path("open")])) == 2


def test_a_circle_without_dates_has_no_calendar(tmp_path: Path) -> None:
    assert calendars(load(tmp_path, first_meeting="")) == {}


def test_a_client_takes_it(tmp_path: Path) -> None:
    khal = shutil.which("khal")
    if khal is None:
        skip_loudly("no khal on this machine; install it")
    data = tmp_path / "year.ics"
    data.write_bytes(calendars(load(tmp_path))[addresses.CALENDAR])
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[circle]]\npath = {tmp_path / 'calendars'}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Bucharest\ndefault_timezone = Europe/Bucharest\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
        "utf-8",
    )
    (tmp_path / "calendars").mkdir()
    command = [khal, "-c", str(config)]
    environment = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    subprocess.run([*command, "import", "--batch", str(data)], check=True, env=environment, capture_output=True)
    listed = subprocess.run(
        [*command, "list", "--format", "{start-time} {title}", "--day-format", "{date}", "2026-12-01", "60d"],
        check=True,
        env=environment,
        capture_output=True,
        text=True,
    ).stdout
    first = listed.splitlines()[:2]
    assert first == ["2026-12-22", "18:00 The ward at night: 1. The first evening"]


def test_print_calendar_writes_what_has_dates_on_it(tmp_path: Path) -> None:
    load(tmp_path)
    done = run("print", "calendar", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    names = {path.relative_to(tmp_path / "printed").as_posix() for path in (tmp_path / "printed").rglob("*.*")}
    assert {
        addresses.CALENDAR,
        addresses.calendar_path("opening"),
        "sheet-opening-a4.pdf",
        "poster-year-a4.pdf",
    } <= names
    load(tmp_path, first_meeting="")
    done = run("print", "calendar", cwd=tmp_path)
    assert done.returncode == 2
    assert "write first_meeting: with the first one into circle.yml" in done.stderr


def test_plan_prints_the_year_with_dates_and_what_differs(tmp_path: Path) -> None:
    load(tmp_path, move="{closing: 2027-01-21}", skip="[{from: 2027-01-01, to: 2027-01-09, why: New year}]")
    done = run("plan", cwd=tmp_path)
    assert done.stdout == (
        "Two meetings\n\n"
        "  1  Tuesday, 22 December 2026  The first evening\n"
        "     Tuesday, 5 January 2027    – No meeting –     New year\n"
        "  2  Thursday, 21 January 2027  The last evening   moved, would have been 19 January 2027\n"
    )
