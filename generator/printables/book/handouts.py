"""The list of handouts in the book: what each looks like from afar, what it is for, how many, and who uses it. Pure.

They are printed by themselves, so the book shows no more of them.
"""

from collections.abc import Iterator

from generator.handbook import derive
from generator.model.library import Handout
from generator.printables.book.writing import BookWriter, make_paragraph, make_text
from generator.printables.handout import is_landscape
from generator.typesetting.printable import Data

# How a layout looks from afar: a shape that miniatures.typ draws, and how many parts it has beside and below each
# other, or the fields that these count.
_SHAPES: dict[str, tuple[str, str | int, str | int]] = {
    "columns": ("table", "columns", "rows"),
    "board": ("table", "columns", "blanks"),
    "rota": ("table", "columns", 12),
    "boxes": ("boxes", 2, "boxes"),
    "rings": ("rings", 1, "rings"),
    "target": ("target", 2, 2),
    "slices": ("circle", 1, 1),
    "overlap": ("overlap", 2, 1),
    "map": ("map", 1, 1),
    "pocket": ("cut", 2, 2),
    "strip": ("cut", 2, 3),
    "lines": ("lines", 1, 8),
    "slips": ("cut", 2, 6),
    "cards": ("cut", 2, 3),
    "agreement": ("text", 2, 9),
    "danger": ("danger", 2, 1),
    "bucket": ("bucket", 1, 1),
    "body": ("body", 1, 1),
    "river": ("river", 1, 1),
}
# the most lines that can be told apart at this size
_MOST_LINES = 10
# the most boxes that stand in one column
_MOST_IN_COLUMN = 3


def handout_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield the list of handouts."""
    yield make_paragraph(make_text(writer.words("book.handouts_lead")))
    yield {"kind": "handouts", "entries": [_entry_data(writer, form) for form in writer.handbook.handouts.values()]}


def _entry_data(writer: BookWriter, form: Handout) -> Data:
    words = writer.words
    users = derive.find_handout_users(writer.handbook, form.id)
    used = writer.join_with_commas(writer.mention("exercise", user) for user in users)
    return {
        "picture": _miniature_data(form),
        "title": form.title,
        "line": form.one_line or "",
        "per": words(f"per.{form.per}", n=1),
        "used_by": words("book.handout_used_by"),
        "used": used,
    }


def _miniature_data(form: Handout) -> Data:
    """Return what a handout looks like from afar."""
    shape, across, down = _SHAPES[form.layout]
    beside, below = _count(form, across), _count(form, down)
    if form.layout == "columns":
        beside, below = beside + bool(form.rows), (below or form.blanks or _MOST_LINES) + 1
    if form.layout == "boxes":
        beside = 1 if below <= _MOST_IN_COLUMN else 2
        below = -(-below // beside)
    return {
        "shape": shape,
        "flipped": is_landscape(form),
        "across": max(1, beside),
        "down": min(_MOST_LINES, max(1, below)),
    }


def _count(form: Handout, of: str | int) -> int:
    """Return a number, or how many entries a field has, or the number that it is."""
    value = getattr(form, of) if isinstance(of, str) else of
    return value if isinstance(value, int) else len(value)
