"""The forms in which a theme and a session are written: what they give passes the check, and says what the check says.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

from pathlib import Path

import pytest
from browsing import Watched, publish_tiny
from forms import ARABIC, DANGLING, LINES, PROBLEMS, PROSE, TWICE, UNNAMED, WORDS, add, control, told, write, written
from playwright.sync_api import Page
from reading import Made, layer, make, tiny

SCRIPT = WORDS["script"]
# two slots that an exercise with a role, and one whose questions wait, can go wrong in
FORMATS = {
    "formats/stage.yml": """title: A stage
summary: First a scene, then out of it.
phases:
  - {id: scene, title: The scene, minutes: 20, who: group, slot: open, do: Play it.}
  - {id: talk, title: The talk, minutes: 5, who: group, debriefs: scene, do: Talk about it.}
  - {id: out, title: Out of it, minutes: 5, who: everyone, slot: de-role, do: Leave the roles.}
""",
    "exercises/role-play/chairs.yml": """title: Two chairs
one_line: Say it to a chair.
minutes: {min: 15, max: 25}
people: {min: 2}
intensity: 1
needs: [unseen]
worklife: [community]
aim: To hear oneself.
say: Here is a chair.
steps: [{minutes: 15, do: Speak.}]
debrief: [How was it?]
opt_out: Watch.
then: de-role
not_before: 3
sources: [{ref: devised-here}]
""",
    "questionnaires/theirs.yml": """title: Theirs
licence: LicenseRef-Proprietary
holder: Somebody
obtain: https://example.org
minutes: 5
about: A form of others.
items: {count: 3}
scale: {min: 0, max: 4}
subscales: [{id: all, title: All, score: sum, min: 0, max: 12, count: 3, read: Look.}]
cautions: [Not a test.]
change: Numbers waver.
checked: 2026-01-01
sources: [{ref: devised-here}]
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("forms") / "site"
    files = {path.removesuffix(".yml"): text for path, text in FORMATS.items()}
    return publish_tiny(target, circle="repository: https://codeberg.org/example/circle\n", **files)


def opened(watched: Watched, folder: Path, kind: str) -> Page:
    watched.page.goto((folder / f"make-a-{kind}.html").as_uri())
    watched.page.locator(".hb-maker form").wait_for()
    return watched.page


@pytest.fixture
def theme(watched: Watched, folder: Path) -> Page:
    return opened(watched, folder, "theme")


@pytest.fixture
def session(watched: Watched, folder: Path) -> Page:
    return opened(watched, folder, "session")


def checked(path: str, text: str, **others: str) -> Made:
    """What the check makes of a file over the small handbook and the formats above."""
    return make((tiny(), layer("my-circle", {**FORMATS, path: text, **others})))


def faults(made: Made) -> list[str]:
    """The messages of the errors, as the form begins them."""
    return [one.message[0].upper() + one.message[1:] for one in made.problems if not one.warning]


def fill_in_theme(page: Page) -> None:
    for path, value in (
        ("title", "Night shifts"),
        ("worklife", "workload"),
        ("about", "What nights do to us."),
        ("shows_as.0", "You count hours."),
        ("questions.0", "What do you miss?"),
        ("exercises.0", "fact-reading-feeling"),
    ):
        write(page, path, value)


def fill_in_session(page: Page) -> None:
    for path, value in (
        ("title", "Night shifts"),
        ("format", "short"),
        ("theme", "being-seen"),
        ("intention", "To count the hours."),
        ("fill.practice.exercise", "fact-reading-feeling"),
        ("host_notes", "Read it before."),
        ("if_it_gets_hard", "Stop."),
        ("carry_home", "Sleep."),
    ):
        write(page, path, value)


def test_awkward_text_of_a_theme_survives(theme: Page) -> None:
    fill_in_theme(theme)
    write(theme, "title", LINES[0])
    write(theme, "id", "night-shifts")
    write(theme, "one_line", ARABIC)
    add(theme, "shows_as", len(PROSE) - 1)
    for number, text in enumerate(PROSE):
        write(theme, f"shows_as.{number}", text)
    add(theme, "exercises")
    write(theme, "exercises.1", "de-role")
    assert told(theme) == []
    made = checked("themes/night-shifts.yml", written(theme))
    assert made.handbook, made.told
    found = made.handbook.themes["night-shifts"]
    assert (found.title, found.one_line) == (LINES[0], ARABIC)
    assert [one.source for one in found.shows_as] == list(PROSE)
    assert found.exercises == ("fact-reading-feeling", "de-role")


def test_every_field_of_a_session_reaches_the_file(session: Page) -> None:
    fill_in_session(session)
    for path in ("instead", "questionnaires", "handouts", "materials", "also"):
        add(session, path)
    texts = dict(zip(("intention", "opening_words", "host_notes", "closing_words", "carry_home"), PROSE, strict=False))
    for path, value in {
        **texts,
        "title": LINES[0],
        "id": "night-shifts",
        "fill.practice.minutes": "12",
        "fill.practice.note": PROSE[5],
        "fill.roles.exercise": "de-role",
        "instead.0": "de-role",
        "questionnaires.0.id": "theirs",
        "questionnaires.0.occasion": "follow-up",
        "questionnaires.0.instead": "check-out",
        "handouts.0": "three-columns",
        "materials.0.item": LINES[1],
        "materials.0.per": "circle",
        "also.0": LINES[2],
    }.items():
        write(session, path, value)
    control(session, "fixed").check()
    assert told(session) == []
    made = checked("sessions/night-shifts.yml", written(session))
    assert made.handbook, made.told
    found = made.handbook.sessions["night-shifts"]
    assert found.title == LINES[0]
    assert {name: getattr(found, name).source for name in texts} == texts
    fill = found.fill["practice"]
    assert (fill.exercise, fill.minutes, fill.note and fill.note.source) == ("fact-reading-feeling", 12, PROSE[5])
    dumped = found.model_dump(mode="json")
    assert [name for name in dumped if not dumped[name]] == ["was"]


@pytest.mark.parametrize(
    "values, code",
    [
        ({"fill.practice.exercise": ""}, "slot-not-filled"),
        ({"fill.practice.minutes": "90"}, "minutes-misfit"),
        ({"fill.practice.minutes": "1"}, "minutes-misfit"),
        ({"fill.practice.minutes": "soon"}, "not-a-number"),
        (
            {
                "fill.practice.exercise": "chairs",
                "fill.roles.exercise": "fact-reading-feeling",
                "fill.roles.minutes": "10",
            },
            "roles-not-left",
        ),
        ({"format": "stage", "fill.scene.exercise": "chairs"}, "asked-in-a-role"),
        ({"questionnaires.0.id": "check-out", "questionnaires.0.instead": "check-out"}, "instead-not-needed"),
        ({"questionnaires.0.id": "theirs", "questionnaires.0.instead": "theirs"}, "instead-needs-licence"),
        ({"instead.0": "de-role", "instead.1": "de-role"}, "twice"),
        ({"intention": ""}, "missing"),
    ],
    ids=str,
)
def test_the_form_of_a_session_says_what_the_check_says(session: Page, values: dict[str, str], code: str) -> None:
    fill_in_session(session)
    for path in ("questionnaires", "instead"):
        add(session, path, sum(name.startswith(path) and name.endswith(("0", "1", "id")) for name in values))
    if "questionnaires.0.id" in values:
        write(session, "questionnaires.0.occasion", "start")
    for path, value in values.items():
        write(session, path, value)
    made = checked("sessions/night-shifts.yml", written(session))
    assert [one.code for one in made.problems if not one.warning] == [code], made.told
    here = " ".join(told(session))
    if code == "missing":
        assert PROBLEMS["missing"].replace("{name}", "What this evening is for") in here
    else:
        assert all(one in here for one in faults(made)), (here, faults(made))


def test_a_slot_that_is_only_shortened_keeps_the_exercise_of_the_format(session: Page) -> None:
    fill_in_session(session)
    write(session, "fill.roles.minutes", "4")
    assert told(session) == []
    made = checked("sessions/night-shifts.yml", written(session))
    assert made.handbook, made.told
    assert made.handbook.sessions["night-shifts"].fill["roles"].exercise == "de-role"


def test_the_minutes_of_the_evening_are_added_up(session: Page) -> None:
    minutes = session.locator(".hb-maker-minutes")
    fill_in_session(session)
    assert minutes.inner_text() == SCRIPT["evening"].format(total=30, usual=30)
    write(session, "fill.practice.minutes", "12")
    assert minutes.inner_text() == SCRIPT["evening"].format(total=27, usual=30)
    last = session.locator(".hb-maker-preview table tr").last
    assert last.inner_text().split()[0] == "0:27"


def test_another_format_shows_its_own_slots_and_forgets_nothing(session: Page) -> None:
    assert SCRIPT["no_format"] in control(session, "fill").inner_text()
    fill_in_session(session)
    write(session, "format", "stage")
    assert control(session, "fill.practice.exercise").count() == 0
    assert "practice:" not in written(session)
    write(session, "format", "short")
    assert control(session, "fill.practice.exercise").input_value() == "fact-reading-feeling"
    before = written(session)
    session.reload()
    session.locator(".hb-maker form").wait_for()
    assert written(session) == before


def test_the_lines_for_the_year_put_the_session_into_it(session: Page) -> None:
    fill_in_session(session)
    places = session.locator("#hb-maker-year-after")
    places.select_option(label="The first evening")
    lines = session.locator(".hb-code").nth(1).text_content() or ""
    made = checked("sessions/night-shifts.yml", written(session), **{"years/full-year.yml": lines})
    assert made.handbook, made.told
    assert not [one for one in made.problems if "night-shifts" in one.message]
    assert made.handbook.year.parts[0].sessions == ("opening", "night-shifts", "closing")
    write(session, "fill.practice.exercise", "chairs")
    lines = session.locator(".hb-code").nth(1).text_content() or ""
    made = checked("sessions/night-shifts.yml", written(session), **{"years/full-year.yml": lines})
    [said] = faults(made)
    assert said in session.locator("#hb-maker-year-fault").inner_text()


def test_a_name_that_is_taken_would_change_what_is_there(theme: Page) -> None:
    fill_in_theme(theme)
    write(theme, "id", "being-seen")
    [said] = told(theme)
    assert "content/themes/being-seen.yml" in said


def test_each_form_keeps_its_own_words(watched: Watched, folder: Path) -> None:
    fill_in_theme(opened(watched, folder, "theme"))
    assert control(opened(watched, folder, "session"), "title").input_value() == ""
    assert control(opened(watched, folder, "theme"), "title").input_value() == "Night shifts"


@pytest.mark.parametrize("kind, lists", [("theme", ("exercises",)), ("session", ("questionnaires", "handouts"))])
def test_every_control_has_a_name_and_every_note_is_there(
    watched: Watched, folder: Path, kind: str, lists: tuple[str, ...]
) -> None:
    page = opened(watched, folder, kind)
    if kind == "session":
        fill_in_session(page)
    for path in lists:
        add(page, path)
    page.get_by_role("button", name=SCRIPT["copy"], exact=True).click()
    for script in (UNNAMED, DANGLING, TWICE):
        assert page.evaluate(script) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_preview_shows_text_as_text(session: Page) -> None:
    fill_in_session(session)
    for path in ("title", "intention", "fill.practice.note", "carry_home"):
        write(session, path, "<img src=x onerror=window.pwn=1> *stress*")
    preview = session.locator(".hb-maker-preview")
    assert preview.locator("img").count() == 0
    assert preview.inner_text().count("<img src=x onerror=window.pwn=1>") == 4
    assert session.evaluate("window.pwn") is None


def test_a_session_can_be_begun_by_keyboard_alone(session: Page) -> None:
    control(session, "title").focus()
    session.keyboard.type("Night shifts")
    session.keyboard.press("Tab")
    session.keyboard.press("Tab")
    session.keyboard.type("A short")
    session.keyboard.press("Tab")
    assert session.evaluate("document.activeElement.id") == "hb-maker-theme"
    control(session, "fill.practice.exercise").focus()
    session.keyboard.type("Fact")
    session.keyboard.press("Tab")
    assert session.evaluate("document.activeElement.id") == "hb-maker-fill-practice-minutes"
    assert "exercise: fact-reading-feeling" in written(session)


def test_forms_lead_to_each_other(theme: Page) -> None:
    content = theme.locator(".md-content")
    assert content.get_by_role("link", name=WORDS["exercise"]["title"]).count() == 1
    content.get_by_role("link", name=WORDS["session"]["title"]).click()
    assert theme.title().startswith(WORDS["session"]["title"])
