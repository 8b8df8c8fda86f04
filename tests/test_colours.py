"""The theme and the print templates know exactly the colours and patterns that the one table has."""

import re

from reading import ROOT

from generator.model.colours import COLOURS, PATTERNS

CSS = (ROOT / "templates/theme/assets/handbook.css").read_text("utf-8")
TYPST = (ROOT / "templates/print/patterns.typ").read_text("utf-8")


def colours_in(css: str) -> dict[str, str]:
    """The families' colours that a style sheet gives light pages."""
    light = css.split("@media", maxsplit=1)[0]
    return {
        name: value for name, value in re.findall(r"--hb-([a-z]+): (#[0-9a-f]{6})", light) if f"--hb-{name}-soft" in css
    }


def test_screens_show_the_colours_of_the_table() -> None:
    seen = {name: value for name, value in colours_in(CSS).items() if name in COLOURS}
    assert seen == COLOURS
    assert set(re.findall(r'^\[data-colour="([a-z]+)"\]', CSS, re.MULTILINE)) == set(COLOURS)


def test_another_colour_on_screens_would_be_seen() -> None:
    assert colours_in(CSS.replace("#0f6668", "#0f6669", 1))["teal"] != COLOURS["teal"]


def test_every_pattern_is_drawn_on_screen_and_paper() -> None:
    assert set(re.findall(r'\[data-pattern="([a-z]+)"\] \{ --mark', CSS)) == set(PATTERNS)
    tiles = TYPST[TYPST.index("#let tiles") : TYPST.index("// A family's band")]
    assert {*re.findall(r"^  ([a-z]+): c =>", tiles, re.MULTILINE), "plain"} == set(PATTERNS)
