"""The command `print`: what can be asked for, where it goes, and that a licence holder's words go nowhere else."""

import zipfile
from pathlib import Path

import pytest
from printed import reader, text
from running import handbook, replace, tiny, tree

from generator.printables.makers import MAKERS
from generator.printing import KINDS_BY_NAME
from generator.site import addresses

CANARY = "Quetzalcoatlus"


def printed(folder: Path, *asked: str) -> list[str]:
    """What a print that succeeds says, sorted."""
    done = handbook("print", *asked, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return sorted(done.stdout.split())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        (["session", "1"], ["sheet-opening-a4.pdf"]),
        (["session", "opening", "--paper", "letter", "--large"], ["sheet-opening-letter-large.pdf"]),
        (["pack", "1", "--people", "9"], ["pack-opening-a4.pdf"]),
        (["card", "de-role"], ["card-de-role-a4.pdf"]),
        (["card", "de-role", "fact-reading-feeling"], ["card-de-role-a4.pdf", "card-fact-reading-feeling-a4.pdf"]),
        (["family", "fairness"], ["family-fairness-a4.pdf"]),
        (["family", "fairness", "--two-sided"], ["family-duplex-fairness-a4.pdf"]),
        (["deck", "blank"], ["deck-blank-a4.pdf"]),
        (["deck-shop", "--paper", "letter"], ["deck-shop-all-a6.pdf"]),
        (["poster"], ["poster-year-a4.pdf"]),
        (["book"], ["book-handbook-a4.pdf"]),
    ],
)
def test_single_things_are_printed_into_a_folder(small: Path, asked: list[str], files: list[str]) -> None:
    assert printed(small, *asked) == [f"printed/{file}" for file in files]
    for file in files:
        assert len(reader((small / "printed" / file).read_bytes()).pages) >= 1


def test_a_pack_holds_as_many_copies_as_there_are_people(small: Path) -> None:
    pages = []
    for people in ("3", "7"):
        printed(small, "pack", "opening", "--people", people)
        pages.append(len(reader((small / "printed" / "pack-opening-a4.pdf").read_bytes()).pages))
    assert pages[1] > pages[0]


def test_all_paper_of_one_size_is_printed_at_once(small: Path) -> None:
    files = printed(small, "all", "--paper", "letter", "--out", "everything")
    assert [file for file in files if not file.endswith("-letter.pdf")] == ["everything/deck-shop-all-a6.pdf"]
    assert {file.split("/")[1].split("-")[0] for file in files} >= {
        "sheet",
        "card",
        "deck",
        "poster",
        "book",
        "handout",
    }


def test_every_kind_of_paper_can_be_asked_for() -> None:
    answered = {kind for kinds in KINDS_BY_NAME.values() for kind in kinds} | {"family-duplex", "deck-duplex"}
    assert answered == set(MAKERS)
    assert answered > set(addresses.PRINT_FOLDERS)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["sesion", "1"], '"sesion" cannot be printed. Did you mean "session"? There are: session, pack, always, card'),
        (["session"], "say which session: print session 7"),
        (["card"], "say which card: print card followed by its id"),
        (["session", "99"], "there is no session 99; the year has sessions 1 to"),
        (["card", "de-rol"], 'there is no card "de-rol". Did you mean "de-role"?'),
        (["handout", "three-columns", "--large"], "large print is made of sheets and cards"),
        (["card", "de-role", "--two-sided"], "only family and deck are made to be printed on both sides"),
        (["card", "de-role", "--copies", "3"], "--copies belongs to --private"),
        (["poster", "--out", "content"], "lies in content, which is only read"),
        (["poster", "--out", "private"], "lies in private, which is only read"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(small: Path, asked: list[str], said: str) -> None:
    done = handbook("print", *asked, cwd=small)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("handbook: ")
    assert said in done.stderr


def test_what_does_not_fit_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    tiny(tmp_path)
    replace(tmp_path / "content/sessions/opening.yml", "Notice one fact tomorrow.", "Too many words. " * 1200)
    done = handbook("print", "session", "opening", cwd=tmp_path)
    assert done.returncode == 1
    assert "pt too long" in done.stdout
    assert "Nothing was printed." in done.stdout
    assert not (tmp_path / "printed").exists()


# a licence holder's words


def with_licensed_form(folder: Path) -> Path:
    """The small project with the structure of a form that is not ours."""
    check_out = (tiny(folder) / "content/questionnaires/check-out.yml").read_text("utf-8")
    before, _, after = check_out.partition("items:")
    own = before.replace("licence: CC-BY-4.0", "licence: LicenseRef-Proprietary\nholder: Somebody")
    rest = after[after.index("change:") :]
    form = f"{own}items: {{count: 22}}\nscale: {{min: 0, max: 6}}\n{rest}"
    (folder / "content/questionnaires/mbi-hss.yml").write_text(form, "utf-8")
    return folder


@pytest.fixture(scope="module")
def licensed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a licence for a form of somebody's, and a file of its words in the folder for them."""
    folder = with_licensed_form(tmp_path_factory.mktemp("licensed"))
    items = "".join(f"  - {CANARY} number {number}\n" for number in range(1, 23))
    (folder / "private").mkdir()
    (folder / "private" / "mbi-hss.yml").write_text(
        f"copyright: Copyright 2026 Nobody\ncopies: 8\nlabels: [a, b, c, d, e, f, {CANARY}]\nitems:\n{items}", "utf-8"
    )
    return folder


ORDER = ("print", "questionnaire", "mbi-hss", "--private", "private/mbi-hss.yml")


def test_a_licence_holder_prints_the_full_form_into_the_private_folder(licensed: Path) -> None:
    done = handbook(*ORDER, "--copies", "8", cwd=licensed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["private/mbi-hss-a4.pdf"]
    said = text((licensed / "private" / "mbi-hss-a4.pdf").read_bytes())
    assert said.count(f"{CANARY}number22") == 8
    assert "Copyright2026Nobody" in said
    assert "8of8" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--copies", "9"], "the licence covers 8 copies, and 9 are asked for"),
        ([], "say how many copies your licence lets you print"),
        (["--copies", "8", "--out", "printed"], "is not in the folder private"),
        (["--copies", "8", "--out", "private/../site"], "is not in the folder private"),
    ],
)
def test_every_other_target_or_number_is_refused(licensed: Path, more: list[str], said: str) -> None:
    done = handbook(*ORDER, *more, cwd=licensed)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_private_file_elsewhere_is_refused(licensed: Path, tmp_path: Path) -> None:
    other = tmp_path / "mbi-hss.yml"
    other.write_bytes((licensed / "private" / "mbi-hss.yml").read_bytes())
    done = handbook("print", "questionnaire", "mbi-hss", "--private", other, "--copies", "8", cwd=licensed)
    assert done.returncode == 2
    assert "is not in the folder private" in done.stderr


def test_a_private_file_is_checked_like_all_content(licensed: Path, tmp_path: Path) -> None:
    with_licensed_form(tmp_path)
    (tmp_path / "private").mkdir()
    file = tmp_path / "private" / "mbi-hss.yml"
    file.write_bytes((licensed / "private" / "mbi-hss.yml").read_bytes())
    replace(file, f"  - {CANARY} number 22\n", "")
    done = handbook(*ORDER, "--copies", "8", cwd=tmp_path)
    assert done.returncode == 1
    assert "private/mbi-hss.yml:4:1: 21 items stand here, and this form has 22" in done.stdout
    assert tree(tmp_path / "private").keys() == {"mbi-hss.yml"}


def test_private_files_are_never_a_layer(licensed: Path) -> None:
    done = handbook("check", "--layer", "private", cwd=licensed)
    assert done.returncode == 2
    assert "never a layer" in done.stderr


def test_nothing_of_a_private_file_reaches_what_is_published_or_kept(licensed: Path, tmp_path: Path) -> None:
    own = {"HANDBOOK_CACHE": str(licensed / ".cache")}
    assert handbook(*ORDER, "--copies", "2", cwd=licensed, **own).returncode == 0
    for command in (["build"], ["export", str(tmp_path / "pages")]):
        done = handbook(*command, cwd=licensed, **own)
        assert done.returncode == 0, done.stdout + done.stderr
    public = [
        path for folder in (licensed / "site", licensed / ".cache", tmp_path / "pages") for path in folder.rglob("*")
    ]
    files = [path for path in public if path.is_file()]
    assert {path.suffix for path in files} >= {".html", ".pdf", ".json", ".zip"}
    assert [path for path in files if holds(path)] == []
    assert holds(licensed / "private" / "mbi-hss-a4.pdf"), "the canary would be seen if it were there"


def holds(path: Path) -> bool:
    """Whether a file holds the canary: as it is, in a PDF, or within a zip."""
    data = path.read_bytes()
    if CANARY.encode() in data:
        return True
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive:
            return any(CANARY.encode() in archive.read(name) for name in archive.namelist())
    start = data.find(b"%PDF")
    return start in (0, 32) and CANARY in text(data[start:])
