"""Reading: no bytes make the reader crash or hang, every value knows its place, and only ordinary files are read."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading import ROOT, layer, make, over, tiny
from running import skip_loudly

from generator.errors import FileAccessError, Problem
from generator.source import nodes, text
from generator.source.compose import compose_tree
from generator.source.document import Document, read_document
from generator.source.files import File, Layer, read_layer
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.text.hidden import HIDDEN

LOADERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]
REAL = [file for file in read_layer(ROOT / "content", "content").files if file.path.endswith((".yml", ".md"))][::9]
assert len(REAL) > 10, "too little real content to change at random"
NASTY = [
    *"\t\u00a0\u200b\u202e\u2028\u0085\x00\x1b\ufeff\ufffe“‘–•:#-?!&*|>@`%\"'{}[],\\\n\r ",
    *("\n---\n", "\n...\n", "<<<<<<< HEAD\n", ": ", "- ", "&a ", "*a ", "!!str ", "<<: ", "%YAML 1.1\n", "\\ud800"),
    *("\U0001f600", "\ud7ff", "é", "<script>", "[@", "](javascript:", "null", "~", "9" * 30, "²", "[fill in"),
]


def places_are_in(read: Document, problems: tuple[Problem, ...]) -> None:
    """Every problem has words, and stands where a reader can look."""
    for problem in problems:
        assert problem.code and problem.message
        assert 1 <= problem.place.line <= max(1, len(read.lines))
        assert problem.place.column >= 1
        assert problem.place.width >= 1


# --- nothing crashes


@given(data=st.binary(max_size=300), path=st.sampled_from(["themes/x.yml", "chapters/x.md"]))
@example(data=b"\xff\xfe", path="themes/x.yml")
@example(data=b'a: "\\UFFFFFFFF"', path="themes/x.yml")
@example(data=b"---\n---", path="chapters/x.md")
def test_no_bytes_make_the_reader_crash(data: bytes, path: str) -> None:
    for loader in LOADERS:
        places_are_in(*read_document(File(path, path, data), loader=loader))


@given(content=st.lists(st.sampled_from([*NASTY, "a", "b: c", "\n  ", "- x\n"]), max_size=30).map("".join))
def test_no_pieces_of_yaml_make_the_reader_crash(content: str) -> None:
    for loader in LOADERS:
        file = File("themes/x.yml", "themes/x.yml", content.encode("utf-8", "surrogatepass"))
        places_are_in(*read_document(file, loader=loader))


@st.composite
def mutated(draw: st.DrawFn, files: list[File]) -> File:
    """A file with a few pieces taken out, doubled, moved or put in."""
    file = draw(st.sampled_from(files))
    data = file.data.decode()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        change = draw(st.sampled_from(["out", "double", "in", "cut"]))
        piece = {"out": "", "double": data[at:end] * 2, "in": draw(st.sampled_from(NASTY)) + data[at:end], "cut": None}
        data = data[:at] if piece[change] is None else data[:at] + str(piece[change]) + data[end:]
    return File(file.path, file.display_path, data.encode())


@given(file=mutated(REAL))
def test_no_change_to_a_real_file_makes_the_reader_crash(file: File) -> None:
    for loader in LOADERS:
        places_are_in(*read_document(file, loader=loader))


@settings(max_examples=80)
@given(file=mutated([file for file in tiny().files if file.path.endswith((".yml", ".md"))]))
def test_no_change_to_a_file_makes_the_whole_examination_crash(file: File) -> None:
    made = make((over(tiny(), Layer("content", (file,))),))
    assert (made.handbook is None) == any(not problem.warning for problem in made.problems)
    made.told.encode()


@settings(max_examples=40)
@given(file=mutated([file for file in tiny().files if file.path.endswith(".yml")]))
def test_no_layer_makes_the_whole_examination_crash(file: File) -> None:
    above = Layer("my-circle", (File(file.path, f"my-circle/{file.path}", file.data),))
    make((tiny(), above)).told.encode()


HEAVY = (
    """[¦{¦- ¦? ¦{a: ¦[a, ¦a: ¦- - ¦"¦'¦a:\n¦&a ¦*a ¦!a ¦# ¦|\n¦\\¦...¦a: b: ¦- a\n¦a\n¦  ¦\n¦x¦---\n"""
    "¦a: [b, c\n¦a: “\n¦- {id: a}\n¦a: [fill in\n¦a: <!--"
)


@pytest.mark.parametrize("piece", HEAVY.split("¦"))
def test_nothing_repeated_ten_thousand_times_makes_the_reader_hang(piece: str) -> None:
    for before in ("", "title: ", "exercises:\n"):
        file = File("themes/being-seen.yml", "content/themes/being-seen.yml", (before + piece * 10_000).encode())
        make((over(tiny(), Layer("content", (file,))),))


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(f"key{n}: x" for n in range(9_000)),
        "exercises: [" + ", ".join(f"id-{n}" for n in range(15_000)) + "]",
        "exercises: [" + ", ".join("a" for n in range(15_000)) + "]",
        "about: |\n" + "  [@a] [b](exercise:c) <i> `d`\n" * 3_000,
    ],
    ids=["keys", "ids", "one id", "prose"],
)
def test_thousands_of_mistakes_in_one_file_are_told_as_the_first_twenty(content: str) -> None:
    file = File("themes/being-seen.yml", "content/themes/being-seen.yml", content.encode())
    made = make((over(tiny(), Layer("content", (file,))),))
    assert made.handbook is None
    assert made.told.count("content/themes/being-seen.yml:") <= 21


# --- the tree

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff"), max_size=12
)
KEYS = WORDS.filter(lambda key: not HIDDEN.search(key))
TREES = st.recursive(
    KEYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=12,
)


@given(tree=TREES.filter(lambda tree: not isinstance(tree, str)))
def test_a_tree_that_is_written_is_the_tree_that_is_read(tree: Any) -> None:
    for loader in LOADERS:
        node, problems = compose_tree("x.yml", json.dumps(tree, ensure_ascii=False), loader=loader)
        assert problems == ()
        assert node is not None
        assert nodes.to_plain_data(node) == tree


def leaves(node: Node) -> list[Scalar]:
    """Every key and value of a tree."""
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [leaf for item in node.items for leaf in leaves(item)]
    return [leaf for key, value in node.items for leaf in (key, *leaves(value))]


@pytest.mark.parametrize("loader", LOADERS)
def test_every_value_on_one_line_stands_where_its_place_says(loader: type) -> None:
    seen = 0
    for file in REAL:
        read, problems = read_document(file, loader=loader)
        assert problems == ()
        assert read.node is not None
        for leaf in leaves(read.node):
            line = read.lines[leaf.place.line - 1]
            if leaf.plain and leaf.text and leaf.line_span == 1:
                assert line[leaf.place.column - 1 :].startswith(leaf.text)
                seen += 1
    assert seen > 200


@pytest.mark.parametrize("loader", LOADERS)
def test_a_text_of_several_lines_knows_how_many(loader: type) -> None:
    node, _ = compose_tree("x.yml", "a: |\n  one\n  two\n  three\nb: x\n", loader=loader)
    assert isinstance(node, Mapping)
    value = node.value_of("a")
    assert isinstance(value, Scalar)
    assert value.line_span >= 4


def test_a_path_that_leads_nowhere_gives_the_nearest_thing_above() -> None:
    node, _ = compose_tree("x.yml", "a:\n  - b: c\n")
    assert node is not None
    assert nodes.node_at(node, ("a", 0, "b")).place.line == 2
    assert nodes.node_at(node, ("a", 7, "b")) == nodes.node_at(node, ("a",))
    assert nodes.place_of(node, ("a", 0, "z")).column == 5


# --- lines and letters


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"a: \xfc", 1, 4), (b"a: b\nc: caf\xe9 d\n", 2, 7), ("é: ".encode() + b"\x80", 1, 4), (b"\xff", 1, 1)],
)
def test_a_letter_of_an_old_encoding_is_found(data: bytes, line: int, column: int) -> None:
    problem = text.decode_bytes("x.yml", data)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place.line, problem.place.column) == ("wrong-encoding", line, column)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(encoding: str) -> None:
    problem = text.decode_bytes("x.yml", "title: x\n".encode(encoding))
    assert isinstance(problem, Problem)
    assert "UTF-16" in problem.message


def test_a_problem_of_a_chapter_stands_on_its_line_of_the_file() -> None:
    data = b"---\ntitle: x\norder: 1: 2\nsummary: y\n---\n\nA line.\n\n\tA tab.\n"
    _, problems = read_document(File("chapters/x.md", "chapters/x.md", data))
    assert [(problem.code, problem.place.line) for problem in problems] == [("second-colon", 3), ("tab", 9)]


def test_a_line_is_told_at_most_one_problem_of_each_kind() -> None:
    assert len(list(text.scan_text("x.yml", "\t\t\u202e\u202e\t"))) == 2


# --- files


def test_files_are_read_in_one_order_with_forward_slashes(tmp_path: Path) -> None:
    for name in ("b/z.yml", "b/a.yml", "a.yml", "c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    read = read_layer(tmp_path, "mine")
    assert [(file.path, file.display_path, file.data) for file in read.files] == [
        (name, f"mine/{name}", name.encode()) for name in ("a.yml", "b/a.yml", "b/z.yml", "c.md")
    ]


def test_a_folder_that_is_not_there_is_trouble_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="there is no folder my-circle"):
        read_layer(tmp_path / "none", "my-circle")
    (tmp_path / "file").touch()
    with pytest.raises(FileAccessError):
        read_layer(tmp_path / "file", "my-circle")


def test_a_file_that_may_not_be_read_is_trouble_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").touch()

    # nothing is closed to an administrator, who runs the tests on many build machines, so the refusal is played
    def closed(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", closed)
    with pytest.raises(FileAccessError, match=r"a\.yml cannot be read: Permission denied"):
        read_layer(tmp_path, "mine")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="SKIPPED: this system has no pipes in folders")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    assert [problem.code for problem in read_layer(tmp_path, "mine").problems] == ["not-a-file"]


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.yml").write_text("title: secret\n")
    content = tmp_path / "content"
    content.mkdir()
    try:
        (content / "themes").symlink_to(tmp_path / "secret")
        (content / "a.yml").symlink_to(tmp_path / "secret" / "a.yml")
        (content / "gone.yml").symlink_to(tmp_path / "nothing")
    except OSError:
        skip_loudly("this system lets nobody make links")
    read = read_layer(content, "content")
    assert read.files == ()
    assert [problem.code for problem in read.problems] == ["symlink"] * 3


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"a\xff.yml")).touch()
    except OSError:
        skip_loudly("this system has no such names")
    read = read_layer(tmp_path, "mine")
    assert [problem.code for problem in read.problems] == ["odd-name"]
    assert read.problems[0].place.file == "mine/a·.yml"


def test_folders_deeper_than_any_handbook_are_not_read(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"abcdefghijkl")
    deep.mkdir(parents=True)
    (deep / "x.yml").touch()
    read = read_layer(tmp_path, "mine")
    assert read.files == ()
    assert [problem.code for problem in read.problems] == ["too-deep"]


def test_a_picture_may_be_larger_than_a_text_but_not_endless(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x" * 2 * 1024 * 1024)
    assert [file.path for file in read_layer(tmp_path, "mine").files] == ["a.png"]
    (tmp_path / "a.png").write_bytes(b"x" * 9 * 1024 * 1024)
    assert [problem.code for problem in read_layer(tmp_path, "mine").problems] == ["too-large"]


def test_a_file_in_memory_is_held_to_the_same_size() -> None:
    made = make((layer("content", {"themes/large.yml": "title: " + "x" * 1024 * 1024}),))
    assert "too-large" in made.codes


def test_a_layer_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    try:
        (tmp_path / "my-circle").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        skip_loudly("this system lets nobody make links")
    with pytest.raises(FileAccessError, match="my-circle is a link to another folder, and links are not followed"):
        read_layer(tmp_path / "my-circle", "my-circle")
