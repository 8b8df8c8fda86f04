"""What an author is told: sorted, shortened, safe in a terminal, and the same on the lines of a build service."""

import pytest

from generator import report
from generator.errors import ContentError, Place, Problem, select_errors


def problem(line: int = 1, column: int = 1, width: int = 1, *, file: str = "a.yml", **more: object) -> Problem:
    values = {"code": "odd", "message": "this is odd", "cure": "Change it.", **more}
    return Problem(Place(file, line, column, width), **values)  # type: ignore[arg-type]  # the defaults above fit


LINES = {"a.yml": ["one", "two", "  three: 3", "", "tab\there", "\u202ehidden\u200b"]}


def test_a_problem_is_place_sentence_line_caret_and_cure() -> None:
    assert report.format_problem(problem(3, 3, 5), LINES) == (
        "a.yml:3:3: this is odd\n    3 |   three: 3\n      |   ^^^^^\n      = Change it. [odd]"
    )


def test_a_warning_says_that_it_is_one() -> None:
    assert report.format_problem(problem(warning=True), LINES).startswith("a.yml:1:1: warning: this is odd\n")


def test_a_problem_without_a_line_or_a_cure_is_shown_all_the_same() -> None:
    assert report.format_problem(problem(99, cure=""), LINES) == "a.yml:99:1: this is odd\n      = [odd]"
    assert (
        report.format_problem(problem(file="other.yml"), {}) == "other.yml:1:1: this is odd\n      = Change it. [odd]"
    )
    assert report.format_problem(problem(4), LINES).count("\n") == 1


def test_what_cannot_be_seen_is_a_dot() -> None:
    assert "    5 | tab·here\n      |    ^" in report.format_problem(problem(5, 4), LINES)
    assert "    6 | ·hidden·\n      | ^" in report.format_problem(problem(6), LINES)
    assert (
        report.format_problem(problem(message="a\x1b[31mb", cure="c\x07d"), LINES).isprintable() is False
    )  # only its newlines
    assert "\x1b" not in report.format_problem(problem(message="a\x1b[31mb", file="x\x1b.yml"), LINES)


@pytest.mark.parametrize(("column", "width"), [(1, 99), (3, 99), (50, 1), (4, 1)])
def test_a_caret_never_points_behind_its_line(column: int, width: int) -> None:
    line, at, wide = report.cut_excerpt("one", column, width)
    assert line == "one"
    assert 1 <= at <= 4
    assert at + wide - 1 <= 4


@pytest.mark.parametrize("column", [1, 2, 50, 96, 97, 150, 299, 300, 301])
def test_a_long_line_is_cut_to_a_window_round_its_fault(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(300))
    shown, at, wide = report.cut_excerpt(line, column, 5)
    assert len(shown) <= 98
    assert wide >= 1
    if column <= 300:
        assert shown[at - 1] == line[column - 1]
    assert (shown[0] == "…") == (column - 1 - 32 > 0)


def test_problems_are_sorted_by_file_and_place() -> None:
    told = report.format_problems([problem(2), problem(1, 9), problem(1, 2), problem(file="0.yml")], {})
    assert [line.split(": ")[0] for line in told.splitlines() if ": this" in line] == [
        "0.yml:1:1",
        "a.yml:1:2",
        "a.yml:1:9",
        "a.yml:2:1",
    ]


def test_twenty_problems_of_a_file_are_shown_and_the_rest_counted() -> None:
    many = [problem(number) for number in range(1, 24)]
    told = report.format_problems([*many, problem(file="b.yml")], {})
    assert told.count("a.yml:") == 21
    assert told.endswith("b.yml:1:1: this is odd\n      = Change it. [odd]\n\na.yml: and 3 more problems in this file")
    assert report.format_problems(many[:21], {}).endswith("a.yml: and 1 more problem in this file")
    assert "more" not in report.format_problems(many[:20], {})


def test_warnings_never_crowd_out_a_mistake() -> None:
    told = report.format_problems([*(problem(number, warning=True) for number in range(1, 31)), problem(99)], {})
    assert "a.yml:99:1: this is odd" in told


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([problem()], "1 problem in 1 of 9 files. Nothing was built."),
        ([problem(), problem(2), problem(file="b.yml")], "3 problems in 2 of 9 files. Nothing was built."),
        ([problem(warning=True)], "0 problems in 0 of 9 files. Nothing was built."),
    ],
)
def test_the_last_line_counts_what_stops_a_build(problems: list[Problem], expected: str) -> None:
    assert report.format_summary(problems, 9, "Nothing was built.") == expected


def test_annotations_say_the_same_on_the_line() -> None:
    found = problem(3, 3, 5, file="a,b:c.yml", message="100% odd\nindeed", cure="Change: it, now.")
    assert report.format_annotation(found) == (
        "::error file=a%2Cb%3Ac.yml,line=3,col=3,endColumn=8,title=odd::100%25 odd%0Aindeed. Change: it, now."
    )
    assert report.format_annotations([problem(warning=True), problem()]).splitlines() == [
        "::error file=a.yml,line=1,col=1,endColumn=2,title=odd::this is odd. Change it.",
        "::warning file=a.yml,line=1,col=1,endColumn=2,title=odd::this is odd. Change it.",
    ]


def test_no_text_of_an_author_can_become_another_annotation() -> None:
    found = problem(message="x\n::error file=other.yml::y", cure="\r\n::stop-commands::z")
    assert report.format_annotations([found]).count("\n") == 0
    assert report.format_annotations([found]).count("\r") == 0


def test_what_cannot_be_built_carries_every_problem_once() -> None:
    fault = ContentError([problem(2), problem(1), problem(2), problem(3, warning=True)])
    assert [(p.place.line, p.warning) for p in fault.problems] == [(1, False), (2, False), (3, True)]
    assert len(select_errors(fault.problems)) == 2
