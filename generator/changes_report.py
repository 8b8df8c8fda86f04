"""What is ours and what has changed underneath, as text for a terminal and as a page by itself. Pure."""

from collections.abc import Iterator, Sequence
from html import escape

from generator.handbook.changes import Effect, FieldChange, FileChange
from generator.phrasing.translations import Translations

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.25rem .75rem .25rem 0;"
    "border-bottom:1px solid #ccc;vertical-align:top}"
    "pre{white-space:pre-wrap;margin:.25rem 0}del{color:#8a1c1c}ins{color:#11592b}h2{font-size:1.1rem;margin-top:2rem}"
)
_PAGE = (
    '<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
    "<title>{title}</title>\n<style>{style}</style>\n<h1>{title}</h1>\n{body}\n</html>\n"
)


def format_changes(changes: Sequence[FileChange], words: Translations) -> str:
    """Return the table of all files of the circle's own, each with its fields, and at the end what is to be done."""
    blocks = [*("\n".join(_list_lines(change, words)) for change in changes), "\n".join(_list_ends(changes, words))]
    return "\n\n".join(blocks)


def draw_page(changes: Sequence[FileChange], words: Translations) -> str:
    """Return the same as one file of HTML that needs no other."""
    parts = [f"<p>{escape(words('changes.lead'))}</p>"]
    parts += [f"<p><strong>{escape(line)}</strong></p>" for line in _list_ends(changes, words)]
    parts += [part for change in changes for part in _draw_file(change, words)]
    title = escape(words("changes.title"))
    return _PAGE.format(language=escape(words.language), title=title, style=_STYLE, body="\n".join(parts))


def _list_lines(change: FileChange, words: Translations) -> Iterator[str]:
    yield _name_effect(change, words)
    yield from (f"  ! {step}" for step in _list_steps(change, words))
    rows = [(field.name, field.winner, _name_state(field, words)) for field in change.fields]
    name, winner = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    for field, row in zip(change.fields, rows, strict=True):
        yield f"  {row[0]:<{name}}  {row[1]:<{winner}}  {row[2]}"
        yield from (f"      {line}" for line in field.diff)
    if change.effect is Effect.CHANGES and change.below:
        yield f"  {words('changes.rest', file=change.below)}"


def _draw_file(change: FileChange, words: Translations) -> Iterator[str]:
    yield f"<h2>{escape(_name_effect(change, words))}</h2>"
    yield from (f"<p><strong>{escape(step)}</strong></p>" for step in _list_steps(change, words))
    if change.fields:
        heads = "".join(f"<th>{escape(words(f'changes.{key}'))}</th>" for key in ("field", "wins", "under"))
        rows = "\n".join(_draw_row(field, words) for field in change.fields)
        yield f"<table>\n<tr>{heads}</tr>\n{rows}\n</table>"
    if change.effect is Effect.CHANGES and change.below:
        yield f"<p>{escape(words('changes.rest', file=change.below))}</p>"


def _draw_row(field: FieldChange, words: Translations) -> str:
    marks = {"-": "del", "+": "ins"}
    lines = "\n".join(f"<{marks[line[0]]}>{escape(line)}</{marks[line[0]]}>" for line in field.diff)
    diff = f"<pre>{lines}</pre>" if lines else ""
    state = escape(_name_state(field, words))
    return f"<tr><td>{escape(field.name)}</td><td>{escape(field.winner)}</td><td>{state}{diff}</td></tr>"


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
