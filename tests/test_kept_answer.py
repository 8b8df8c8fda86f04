"""What a check said is told again while all that it read is the same, and never otherwise."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from running import handbook, replace, tiny

from generator import kept_answer
from generator.folders import BUILD_SERVICE, Project, find_project
from generator.kept_answer import Answer, make_key, read_answer, tell_again, write_answer

SAID = Answer("17 files read; no problems.", 0)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A small project with a cache of its own, on a machine that is no build service."""
    monkeypatch.delenv(BUILD_SERVICE, raising=False)
    monkeypatch.setenv("HANDBOOK_CACHE", str(tmp_path / "cache"))
    return find_project(tiny(tmp_path / "project"))


def keep(project: Project, answer: Answer = SAID) -> str:
    """Keeps an answer, and gives the key that it has."""
    key = make_key(project)
    assert key
    write_answer(project, key, answer)
    return key


def test_an_answer_is_told_again_with_its_exit_code(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert tell_again(["check", "--project", str(project.root)]) is None
    keep(project, Answer("content/circle.yml: a warning ü", 1))
    assert tell_again(["check", "--project", str(project.root)]) == 1
    assert capsys.readouterr().out == "content/circle.yml: a warning ü\n"


@pytest.mark.parametrize("words", [[], ["plan"], ["check", "--paper"], ["check", "--help"], ["check", "more"]])
def test_only_a_plain_check_is_answered(project: Project, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(project.root)
    keep(find_project(Path()))
    assert tell_again(["check"]) == 0
    assert tell_again(words) is None


def change_a_file(root: Path) -> None:
    replace(root / "content/circle.yml", "people: 5", "people: 6")


def add_a_file(root: Path) -> None:
    (root / "content/themes/new.yml").write_text("", "utf-8")


def take_a_file_out(root: Path) -> None:
    (root / "content/safety.yml").unlink()


def rename_a_file(root: Path) -> None:
    (root / "content/safety.yml").rename(root / "content/safely.yml")


def turn_a_file_into_a_link(root: Path) -> None:
    file = root / "content/safety.yml"
    file.rename(root / "safety.yml")
    file.symlink_to(root / "safety.yml")


def add_a_layer(root: Path) -> None:
    (root / "my-circle").mkdir()


def misname_a_layer(root: Path) -> None:
    (root / "My Circle").mkdir()


def bring_templates(root: Path) -> None:
    (root / "templates").mkdir()


CHANGES: list[Callable[[Path], None]] = [
    *(change_a_file, add_a_file, take_a_file_out, rename_a_file, turn_a_file_into_a_link),
    *(add_a_layer, misname_a_layer, bring_templates),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_any_change_makes_it_void(project: Project, change: Callable[[Path], None]) -> None:
    keep(project)
    assert tell_again(["check", "--project", str(project.root)]) == 0
    change(project.root)
    assert tell_again(["check", "--project", str(project.root)]) is None


def test_a_layer_that_is_named_counts(project: Project, tmp_path: Path) -> None:
    (tmp_path / "extra").mkdir()
    keep(project)
    assert tell_again(["check", "--project", str(project.root), "--layer", str(tmp_path / "extra")]) is None


def test_another_generator_counts(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keep(project)
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator/cli.py").write_text("", "utf-8")
    monkeypatch.setattr(kept_answer, "PACKAGE", tmp_path / "generator")
    assert tell_again(["check", "--project", str(project.root)]) is None


def test_another_set_of_packages_counts(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keep(project)
    (tmp_path / "packages/pydantic-9.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    assert tell_again(["check", "--project", str(project.root)]) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-20],
        lambda text: text.replace("no problems", "no troubles"),
        lambda text: text.replace('"code": 0', '"code": 1'),
        lambda text: json.dumps({**json.loads(text), "seal": ""}),
        lambda _: "[]",
        lambda _: '{"text": "", "code": 0}',
        lambda _: "",
    ],
)
def test_a_damaged_answer_counts_as_none(project: Project, spoil: Callable[[str], str]) -> None:
    key = keep(project)
    (kept,) = project.cache_dir.glob("check-*.json")
    text = kept.read_text("utf-8")
    assert spoil(text) != text
    kept.write_text(spoil(text), "utf-8")
    assert read_answer(project, key) is None


def test_the_answer_of_another_project_counts_as_none(project: Project, tmp_path: Path) -> None:
    keep(project)
    other = find_project(tiny(tmp_path / "other"))
    keep(other, Answer("of another", 0))
    change_a_file(other.root)
    mine, theirs = sorted(project.cache_dir.glob("check-*.json"), key=lambda path: "of another" in path.read_text())
    mine.replace(theirs)
    assert tell_again(["check", "--project", str(other.root)]) is None


def test_a_build_service_believes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(project)
    monkeypatch.setenv(BUILD_SERVICE, "true")
    assert tell_again(["check", "--project", str(project.root)]) is None


def test_a_folder_that_cannot_be_written_is_no_fault(project: Project) -> None:
    project.cache_dir.write_text("a file in the way", "utf-8")
    keep(project)
    assert tell_again(["check", "--project", str(project.root)]) is None


def test_the_command_keeps_what_it_said_and_says_it_again(project: Project) -> None:
    known = {"CI": "", "HANDBOOK_CACHE": str(project.cache_dir)}
    first = handbook("check", cwd=project.root, **known)
    assert "16 files read; no problems." in first.stdout, first.stdout + first.stderr
    (kept,) = project.cache_dir.glob("check-*.json")
    again = handbook("check", cwd=project.root, **known)
    assert (again.stdout, again.returncode) == (first.stdout, 0)
    replace(project.root / "content/circle.yml", "people: 5", "peple: 5")
    wrong = handbook("check", cwd=project.root, **known)
    assert wrong.returncode == 1
    assert '"peple" is not understood here' in wrong.stdout
    assert kept.is_file()
    assert handbook("check", cwd=project.root, **known).stdout == wrong.stdout
