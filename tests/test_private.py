"""A licence holder's file is read and checked like all content, and what is wrong with it is told like all else.

Every wording here is invented; none stands in any questionnaire.
"""

from pathlib import Path

import pytest
from printed import handbook
from running import skip_loudly

from generator import report
from generator.errors import FileAccessError, Problem
from generator.handbook import licensed as private
from generator.model.library import Questionnaire
from generator.model.licensed import PrivateForm
from generator.source.files import File
from generator.source.text import read_lossy_lines

SHOWN = "private/mbi-hss.yml"
LINES = {
    "copyright": "copyright: Copyright of an invented holder, 12 copies",
    "copies": "copies: 12",
    "instructions": "instructions: Ring *one* number in each row.",
    "items": "items:\n" + "\n".join(f"  - The kettle number {n} sings." for n in range(1, 23)),
    "labels": "labels: [none, one, two, three, four, five, six]",
    "subscales": "subscales:\n  - id: dp\n    items: [5, 10, 11, 15, 22]",
}


def written(**changed: str) -> str:
    return "\n".join(line for line in {**LINES, **changed}.values() if line) + "\n"


def form(id: str = "mbi-hss") -> Questionnaire:
    return handbook().questionnaires[id]


def examined(text: str, id: str = "mbi-hss") -> tuple[PrivateForm | None, tuple[Problem, ...]]:
    return private.examine_licensed_form(File("mbi-hss.yml", SHOWN, text.encode()), form(id))


def told(text: str, id: str = "mbi-hss") -> str:
    value, problems = examined(text, id)
    assert value is None, "nothing was found wrong"
    return report.format_problems(problems, {SHOWN: list(read_lossy_lines(text.encode()))})


def test_a_whole_file_is_read() -> None:
    value, problems = examined(written())
    assert problems == ()
    assert value and len(value.items) == 22 and value.copies == 12 and value.subscales[0].items == (5, 10, 11, 15, 22)


def test_a_file_needs_no_more_than_copyright_and_items() -> None:
    value, problems = examined(written(copies="", instructions="", labels="", subscales=""))
    assert value and problems == ()


SEVEN = "labels: [none, one, two, three, four, five]"
SHORT = "items:\n  - The kettle sings."
WRONG = {
    "no copyright line": ({"copyright": ""}, f'{SHOWN}:1:1: "copyright" is missing here'),
    "an unknown key": ({"copies": "copys: 12"}, f'{SHOWN}:2:1: "copys" is not understood here'),
    "a key twice": ({"copies": "copyright: another"}, f"{SHOWN}:2:1: "),
    "too few items": ({"items": SHORT}, f"{SHOWN}:4:1: 1 items stand here, and this form has 22"),
    "an empty item": ({"items": LINES["items"] + "\n  - ''"}, "there are no words here"),
    "too few labels": ({"labels": SEVEN}, f"{SHOWN}:27:1: 6 labels stand here for 7 numbers, 0 to 6"),
    "a number for a text": ({"copies": "copies: twelve"}, f"{SHOWN}:2:9: a whole number belongs here"),
    "another scale": ({"copies": "scale: {min: 1, max: 7}"}, f"{SHOWN}:2:1: this form is answered with 0 to 6"),
    "a score too many": ({"subscales": "subscales:\n  - id: xx\n    items: [1]"}, 'this form has no score "xx"'),
    "too few in a score": (
        {"subscales": "subscales:\n  - id: dp\n    items: [1, 2]"},
        f"{SHOWN}:30:5: 2 items are named, and this score has 5",
    ),
    "an item that is none": (
        {"subscales": "subscales:\n  - id: dp\n    items: [1, 2, 3, 4, 23]"},
        f"{SHOWN}:30:25: there is no item 23",
    ),
    "an item twice": ({"subscales": "subscales:\n  - id: dp\n    items: [1, 2, 3, 4, 4]"}, '"4" stands here twice'),
    "a score twice": (
        {"subscales": LINES["subscales"] + "\n  - id: dp\n    items: [1, 2, 3, 4, 6]"},
        '"dp" stands here',
    ),
    "turned but not in": (
        {"subscales": LINES["subscales"] + "\n    reverse: [1]"},
        f"{SHOWN}:31:15: item 1 is not among those of this score",
    ),
    "a tab": ({"copies": "copies:\t12"}, f"{SHOWN}:2:8: "),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_with_its_place_and_cure(case: str) -> None:
    changed, expected = WRONG[case]
    said = told(written(**changed))
    assert expected in said
    assert "\n      = " in said, "a cure belongs to it"
    assert "Traceback" not in said and "pydantic" not in said


def test_a_mistake_shows_its_line_and_a_caret() -> None:
    assert "    2 | copys: 12\n      | ^^^^^\n" in told(written(copies="copys: 12"))


def test_labels_need_numbers() -> None:
    items = "items:\n" + "\n".join(f"  - The kettle number {n} sings." for n in range(1, 17))
    said = told(written(items=items, subscales=""), "mbi-gs")
    assert "nobody says for which numbers" in said
    value, _ = examined(written(items=items, subscales="", copies="scale: {min: 0, max: 6}"), "mbi-gs")
    assert value


def test_a_form_of_our_own_needs_no_private_file() -> None:
    assert "all its words are in the handbook already" in told(written(), "check-out")


def test_a_file_is_read_from_disk_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "mbi-hss.yml"
    path.write_text(written(copies="copys: 12"), "utf-8")
    read = private.read_licensed_form(path, SHOWN, form())
    assert read.form is None
    assert "    2 | copys: 12" in report.format_problems(read.problems, read.lines)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match=r"there is no file private/mbi-hss\.yml"):
        private.read_licensed_form(tmp_path / "mbi-hss.yml", SHOWN, form())
    with pytest.raises(FileAccessError):
        private.read_licensed_form(tmp_path / "no-folder" / "mbi-hss.yml", SHOWN, form())


def test_a_link_to_another_place_is_not_followed(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yml"
    real.write_text(written(), "utf-8")
    link = tmp_path / "mbi-hss.yml"
    try:
        link.symlink_to(real)
    except OSError:
        skip_loudly("this system lets nobody make links")
    read = private.read_licensed_form(link, SHOWN, form())
    assert read.form is None and [problem.code for problem in read.problems] == ["symlink"]
