"""Every mistake in content gives exactly the message that its case under tests/bad states."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import yaml
from reading import HERE, cases, compare, layers, make
from running import skip_loudly

from generator import report
from generator.handbook import load
from generator.source.document import read_document
from generator.source.files import File, Layer

THEME = """title: Being early
worklife: reward
about: Some are always first.
shows_as:
  - The light is on at six.
questions:
  - Who sees it?
exercises: [fact-reading-feeling]
"""


def write(path: str, text: str) -> Callable[[Path], None]:
    """A file that is too large or too odd to be kept in a repository."""

    def put(folder: Path) -> None:
        target = folder / "content" / path
        target.parent.mkdir(parents=True)
        target.write_text(text, "utf-8")

    return put


def link(path: str, to: str) -> Callable[[Path], None]:
    """A symbolic link."""

    def put(folder: Path) -> None:
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.symlink_to(to)
        except OSError:
            skip_loudly("this system lets nobody make links")

    return put


CHAPTER = "---\ntitle: Long\nsummary: Long.\norder: 9\n---\n\nFirst.\n\n"
LAUGHS = "\n".join(["a0: &a0 ha", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))])
MADE = {
    "billion-laughs": write("themes/laughs.yml", LAUGHS),
    "nested-twenty-deep": write("themes/deep.yml", "title: " + "[" * 20 + "x" + "]" * 20),
    "nested-twenty-thousand-deep": write("themes/deep.yml", "title: " + "[" * 20_000),
    "two-mib": write("themes/large.yml", "title: " + "x" * 2 * 1024 * 1024),
    "too-many-values": write("themes/long.yml", "exercises: [" + "a, " * 20_000 + "a]"),
    "text-without-end": write("themes/long.yml", THEME.replace("Some are always first.", "Some " + "*a" * 300_000)),
    "paragraph-without-end": write("chapters/long.md", CHAPTER + "[" * 100_000),
    "symlink": link("themes/linked.yml", "/etc/passwd"),
    "symlink-to-a-folder": link("images", "/etc"),
    "name-that-cannot-be-shown": write("themes/be\u200ding-early.yml", THEME),
}
IN_MEMORY = {
    "names-that-differ-by-case-only": {"themes/being-early.yml": THEME, "themes/Being-early.yml": THEME},
    "id-with-an-umlaut": {"themes/zählen.yml": THEME},
    "reserved-file-name": {"themes/con.yml": THEME},
}


def read(case: Path, folder: Path) -> tuple[Layer, ...]:
    """The layers of a case, made on the spot if they cannot be files of this repository."""
    if case.name in MADE:
        MADE[case.name](folder)
        return layers(folder)
    below, *above = layers(case)
    more = (File(path, f"content/{path}", text.encode()) for path, text in IN_MEMORY.get(case.name, {}).items())
    return Layer(below.display_path, (*below.files, *more), below.problems), *above


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("case", cases("bad"), ids=lambda case: case.name)
def test_a_mistake_gives_its_message_with_either_build_of_the_parser(
    case: Path, loader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(yaml, loader):
        skip_loudly("this PyYAML was built without the faster parser")
    monkeypatch.setattr(load, "read_document", partial(read_document, loader=getattr(yaml, loader)))
    made = make(read(case, tmp_path))
    assert made.handbook is None, "a mistake was let through"
    compare(case, made)


def test_the_last_line_counts_the_mistakes_and_says_what_happened_to_the_site() -> None:
    read = layers(HERE / "bad" / "several-at-once")
    files = sum(len(layer.files) for layer in read)
    last = report.format_summary(make(read).problems, files, "Nothing was built; the published site is unchanged.")
    assert last == f"5 problems in 3 of {files} files. Nothing was built; the published site is unchanged."


def test_every_case_that_is_made_on_the_spot_has_its_folder() -> None:
    assert {*MADE, *IN_MEMORY} <= {case.name for case in cases("bad")}


@pytest.mark.parametrize("case", cases("bad"), ids=lambda case: case.name)
def test_a_message_is_plain_and_gives_a_cure(case: Path) -> None:
    text = (case / "expected.txt").read_text("utf-8")
    programmers = ("Traceback", "NoneType", "dict", "str", "int", "tuple", "validation", "Exception", "YAML", "null")
    for word in (*programmers, "key", "keys", "mapping", "scalar", "layer", "layers", "comment", "indented", "nested"):
        assert f" {word} " not in text and f"{word}(" not in text, f"{word} is a word of programmers"
    for line in text.splitlines():
        if line.startswith("      = "):
            assert not line.startswith("      = ["), "a message without a cure"
