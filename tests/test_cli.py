"""The command from outside: what it prints where, and its exit codes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from running import ROOT, handbook, replace, surroundings, tiny, tree

from generator.cli import COMMANDS, main
from generator.folders import find_project
from generator.publish.lock import exclusive_lock

FIRST_LINES = [
    'content/formats/short.yml:6:5: "minuts" is not understood here',
    'content/sessions/opening.yml:7:24: there is no exercise with the id "fact-reading-feling"',
    'content/themes/being-seen.yml:1:13: a second ": " stands on this line',
]


def told(output: str, outcome: str) -> None:
    """Asserts that the three mistakes stand there as in the model message, and what became of the site."""
    *problems, closing = output.split("\n\n")
    assert len(problems) == len(FIRST_LINES)
    assert all(problem.startswith(first) for problem, first in zip(problems, FIRST_LINES, strict=True))
    assert problems[0].split("\n")[1:3] == ["    6 |     minuts: 5", "      |     ^^^^^^"]
    assert problems[0].split("\n")[3].startswith('      = Did you mean "minutes"?')
    assert closing == f"3 problems in 3 of 16 files. {outcome}\n"


def test_every_command_is_called_what_the_list_calls_it() -> None:
    context = click.Context(main)
    assert isinstance(main, click.Group)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert list(found) == sorted(COMMANDS)
    assert [command.name for command in found.values() if command] == list(found)
    assert main.get_command(context, "chekc") is None


@pytest.fixture
def mistaken(tmp_path: Path) -> Path:
    replace(
        tiny(tmp_path) / "content/sessions/opening.yml",
        "exercise: fact-reading-feeling",
        "exercise: fact-reading-feling",
    )
    replace(
        tmp_path / "content/formats/short.yml", "    title: Arriving\n    minutes", "    title: Arriving\n    minuts"
    )
    replace(tmp_path / "content/themes/being-seen.yml", "title: Being seen", "title: Being: seen: at last")
    return tmp_path


def test_check_reads_everything_and_writes_nothing(tmp_path: Path) -> None:
    before = tree(tiny(tmp_path))
    done = handbook("check", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "16 files read; no problems.\n", "")
    assert tree(tmp_path) == before


def test_all_mistakes_are_told_at_once_with_place_and_cure(mistaken: Path) -> None:
    done = handbook("check", cwd=mistaken)
    assert (done.returncode, done.stderr) == (1, "")
    told(done.stdout, "Nothing was written.")


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [(["build"], "Nothing was built."), (["export", "out"], "Nothing was exported.")],
    ids=["build", "export"],
)
def test_a_mistake_stops_everything_before_anything_is_written(
    mistaken: Path, arguments: list[str], outcome: str
) -> None:
    before = tree(mistaken)
    done = handbook(*arguments, cwd=mistaken)
    assert done.returncode == 1
    told(done.stdout, outcome)
    assert tree(mistaken) == before


def test_a_build_service_gets_the_mistakes_on_their_lines(mistaken: Path) -> None:
    done = handbook("check", cwd=mistaken, GITHUB_ACTIONS="true")
    notes = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert len(notes) == 3
    assert notes[0].startswith("::error file=content/formats/short.yml,line=6,col=5,endColumn=11,title=unknown-key::")


def test_a_warning_is_told_and_stops_nothing(tmp_path: Path) -> None:
    circle = tiny(tmp_path) / "content/circle.yml"
    circle.write_text("name: A circle without numbers\n", "utf-8")
    done = handbook("check", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("content/circle.yml:1:1: warning: urgent_help is not set")
    assert done.stdout.endswith("[no-urgent-help]\n\n16 files read; no problems.\n")


def test_a_language_without_words_is_told_like_content(tmp_path: Path) -> None:
    replace(tiny(tmp_path) / "content/circle.yml", "people: 5", "people: 5\nlanguage: qqq")
    done = handbook("check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith('content/circle.yml:4:1: there are no words for the language "qqq"')


def test_a_folder_without_content_is_wrong_usage(tmp_path: Path) -> None:
    done = handbook("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "handbook: there is no folder content in this folder; go to the handbook's folder, or name it: --project DIR. "
        "To begin a handbook of your own here, make a folder my-circle\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [["bake"], ["build", "--fast"], ["export"], ["check", "--layer", "nowhere"], ["serve", "--port", "0"]],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two(tmp_path: Path, arguments: list[str]) -> None:
    done = handbook(*arguments, cwd=tiny(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["build", "--out"], ["export"]], ids=["build", "export"])
@pytest.mark.parametrize("target", ["content/site", "my-circle"])
def test_nothing_is_written_into_the_sources(tmp_path: Path, command: list[str], target: str) -> None:
    before = tree(tiny(tmp_path))
    done = handbook(*command, target, cwd=tmp_path)
    assert done.returncode == 2
    assert "which is only read" in done.stderr
    assert tree(tmp_path) == before


@pytest.mark.parametrize("command", [["build", "--out"], ["export"]], ids=["build", "export"])
@pytest.mark.parametrize("target", ["/", "a-file", "."])
def test_only_a_folder_of_its_own_is_written_to(tmp_path: Path, command: list[str], target: str) -> None:
    (tiny(tmp_path) / "a-file").touch()
    before = tree(tmp_path)
    done = handbook(*command, target, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("handbook: ")
    assert tree(tmp_path) == before


def test_a_config_that_cannot_be_understood_names_its_line(tmp_path: Path) -> None:
    (tiny(tmp_path) / "mkdocs.yml").write_text("site_name: x\nsite_url: !SECRET ADDRESS\n", "utf-8")
    done = handbook("build", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("mkdocs.yml:2:11: ")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".cache") == ["content", "mkdocs.yml"]


@pytest.mark.parametrize("command", [["build", "--out"], ["export"]], ids=["build", "export"])
def test_what_cannot_be_written_is_one_sentence_and_74(tmp_path: Path, command: list[str]) -> None:
    (tiny(tmp_path) / "file").write_text("in the way", "utf-8")
    done = handbook(*command, "file/below/site", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr.count("\n") == 1
    assert "cannot be written: a file is in the way" in done.stderr


def test_a_second_build_at_the_same_time_is_busy(tmp_path: Path) -> None:
    with exclusive_lock(tiny(tmp_path) / ".site.lock"):
        done = handbook("build", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (75, "")
    assert done.stderr.startswith("handbook: another build is writing here")
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="SKIPPED: there are no pseudo-terminals on Windows")
def test_progress_is_shown_to_a_terminal_only(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "check"]
    done = subprocess.run(
        command, cwd=tiny(tmp_path), env=surroundings(), stdout=subprocess.PIPE, stderr=theirs, check=True
    )
    os.close(theirs)
    assert "reading and checking the content" in os.read(ours, 4096).decode()
    os.close(ours)
    assert done.stdout == b"16 files read; no problems.\n"


def test_a_taken_port_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        done = handbook("serve", "--port", str(port), cwd=tiny(tmp_path))
    assert done.returncode == 2
    assert f"something else listens on port {port}; name another" in done.stderr


def test_layers_lie_in_this_order(tmp_path: Path) -> None:
    tiny(tmp_path)
    for name in ("extra", "more", "my-circle"):
        (tmp_path / name).mkdir()
    found = find_project(tmp_path, [tmp_path / "more", tmp_path / "extra"])
    assert [shown for _, shown in found.layers] == ["content", "my-circle", "more", "extra"]


def test_a_circle_of_ones_own_and_a_further_layer_are_laid_over(tmp_path: Path) -> None:
    tiny(tmp_path)
    for name, people in (("my-circle", 7), ("extra", 9)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "circle.yml").write_text(f"people: {people}\nname: Circle of {name}\n", "utf-8")
    replace(tmp_path / "extra/circle.yml", "name: Circle of extra\n", "peple: 3\n")
    done = handbook("check", "--layer", "extra", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith('extra/circle.yml:2:1: "peple" is not understood here')
    assert "1 problem in 1 of 18 files." in done.stdout


def test_the_project_may_be_named_from_elsewhere(tmp_path: Path) -> None:
    done = handbook("check", "--project", tiny(tmp_path / "circle"), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "16 files read; no problems.\n")


def test_paper_is_typeset_when_asked_for(tmp_path: Path) -> None:
    done = handbook("check", "--paper", cwd=tiny(tmp_path))
    assert (done.returncode, done.stdout) == (0, "16 files read; no problems.\n")


@pytest.mark.parametrize("word", ["check", "build", "serve", "export", "new"])
def test_help_names_every_command(tmp_path: Path, word: str) -> None:
    assert f"\n  {word} " in handbook("--help", cwd=tmp_path).stdout
    assert handbook(word, "--help", cwd=tmp_path).returncode == 0


def test_folders_are_meant_from_where_one_stands(tmp_path: Path) -> None:
    circle = tiny(tmp_path / "circle")
    (tmp_path / "here").mkdir()
    here = ["--project", circle]
    assert handbook("build", *here, "--out", "web", cwd=tmp_path / "here").returncode == 0
    assert handbook("export", *here, "pages", cwd=tmp_path / "here").returncode == 0
    assert handbook("print", "session", "1", *here, "--out", "paper", cwd=tmp_path / "here").returncode == 0
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["pages", "paper", "web"]
    assert handbook("print", "session", "1", *here, cwd=tmp_path / "here").returncode == 0
    assert sorted(path.name for path in circle.iterdir()) == ["content", "printed"]


def test_a_folder_of_ones_own_is_laid_over_what_came_along(tmp_path: Path) -> None:
    (tmp_path / "my-circle").mkdir()
    found = find_project(tmp_path)
    assert [folder for folder, _ in found.layers] == [ROOT / "content", tmp_path / "my-circle"]


@pytest.mark.parametrize("extra", [["nonsense"], ["--two-sided"]], ids=" ".join)
def test_what_says_nothing_beside_all_is_refused(tmp_path: Path, extra: list[str]) -> None:
    done = handbook("print", "all", *extra, cwd=tiny(tmp_path))
    assert done.returncode == 2
    assert f'so "{extra[0]}" says nothing; leave it out' in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


def test_a_starter_goes_into_a_layer_that_is_there(tmp_path: Path) -> None:
    done = handbook("new", "theme", "trust", "--into", "elsewhere", cwd=tiny(tmp_path))
    assert done.returncode == 2
    assert "there is no folder elsewhere in the handbook's folder" in done.stderr
    assert not (tmp_path / "elsewhere").exists()
