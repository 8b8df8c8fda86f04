"""Words files and templates are held against what is known before anything is written; each mistake has its place."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from reading import load_handbook

from generator.cli import main
from generator.errors import ContentError, Problem, TemplatesError
from generator.handbook.value import Handbook
from generator.phrasing.translations import Translations
from generator.site import build
from generator.site.templates import read_templates
from generator.site.word_files import check_word_file, parse_word_file
from generator.source.files import File, Layer, read_layer

ROOT = Path(__file__).parent.parent
TINY = read_layer(ROOT / "tests" / "tiny" / "content", "content")
ENGLISH = """\
greeting: "Hello {name}"
count:
  hours: {one: "{n} hour", other: "{n} hours"}
steps: [Come, Stay]
bring: "For {n} people"
"""


def problems(language: str, text: str) -> list[Problem]:
    return list(check_word_file(parse_word_file(language, text.encode()), parse_word_file("en", ENGLISH.encode())))


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code", "message"),
    [
        ("greeting:", "greting:", 1, 1, "unknown-word", '"greting" is not a word'),
        ("greeting:", "greting:", 1, 1, "missing-word", '"greeting" is missing here'),
        ('"Hello {name}"', '""', 1, 1, "missing-word", "nothing is written"),
        ("{name}", "{nam}", 1, 11, "unknown-place", "nothing fills {nam}"),
        ("{name}", "{nam}", 1, 11, "missing-place", "{name} is missing"),
        ("{name}", "{Name}", 1, 11, "odd-place", "curly brackets"),
        ('{one: "{n} hour", other: "{n} hours"}', '"{n} hours"', 3, 3, "plural-forms", "need the forms one, other"),
        ("one:", "two:", 3, 11, "plural-forms", 'never counts by "two"'),
        ("[Come, Stay]", "[Come]", 4, 1, "list-length", "1 entries stand here, and the English list has 2"),
        ("[Come, Stay]", "Come", 4, 1, "wrong-shape", "a list of 2 belongs here"),
        ('"Hello {name}"', "[a]", 1, 1, "wrong-shape", "not a list"),
        ("count:\n  hours: ", "count: ", 2, 1, "missing-word", '"hours" is missing here'),
    ],
)
def test_a_mistake_in_a_words_file_has_its_place(  # noqa: PLR0913, PLR0917  # a row of a table
    old: str, new: str, line: int, column: int, code: str, message: str
) -> None:
    assert old in ENGLISH
    found = {problem.code: problem for problem in problems("de", ENGLISH.replace(old, new))}
    assert message in found[code].message
    assert (found[code].place.line, found[code].place.column) == (line, column)
    assert found[code].cure


def test_a_full_translation_has_no_problems() -> None:
    assert problems("de", ENGLISH) == problems("pt-br", ENGLISH) == problems("en", ENGLISH) == []


def test_a_language_must_have_all_forms_that_it_counts_by() -> None:
    assert "Write beneath it: few." in next(p.cure for p in problems("ro", ENGLISH) if p.code == "plural-forms")
    more = ENGLISH.replace('one: "{n} hour"', 'one: o oră, few: "{n} ore"').replace('"{n} hours"', '"{n} de ore"')
    assert problems("ro", more) == []
    counted = more.replace('"For {n} people"', '{one: Una, few: "{n} pers", other: "{n} de pers"}')
    assert problems("ro", counted) == []


def test_a_language_without_plurals_writes_one_text() -> None:
    assert problems("ja", ENGLISH.replace('{one: "{n} hour", other: "{n} hours"}', '"{n} 時間"')) == []


@pytest.mark.parametrize(
    ("name", "code", "cure"),
    [("pt-BR", "words-file-name", "Rename it to pt-br.yml."), ("german", "unknown-language", "as ro.yml or pt-br.yml")],
)
def test_a_words_file_is_named_by_its_language(name: str, code: str, cure: str) -> None:
    found = problems(name, ENGLISH)
    assert [problem.code for problem in found] == [code]
    assert cure in found[0].cure


def test_a_words_file_that_is_no_words_is_told() -> None:
    assert problems("de", "a: [\n")[0].place.line >= 1
    assert [problem.code for problem in problems("de", "")] == ["no-words"]
    assert list(check_word_file(parse_word_file("de", b"\xff\xfea"), parse_word_file("en", ENGLISH.encode())))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own: the tiny content and templates that may be spoilt."""
    shutil.copytree(ROOT / "tests" / "tiny" / "content", tmp_path / "content")
    shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("fonts", "print"))
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "start", "shown"),
    [
        ("pages/exercise.md.j2", "exercise.aim }}", "exercise.aym }}", "32:13", "'aym'"),
        ("pages/exercise.md.j2", "{{ title }}", "{{ titel }}", "2:6", "'titel' is undefined"),
        ("pages/exercise.md.j2", "{{ title }}", "{{ title", "", "template"),
        ("pages/exercise.md.j2", "{{ title }}", "{{ title | shout }}", "2:1", "shout"),
        ("pages/exercise.md.j2", "{{ title }}", "{{ exercise }}", "2:1", "only text and numbers"),
        ("pages/exercise.md.j2", "w('exercise.aim')", "w('exercise.aym')", "30:10", 'Did you mean "exercise.aim"?'),
        ("pages/exercise.md.j2", "not_before', n=", "not_before', m=", "", "{n}"),
        ("pages/exercise.md.j2", "import '_parts.md.j2'", "import '_part.md.j2'", "1:12", '"_parts.md.j2"'),
        ("pages/exercise.md.j2", "_parts.md.j2' as p %}", "_parts.md.j2' as p %}{% if %}", "1:", "_"),
        ("theme/404.html", "{% endblock %}", "{% endblok %}", "", "endblok"),
        ("words/en.yml", "  aim: What it is for", "  aym: What it is for", "", "exercise.aim"),
        ("words/en.yml", '"{numbers}. {title}"', '"{number}. {title}"', "", "nothing fills {number}"),
    ],
)
def test_a_spoilt_template_ends_with_its_place_and_a_code_of_its_own(  # noqa: PLR0913, PLR0917  # a row of a table
    folder: Path, file: str, old: str, new: str, start: str, shown: str
) -> None:
    spoil(folder / "templates" / file, old, new)
    result = CliRunner().invoke(main, ["check", "--project", str(folder)])
    assert result.exit_code == 70, result.output
    assert "Traceback" not in result.output
    assert shown in result.output
    assert f"templates/{'pages/exercise.md.j2' if 'en.yml' in file and 'aym' in new else file}:{start}" in result.output
    assert " | " in result.output
    assert "not in your content" in result.output


def in_language(code: str) -> Handbook:
    return load_handbook([TINY, Layer("my-circle", (File("circle.yml", "my-circle/circle.yml", code.encode()),))])


def test_a_language_without_words_is_told_where_it_is_written() -> None:
    with pytest.raises(ContentError) as caught:
        build.build_site(in_language("language: ro\n"), read_templates(ROOT / "templates"), paper=False)
    problem = caught.value.problems[0]
    assert (problem.place.file, problem.place.line, problem.code) == ("my-circle/circle.yml", 1, "no-words")
    assert "save it beside that as ro.yml" in problem.cure


def test_a_language_tag_in_capitals_is_told_in_small_letters() -> None:
    with pytest.raises(ContentError) as caught:
        in_language("language: pt-BR\n")
    assert "pt-br" in caught.value.problems[0].cure


def test_words_that_the_program_asks_for_have_a_place_when_they_are_missing() -> None:
    words = parse_word_file("en", ENGLISH.encode()).translations
    assert words("count.hours", n=2) == "2 hours"
    with pytest.raises(TemplatesError) as caught:
        words("count.days", n=2)
    assert (caught.value.problems[0].place.line, caught.value.lines["templates/words/en.yml"][1]) == (2, "count:")
    with pytest.raises(TemplatesError, match="1 problems"):
        words("greeting")
    with pytest.raises(TemplatesError):
        Translations("en", {}).list("steps")
