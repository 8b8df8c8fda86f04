"""What CONTRIBUTING says of the tree is so: every path in its layout and in its table is there."""

import re

import pytest
from reading import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MIN_CHANGES = 10
LAYOUT_LINES = 17


def layout(text: str) -> list[str]:
    """The lines of the drawing of the tree."""
    drawing = re.search(r"## How the code is laid out\n\n```\n(.*?)```", text, re.DOTALL)
    return drawing.group(1).splitlines() if drawing else []


def drawn_paths(lines: list[str]) -> list[str]:
    """The paths of the drawing; the later ones of a line lie in the folder of its first."""
    found = []
    for line in lines:
        first, *others = re.split(r" {3,}", line)[0].split()
        above = first.rstrip("/").rpartition("/")[0]
        found += [first, *(f"{above}/{name}" for name in others)]
    return found


def table_paths(text: str) -> list[list[str]]:
    """The paths that each row of the table "to change, go to" names."""
    table = text.partition("| to change | go to |\n|---|---|\n")[2].partition("\n\n")[0]
    return [re.findall(r"`([^`]+)`", row.split("|")[2]) for row in table.splitlines()]


def missing(paths: list[str]) -> list[str]:
    return [path for path in paths if not (ROOT / path).exists()]


def test_the_drawing_shows_the_tree() -> None:
    lines = layout(TEXT)
    assert len(lines) == LAYOUT_LINES
    assert missing(drawn_paths(lines)) == []


def test_every_part_of_the_generator_is_drawn() -> None:
    parts = {
        f"generator/{path.name}"
        for path in (ROOT / "generator").iterdir()
        if not path.name.startswith(("__init__", "__pycache__", "."))
    }
    assert len(parts) > LAYOUT_LINES
    assert parts - {path.rstrip("/") for path in drawn_paths(layout(TEXT))} == set()


def test_the_table_names_what_is_there() -> None:
    rows = table_paths(TEXT)
    assert len(rows) >= MIN_CHANGES
    assert all(rows)
    assert missing([path for row in rows for path in row]) == []


@pytest.mark.parametrize("name", ["CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_what_is_linked_is_there(name: str) -> None:
    assert f"({name})" in TEXT
    assert (ROOT / name).is_file()


def test_a_path_that_is_gone_is_seen() -> None:
    bad = TEXT.replace("`generator/cli.py`", "`generator/gone.py`").replace("bootstrap.py", "gone.py", 1)
    assert missing([path for row in table_paths(bad) for path in row]) == ["generator/gone.py"]
    assert missing(drawn_paths(layout(bad))) == ["generator/gone.py"]
