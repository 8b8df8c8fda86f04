"""Large paper for a wall: a board, an agreement, the rota or the year on one sheet of A3 or tabloid, and the same on
two ordinary sheets to join. Pure.

What stands on it comes from the maker of the thing itself; here it is only said that it is to be large.
"""

from dataclasses import replace

from generator.model.layouts import LAYOUTS
from generator.printables import handout, poster
from generator.printables.context import Maker, PrintContext
from generator.printables.handout_marks import NO_TAB
from generator.typesetting.printable import Data, Printable, PrintablePart

_YEAR = "year"


def make_board(context: PrintContext, id: str, paper: str) -> Printable:
    """Make a thing on one large sheet, twice the size of `paper`, and behind it the same on two sheets to join."""
    large = _enlarge(context, id, paper, "wall")
    return replace(large, parts=(*large.parts, *make_tiles(context, id, paper).parts))


def make_tiles(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the same on two sheets of `paper`, with a line to cut and a strip to stick."""
    return _enlarge(context, id, paper, "tiles")


def _enlarge(context: PrintContext, id: str, paper: str, kind: str) -> Printable:
    """Make the ordinary sheet of a thing, and replace its one part by a large one."""
    make: Maker = poster.make_poster if id == _YEAR else handout.make_handout
    small = make(context, id, paper)
    (part,) = small.parts
    return replace(
        small,
        label=context.words(f"printable.{kind}", label=small.label),
        parts=(_large_part(context, part, kind),),
    )


def _large_part(context: PrintContext, face: PrintablePart, kind: str) -> PrintablePart:
    """Return a part on large paper: what stands there, whether it lies on its side, and how to join it from two
    sheets."""
    words = context.words
    sideways = face.kind == "handout" and LAYOUTS[face.data["layout"]].landscape_on_wall
    said: Data = {
        "kind": face.kind,
        "face": {**face.data, "joined": sideways, "on_wall": True, "tab": NO_TAB},
        "sideways": sideways,
        "cut": words("handout_paper.cut"),
        "stick": words("handout_paper.stick_beside" if sideways else "handout_paper.stick"),
    }
    return PrintablePart(kind, said)
