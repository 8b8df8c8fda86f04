"""The form in which an exercise is written, in a real browser: every text survives, and the check agrees with it.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import running
import yaml
from browsing import Watched, publish_tiny
from forms import ARABIC, DANGLING, LINES, PROBLEMS, PROSE, TWICE, UNNAMED, WORDS, add, control, told, write, written
from playwright.sync_api import Browser, Page
from reading import Made, layer, make, tiny

from generator.model.exercise import Exercise

PAGE = "make-an-exercise.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook as a site, of a circle that has a repository."""
    target = tmp_path_factory.mktemp("exercise") / "site"
    return publish_tiny(target, circle="repository: https://codeberg.org/example/circle\n")


@pytest.fixture
def watched(browser: Browser, folder: Path) -> Iterator[Watched]:
    """The page, opened from its folder as it is from an unpacked zip."""
    made = Watched(browser, width=360)
    made.page.goto((folder / PAGE).as_uri())
    made.page.locator(".hb-maker form").wait_for()
    yield made
    assert (made.foreign, made.complaints) == ([], [])
    made.close()


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


def fill_in(page: Page) -> None:
    """An exercise that the check has nothing against."""
    for path, value in (
        ("title", "Two breaths"),
        ("family", "fairness"),
        ("one_line", "Arrive."),
        ("minutes.min", "5"),
        ("minutes.max", "10"),
        ("people.min", "2"),
        ("intensity", "1"),
        ("aim", "Everyone has arrived."),
        ("say", "Let us breathe."),
        ("steps.0.minutes", "4"),
        ("steps.0.do", "Breathe twice."),
        ("debrief.0", "How was it?"),
        ("opt_out", "Listen."),
        ("sources.0.ref", "devised-here"),
    ):
        write(page, path, value)
    page.get_by_label("not seen").check()
    page.get_by_label("community").check()


def checked(text: str, path: str = "fairness/two-breaths") -> Made:
    """What the check makes of the file over the small handbook."""
    return make((tiny(), layer("my-circle", {f"exercises/{path}.yml": text})))


def exercise(text: str, path: str = "fairness/two-breaths") -> Exercise:
    made = checked(text, path)
    assert made.handbook, made.told
    return made.handbook.exercises[path.split("/")[1]]


def test_a_plain_exercise_passes_the_check(page: Page, tmp_path: Path) -> None:
    fill_in(page)
    assert told(page) == []
    assert control(page, "id").input_value() == "two-breaths"
    shutil.copytree(running.TINY, tmp_path / "content")
    with page.expect_download() as saving:
        page.get_by_role("button", name=WORDS["script"]["download"]).click()
    assert saving.value.suggested_filename == "two-breaths.yml"
    target = tmp_path / "my-circle" / "exercises" / "fairness" / saving.value.suggested_filename
    target.parent.mkdir(parents=True)
    saving.value.save_as(target)
    assert target.read_text("utf-8") == written(page)
    done = running.handbook("check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_awkward_text_survives(page: Page) -> None:
    fill_in(page)
    add(page, "card_steps", len(LINES))
    for number, line in enumerate(LINES):
        write(page, f"card_steps.{number}", line)
    add(page, "variations", len(PROSE))
    for number, text in enumerate(PROSE):
        write(page, f"variations.{number}", text)
    write(page, "title", LINES[0])
    write(page, "id", "two-breaths")
    write(page, "one_line", LINES[1])
    write(page, "space", f" {LINES[3]} ")
    write(page, "steps.0.say", PROSE[0])
    write(page, "steps.0.rule", PROSE[4])
    found = exercise(written(page))
    assert found.card_steps == LINES
    assert [one.source for one in found.variations] == list(PROSE)
    assert (found.title, found.one_line, found.space) == (LINES[0], LINES[1], LINES[3])
    step = found.steps[0]
    assert step.say and step.say.source == PROSE[0]
    assert step.rule and step.rule.source == PROSE[4]


def test_every_field_of_the_model_reaches_the_file(page: Page) -> None:
    fill_in(page)
    for path in ("materials", "steps", "cautions", "cautions", "goes_well_with"):
        add(page, path)
    for path, value in (
        ("people.max", "8"),
        ("intensity", "2"),
        ("materials.0.item", "Pen"),
        ("materials.0.per", "person"),
        ("materials.0.count", "2"),
        ("materials.0.handout", "three-columns"),
        ("space", "A ring"),
        ("room", "circle"),
        ("steps.1.minutes", "3"),
        ("steps.1.do", "Look round."),
        ("steps.1.id", "look"),
        ("steps.1.who", "everyone"),
        ("steps.1.turn", "10"),
        ("steps.1.say", "Look."),
        ("steps.1.rule", "In silence."),
        ("steps.1.room", "pairs"),
        ("cautions.0.line", "take-care-of-yourself"),
        ("cautions.1.words", "Leave it out after a fright."),
        ("gentler", "de-role"),
        ("not_before", "3"),
        ("then", "de-role"),
        ("remote", "The same."),
        ("goes_well_with.0.exercise", "de-role"),
        ("goes_well_with.0.why", "It moves."),
        ("sources.0.ref", "story"),
        ("sources.0.note", "The idea."),
    ):
        write(page, path, value)
    add(page, "variations")
    write(page, "variations.0", "Three breaths.")
    add(page, "card_steps")
    write(page, "card_steps.0", "Breathe.")
    add(page, "also")
    write(page, "also.0", "breathing")
    write(page, "licence", "CC-BY-SA-4.0")
    write(page, "licence_note", "Shortened from another handbook.")
    assert told(page) == []
    dumped = exercise(written(page)).model_dump(mode="json")
    empty = [name for name in Exercise.model_fields if not dumped[name]]
    assert empty == ["was"]
    assert dumped["steps"][1] == {
        "id": "look",
        "minutes": 3,
        "who": "everyone",
        "turn": 10,
        "do": "Look round.",
        "say": "Look.",
        "rule": "In silence.",
        "room": "pairs",
    }


@pytest.mark.parametrize(
    "values",
    [
        {"one_line": "x" * 91},
        {"minutes.max": "ten"},
        {"steps.0.minutes": "-1"},
        {"steps.0.minutes": "601", "minutes.max": "600"},
        {"minutes.min": "11"},
        {"people.max": "1"},
        {"steps.0.minutes": "12"},
        {"intensity": "2"},
        {"intensity": "3"},
        {"intensity": "3", "not_before": "8", "gentler": "de-role"},
        {"steps.0.id": "Zwei Atemzüge"},
        {"steps.0.id": "con"},
        {"steps.0.id": "a" * 65},
    ],
    ids=str,
)
def test_the_form_says_what_the_check_says(page: Page, values: dict[str, str]) -> None:
    fill_in(page)
    for path, value in values.items():
        write(page, path, value)
    here = " ".join(told(page))
    problems = [one for one in checked(written(page)).problems if not one.warning]
    assert problems
    for one in problems:
        said = one.message[0].upper() + one.message[1:]
        assert said in here
        with_cure = f"{said}. {one.cure}"
        assert with_cure in here or one.code in ("no-gentler", "too-early"), here


def test_what_is_missing_is_said_in_the_words_of_the_check(page: Page) -> None:
    fill_in(page)
    for path in ("title", "opt_out", "steps.0.do"):
        write(page, path, "")
    write(page, "id", "two-breaths")
    said = [one.message for one in checked(written(page)).problems]
    assert sorted(said) == sorted(PROBLEMS["missing"].replace("{name}", name) for name in ("title", "opt_out", "do"))
    names = ("Title", "Step 1: What is done", "Another way to take part")
    assert told(page) == [PROBLEMS["missing"].replace("{name}", name) for name in names]


@pytest.mark.parametrize("name, code", [("two-breaths", "roles-not-left"), ("fact-reading-feeling", "duplicate-id")])
def test_a_role_must_be_left_and_a_name_be_free(page: Page, name: str, code: str) -> None:
    fill_in(page)
    write(page, "family", "role-play")
    write(page, "id", name)
    problems = [one for one in checked(written(page), f"role-play/{name}").problems if one.code == code]
    assert len(problems) == 1
    assert problems[0].message.lower() in " ".join(told(page)).lower()


def test_a_problem_stands_beside_its_field_once_that_was_left(page: Page) -> None:
    fault = page.locator("#hb-maker-one_line-fault")
    assert not fault.is_visible()
    control(page, "one_line").fill("x" * 91)
    assert not fault.is_visible()
    page.keyboard.press("Tab")
    assert fault.is_visible()
    assert control(page, "one_line").get_attribute("aria-invalid") == "true"
    assert "one_line-fault" in (control(page, "one_line").get_attribute("aria-describedby") or "")
    control(page, "one_line").fill("short")
    assert not fault.is_visible()


def test_a_choice_can_be_taken_back(page: Page) -> None:
    fill_in(page)
    before = written(page)
    choice = control(page, "gentler")
    assert choice.locator("option:checked").inner_text() == WORDS["script"]["none"]
    choice.select_option("de-role")
    assert "gentler: de-role" in written(page)
    choice.select_option(label=WORDS["script"]["none"])
    assert written(page) == before


def test_the_minutes_of_the_steps_are_added_up(page: Page) -> None:
    fill_in(page)
    add(page, "steps")
    write(page, "steps.1.minutes", "3")
    expected = WORDS["script"]["total"].format(total=7, min=5, max=10, left=3)
    assert page.locator(".hb-maker-minutes").inner_text() == expected


def test_what_was_written_is_kept_until_it_is_cleared(page: Page) -> None:
    fill_in(page)
    add(page, "steps")
    write(page, "steps.1.do", ARABIC)
    before = written(page)
    page.reload()
    page.locator(".hb-maker form").wait_for()
    assert written(page) == before
    assert control(page, "steps.1.do").input_value() == ARABIC
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name=WORDS["script"]["clear"]).click()
    assert written(page) == before
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=WORDS["script"]["clear"]).click()
    assert written(page) == ""
    page.reload()
    assert written(page) == ""


def test_it_can_be_filled_in_by_keyboard_alone(page: Page) -> None:
    control(page, "title").focus()
    page.keyboard.type("Two breaths")
    page.keyboard.press("Tab")
    page.keyboard.type("Fair")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "hb-maker-id"
    steps = control(page, "steps")
    write(page, "steps.0.do", "First.")
    steps.locator(":scope > button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "hb-maker-steps-1-minutes"
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("Second.")
    up = page.get_by_role("button", name="Move up: Step 2")
    up.focus()
    page.keyboard.press("Enter")
    assert control(page, "steps.0.do").input_value() == "Second."
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move down: Step 1"
    assert page.locator(".hb-maker-status").inner_text() == "It is now Step 1."
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert control(page, "steps.0.do").input_value() == "First."
    assert page.evaluate("document.activeElement === document.querySelector('#hb-maker-steps > button')")


def test_every_control_has_a_name_and_every_note_is_there(page: Page) -> None:
    for path in ("steps", "cautions", "materials", "variations", "goes_well_with", "card_steps"):
        add(page, path)
    page.get_by_role("button", name=WORDS["script"]["copy"]).click()
    for script in (UNNAMED, DANGLING, TWICE):
        assert page.evaluate(script) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.querySelector('#hb-maker-title-fault').removeAttribute('id')")
    assert page.evaluate(DANGLING) == ["hb-maker-title-fault"]


def test_a_problem_in_the_list_leads_to_its_field(page: Page) -> None:
    page.locator(".hb-maker-problems a").filter(has_text="In one line").click()
    assert page.evaluate("document.activeElement.id") == "hb-maker-one_line"


def test_the_preview_shows_text_as_text(page: Page) -> None:
    fill_in(page)
    bad = "<img src=x onerror=window.pwn=1> *stress*"
    for path in ("title", "aim", "steps.0.do", "one_line"):
        write(page, path, bad)
    preview = page.locator(".hb-maker-preview")
    assert preview.locator("img").count() == 0
    assert "<img src=x onerror=window.pwn=1>" in preview.inner_text()
    assert preview.locator("em").first.inner_text() == "stress"
    assert page.evaluate("window.pwn") is None


def test_the_text_can_be_copied(page: Page, watched: Watched) -> None:
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill_in(page)
    page.get_by_role("button", name=WORDS["script"]["copy"]).click()
    page.get_by_text(WORDS["script"]["copied"]).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == written(page)


def test_the_hosting_site_opens_with_name_and_text(page: Page) -> None:
    fill_in(page)
    address = page.get_by_role("link", name=WORDS["script"]["open"]).evaluate(
        "a => { const url = new URL(a.href); return [url.pathname, url.searchParams.get('filename'),"
        " url.searchParams.get('value')] }"
    )
    assert address == ["/example/circle/_new/main/my-circle/exercises/fairness", "two-breaths.yml", written(page)]


def test_a_long_card_is_told(page: Page) -> None:
    fill_in(page)
    assert WORDS["script"]["over"] not in page.locator(".hb-maker-gauges").inner_text()
    write(page, "say", "word " * 400)
    assert WORDS["script"]["over"] in page.locator(".hb-maker-gauges").inner_text()


def test_a_card_is_measured_as_the_generator_measures_it(page: Page) -> None:
    """An exercise of the handbook written into the form has the length that the page says is the longest."""
    found = tiny()
    text = next(one.data for one in found.files if one.path.endswith("fact-reading-feeling.yml")).decode()
    fill_in(page)
    data = yaml.safe_load(text)
    for name in ("title", "one_line", "say", "materials", "space", "card_steps", "debrief", "cautions", "opt_out"):
        write_below(page, name, data[name])
    words = page.locator(".hb-maker-gauges p").all_inner_texts()
    assert [re.findall(r"[0-9]+", line)[0] for line in words] == [re.findall(r"[0-9]+", line)[1] for line in words]


def write_below(page: Page, path: str, value: object) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            write_below(page, f"{path}.{name}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if not control(page, path).locator(":scope > ol > li").nth(number).count():
                add(page, path)
            plain = path == "cautions" and isinstance(inner, str)
            write_below(page, f"{path}.{number}", {"words": inner} if plain else inner)
    else:
        write(page, path, str(value))


def test_without_scripts_the_page_says_what_to_do(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / PAGE).as_uri())
    assert "handbook new exercise fairness/a-kinder-count" in page.locator(".hb-no-script").inner_text()
    assert not page.locator(".hb-maker").is_visible()
    context.close()


def test_only_the_page_with_the_form_loads_its_script(folder: Path) -> None:
    script = "make-model.js"
    with_it = {path.name for path in folder.rglob("*.html") if script in path.read_text("utf-8")}
    assert with_it == {"make-an-exercise.html", "make-a-theme.html", "make-a-session.html"}
