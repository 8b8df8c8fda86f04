"""A circle's own files are begun from what is there, and it is told what changes underneath them afterwards."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from running import ROOT, replace, tiny

from generator.cli import main
from generator.errors import select_errors
from generator.folders import find_project
from generator.project import load_content

COLUMNS = "exercises/fairness/fact-reading-feeling.yml"
OURS = f"my-circle/{COLUMNS}"
REMARK = re.compile(r"^(\s*)# ?", re.MULTILINE)


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    """A project with the small content, and nothing of its own yet."""
    return tiny(tmp_path)


def run(folder: Path, command: str, *arguments: str, code: int = 0) -> Result:
    done = CliRunner().invoke(main, [command, "--project", str(folder), *arguments])
    assert done.exit_code == code, done.output
    return done


def state(folder: Path, name: str) -> str:
    """What the table says of a field."""
    found = re.search(rf"^  {name} .*?yml  +(.*)$", run(folder, "changes").output, re.MULTILINE)
    assert found
    return found.group(1)


def problems(folder: Path) -> list[str]:
    return [problem.message for problem in select_errors(load_content(find_project(folder)).problems)]


# --- customise


def test_a_file_is_begun_with_every_field_as_a_remark_and_changes_nothing(circle: Path) -> None:
    before = load_content(find_project(circle)).handbook
    assert run(circle, "customise", "exercise/fact-reading-feeling").output == f"{OURS} is there.\n"
    text = (circle / OURS).read_text("utf-8")
    assert "# title: Fact, reading, feeling\n" in text
    assert all(line.startswith("#") or not line for line in text.splitlines())
    after = load_content(find_project(circle))
    assert after.problems == ()
    assert after.handbook == before


def test_a_named_field_is_open_and_the_handbook_stays_as_it_was(circle: Path) -> None:
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "cautions", "--field", "gentler")
    text = (circle / OURS).read_text("utf-8")
    assert "\n# These stay, and what you add is added to them:\ncautions:\n  - line: take-care-of-yourself\n" in text
    assert text.endswith("\ngentler:\n")
    assert problems(circle) == []


def test_with_all_remarks_taken_away_the_file_says_what_the_original_says(circle: Path) -> None:
    things = ("exercise/fact-reading-feeling", "session/opening", "format/short", "year/full-year", "theme/being-seen")
    listed = ("term/circle", "family/fairness", "need/unseen", "reference/story", "safety-line/take-care-of-yourself")
    before = load_content(find_project(circle)).handbook
    run(circle, "customise", *things, *listed, "handout/three-columns", "questionnaire/check-out", "circle")
    for path in (circle / "my-circle").rglob("*.yml"):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(("# T", "  # T"))]
        path.write_text(REMARK.sub(r"\1", "\n".join(lines)), "utf-8")
    after = load_content(find_project(circle))
    assert [problem.message for problem in after.problems] == []
    assert before and after.handbook
    assert after.handbook.exercises == before.exercises
    assert (after.handbook.sessions, after.handbook.formats) == (before.sessions, before.formats)
    assert (after.handbook.terms, after.handbook.references) == (before.terms, before.references)
    assert (after.handbook.circle, after.handbook.year) == (before.circle, before.year)


def test_everything_in_the_handbook_can_be_begun(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    book = load_content(find_project(tmp_path)).handbook
    assert book
    things = [f"exercise/{id}" for id in book.exercises] + [f"session/{id}" for id in book.sessions]
    things += [f"chapter/{id}" for id in book.chapters] + [f"term/{id}" for id in list(book.terms)[:3]]
    run(tmp_path, "customise", *things)
    assert problems(tmp_path) == []
    for path in (tmp_path / "my-circle" / "exercises").rglob("*.yml"):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("# T")]
        path.write_text(REMARK.sub(r"\1", "\n".join(lines)), "utf-8")
    after = load_content(find_project(tmp_path))
    assert after.handbook, after.problems
    assert after.handbook.exercises == book.exercises


def test_a_chapter_is_copied_whole_and_never_written_over(circle: Path) -> None:
    run(circle, "customise", "chapter/the-frame")
    own = circle / "my-circle/chapters/the-frame.md"
    assert own.read_text("utf-8") == (circle / "content/chapters/the-frame.md").read_text("utf-8")
    replace(own, "title: ", "title: Our own ")
    ours = own.read_text("utf-8")
    assert "stays as it is" in run(circle, "customise", "chapter/the-frame").output
    assert own.read_text("utf-8") == ours


def test_what_is_there_stays_and_what_lacks_is_added(circle: Path) -> None:
    (circle / OURS).parent.mkdir(parents=True)
    (circle / OURS).write_text("title: Ward facts # ours\n", "utf-8")
    done = run(circle, "customise", "exercise/fact-reading-feeling", "--field", "aim", "--field", "title")
    text = (circle / OURS).read_text("utf-8")
    assert text.startswith("title: Ward facts # ours\n\n# one_line: ")
    assert "\naim: Everyone has" in text
    assert text.count("title:") == 1
    assert "has more now, at its end: one_line, " in done.output
    assert "is there already with all of this" in run(circle, "customise", "exercise/fact-reading-feeling").output
    assert (circle / OURS).read_text("utf-8") == text


def test_line_ends_of_a_file_that_is_added_to_stay(circle: Path) -> None:
    (circle / OURS).parent.mkdir(parents=True)
    (circle / OURS).write_bytes(b"\xef\xbb\xbftitle: Ward facts\r\nremote: No")
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "aim")
    assert (circle / OURS).read_bytes().startswith(b"\xef\xbb\xbftitle: Ward facts\r\nremote: No\n\n# one_line")
    assert problems(circle) == []


def test_an_entry_is_added_to_a_list_that_is_there_once(circle: Path) -> None:
    run(circle, "customise", "need/unseen", "term/circle", "family/role-play")
    run(circle, "customise", "family/fairness")
    text = (circle / "my-circle/exercises/families.yml").read_text("utf-8")
    assert re.findall(r"^- id: (.*)$", text, re.MULTILINE) == ["role-play", "fairness"]
    assert 'changes "fairness" already' in run(circle, "customise", "family/fairness").output
    assert (circle / "my-circle/exercises/families.yml").read_text("utf-8") == text
    assert problems(circle) == []


def test_what_it_was_based_on_is_kept_sorted_and_readable(circle: Path) -> None:
    run(circle, "customise", "theme/being-seen", "exercise/fact-reading-feeling")
    text = (circle / "my-circle/.based-on.json").read_text("utf-8")
    kept = json.loads(text)
    assert kept[COLUMNS]["title"]["text"] == "title: Fact, reading, feeling"
    assert len(kept[COLUMNS]["title"]["hash"]) == 16
    assert list(kept) == sorted(kept)
    assert list(kept[COLUMNS]) == sorted(kept[COLUMNS])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exercize/x"], 'there is no kind "exercize". Did you mean "exercise"? There are: circle, '),
        (["exercise/fact-reading"], 'there is no exercise "fact-reading". Did you mean "fact-reading-feeling"?'),
        (["theme/being-seen", "exercise/nothing"], 'there is no exercise "nothing". '),
        (["theme/being-seen", "--field", "abut"], 'a theme has no field "abut" to change. Did you mean "about"?'),
        (["questionnaire/check-out", "--field", "licence"], 'a questionnaire has no field "licence" to change.'),
        (["chapter/the-frame", "--field", "title"], "a chapter is replaced as a whole"),
    ],
)
def test_a_slip_writes_nothing(circle: Path, arguments: list[str], said: str) -> None:
    done = run(circle, "customise", *arguments, code=2)
    assert done.stderr.startswith(f"handbook: {said}")
    assert not (circle / "my-circle").exists()


def test_a_file_with_mistakes_is_left_alone(circle: Path) -> None:
    (circle / OURS).parent.mkdir(parents=True)
    (circle / OURS).write_text("title: [\n", "utf-8")
    assert "cannot be read as it is" in run(circle, "customise", "exercise/fact-reading-feeling", code=2).stderr
    assert (circle / OURS).read_text("utf-8") == "title: [\n"


def test_nothing_is_written_through_a_link_that_leads_elsewhere(circle: Path) -> None:
    (circle / "elsewhere").mkdir()
    (circle / "my-circle").mkdir()
    (circle / "my-circle/themes").symlink_to(circle / "elsewhere")
    assert run(circle, "customise", "theme/being-seen", code=74).stderr.endswith("a link is in the way\n")
    assert list((circle / "elsewhere").iterdir()) == []


# --- changes


def test_nothing_is_ours_yet(circle: Path) -> None:
    assert run(circle, "changes").output.startswith("Nothing is yours yet.")


def test_it_tells_old_and_new_words_of_what_changed_underneath(circle: Path) -> None:
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "title", "--field", "aim")
    assert state(circle, "title") == "nothing new"
    replace(circle / "content" / COLUMNS, "title: Fact, reading, feeling", "title:   'Fact, guess, feeling'")
    replace(circle / "content" / COLUMNS, "space: Chairs", "space: Stools")
    told = run(circle, "changes").output
    assert "      - title: Fact, reading, feeling\n      + title:   'Fact, guess, feeling'\n" in told
    assert "Stools" not in told
    assert "1 file to look at." in told
    assert state(circle, "aim") == "nothing new"


def test_another_layout_is_no_change(circle: Path) -> None:
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "title")
    replace(circle / "content" / COLUMNS, "title: Fact, reading, feeling", 'title: "Fact, reading, feeling"  # so')
    assert state(circle, "title") == "nothing new"


def test_what_was_seen_is_told_no_more(circle: Path) -> None:
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "title")
    replace(circle / "content" / COLUMNS, "title: Fact", "title: Act")
    assert state(circle, "title") == "changed since"
    run(circle, "changes", "--seen")
    assert state(circle, "title") == "nothing new"


def test_a_file_from_before_is_remembered_once_it_was_seen(circle: Path) -> None:
    (circle / OURS).parent.mkdir(parents=True)
    (circle / OURS).write_text("title: Ward facts\nremote:\n", "utf-8")
    assert state(circle, "title") == "not remembered yet"
    run(circle, "changes", "--seen")
    assert state(circle, "title") == "nothing new"


def test_a_field_that_is_gone_is_told_with_what_it_said(circle: Path) -> None:
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "remote")
    replace(circle / "content" / COLUMNS, "remote: Any paper will do; nobody shows it.\n", "")
    assert state(circle, "remote") == "no longer there"
    assert "      - remote: Any paper will do; nobody shows it.\n" in run(circle, "changes").output


def test_a_renamed_thing_is_told_with_the_step_that_mends_it(circle: Path) -> None:
    run(circle, "customise", "theme/being-seen", "--field", "title")
    old, new = circle / "content/themes/being-seen.yml", circle / "content/themes/seen-at-work.yml"
    new.write_text("was: [being-seen]\n" + old.read_text("utf-8").replace("title: B", "title: Still b"), "utf-8")
    old.unlink()
    told = run(circle, "changes").output
    assert "Rename my-circle/themes/being-seen.yml to my-circle/themes/seen-at-work.yml." in told
    assert "      + title: Still being seen\n" in told
    (circle / "my-circle/themes/being-seen.yml").rename(circle / "my-circle/themes/seen-at-work.yml")
    assert "Rename" not in run(circle, "changes").output
    assert state(circle, "title") == "changed since"


def test_a_thing_that_is_gone_is_told(circle: Path) -> None:
    run(circle, "customise", "handout/three-columns", "--field", "title")
    (circle / "content/handouts/three-columns.yml").unlink()
    told = run(circle, "changes").output
    assert 'the handout "three-columns" is no longer there underneath' in told
    assert "Delete my-circle/handouts/three-columns.yml, or give it all that a new one needs." in told


def test_every_effect_has_its_line(circle: Path) -> None:
    own = circle / "my-circle"
    run(circle, "customise", "chapter/the-frame", "term/circle")
    (own / "sessions").mkdir()
    (own / "sessions/closing.yml").write_text("hide: true\n", "utf-8")
    shutil.copytree(circle / "content/themes", own / "themes")
    (own / "themes/being-seen.yml").rename(own / "themes/being-early.yml")
    (own / "words.yml").write_text("page:\n  before: Here\n", "utf-8")
    told = run(circle, "changes").output
    assert 'my-circle/chapters/the-frame.md: replaces the chapter "the-frame"' in told
    assert 'my-circle/sessions/closing.yml: hides the session "closing"' in told
    assert 'my-circle/themes/being-early.yml: your own theme "being-early"' in told
    assert "my-circle/words.yml: changes the file words.yml" in told
    assert "my-circle/glossary.yml: changes the file glossary.yml" in told


def test_the_highest_file_wins_and_cautions_are_those_of_all(circle: Path) -> None:
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "title", "--field", "cautions")
    ward = circle / "our-ward" / COLUMNS
    ward.parent.mkdir(parents=True)
    ward.write_text("title: On the ward\n", "utf-8")
    told = run(circle, "changes", "--layer", str(circle / "our-ward")).output
    assert re.search(rf"^  title +our-ward/{COLUMNS} ", told, re.MULTILINE)
    assert re.search(rf"^  cautions +content/{COLUMNS} \+ {OURS} ", told, re.MULTILINE)


def test_the_page_needs_no_other_file_and_is_not_published(circle: Path) -> None:
    run(circle, "customise", "exercise/fact-reading-feeling", "--field", "title")
    replace(circle / "content" / COLUMNS, "title: Fact", "title: <b>Act")
    assert run(circle, "changes", "--page").output.endswith("printed/changes.html\n")
    page = (circle / "printed/changes.html").read_text("utf-8")
    assert "<ins>+ title: &lt;b&gt;Act" in page
    assert not re.search(r"(src|href)=|<script|<b>", page)


def test_it_works_while_the_content_has_mistakes(circle: Path) -> None:
    run(circle, "customise", "theme/being-seen", "--field", "title")
    replace(circle / "content/themes/being-seen.yml", "exercises: [", "exercises: [nothing, ")
    assert problems(circle)
    assert state(circle, "title") == "nothing new"


def test_a_spoilt_memory_is_told(circle: Path) -> None:
    (circle / "my-circle").mkdir()
    (circle / "my-circle/.based-on.json").write_text("<<<<<<<", "utf-8")
    assert "my-circle/.based-on.json cannot be read" in run(circle, "changes", code=2).stderr
