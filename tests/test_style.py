"""Lint and types are clean, so that nobody has to remember a second command; docstrings name what there is."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
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


# functions, classes and constants; what fields and keys are called is not told apart from plain words
NAMED = re.compile(r"`((?:[a-z]\w*\.)?(?:[a-z]+_\w+|_?[A-Z]\w+))`")


def names_in(tree: ast.AST) -> Iterator[str]:
    """Everything that a module calls by a name, and every word that it spells as a string of its own."""
    for node in ast.walk(tree):
        for key in ("id", "name", "attr", "arg", "value"):
            if isinstance(word := getattr(node, key, None), str):
                yield word


def stale_names(sources: list[str]) -> set[str]:
    """What docstrings put in backquotes as a name of the code, and the code does not know."""
    trees = [ast.parse(source) for source in sources]
    known = {word for tree in trees for word in names_in(tree)}
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    texts = [ast.get_docstring(node) or "" for tree in trees for node in ast.walk(tree) if isinstance(node, documented)]
    return {name for text in texts for name in NAMED.findall(text) if name.rpartition(".")[2] not in known}


def test_docstrings_name_only_what_there_is() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py")]
    assert len(sources) > 100
    assert stale_names(sources) == set()


def test_a_docstring_that_names_what_is_gone_is_noticed() -> None:
    bad = 'def make_card() -> None:\n    """Do as `make_sheet` and `sheet.Leaves` do, with `make_card`."""\n'
    assert stale_names([bad]) == {"make_sheet", "sheet.Leaves"}
