"""Fonts in files put together from pages: every glyph that a page draws is there, and hardly any other."""

import io
import re
import struct
import zlib
from collections.abc import Iterable

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types
from printed import loaded
from pypdf import PdfReader
from test_pdf_assembly import A4, LABEL, compile_text

from generator.typesetting.pdf_assembly import Assembly, Stretch
from generator.typesetting.pdf_fonts import FontFile, trim_characters
from generator.typesetting.pdf_glyphs import find_glyphs
from generator.typesetting.pdf_source import PdfSource
from generator.typesetting.pdf_syntax import UnknownPdf

FILLED = '#box(fill: tiling[#text(font: "Atkinson Hyperlegible Next")[Fox]], "Whim")'
TEXT = f"{LABEL}#part(0, 0)[Quay (a\\\\b) é]\n#part(1, 0)[Whim]\n#part(2, 0)[{FILLED}]"
PLACED = b"/f0 11 Tf 1 0 0 -1 0 0 Tm"


def print_part(number: int) -> tuple[PdfReader, str]:
    """One part of the text as a file, and its words."""
    source = PdfSource(compile_text(TEXT))
    file = PdfReader(io.BytesIO(Assembly([Stretch(source, source.find_pages(number, 0))]).finish("x", A4, "")))
    return file, file.pages[0].extract_text()


def read_fonts(file: PdfReader) -> list[tuple[TTFont, str]]:
    """Each font file, and the list of the characters that its glyphs stand for."""
    objects = (file.get_object(number) for number in range(1, int(file.trailer["/Size"])))
    fonts = [one for one in objects if isinstance(one, dict) and "/DescendantFonts" in one]
    return [
        (
            TTFont(io.BytesIO(one["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data())),
            one["/ToUnicode"].get_data().decode(),
        )
        for one in fonts
    ]


def count_outlines(font: TTFont) -> int:
    return sum(font["glyf"][name].numberOfContours != 0 for name in font.getGlyphOrder())


@pytest.mark.parametrize(("part", "letters"), [(0, "Quay(a\\b)é"), (1, "Whim"), (2, "WhimFox")])
def test_a_file_has_the_glyphs_of_its_own_pages(part: int, letters: str) -> None:
    file, words = print_part(part)
    assert set(letters) <= {*words, *"Fox"}
    ((font, characters),) = read_fonts(file)
    listed = {chr(int(sign, 16)) for sign in re.findall(r"> <([0-9A-F]{4})>\n(?!endcode)", characters)}
    assert listed - {" "} == set(letters)
    # the glyph for what is missing, and what an accented letter is made of
    assert len(set(letters)) <= count_outlines(font) <= len(set(letters)) + 3


def test_a_font_would_have_more_without_it() -> None:
    ((font, _),) = read_fonts(PdfReader(io.BytesIO(compile_text(TEXT))))
    assert count_outlines(font) > len("Quay(\\b)é") + 3


def test_no_file_says_which_glyphs_a_font_had_before() -> None:
    raw = compile_text(TEXT)
    assert b"/CIDSet" in raw
    objects = PdfSource(raw).objects
    numbers = range(1, int(objects.trailer["Size"]))
    assert not any(b"/CIDSet" in objects[number] for number in numbers)


def test_glyphs_keep_their_numbers_and_are_whole() -> None:
    data = _own_font()
    whole = TTFont(io.BytesIO(data))
    accented, plain = whole.getGlyphID("eacute"), whole.getGlyphID("x")
    assert whole["glyf"]["eacute"].isComposite()
    lean = TTFont(io.BytesIO(zlib.decompress(FontFile(data).pack(frozenset({accented})))))
    parts = [part.glyphName for part in whole["glyf"]["eacute"].components]
    for name in ("eacute", *parts):
        number = whole.getGlyphID(name)
        assert _outline(lean, number) == _outline(whole, number) != b""
    assert _outline(lean, plain) == b""
    assert lean["maxp"].numGlyphs == whole["maxp"].numGlyphs


def _own_font() -> bytes:
    return (loaded().fonts / "Literata-Regular.ttf").read_bytes()


def _outline(font: TTFont, number: int) -> bytes:
    places = font["loca"].locations
    return bytes(font.reader["glyf"][places[number] : places[number + 1]])


def test_a_glyph_that_a_font_lacks_is_refused() -> None:
    with pytest.raises(UnknownPdf, match="a glyph that its font lacks"):
        FontFile(_own_font()).pack(frozenset({60_000}))
    with pytest.raises(UnknownPdf, match="not TrueType"):
        FontFile(b"OTTO" + _own_font()[4:])


def list_characters(numbers: Iterable[int]) -> bytes:
    """A list of characters as Typst writes it: each glyph's is its own number."""
    entries = [b"<%04X> <%04X>\n" % (number, number) for number in numbers]
    text = b"<0000> <FFFF>\nendcodespacerange\n%d beginbfchar\n%sendbfchar\n" % (len(entries), b"".join(entries))
    return zlib.compress(text)


def test_a_list_of_characters_keeps_what_is_drawn() -> None:
    made = zlib.decompress(trim_characters(list_characters(range(1, 300)), frozenset({3, 255, 290})))
    assert made.count(b"> <") == 1 + 3
    assert b"3 beginbfchar\n<0003> <0003>\n<00FF> <00FF>\n<0122> <0122>\nendbfchar\n" in made


def test_long_lists_of_characters_are_cut_where_a_reader_expects_it() -> None:
    stream = list_characters(range(500))
    made = zlib.decompress(trim_characters(stream, frozenset(range(0, 500, 2))))
    assert re.findall(rb"(\d+) beginbfchar", made) == [b"100", b"100", b"50"]
    assert b"beginbf" not in zlib.decompress(trim_characters(stream, frozenset()))


def test_a_list_of_characters_in_ranges_is_refused() -> None:
    with pytest.raises(UnknownPdf, match="a list of characters in ranges"):
        trim_characters(zlib.compress(b"1 beginbfrange\n<0001> <0002> <0041>\nendbfrange\n"), frozenset({1}))


@pytest.mark.parametrize(
    ("drawn", "glyphs"),
    [
        (rb"[(\000\001\000\t)15(\000a)]TJ", {1, 9, ord("a")}),
        (rb"[-3(\000\001)-0.5]TJ", {1}),
        (rb"(\000\\\000(\000)\000\)\000\()Tj", {ord(sign) for sign in "\\()"}),
        (rb"[<00A10102>10(\000\001\000))-4(\000\002)]TJ", {0xA1, 0x102, 1, 2, ord(")")}),
        (rb"(\001\002\000\002)Tj", {0x102, 2}),
    ],
)
def test_glyphs_are_read_from_what_draws(drawn: bytes, glyphs: set[int]) -> None:
    content = b"BT 0 Tr" + PLACED + drawn + b"\nET/Span<</Lang(en)>>BDC BT" + PLACED.replace(b"f0", b"f1") + b"(ab)Tj"
    assert find_glyphs(content, ["f0", "f2"]) == {"f0": frozenset(glyphs), "f2": frozenset()}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PLACED + rb"(\000)Tj", "a text with half a glyph"),
        (b"/f0 11 Tf " + rb"(\000\001)Tj", "a text that does not name its font and its place first"),
    ],
)
def test_what_draws_in_another_way_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnknownPdf, match=message):
        find_glyphs(content, ["f0"])


def test_places_are_written_as_the_font_has_them() -> None:
    data = _own_font()
    font = zlib.decompress(FontFile(data).pack(frozenset({5})))
    for whole in (data, font):
        read = TTFont(io.BytesIO(whole))
        width = 4 if read["head"].indexToLocFormat else 2
        assert len(read.reader["loca"]) == width * (read["maxp"].numGlyphs + 1)
        assert struct.unpack(">H", whole[4:6])[0] == len(read.reader.keys())
