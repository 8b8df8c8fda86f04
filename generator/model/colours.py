"""The colours and patterns of families, and of a circle's pages. To offer another colour, add it here and to the theme.

Typst gets a colour from here; `templates/theme/assets/handbook.css` says the same of screens, which a test holds
to this table.
"""

from typing import TYPE_CHECKING, Literal, TypeAlias

# as printed, and on a light page: dark enough for words
COLOURS = {
    "teal": "#0f6668",
    "plum": "#7a3e73",
    "ochre": "#7d5400",
    "moss": "#4c6420",
    "slate": "#48596b",
    "rose": "#9d3a57",
    "indigo": "#474f99",
    "rust": "#964020",
    "sand": "#6d5d43",
}
# drawn in templates/print/patterns.typ and, as marks, in the theme
PATTERNS = ("dots", "lines", "waves", "checks", "crosses", "rings", "bars", "steps", "plain")

if TYPE_CHECKING:
    Colour: TypeAlias = str
    Pattern: TypeAlias = str
else:
    Colour = Literal[tuple(COLOURS)]
    Pattern = Literal[PATTERNS]
