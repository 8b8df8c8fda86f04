"""A file's bytes to a Document: its tree with places and, for a chapter, the text after the front matter. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from generator.errors import Place, Problem
from generator.source import text
from generator.source.compose import LOADER, compose_tree, shift_problem
from generator.source.files import File
from generator.source.nodes import Node, Scalar

EMPTY_FILE_CODE = "empty-file"
_EMPTY = "Fill it in, or delete it."
_NOT_CLOSED = (
    "the lines with title, order and summary begin here, and nothing ends them",
    "Write a line of three hyphens after the last of them.",
)
_FRAMED = (
    "a chapter begins with its title, order and summary between two lines of three hyphens",
    "Begin the file with ---, then title:, order: and summary:, each on a line of its own, then --- again.",
)


@dataclass(frozen=True)
class Document:
    """One file of content, read but not understood. `body_line` is the number of lines before `body`."""

    path: str
    display_path: str
    node: Node | None
    lines: tuple[str, ...]
    body: str = ""
    body_line: int = 0

    @property
    def body_node(self) -> Scalar:
        """The body as one value with its place."""
        return Scalar(self.body, Place(self.display_path, self.body_line + 1), line_span=len(self.lines))


# a preview reads the same files again and again
@lru_cache(maxsize=20_000)
def read_document(file: File, *, loader: type = LOADER) -> tuple[Document, tuple[Problem, ...]]:
    """Return one .yml or .md file as a document. With problems, `node` is None or what could be read."""
    content = text.decode_bytes(file.display_path, file.data)
    if isinstance(content, Problem):
        return Document(file.path, file.display_path, None, text.read_lossy_lines(file.data)), (content,)
    lines = tuple(content.split("\n"))
    if file.path.endswith(".md"):
        return _read_chapter(file, content, lines, loader)
    node, problems = compose_tree(file.display_path, content, loader=loader)
    if node is None and not problems:
        problems = (Problem(Place(file.display_path), EMPTY_FILE_CODE, "nothing stands in this file", _EMPTY),)
    return Document(file.path, file.display_path, node, lines), problems


def _read_chapter(
    file: File, content: str, lines: tuple[str, ...], loader: type
) -> tuple[Document, tuple[Problem, ...]]:
    """Return a chapter: front matter between two lines of three hyphens, then the text."""
    empty = Document(file.path, file.display_path, None, lines)
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        says = _NOT_CLOSED if ends == [0] else _FRAMED
        return empty, tuple(text.scan_text(file.display_path, content)) or (
            Problem(Place(file.display_path), "front-matter", *says),
        )
    body_line = ends[1] + 1
    body = "\n".join(lines[body_line:])
    node, problems = compose_tree(file.display_path, "\n".join(lines[1 : ends[1]]), offset=1, loader=loader)
    if node is None and not problems:
        problems = (Problem(Place(file.display_path), "front-matter", *_FRAMED),)
    if scanned := tuple(shift_problem(problem, body_line) for problem in text.scan_text(file.display_path, body)):
        return empty, (*problems, *scanned)
    return Document(file.path, file.display_path, node, lines, body, body_line), problems
