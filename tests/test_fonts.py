"""A character that no font has is told once, at the author's own line, and stops nothing; any font that is laid beside
the others serves for what they lack."""

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from printed import ROOT, reader
from running import handbook, tiny

from generator.typesetting.fonts import ORDINARY, STAND_IN, read_fonts

FONTS = ROOT / "templates" / "fonts"
LETTER = "\u0e01"


def write_font(path: Path, letter: str) -> None:
    """A font of a family of its own that has one letter: a known one under another name."""
    font = TTFont(FONTS / "NotoSans-Regular.ttf")
    glyph = font.getBestCmap()[ord("A")]
    for table in font["cmap"].tables:
        table.cmap = {ord(letter): glyph}
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = "OneLetter" if record.nameID == 6 else "One Letter"
    font.save(path)


def test_the_fonts_of_the_tree_have_every_ordinary_letter() -> None:
    fonts = read_fonts(FONTS)
    ordinary = [chr(code) for code in range(0x20, 0x3000) if ORDINARY.fullmatch(chr(code))]
    assert len(ordinary) > 300
    assert fonts.find_missing([*ordinary, STAND_IN]) == set()


def test_what_is_never_seen_is_not_missing() -> None:
    assert read_fonts(FONTS).find_missing("\u00ad\u200b\u200d\ufe0f\n") == set()


@pytest.mark.parametrize("text", [f"Hello {LETTER} there and ✅ again", "🙂"])
def test_a_missing_letter_is_told_once_at_its_line_and_the_site_is_built(tmp_path: Path, text: str) -> None:
    folder = tiny(tmp_path)
    (folder / "my-circle/themes").mkdir(parents=True)
    (folder / "my-circle/themes/being-seen.yml").write_text(f"# {LETTER}\nabout: {text}\n", "utf-8")
    done = handbook("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("letter-not-in-fonts") == 1
    missing = " ".join(sorted(set(text) & {LETTER, "✅", "🙂"}))
    assert (
        f"my-circle/themes/being-seen.yml:2:{8 + text.index(missing[0])}: warning: no font for paper has" in done.stdout
    )
    assert f"has {missing}, so paper shows {STAND_IN} there" in done.stdout
    assert text in (folder / "site/themes/being-seen.html").read_text("utf-8")


def test_a_font_that_is_laid_beside_the_others_serves_for_what_they_lack(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    shutil.copytree(ROOT / "templates", folder / "templates")
    write_font(folder / "templates/fonts/one.ttf", LETTER)
    (folder / "my-circle/exercises/role-play").mkdir(parents=True)
    (folder / "my-circle/exercises/role-play/de-role.yml").write_text(f"title: De-role {LETTER}\n", "utf-8")
    done = handbook("print", "card", "de-role", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "letter-not-in-fonts" not in done.stdout
    page = reader((folder / "printed/card-de-role-a4.pdf").read_bytes()).pages[0]
    names = [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
    assert any("One" in name for name in names), names
