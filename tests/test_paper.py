"""All paper of the published handbook: every file accessible, on the paper that its folder says, with its own fonts."""

import re
from collections.abc import Iterator
from pathlib import Path

import page as page_validation
import pytest
import typst
from printed import SIZES, fonts_outside, reader, size

from generator.model.papers import PAPERS, SHOP_CARD, list_variants
from generator.site import addresses

# the structure of a whole deck is one long chain
LIMITS = page_validation.SafetyLimits(max_reference_depth=4096)
WALLS = {"a4": "a3", "letter": "tabloid"}


def files(built_site: Path) -> list[Path]:
    """Every PDF of the site; there must be many."""
    found = sorted((built_site / "printables").rglob("*.pdf"))
    assert len(found) > 500
    return found


def test_every_file_is_accessible(built_site: Path) -> None:
    faulty = []
    for path in files(built_site):
        report = page_validation.validate_pdf(str(path), profile="ua1", limits=LIMITS)
        if not report.is_compliant:
            faulty.append((path.name, str(report)))
    assert faulty == []


def test_the_checker_would_notice_a_file_that_is_not(tmp_path: Path) -> None:
    (tmp_path / "plain.typ").write_text("no title, no language", "utf-8")

    typst.compile(str(tmp_path / "plain.typ"), output=str(tmp_path / "plain.pdf"), pdf_tags=False)
    assert not page_validation.validate_pdf(str(tmp_path / "plain.pdf"), profile="ua1").is_compliant


def test_every_kind_of_paper_is_there_on_every_size(built_site: Path) -> None:
    kinds = {path.relative_to(built_site).parts[1:3] for path in files(built_site)}
    shop = (SHOP_CARD.name, addresses.PRINT_FOLDERS["deck-shop"])
    normal = {(paper, folder) for paper in PAPERS for folder in {*addresses.PRINT_FOLDERS.values()} - {shop[1]}}
    large = {(f"{paper}-large", folder) for paper in PAPERS for folder in ("sessions", "always", "decks")}
    assert kinds == normal | large | {shop}


@pytest.mark.parametrize("paper", list_variants())
def test_pages_have_the_size_of_their_paper_and_carry_their_fonts(built_site: Path, paper: str) -> None:
    folders = sorted((built_site / "printables" / paper).iterdir())
    assert folders
    for folder in folders:
        data = min(folder.iterdir(), key=lambda path: path.stat().st_size).read_bytes()
        name = paper.removesuffix("-large")
        expected = SIZES[WALLS[name] if folder.name == "walls" else name]
        assert sorted(size(data)) == pytest.approx(sorted(expected), abs=0.1), folder
        assert fonts_outside(data) == [], folder
        assert reader(data).trailer["/Root"]["/Lang"] == "en"


def heads(pages: list[str]) -> list[int]:
    """The pages that begin with the line with which the second one does."""
    running = pages[1].strip().splitlines()[0]
    return [number for number, said in enumerate(pages, start=1) if said.strip().splitlines()[0] == running]


def test_a_running_head_stands_on_all_pages_but_the_first(built_site: Path) -> None:
    assert heads(["Title", "Head", "Head"]) == [2, 3] and heads(["Head", "Head"]) == [1, 2]
    found = {}
    for paper in list_variants():
        for path in sorted((built_site / "printables" / paper / "sessions").glob("*.pdf")):
            pages = [page.extract_text() for page in reader(path.read_bytes()).pages]
            found[paper, path.name] = heads(pages) == list(range(2, len(pages) + 1))
    assert len(found) > 100
    assert [name for name, right in found.items() if not right] == []


def glued(title: str) -> bool:
    """Whether a number stands in a title without a space before or behind it."""
    return bool(re.search(r"\d[A-Z]|[a-z]\d", title))


def list_titles(outline: list[object]) -> Iterator[str]:
    """Yields the titles of an outline, whatever their depth."""
    for one in outline:
        if isinstance(one, list):
            yield from list_titles(one)
        else:
            yield str(one["/Title"])  # type: ignore[index]  # pypdf


@pytest.mark.parametrize("kind", ["sessions", "packs", "decks-duplex", "walls", "questionnaires"])
def test_the_titles_of_an_outline_have_spaces_between_their_words(built_site: Path, kind: str) -> None:
    assert glued("0:00Ten quiet minutes") and glued("Good wishes round2") and not glued("0:00 Ten 2 of A4")
    found = sorted((built_site / "printables/a4" / kind).glob("*.pdf"))
    assert found
    titles = {title for path in found for title in list_titles(reader(path.read_bytes()).outline)}
    assert titles
    assert [title for title in titles if glued(title)] == []
