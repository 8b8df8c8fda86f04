"""What a circle keeps to itself is in no published file: no page, PDF, picture, data file, index or zip."""

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from running import ROOT, handbook, tiny, tree

PUBLIC = """\
schema: 1
name: The tiny circle
people: 5
urgent_help:
  - {name: The night desk, phone: "000"}
"""
PRIVATE = """\
  - {name: Zebra on call, phone: "5550142", private: true}
first_meeting: 2031-03-04
time: "18:47"
timezone: Asia/Kathmandu
place: Quagga room
on: [first Tuesday, third Tuesday]
skip: [{from: 2031-03-16, to: 2031-03-20, why: Okapi week}]
holidays: [2031-04-01]
move: {closing: 2031-04-08}
extra: [{day: 2031-05-01, title: Tapir supper, place: Numbat hall}]
concerns: Tell Wombat Bell, on 5550188.
"""
# as they would stand in a file: the dates in words and in digits, the hour, the place, the people to call and to tell
PLANTED = (
    "March 2031",
    "April 2031",
    "2031-0",
    "18:47",
    "Quagga",
    "Kathmandu",
    "Zebra",
    "5550142",
    "Okapi",
    "Tapir",
    "Numbat",
    "Wombat",
    "5550188",
)


def build(folder: Path, circle: str) -> Path:
    """A site of the small content with these settings."""
    (tiny(folder) / "content" / "circle.yml").write_text(circle, "utf-8")
    done = handbook("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def words(name: str, data: bytes) -> str:
    """All the text in a file, whatever kind it is."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(words(entry, archive.read(entry)) for entry in archive.namelist())
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(data))
        parts = [page.extract_text() for page in reader.pages]
        return " ".join([*parts, str(reader.metadata), str(reader.xmp_metadata and reader.xmp_metadata.dc_title)])
    return data.decode("utf-8", "replace")


def found(folder: Path) -> dict[str, set[str]]:
    """The planted values in each file below a folder that holds any."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert files, f"nothing in {folder}"
    held = {}
    for path in files:
        text = " ".join(words(path.name, path.read_bytes()).split())
        if seen := {value for value in PLANTED if value in text}:
            held[path.relative_to(folder).as_posix()] = seen
    return held


@pytest.fixture(scope="module")
def private_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("private"), PUBLIC + PRIVATE)


def test_no_published_file_holds_a_date_an_hour_a_place_or_a_private_person(private_site: Path) -> None:
    assert found(private_site) == {}


def test_the_site_is_byte_for_byte_that_of_a_circle_without_private_settings(
    private_site: Path, tmp_path: Path
) -> None:
    """So that no picture can show what no search for words would find."""
    assert tree(private_site) == tree(build(tmp_path, PUBLIC))


def test_an_export_holds_nothing_private_either(private_site: Path) -> None:
    done = handbook("export", "exported", cwd=private_site.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert found(private_site.parent / "exported") == {}


def test_what_one_prints_oneself_holds_all_of_it(private_site: Path) -> None:
    for what in (["session", "1"], ["poster"], ["handout", "three-columns"]):
        done = handbook("print", *what, cwd=private_site.parent)
        assert done.returncode == 0, done.stdout + done.stderr
    held = found(private_site.parent / "printed")
    assert held["sheet-opening-a4.pdf"] >= {"March 2031", "18:47", "Quagga", "Zebra", "5550142", "Wombat", "5550188"}
    assert held["poster-year-a4.pdf"] >= {"March 2031"}


def test_a_circle_that_publishes_its_meetings_is_found_by_the_same_search(tmp_path: Path) -> None:
    held = found(build(tmp_path, f"{PUBLIC}{PRIVATE}publish_meetings: true\n"))
    assert {"March 2031", "18:47", "Quagga"} <= held["printables/a4/sessions/opening.pdf"]
    assert {"March 2031", "Wombat"} <= held["sessions/opening.html"]
    assert {"March 2031", "Quagga"} <= held["handbook.zip"]
    # who is private stays so
    assert not any({"Zebra", "5550142"} & seen for seen in held.values())


def test_the_real_settings_say_what_is_published() -> None:
    assert "private: true" in (ROOT / "content" / "circle.yml").read_text("utf-8")
