"""The schemas for editors agree with the loader: on good files, on bad ones, and on the handbook's own content."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import running
import yaml
from jsonschema import Draft202012Validator
from reading import ROOT, cases, layer, layers, load_handbook, make, tiny

from generator import schemas
from generator.errors import UsageError
from generator.handbook.value import Handbook
from generator.model import field_reference, json_schema
from generator.model.kinds import KINDS, STARTER_KINDS, ContentPath, classify_path
from generator.model.layer_names import LOCAL_LAYER
from generator.source.files import File, Layer, read_layer

PATH = "exercises/fairness/other.yml"
GOOD = """\
title: Other
one_line: Something else.
minutes: {min: 5, max: 10}
people: 4
intensity: 2
needs: [unseen]
worklife: [fairness]
aim: To try it.
say: Let us begin.
steps:
  - minutes: 4
    do: Write.
debrief: [How it was.]
cautions: [{line: take-care-of-yourself}, Not on a bad day.]
opt_out: Listen.
sources: [{ref: devised-here}]
"""


def ids_of(book: Handbook) -> dict[str, tuple[str, ...]]:
    return {kind.name: tuple(book.records(kind.name)) for kind in KINDS.values() if kind.table}


@pytest.fixture(scope="module")
def small() -> dict[bool, dict[str, Draft202012Validator]]:
    """The schemas of the small handbook: of whole files (True) and of changes (False)."""
    return {whole: judges(load_handbook([tiny()]), whole) for whole in (True, False)}


def judges(book: Handbook, whole: bool) -> dict[str, Draft202012Validator]:
    made = json_schema.list_schemas(ids_of(book), whole=whole)
    return {name: Draft202012Validator(schema) for name, schema in made.items()}


class Core(yaml.SafeLoader):
    """Reads YAML 1.2 as an editor does: `no` and 12:30 are texts, 0x1F is none of ours."""


Core.yaml_implicit_resolvers = {}
for tag, form, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def read(text: str) -> Any:
    return yaml.load(text, Loader=Core)


def complaints(judge: Draft202012Validator, text: str) -> list[str]:
    return [f"{list(one.absolute_path)}: {one.message[:200]}" for one in judge.iter_errors(read(text))]


def kind_of(file: File) -> str:
    found = classify_path(file.path)
    return found.kind.name if isinstance(found, ContentPath) and found.kind.ending == ".yml" else ""


def in_layer(read_layer: Layer) -> Iterator[tuple[str, str, str]]:
    for file in read_layer.files:
        if file.path.endswith(".yml") and (name := kind_of(file)):
            yield name, file.display_path, file.data.decode()


def test_every_schema_is_one() -> None:
    book = load_handbook([tiny()])
    for whole in (True, False):
        made = json_schema.list_schemas(ids_of(book), whole=whole)
        assert len(made) == 13
        for schema in made.values():
            Draft202012Validator.check_schema(schema)
            assert schema["$schema"] == json_schema.DIALECT
            assert schema["description"]


def test_every_cast_of_the_field_reference_has_its_form() -> None:
    assert set(json_schema.SCALARS) == set(field_reference.VALUE_KINDS)


def test_the_handbooks_own_files_pass() -> None:
    own = read_layer(ROOT / "content", "content")
    book = judges(load_handbook([own]), whole=True)
    looked = [(file, complaints(book[name], text)) for name, file, text in in_layer(own)]
    assert len(looked) > 150
    assert [(file, said) for file, said in looked if said] == []


@pytest.mark.parametrize("case", cases("good"), ids=lambda case: case.name)
def test_what_the_loader_accepts_passes(case: Path) -> None:
    lowest, *above = layers(case)
    book = make((lowest, *above)).handbook
    assert book
    whole, changes = judges(book, whole=True), judges(book, whole=False)
    told = [(file, complaints(whole[name], text)) for name, file, text in in_layer(lowest)]
    told += [(file, complaints(changes[name], text)) for one in above for name, file, text in in_layer(one)]
    assert [(file, said) for file, said in told if said] == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("minutes: {min: 5, max: 10}", 'minutes: {min: "5", max: "10"}'),
        ("minutes: {min: 5, max: 10}", "minutes: 10"),
        ("title: Other", "title: 2027"),
        ("title: Other", "title: true"),
        ("title: Other", "title: no"),
        ("title: Other", "title: 12:30"),
        ("title: Other", 'title: " Other "'),
        ("intensity: 2", 'intensity: "2"'),
        ("opt_out: Listen.", "opt_out: |\n  Listen.\n\n  - or not"),
        ("opt_out: Listen.", "opt_out: 5"),
        ("opt_out: Listen.", "opt_out: Listen.\nspace:\nvariations:\nwas: [older, values/older-one]"),
        ("opt_out: Listen.", "opt_out: Listen.\nmaterials: [Pen, {item: Pad, per: pair, count: '2'}]"),
        ("{ref: devised-here}", "{ref: story, note: All of it.}"),
        ("do: Write.", "do: Write.\n    turn: 10\n    id: write"),
    ],
)
def test_a_good_exercise_is_good_to_both(small: Any, old: str, new: str) -> None:
    judge_alike(small, PATH, changed(old, new), good=True)


@pytest.mark.parametrize(
    "old, new",
    [
        ("title: Other\n", ""),
        ("title: Other", "titel: Other"),
        ("title: Other", "title:"),
        ("title: Other", 'title: "  "'),
        ("title: Other", 'title: "[fill in: a title]"'),
        ("title: Other", "title: [Other]"),
        ("title: Other", "title: |\n  Other\n  line"),
        ("one_line: Something else.", f"one_line: {'x' * 91}"),
        ("intensity: 2", "intensity: 4"),
        ("intensity: 2", "intensity: two"),
        ("intensity: 2", "intensity: 1.5"),
        ("minutes: {min: 5, max: 10}", "minutes: {min: 5}"),
        ("minutes: {min: 5, max: 10}", "minutes: {min: 5, max: 700}"),
        ("minutes: {min: 5, max: 10}", "minutes: short"),
        ("needs: [unseen]", "needs: unseen"),
        ("needs: [unseen]", "needs: [unheard]"),
        ("needs: [unseen]", "needs: [unseen, unseen]"),
        ("worklife: [fairness]", "worklife: [fair]"),
        ("debrief: [How it was.]", "debrief: []"),
        ("debrief: [How it was.]", "debrief: {how: it}"),
        ("do: Write.", "do: Write.\n    id: Write"),
        ("do: Write.", "do: Write.\n    turn: 4"),
        ("{line: take-care-of-yourself}", "{line: nothing}"),
        ("{ref: devised-here}", "{ref: nobody}"),
        ("{ref: devised-here}", "devised-here"),
        ("opt_out: Listen.", "opt_out: Listen.\ngentler: nobody"),
        ("opt_out: Listen.", "opt_out: Listen.\nid: other"),
        ("opt_out: Listen.", "opt_out: Listen.\nwas: [Older]"),
    ],
)
def test_a_bad_exercise_is_bad_to_both(small: Any, old: str, new: str) -> None:
    judge_alike(small, PATH, changed(old, new), good=False)


@pytest.mark.parametrize(
    "new, good",
    [
        ('time: "18:00"', True),
        ("time: 18:00", True),
        ("time: 6 pm", False),
        ("on: [second Tuesday, LAST friday]", False),
        ("first_meeting: 2027-01-12\non: [second Tuesday]", True),
        ("first_meeting: 2027-01-12\non: [fifth Tuesday]", False),
        ("first_meeting: 12.01.2027", False),
        ("first_meeting: 2027-01-12\nskip: [2027-01-26, {from: 2027-02-09, to: 2027-02-10, why: snow}]", True),
        ("first_meeting: 2027-01-12\nskip: [soon]", False),
        ("first_meeting: 2027-01-12\nmove: {opening: 2027-01-13}", True),
        ("first_meeting: 2027-01-12\nmove: {nothing: 2027-01-13}", False),
        ("publish_meetings: 'true'", True),
        ("publish_meetings: true", True),
        ("publish_meetings: yes", False),
        ("address: https://example.org/circle", True),
        ("address: example.org", False),
        ("timezone: Europe/Bucharest", True),
        ("schema: 1", True),
        ("schema: 2", False),
        ("people: 31", False),
        ("accent: pink", False),
        ("urgent_help: [{name: Desk, phone: 112}]", True),
        ("urgent_help: [{name: Desk}]", False),
        ("licences: []", True),
    ],
)
def test_the_circles_settings_are_judged_alike(small: Any, new: str, good: bool) -> None:
    if new.startswith("on:"):
        # the loader looks across keys here: no first meeting; the schema sees each key alone
        assert complaints(small[True]["circle"], new) == []
        return
    judge_alike(small, "circle.yml", new, good=good)


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def judge_alike(small: Any, path: str, text: str, *, good: bool) -> None:
    found = classify_path(path)
    assert isinstance(found, ContentPath)
    said = complaints(small[True][found.kind.name], text)
    made = make((tiny(), layer("my-circle", {path: text})))
    assert (made.handbook is not None) == good, made.told
    assert (said == []) == good, said


def test_a_change_needs_no_more_than_what_it_changes(small: Any) -> None:
    change = "one_line: Another line.\nminutes: {max: 30}\nsteps:\n  - id: fact\n    minutes: 4\n"
    assert complaints(small[False]["exercise"], change) == []
    assert complaints(small[True]["exercise"], change) != []
    assert complaints(small[False]["exercise"], "hide: true\n") == []
    assert complaints(small[False]["exercise"], "hide: maybe\n") != []
    assert complaints(small[False]["exercise"], "sources: [{note: what is new}]") != []
    path = "exercises/fairness/fact-reading-feeling.yml"
    assert make((tiny(), layer("my-circle", {path: change}))).handbook


@pytest.mark.skipif((ROOT / LOCAL_LAYER).is_dir(), reason="SKIPPED: a circle's own schemas name its own things too")
def test_the_schemas_in_the_tree_are_those_of_the_handbooks_own_content() -> None:
    """After a change: python3 -m generator schemas."""
    book = load_handbook([read_layer(ROOT / "content", "content")])
    made = schemas.list_schema_files(book)
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / json_schema.FOLDER).rglob("*.json")}
    assert there == set(made)
    assert [name for name, data in made.items() if (ROOT / name).read_bytes() != data] == []
    settings = schemas.merge_settings(None, ["content"])
    assert (ROOT / schemas.SETTINGS).read_bytes() == settings


def test_the_command_writes_schemas_and_ties_them_to_the_folders(tmp_path: Path) -> None:
    project = running.tiny(tmp_path)
    (project / "my-circle" / "exercises" / "fairness").mkdir(parents=True)
    (project / "my-circle" / "exercises" / "fairness" / "other.yml").write_text(GOOD, "utf-8")
    (project / ".vscode").mkdir()
    before = {"editor.wordWrap": "on", "yaml.schemas": {"https://example.org/x.json": "x.yml"}}
    (project / ".vscode" / "settings.json").write_text(json.dumps(before), "utf-8")
    for _ in range(2):
        done = running.handbook("schemas", cwd=project)
        assert done.returncode == 0, done.stdout + done.stderr
        after = json.loads((project / ".vscode" / "settings.json").read_text("utf-8"))
        assert after["editor.wordWrap"] == "on"
        tied = after["yaml.schemas"]
        assert tied.pop("https://example.org/x.json") == "x.yml"
        assert tied["./schemas/exercise.json"] == ["content/exercises/*/*.yml"]
        assert tied["./schemas/changes/circle.json"] == ["my-circle/circle.yml"]
        assert {name for name in tied if not (project / name).is_file()} == set()
    known = json.loads((project / "schemas" / "exercise.json").read_text("utf-8"))
    assert "other" in json.dumps(known["properties"]["gentler"])


def test_settings_with_remarks_are_left_alone() -> None:
    with pytest.raises(UsageError, match="stays as it is"):
        schemas.merge_settings("{\n  // mine\n}", ["content"])


def test_starters_name_their_schema() -> None:
    for kind in STARTER_KINDS.values():
        if kind.ending == ".yml":
            first = (ROOT / "templates" / "starters" / f"{kind.name}.yml").read_text("utf-8").split("\n")[0]
            assert first == json_schema.write_modeline(kind)


def test_a_new_file_names_its_schema_from_where_it_lies(tmp_path: Path) -> None:
    project = running.tiny(tmp_path)
    (project / "layers" / "ward").mkdir(parents=True)
    assert running.handbook("schemas", cwd=project).returncode == 0
    for name, into in (("another", "my-circle"), ("one-more", "layers/ward")):
        done = running.handbook("new", "exercise", f"fairness/{name}", "--into", into, cwd=project)
        assert done.returncode == 0, done.stdout + done.stderr
        path = project / into / "exercises" / "fairness" / f"{name}.yml"
        named = re.findall(r"\$schema=(\S+)", path.read_text("utf-8"))
        assert len(named) == 1
        assert (path.parent / named[0]).resolve() == (project / "schemas" / "exercise.json").resolve()
