"""Starter files: each is refused as it is, and good once its places are filled in."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from running import ROOT, tiny

from generator import starters
from generator.cli import main
from generator.errors import select_errors
from generator.folders import find_project
from generator.model.fields import ONE_LINE_LENGTH
from generator.model.kinds import STARTER_KINDS as KINDS
from generator.project import load_content

PLACE = re.compile(r"\[fill in: ([^\]]*)\]")
EXAMPLE = re.compile(r", for example (.+)")
WORDS = ["Words of our own."]
NAMES = dict.fromkeys(KINDS, "something-new") | {"exercise": "fairness/something-new"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with the small content, and with what starters name as examples."""
    content = tiny(tmp_path) / "content"
    shutil.copy(content / "formats/short.yml", content / "formats/case-and-practice.yml")
    shutil.copy(content / "themes/being-seen.yml", content / "themes/hope.yml")
    return tmp_path


def new(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "--project", str(folder), *arguments])


def fill(path: Path) -> None:
    """Puts the example that a place gives into it, or words that fit anywhere."""
    filled = PLACE.sub(lambda place: (EXAMPLE.findall(place.group(1)) or WORDS)[0], path.read_text("utf-8"))
    path.write_text(filled, "utf-8")


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in select_errors(load_content(find_project(folder)).problems)]


def made(result: Result, folder: Path) -> Path:
    assert result.exit_code == 0, result.output
    return folder / result.output.split(" is there.")[0]


def place_in_year(folder: Path, output: str) -> bool:
    """Does what the message says about the year, if it says something."""
    snippet = re.search(r"In (\S+) write.*?\n\n(parts:\n.*?)\n\n", output, re.DOTALL)
    if snippet:
        (folder / snippet.group(1)).parent.mkdir(parents=True, exist_ok=True)
        (folder / snippet.group(1)).write_text(snippet.group(2), "utf-8")
    return bool(snippet)


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_in_starter_passes(small: Path, kind: str) -> None:
    result = new(small, kind, NAMES[kind])
    path = made(result, small)
    assert path.is_relative_to(small / "my-circle")
    fill(path)
    assert place_in_year(small, result.output) == (kind == "session")
    assert codes(small) == []


def test_all_filled_in_starters_pass_with_the_handbooks_own_content(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    content = load_content(find_project(tmp_path))
    for kind in KINDS:
        text = starters.read_starter(ROOT / "templates/starters", kind)
        starter = starters.make_starter(text, kind, NAMES[kind], "my-circle", content)
        starters.write_starter(tmp_path / "my-circle" / starter.path, starter.text)
        fill(tmp_path / "my-circle" / starter.path)
        place_in_year(tmp_path, f"{starter.next_steps}\n")
    assert codes(tmp_path) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_starter_is_refused_until_every_place_is_filled_in(small: Path, kind: str) -> None:
    path = made(new(small, kind, NAMES[kind]), small)
    text = path.read_text("utf-8")
    places = len(PLACE.findall(text))
    assert places >= 3
    assert codes(small).count("fill-in") >= places - 1


def test_every_kind_has_a_starter_and_no_other(small: Path) -> None:
    assert sorted(path.stem for path in (ROOT / "templates/starters").iterdir()) == sorted(KINDS)


def test_starters_show_where_the_words_go_that_people_look_for() -> None:
    searched = [name for name, kind in KINDS.items() if "also" in kind.model.model_fields]
    assert len(searched) > 5
    for name in searched:
        text = next((ROOT / "templates/starters").glob(f"{name}.*")).read_text("utf-8")
        assert len(re.findall("^# also: ", text, re.MULTILINE)) == 1, name


def test_starters_say_how_long_one_line_may_be() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "templates/starters").iterdir()]
    said = [number for text in texts for number in re.findall(r"at most (\d+) characters", text)]
    assert len(said) >= 3
    assert set(said) == {str(ONE_LINE_LENGTH)}


def test_the_number_of_places_is_told(small: Path) -> None:
    result = new(small, "theme", "trust")
    places = len(PLACE.findall(made(result, small).read_text("utf-8")))
    assert f"Fill in the {places} places marked [fill in: …], then run: main check" in result.output


def test_a_role_play_starter_leads_to_de_roling(small: Path) -> None:
    path = made(new(small, "exercise", "role-play/something-new"), small)
    assert "\nthen: de-role\n" in path.read_text("utf-8")
    fill(path)
    assert codes(small) == []


def test_a_session_that_is_in_no_part_is_named(small: Path) -> None:
    fill(made(new(small, "session", "something-new"), small))
    problems = load_content(find_project(small)).problems
    assert "session-in-no-part" in {problem.code for problem in problems if problem.warning}
    assert codes(small) == []


def test_upstream_files_can_be_started_too(tmp_path: Path) -> None:
    result = new(tiny(tmp_path), "chapter", "something-new", "--into", "content")
    assert made(result, tmp_path) == tmp_path / "content/chapters/something-new.md"


@pytest.mark.parametrize("into", ["my-circle", "content"])
def test_nothing_is_overwritten(tmp_path: Path, into: str) -> None:
    assert new(tiny(tmp_path), "theme", "trust", "--into", into).exit_code == 0
    path = tmp_path / into / "themes/trust.yml"
    path.write_text("title: Mine\n", "utf-8")
    result = new(tmp_path, "theme", "trust", "--into", into)
    assert result.exit_code == 2
    assert result.stderr == f"handbook: {into}/themes/trust.yml is there already and stays as it is\n"
    assert path.read_text("utf-8") == "title: Mine\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["exercize", "a/b"],
            'there is no starter for "exercize". Did you mean "exercise"? There are: year, session, ',
        ),
        (["exercise", "breathing"], "an exercise is named with its family, for example fairness/two-column-test."),
        (
            ["exercise", "fairnes/breathing"],
            'there is no family "fairnes" in exercises/families.yml. Did you mean "fairness"?',
        ),
        (["exercise", "role-play/Big Bang"], '"Big Bang" cannot be a name: an id has lower-case letters'),
        (["theme", "../../elsewhere"], '"../../elsewhere" cannot be a name'),
        (["theme", "con"], '"con" cannot be a name: '),
        (
            ["theme", "being-seen"],
            "content/themes/being-seen.yml is there already and stays as it is. "
            "To change it, write only what differs into my-circle/themes/being-seen.yml",
        ),
        (
            ["exercise", "role-play/fact-reading-feeling"],
            "content/exercises/fairness/fact-reading-feeling.yml is there already",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_kind_or_name_is_told_with_what_would_do(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = new(tiny(tmp_path), *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"handbook: {said}")
    assert not (tmp_path / "my-circle").exists()
