"""The whole handbook as one zip: everything is in it, and the same site gives the same bytes."""

import os
import zipfile
from pathlib import Path

import pytest

from generator.errors import SiteBuildError
from generator.folders import find_change_time, find_project
from generator.site import bundle

PAGE = '<p class="hb-whole" hidden><a data-zip="handbook.zip">All (ZIPSIZE MB)</a></p>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "sessions").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>Home</h1>" * 50, "utf-8")
    (folder / "printables.html").write_text(PAGE, "utf-8")
    (folder / "sessions" / "one.pdf").write_bytes(b"%PDF")
    (folder / ".handbook-site").write_text("ours", "utf-8")
    return folder


def test_everything_that_is_published_is_in_the_zip(site: Path) -> None:
    bundle.write_zip(site)
    with zipfile.ZipFile(site / "handbook.zip") as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert names == [f"circle-handbook/{name}" for name in ("index.html", "printables.html", "sessions/one.pdf")]


def test_the_zip_is_offered_on_the_page_but_not_within_itself(site: Path) -> None:
    bundle.write_zip(site)
    page = (site / "printables.html").read_text("utf-8")
    assert page == '<p class="hb-whole"><a href="handbook.zip">All (1 MB)</a></p>'
    with zipfile.ZipFile(site / "handbook.zip") as archive:
        assert archive.read("circle-handbook/printables.html").decode() == PAGE


def test_the_size_of_the_zip_is_told_in_whole_megabytes(site: Path) -> None:
    (site / "large.png").write_bytes(bytes(2_600_000))
    bundle.write_zip(site)
    assert "All (3 MB)" in (site / "printables.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", ""),
        (
            "https://example.org/circle/",
            '<a data-paper="letter" href="https://example.org/circle/sessions/one.pdf">b</a>',
        ),
    ],
)
def test_what_stays_online_is_not_in_the_zip_nor_linked_as_if_it_were(site: Path, address: str, link: str) -> None:
    (site / "sessions/two.pdf").write_bytes(b"%PDF")
    there = '<a class="hb-button" href="two.pdf">a</a>'
    (site / "sessions/page.html").write_text(f'{there} <a data-paper="letter" href="one.pdf">b</a>', "utf-8")
    bundle.write_zip(site, left_out=frozenset({"sessions/one.pdf"}), address=address)
    with zipfile.ZipFile(site / "handbook.zip") as archive:
        assert "circle-handbook/sessions/one.pdf" not in archive.namelist()
        assert archive.read("circle-handbook/sessions/page.html").decode() == f"{there} {link}"
    assert 'href="one.pdf"' in (site / "sessions/page.html").read_text("utf-8")


@pytest.mark.parametrize("lacking", [" hidden", "data-zip", "ZIPSIZE"])
def test_a_page_that_cannot_offer_the_zip_is_refused(site: Path, lacking: str) -> None:
    (site / "printables.html").write_text(PAGE.replace(lacking, ""), "utf-8")
    with pytest.raises(SiteBuildError, match="lacks the paragraph"):
        bundle.write_zip(site)


def test_the_same_site_gives_the_same_bytes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle.write_zip(site)
    first = (site / "handbook.zip").read_bytes()
    (site / "handbook.zip").unlink()
    (site / "printables.html").write_text(PAGE, "utf-8")
    for path in site.rglob("*.html"):
        path.touch()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    bundle.write_zip(site)
    assert (site / "handbook.zip").read_bytes() == first


def test_its_files_are_as_old_as_the_newest_change_within_what_a_zip_can_say(site: Path) -> None:
    for changed, date in (
        (0, (1980, 1, 1, 0, 0, 0)),
        (1800000000, (2027, 1, 15, 8, 0, 0)),
        (10**11, (2107, 12, 31, 23, 59, 58)),
    ):
        bundle.write_zip(site, changed)
        with zipfile.ZipFile(site / "handbook.zip") as archive:
            assert {entry.date_time for entry in archive.infolist()} == {date}
        (site / "handbook.zip").unlink()
        (site / "printables.html").write_text(PAGE, "utf-8")


def test_the_newest_change_is_that_of_any_file_or_what_the_surroundings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "content").mkdir()
    note = tmp_path / "content" / "circle.yml"
    note.touch()
    os.utime(note, (4_000_000_000, 4_000_000_000))
    assert find_change_time(find_project(tmp_path)) == 4_000_000_000
    note.unlink()
    os.utime(tmp_path / "content", (4_100_000_000, 4_100_000_000))
    assert find_change_time(find_project(tmp_path)) == 4_100_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert find_change_time(find_project(tmp_path)) == 1_800_000_000


def test_the_real_page_has_the_paragraph_that_offers_the_zip(built_site: Path) -> None:
    page = (built_site / "printables.html").read_text("utf-8")
    assert page.count('href="handbook.zip"') == 1
    assert bundle.HIDDEN not in page
    size = round((built_site / "handbook.zip").stat().st_size / 1_000_000)
    assert f"(zip, {size} MB)" in page


def test_the_real_zip_holds_site_and_paper(built_site: Path) -> None:
    with zipfile.ZipFile(built_site / "handbook.zip") as archive:
        names = set(archive.namelist())
    published = {
        f"circle-handbook/{path.relative_to(built_site).as_posix()}"
        for path in built_site.rglob("*")
        if path.is_file() and path.name not in (".handbook-site", "handbook.zip")
    }
    online = ("circle-handbook/printables/letter", "circle-handbook/printables/a6/")
    others = {name for name in published if name.startswith(online)}
    assert any(name.startswith(online[1]) for name in others)
    assert len(others) > 250
    assert names == published - others
    assert sum(name.endswith(".pdf") for name in names) > 250
