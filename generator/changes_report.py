"""What is ours and what has changed underneath, as text for a terminal and as a page by itself. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.handbook.changes import Effect, FieldChange, FileChange
from generator.pages.render import make_jinja_environment, render_template
from generator.phrasing.translations import Translations

_TEMPLATE = "changes.html.j2"


@dataclass(frozen=True)
class LineView:
    """A line that came, or one that went."""

    came: bool
    text: str


@dataclass(frozen=True)
class RowView:
    """A field of the circle's own, as a row of a table."""

    name: str
    winner: str
    state: str
    diff: tuple[LineView, ...]


@dataclass(frozen=True)
class FileView:
    """A file of the circle's own: what it does, what is to be done, its fields, and where all else comes from."""

    effect: str
    steps: tuple[str, ...]
    rows: tuple[RowView, ...]
    rest: str


def format_changes(changes: Sequence[FileChange], words: Translations) -> str:
    """Return the table of all files of the circle's own, each with its fields, and at the end what is to be done."""
    blocks = [*("\n".join(_list_lines(change, words)) for change in changes), "\n".join(_list_ends(changes, words))]
    return "\n\n".join(blocks)


def draw_page(changes: Sequence[FileChange], words: Translations, pages: Mapping[str, str]) -> str:
    """Return the same as one file of HTML that needs no other, from the templates of pages. Raises TemplatesError."""
    files = tuple(_view_file(change, words) for change in changes)
    return render_template(
        make_jinja_environment(pages, words), _TEMPLATE, {"ends": _list_ends(changes, words), "files": files}
    )


def _list_lines(change: FileChange, words: Translations) -> Iterator[str]:
    yield _name_effect(change, words)
    yield from (f"  ! {step}" for step in _list_steps(change, words))
    rows = [(field.name, field.winner, _name_state(field, words)) for field in change.fields]
    name, winner = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    for field, row in zip(change.fields, rows, strict=True):
        yield f"  {row[0]:<{name}}  {row[1]:<{winner}}  {row[2]}"
        yield from (f"      {line}" for line in field.diff)
    if rest := _name_rest(change, words):
        yield f"  {rest}"


def _view_file(change: FileChange, words: Translations) -> FileView:
    rows = tuple(_view_row(field, words) for field in change.fields)
    return FileView(_name_effect(change, words), tuple(_list_steps(change, words)), rows, _name_rest(change, words))


def _view_row(field: FieldChange, words: Translations) -> RowView:
    diff = tuple(LineView(line.startswith("+"), line) for line in field.diff)
    return RowView(field.name, field.winner, _name_state(field, words), diff)


def _name_rest(change: FileChange, words: Translations) -> str:
    is_over = change.effect is Effect.CHANGES and change.below
    return words("changes.rest", file=change.below) if is_over else ""


def _name_effect(change: FileChange, words: Translations) -> str:
    return words(f"changes.{change.effect.value}", file=change.file, what=change.what)


def _name_state(field: FieldChange, words: Translations) -> str:
    return words(f"changes.{field.state.value}")


def _list_steps(change: FileChange, words: Translations) -> Iterator[str]:
    """Yield the one step that mends a file whose thing has another name now, or is no longer there."""
    if change.rename_to:
        yield words("changes.rename", file=change.file, new=change.rename_to)
    elif change.effect is Effect.GONE:
        yield words("changes.mend_gone", file=change.file)


def _list_ends(changes: Sequence[FileChange], words: Translations) -> list[str]:
    if not changes:
        return [words("changes.none")]
    count = sum(change.needs_look for change in changes)
    seen = [words("changes.seen")] if count or _has_unknown(changes) else []
    return [words("changes.look", n=count) if count else words("changes.fine"), *seen]


def _has_unknown(changes: Sequence[FileChange]) -> bool:
    return any(field.state.value == "unknown" for change in changes for field in change.fields)
