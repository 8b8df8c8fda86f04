"""What a build service runs is sound: its files say what the service understands, and open no hole.

Needs two programs of the test extra. Where one is missing the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail.
"""

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml
from reading import ROOT, layer, make, tiny
from running import skip_loudly

from generator.text import parse
from generator.text.tree import Code

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
EXPRESSION = "${{"


def run_tool(name: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a program of the test extra; where there is none the test is skipped, or fails if REQUIRE_BROWSER is set."""
    path = shutil.which(name, path=os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]))
    if not path:
        skip_loudly(f"no {name} on this machine; it comes with the test extra")
    return subprocess.run([path, *arguments], capture_output=True, encoding="utf-8", timeout=100, check=False)


def look_for_holes(folder: Path) -> "subprocess.CompletedProcess[str]":
    return run_tool("zizmor", "--offline", "--no-progress", "--persona=pedantic", str(folder))


def check_form(schema: str, *files: Path) -> "subprocess.CompletedProcess[str]":
    return run_tool("check-jsonschema", "--builtin-schema", schema, *map(str, files))


def jobs(file: Path) -> dict[str, Any]:
    """The jobs of a workflow by name."""
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))["jobs"]
    return found


def steps(file: Path) -> list[dict[str, Any]]:
    """All steps of a workflow."""
    return [step for job in jobs(file).values() for step in job["steps"]]


def test_there_are_two() -> None:
    assert [file.name for file in FILES] == ["check.yml", "publish.yml"]


def test_they_open_no_hole() -> None:
    done = look_for_holes(FOLDER)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_service_understands_them() -> None:
    done = check_form("vendor.github-workflows", *FILES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_hole_and_a_slip_would_be_seen(tmp_path: Path) -> None:
    text = (FOLDER / "check.yml").read_text("utf-8")
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    file = folder / "bad.yml"
    file.write_text(re.sub(r"@[0-9a-f]{40} # (v\d+)\S*", r"@\1", text), "utf-8")
    assert "unpinned-uses" in look_for_holes(folder).stdout
    file.write_text(text.replace("runs-on:", "run-on:"), "utf-8")
    assert check_form("vendor.github-workflows", file).returncode == 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_action_is_one_commit_with_its_version(file: Path) -> None:
    used = [line for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not PINNED.search(line)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_put_into_a_command(file: Path) -> None:
    commands = [step["run"] for step in steps(file) if "run" in step]
    assert commands
    assert [command for command in commands if EXPRESSION in command] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_what_puts_it_online_may_write(file: Path) -> None:
    assert yaml.safe_load(file.read_text("utf-8"))["permissions"] == {}
    rights = {name: job["permissions"] for name, job in jobs(file).items()}
    assert rights.pop("deploy", {"pages": "write", "id-token": "write"}) == {"pages": "write", "id-token": "write"}
    assert all(right == {"contents": "read"} for right in rights.values())
    fetched = [step["with"] for step in steps(file) if step.get("uses", "").startswith("actions/checkout@")]
    assert fetched
    assert all(with_["persist-credentials"] is False for with_ in fetched)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_build_takes_its_date_from_the_commit(file: Path) -> None:
    [build] = [step["run"] for step in steps(file) if "generator build" in step.get("run", "")]
    assert 'SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)"' in build


# --- what the chapters give to copy


def blocks_of(chapter: str) -> list[list[str]]:
    """The lines of each block of code in a chapter of the handbook."""
    text = (ROOT / "content" / "chapters" / f"{chapter}.md").read_text("utf-8").partition("---\n\n")[2]
    rich, faults = parse.parse_chapter(text)
    assert faults == ()
    return [list(part.lines) for part in rich.blocks if isinstance(part, Code)]


def test_gitlab_understands_the_file_that_the_chapter_gives(tmp_path: Path) -> None:
    _, lines, _ = blocks_of("publish-it")
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text("\n".join(lines), "utf-8")
    done = check_form("vendor.gitlab-ci", file)
    assert done.returncode == 0, done.stdout + done.stderr
    job = yaml.safe_load(file.read_text("utf-8"))["pages"]
    assert job["script"][-1] == "python3 -m generator build --out public"
    assert job["artifacts"]["paths"] == ["public"]


def test_the_settings_that_the_chapter_gives_are_understood() -> None:
    lines, *_ = blocks_of("publish-it")
    made = make((tiny(), layer("my-circle", {"circle.yml": "\n".join(lines)})))
    assert made.handbook, made.told
    assert made.handbook.circle.address == "https://your-name.github.io/handbook/"


def test_an_update_by_git_takes_out_what_is_there_and_no_folder_of_a_circle() -> None:
    [lines] = blocks_of("update-it")
    [gone] = [line.split()[4:] for line in lines if line.startswith("git rm")]
    assert gone
    assert all((ROOT / name).is_dir() for name in gone)
    assert "my-circle" not in gone


def test_the_workflow_is_called_what_the_chapter_says() -> None:
    names = [yaml.safe_load(file.read_text("utf-8"))["name"] for file in FILES]
    text = (ROOT / "content/chapters/publish-it.md").read_text("utf-8")
    assert "**Publish the handbook**" in text and "Publish the handbook" in names
    assert "**Put it online**" in text and jobs(FOLDER / "publish.yml")["deploy"]["name"] == "Put it online"
