"""Paper sizes come from one table: another entry and its words are all that a new size needs."""

import shutil
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader
from reading import ROOT
from running import replace, surroundings

LETTER = '        Paper("letter",'
A5 = '        Paper("a5", 148, 210, sheet_pages=5),\n'
WORDS = {
    "paper:\n  a4: A4\n": "paper:\n  a5: A5\n  a5-large: A5, large print\n  a4: A4\n",
    "wall_paper:\n    a4: A3\n": "wall_paper:\n    a5: A4\n    a4: A3\n",
}


def print_sheet(project: Path, *options: str) -> Path:
    """The sheet of a session as the command prints it."""
    command = [sys.executable, "-m", "generator", "print", "session", "recognition", *options]
    environment = surroundings(PYTHONPATH=str(project), HANDBOOK_CACHE=str(project / "cache"))
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return project / done.stdout.strip().splitlines()[-1]


def test_a_session_sheet_comes_out_on_a5(tmp_path: Path) -> None:
    for name in ("generator", "templates", "content"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    replace(tmp_path / "generator/model/papers.py", LETTER, A5 + LETTER)
    for old, new in WORDS.items():
        replace(tmp_path / "templates/words/en.yml", old, new)
    (tmp_path / "my-circle").mkdir()
    (tmp_path / "my-circle/circle.yml").write_text("paper: a5\n", "utf-8")
    pages = PdfReader(print_sheet(tmp_path)).pages
    width, height = (float(side) * 25.4 / 72 for side in (pages[0].mediabox.width, pages[0].mediabox.height))
    assert (round(width), round(height), len(pages)) == (148, 210, 5)
    assert len(PdfReader(print_sheet(tmp_path, "--paper", "a5", "--large")).pages) > 5
