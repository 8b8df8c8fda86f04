"""Starter files: each is refused as it is, and good once its places are filled in."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from running import ROOT, tiny

from generator.cli import main
from generator.errors import errors_in
from generator.project import project, read
from generator.starters import KINDS

PLACE = re.compile(r"\[fill in: ([^\]]*)\]")
NAMES = {kind: "something-new" for kind in KINDS} | {"exercise": "fairness/something-new"}


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A project with the handbook's own content, since starters name things of it as examples."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


def new(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "--project", str(folder), *arguments])


def fill(path: Path) -> None:
    """Puts the example that a place gives into it, or words that fit anywhere."""
    filled = PLACE.sub(
        lambda place: (place.group(1).split(", for example ") + ["Words of our own."])[1], path.read_text("utf-8")
    )
    path.write_text(filled, "utf-8")


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in errors_in(read(project(folder)).problems)]


def made(result: Result, folder: Path) -> Path:
    assert result.exit_code == 0, result.output
    return folder / result.output.split(" is there.")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_in_starter_passes(real: Path, kind: str) -> None:
    result = new(real, kind, NAMES[kind])
    path = made(result, real)
    assert path.is_relative_to(real / "my-circle")
    fill(path)
    if snippet := re.search(r"In (\S+) write.*?\n\n(parts:\n.*?)\n\n", result.output, re.DOTALL):
        (real / snippet.group(1)).parent.mkdir(parents=True)
        (real / snippet.group(1)).write_text(snippet.group(2), "utf-8")
    assert codes(real) == []
    assert bool(snippet) == (kind == "session")


@pytest.mark.parametrize("kind", KINDS)
def test_a_starter_is_refused_until_every_place_is_filled_in(real: Path, kind: str) -> None:
    path = made(new(real, kind, NAMES[kind]), real)
    text = path.read_text("utf-8")
    places = len(PLACE.findall(text))
    assert places >= 3
    assert codes(real).count("fill-in") >= places - 1


def test_every_kind_has_a_starter_and_no_other(real: Path) -> None:
    assert sorted(path.stem for path in (ROOT / "templates/starters").iterdir()) == sorted(KINDS)


def test_the_number_of_places_is_told(real: Path) -> None:
    result = new(real, "theme", "trust")
    places = len(PLACE.findall(made(result, real).read_text("utf-8")))
    assert f"Fill in the {places} places marked [fill in: …], then run: handbook check" in result.output


def test_a_role_play_starter_leads_to_de_roling(real: Path) -> None:
    path = made(new(real, "exercise", "role-play/something-new"), real)
    assert "\nthen: de-role\n" in path.read_text("utf-8")
    fill(path)
    assert codes(real) == []


def test_a_session_that_is_in_no_part_is_refused(real: Path) -> None:
    fill(made(new(real, "session", "something-new"), real))
    assert codes(real) == ["session-in-no-part"]


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
        (["exercize", "a/b"], 'there is no starter for "exercize"; did you mean "exercise"? There are: exercise, '),
        (["exercise", "breathing"], "an exercise is named with its family, for example fairness/two-column-test."),
        (
            ["exercise", "fairnes/breathing"],
            'there is no family "fairnes" in exercises/families.yml; did you mean "fairness"?',
        ),
        (["exercise", "role-play/Big Bang"], '"Big Bang" cannot be a name: an id has lower-case letters'),
        (["theme", "../../elsewhere"], '"../../elsewhere" cannot be a name'),
        (["theme", "con"], '"con" cannot be a name: that name is kept for other uses'),
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
