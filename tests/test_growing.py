"""The larger handbook that the benchmark measures is a handbook: it has no problems, and more of everything."""

from pathlib import Path

from growing import grow_content
from running import ROOT

from generator.errors import select_errors
from generator.handbook.load import examine_layers
from generator.source.files import read_layer


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
