"""What is measured can be measured: the larger handbook has no problems and more of everything, and what the benchmark
runs in processes of their own runs. Nothing here looks at how long anything takes."""

from pathlib import Path

import pytest
from benchmark import BARE, GROWTH, MADE, PAPER, PAPER_GROWTH, PICTURES, READ, told
from compare_versions import COMMANDS, compare, copy_working_copy
from growing import grow_content
from running import ROOT, tree

from generator.errors import select_errors
from generator.handbook.load import examine_layers
from generator.source.files import read_layer

TINY = str(ROOT / "tests" / "tiny" / "content")


def test_a_grown_handbook_has_no_problems_and_more_of_everything(tmp_path: Path) -> None:
    grown = grow_content(ROOT / "content", tmp_path / "content", 2)
    (real, _), (book, problems) = (examine_layers([read_layer(path, "content")]) for path in (ROOT / "content", grown))
    assert select_errors(problems) == ()
    assert book
    assert real
    assert len(book.exercises) == 2 * len(real.exercises) - 1
    assert len(book.chapters) == 2 * len(real.chapters)
    placed = [id for part in book.year.parts for id in part.sessions]
    assert len(placed) == 2 * len([id for part in real.year.parts for id in part.sessions])


@pytest.mark.parametrize(("what", "count"), [(MADE, 3), (PAPER_GROWTH, 3), (PICTURES, 2), (BARE, 2)])
def test_what_measures_paper_runs(what: str, count: int) -> None:
    assert len(told(PAPER.format(what=what, kind="poster", kept=""), TINY)) == count


def test_what_measures_growth_runs() -> None:
    files, *costs = told(GROWTH, TINY)
    assert files == len([path for path in Path(TINY).rglob("*") if path.is_file()])
    assert len(costs) == 4


def test_what_measures_reading_runs() -> None:
    assert len(told(READ)) == 2


def test_a_working_copy_is_copied_without_what_was_made_in_it(tmp_path: Path) -> None:
    for name in ("generator/site/model.py", "site/index.html", ".cache/paper/one.pdf", "content/circle.yml"):
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_text("", "utf-8")
    made = copy_working_copy(tmp_path / "from", tmp_path / "to")
    assert list(tree(made)) == ["content/circle.yml", "generator/site/model.py"]


def test_two_working_copies_are_measured_in_turns() -> None:
    asked: list[tuple[str, str]] = []

    def measure(copy: Path, name: str) -> float:
        asked.append((copy.name, name))
        return float(len(asked))

    rows = compare(Path("before"), Path("now"), 3, measure)
    assert [name for name, *_ in rows] == list(COMMANDS)
    assert asked[:4] == [(copy, name) for name in COMMANDS[:2] for copy in ("before", "now")]
    assert rows[0][1:] == (9.0, 10.0)
