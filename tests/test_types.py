"""The type checker sees what a rule does: a misspelt field of a thing is refused before anything runs."""

import subprocess
import sys
from pathlib import Path

from reading import ROOT

RULE = """\
from collections.abc import Iterator

from generator.errors import Problem
from generator.handbook.tables import Tables
from generator.model.exercise import Exercise


def check_planted(tables: Tables) -> Iterator[Problem]:
    for entry in tables.entries_of(Exercise):
        if entry.value.FIELD > 1 and not entry.value.cautions:
            yield Problem(entry.start, "planted", "planted")
"""


def check_types(folder: Path, field: str) -> "subprocess.CompletedProcess[str]":
    file = folder / "planted.py"
    file.write_text(RULE.replace("FIELD", field), "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", "--follow-imports=silent", file]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_a_misspelt_field_in_a_rule_is_refused(tmp_path: Path) -> None:
    done = check_types(tmp_path, "intensitee")
    assert done.returncode == 1, done.stdout + done.stderr
    assert '"Exercise" has no attribute "intensitee"' in done.stdout


def test_the_same_rule_spelt_right_is_taken(tmp_path: Path) -> None:
    done = check_types(tmp_path, "intensity")
    assert done.returncode == 0, done.stdout + done.stderr
