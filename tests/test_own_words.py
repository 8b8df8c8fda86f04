"""What pages and papers print can be changed in my-circle/words.yml, and a slip there is told like any other."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reading import ROOT, layer, load_handbook
from reading import tiny as tiny_layer
from running import tiny

from generator.cli import main
from generator.errors import ContentError
from generator.phrasing.translations import Translations
from generator.site.templates import read_templates


def words(*texts: str) -> Translations:
    """The words of a circle whose layers say something of them."""
    above = [layer(f"layer-{number}", {"words.yml": text}) for number, text in enumerate(texts)]
    return read_templates(ROOT / "templates").find_translations(load_handbook([tiny_layer(), *above]))


def check(folder: Path, text: str) -> Result:
    own = tiny(folder) / "my-circle"
    own.mkdir()
    (own / "words.yml").write_text(text, "utf-8")
    return CliRunner().invoke(main, ["check", "--project", str(folder)])


def test_a_word_changes_and_all_others_stay() -> None:
    changed, usual = words("page:\n  before: The evening before\n"), words()
    assert changed("page.before") == "The evening before"
    assert changed("page.after") == usual("page.after")


def test_forms_that_are_counted_and_lists_are_taken_whole() -> None:
    changed = words('count:\n  minutes: {one: "{n} tick", other: "{n} ticks"}\n')
    assert (changed("count.minutes", n=1), changed("count.minutes", n=3)) == ("1 tick", "3 ticks")


def test_the_highest_layer_has_the_last_word_and_a_blank_says_nothing() -> None:
    changed = words("page:\n  before: One\n  after: Two\n", "page:\n  before: Three\n  after:\n")
    assert (changed("page.before"), changed("page.after")) == ("Three", "Two")


def test_a_word_is_on_the_pages(tmp_path: Path) -> None:
    done = check(tmp_path, "make:\n  title: Our own way\n")
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(main, ["export", "--project", str(tmp_path), str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert any("Our own way" in path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.md"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("page:\n  befor: Here\n", 'my-circle/words.yml:2:3: "befor" is not a word that anything prints here'),
        ("page:\n  befor: Here\n", 'Did you mean "before"? Delete it, or rename it. [unknown-word]'),
        ('page:\n  edit: "Change {fil}"\n', "my-circle/words.yml:2:9: nothing fills {fil} here"),
        ('page:\n  edit: "Change {fil}"\n', 'Did you mean "file"? There are: {file}. [unknown-place]'),
        ("page:\n  edit: Change\n", "my-circle/words.yml:2:9: {file} is missing here"),
        ("page: Before\n", "my-circle/words.yml:1:1: keys belong beneath this one"),
        ('count:\n  minutes: {one: "{n} tick"}\n', "need the forms one, other"),
        ("make:\n  steps: [One]\n", "[list-length]"),
        ("page:\n\tbefore: Here\n", "my-circle/words.yml:2:1: "),
        ("- before\n", "my-circle/words.yml:1:"),
    ],
)
def test_a_slip_is_told_where_it_stands_with_its_cure(tmp_path: Path, text: str, told: str) -> None:
    done = check(tmp_path, text)
    assert done.exit_code == 1, done.output
    assert told in done.output
    assert "templates" not in done.output


def test_every_command_tells_it_and_ends_with_the_code_of_content(tmp_path: Path) -> None:
    check(tmp_path, "page:\n  befor: Here\n")
    for command in (["plan"], ["print", "session", "1"]):
        done = CliRunner().invoke(main, [*command, "--project", str(tmp_path)])
        assert done.exit_code == 1
        assert "2 |   befor: Here\n      |   ^^^^^" in done.output


def test_all_slips_are_told_at_once() -> None:
    with pytest.raises(ContentError) as raised:
        words("page:\n  befor: Here\n  aftr: There\n")
    assert [problem.code for problem in raised.value.problems] == ["unknown-word"] * 2


def test_whoever_looks_for_words_elsewhere_is_led_here(tmp_path: Path) -> None:
    own = tiny(tmp_path) / "my-circle" / "words"
    own.mkdir(parents=True)
    (own / "en.yml").write_text("page:\n  before: Here\n", "utf-8")
    done = CliRunner().invoke(main, ["check", "--project", str(tmp_path)])
    assert done.exit_code == 1
    assert "Write those that you change into my-circle/words.yml." in done.output
