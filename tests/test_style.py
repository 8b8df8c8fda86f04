"""Lint and types are clean, so that nobody has to remember a second command."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tree_is_clean(tool: str) -> None:
    done = subprocess.run([sys.executable, "-m", *TOOLS[tool]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_unclean_file_would_be_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("import os\ndef f( ):\n  return 1\n", "utf-8")
    config = ["--config", str(ROOT / "pyproject.toml")]
    for arguments in (["check", *config], ["format", "--check", *config]):
        command = [sys.executable, "-m", "ruff", *arguments, str(tmp_path)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 1
