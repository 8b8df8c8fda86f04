"""YAML text to a tree of strings with places. The one module that calls the YAML parser.

Works on the parser's events, so that every key and value keeps its place and nothing is cast: `no`, `12:30` and
`2027-01-12` stay what they look like. Anchors, aliases, tags and a second document are refused: they are what turns a
small file into an endless one, and no content needs them. So are files deeper or longer than any handbook's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from generator.errors import Place, Problem
from generator.source import hyphens, quotes, syntax, text
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.text.hidden import HIDDEN, INVISIBLE_SPACES

_MAX_DEPTH = 20
_MAX_VALUES = 20_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CURLY_QUOTES = "“”„‟‘’‚‛"
_INVISIBLE_START = re.compile(f"-?([{INVISIBLE_SPACES}])")


class Rejected(Exception):
    """Reading cannot go on after this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass
class Composer:
    """Builds the tree of one file; `offset` lines stand before the text in the file (front matter)."""

    file: str
    events: Iterator[yaml.Event]
    offset: int = 0
    lines: tuple[str, ...] = ()
    event_count: int = 0
    problems: list[Problem] = field(default_factory=list)

    def place_of_event(self, event: yaml.Event) -> Place:
        """Return where an event starts, with its width if it ends on the same line."""
        start, end = event.start_mark, event.end_mark
        assert start and end, "an event that was read from text has its marks"
        width = end.column - start.column if end.line == start.line else 1
        return Place(self.file, start.line + 1 + self.offset, start.column + 1, max(1, width))

    def next_event(self) -> yaml.Event:
        """Return the next event. Raises Rejected if it is something that content may not hold."""
        event = next(self.events)
        self.event_count += 1
        if self.event_count > _MAX_VALUES:
            raise Rejected(self.problem_at(event, "too-many", *syntax.TOO_MANY))
        if isinstance(event, yaml.NodeEvent):
            if event.anchor:
                raise Rejected(self.problem_at(event, "anchor", *syntax.ANCHOR))
            if getattr(event, "tag", None):
                raise Rejected(self.problem_at(event, "tag", *syntax.TAG))
        return event

    def problem_at(self, event: yaml.Event, code: str, message: str, cure: str) -> Problem:
        """Return a problem at an event, one character wide."""
        place = self.place_of_event(event)
        return Problem(Place(place.file, place.line, place.column), code, message, cure)

    def compose_document(self) -> Node | None:
        """Return the single document of the stream, or None if there is none."""
        self.next_event()
        first = self.next_event()
        if isinstance(first, yaml.StreamEndEvent):
            return None
        node = self.compose_node(self.next_event(), 1)
        self.next_event()
        last = self.next_event()
        if not isinstance(last, yaml.StreamEndEvent):
            raise Rejected(self.problem_at(last, "second-document", *syntax.SECOND_DOCUMENT))
        return node

    def compose_node(self, event: yaml.Event, depth: int, *, entry: bool = False) -> Node:
        """Return one value and all below it; `entry` says whether it stands in a list."""
        if depth > _MAX_DEPTH:
            raise Rejected(self.problem_at(event, "too-deep", *syntax.TOO_DEEP))
        if isinstance(event, yaml.ScalarEvent):
            return self.compose_scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.compose_sequence(event, depth)
        return self.compose_mapping(event, depth, entry=entry)

    def compose_scalar(self, event: yaml.ScalarEvent) -> Scalar:
        """Return a value, with the lines that it covers."""
        place, end = self.place_of_event(event), event.end_mark
        assert end, "it has its marks"
        unquoted = not event.style
        if unquoted:
            if not event.value.isascii():
                self.check_start(event)
            if end.line < len(self.lines) and "#" in self.lines[end.line]:
                self.check_comment(event)
        elif event.style in ("'", '"'):
            self.check_quoted(event, place)
        last = end.line + self.offset + (1 if end.column else 0)
        return Scalar(event.value, place, unquoted, max(1, last - place.line + 1))

    def check_quoted(self, event: yaml.ScalarEvent, place: Place) -> None:
        """Note what a text in quotes hides. Raises Rejected if it runs on over the keys below it."""
        self.refuse_open_quote(event)
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            message, cure = syntax.HIDDEN_BY_ESCAPE
            message = message.format(code=f"U+{ord(hidden.group()):04X}")
            self.problems.append(Problem(place, "control-character", message, cure))

    def refuse_open_quote(self, event: yaml.ScalarEvent) -> None:
        """Refuse a text in quotes that ran on over the keys below it. Raises Rejected."""
        start, end = event.start_mark, event.end_mark
        if not start or not end or start.line == end.line:
            return
        if found := quotes.find_open_quote(self.lines, start.line, start.line):
            place = Place(self.file, found[0] + 1 + self.offset, found[1] + 1)
            raise Rejected(Problem(place, "open-quote", *quotes.OPEN_QUOTE))

    def check_start(self, event: yaml.ScalarEvent) -> None:
        """Note a first character of an unquoted value that only looks like a quote or a space."""
        first = event.value[:1]
        if first and first in _CURLY_QUOTES:
            self.problems.append(self.problem_at(event, "curly-quote", *syntax.CURLY))
        elif found := _INVISIBLE_START.match(event.value):
            message, cure = syntax.INVISIBLE_FIRST
            message = message.format(code=f"U+{ord(found.group(1)):04X}")
            start = self.place_of_event(event)
            place = Place(start.file, start.line, start.column + found.start(1))
            self.problems.append(Problem(place, "invisible-space", message, cure))

    def check_comment(self, event: yaml.ScalarEvent) -> None:
        """Note text that a # cuts off. What follows it is a comment and never read, but after a text it was probably
        meant to be part of it: where no space follows the #, or where a text of several words goes on after one."""
        end = event.end_mark
        if not self.lines or end is None or end.line >= len(self.lines):
            return
        line = self.lines[end.line]
        before = line[: end.column].rstrip()
        rest = line[len(before) :]
        lost = rest.lstrip()
        if not lost.startswith("#") or not before or len(rest) == len(lost):
            return
        prose = " " in event.value.strip() and rest.startswith(" #")
        if len(lost) > 1 and (lost[1] not in " #" or prose):
            place = Place(self.file, end.line + 1 + self.offset, line.index(lost, len(before)) + 1, len(lost))
            message, cure = syntax.COMMENT
            whole = quotes.quote_text(f"{' '.join(event.value.split())} {lost}")
            self.problems.append(Problem(place, "cut-by-hash", message.format(lost=lost), cure.format(whole=whole)))

    def compose_sequence(self, start: yaml.Event, depth: int) -> Sequence:
        """Return a list and its entries."""
        items = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            items.append(self.compose_node(event, depth + 1, entry=True))
        self.problems.extend(hyphens.find_duplicate_ids(items))
        self.problems.extend(hyphens.find_joined_entries(items, self.lines, self.offset))
        return Sequence(tuple(items), self.place_of_event(start))

    def compose_mapping(self, start: yaml.Event, depth: int, *, entry: bool) -> Mapping:
        """Return keys and values; a key that stands twice is a problem, and the first one counts. In an entry only the
        first such key is told, since the others follow if a new entry was to begin there."""
        items: dict[str, tuple[Scalar, Node]] = {}
        repeated = False
        while not isinstance(event := self.next_event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise Rejected(self.problem_at(event, "odd-key", *syntax.ODD_KEY))
            key = self.compose_scalar(event)
            value = self.compose_node(self.next_event(), depth + 1)
            if key.text not in items:
                items[key.text] = (key, value)
            elif not (entry and repeated):
                self.problems.append(hyphens.make_duplicate_problem(key, items[key.text][0], begins_entry=entry))
                repeated = True
        return Mapping(tuple(items.values()), self.place_of_event(start))


def compose_tree(
    file: str, content: str, *, offset: int = 0, loader: type = LOADER
) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the tree of one YAML text, or None with the problems that kept it from being read.

    `offset` is the number of lines that stand before `content` in the file; `loader` is for tests.
    """
    problems = [shift_problem(problem, offset) for problem in text.scan_text(file, content)]
    if problems:
        return None, tuple(problems)
    composer = Composer(file, yaml.parse(content, Loader=loader), offset, tuple(content.split("\n")))
    try:
        node = composer.compose_document()
    except Rejected as refused:
        return None, (*composer.problems, refused.problem)
    except (yaml.YAMLError, ValueError, OverflowError) as fault:  # the last two: PyYAML on an escape like \UFFFFFFFF
        return None, (*composer.problems, shift_problem(syntax.explain_fault(file, content, fault), offset))
    return node, tuple(composer.problems)


def shift_problem(problem: Problem, offset: int) -> Problem:
    """Return the same problem, `offset` lines further down."""
    if not offset:
        return problem
    place = problem.place
    moved = Place(place.file, place.line + offset, place.column, place.width)
    return Problem(moved, problem.code, problem.message, problem.cure, problem.warning)
