"""Files put together from pages: nothing is lost on the way, copies are whole, and what is not known is refused."""

import io
import re
from pathlib import Path

import page as page_validation
import pytest
import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types
from printed import alternatives, loaded
from pypdf import PdfReader, PdfWriter

from generator.site.model import SOURCE_DATE
from generator.typesetting.font_outlines import read_outlines
from generator.typesetting.page_numbers import CHARACTERS, Numerals
from generator.typesetting.pdf_assembly import Assembly, Stretch
from generator.typesetting.pdf_source import MixedTags, PdfSource
from generator.typesetting.pdf_syntax import UnknownPdf, mask_strings, read_entries, split_references

A4, LETTER = (595.276, 841.89), (612.0, 792.0)
LABEL = """
#let unread(n) = str(n, base: 8).clusters().map(digit => str(int(digit) + 2)).join()
#let part(..numbers, body) = {
  set page(width: 210mm, height: 279.4mm, numbering: numbers.pos().map(unread).join(".") + "-1", footer: [])
  body
}
#set document(title: "x")
#set text(lang: "en", font: "Atkinson Hyperlegible Next")
"""
PAGES = (
    LABEL
    + """
#part(0, 0)[
  = One (1 0 R)
  #table(columns: 2, table.header[Head][Other], [cell], [cell])
  #link("https://example.org/a_(b)")[outside]
  == Below
  #pagebreak()
  Still one. #link(<start>)[back] <start>
]
#part(1, 0)[= Two]
#part(1, 8)[= Two again]
"""
)


def compile_text(text: str) -> bytes:
    """A text of Typst's as it comes from there."""
    made = typst.compile(
        text.encode(), format="pdf", pdf_standards="ua-1", font_paths=[str(loaded().fonts)], timestamp=SOURCE_DATE
    )
    assert isinstance(made, bytes)
    return made


def source(text: str = PAGES) -> PdfSource:
    return PdfSource(compile_text(text))


def assemble(
    *wanted: tuple[int, int | None, int], title: str = "A title", text: str = PAGES, author: str = ""
) -> bytes:
    pages = source(text)
    stretches = [Stretch(pages, pages.find_pages(part, section), copies) for part, section, copies in wanted]
    return Assembly(stretches).finish(title, A4, author)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def check(data: bytes, folder: Path) -> str:
    """What the checker of accessibility says; nothing if it is content."""
    (folder / "made.pdf").write_bytes(data)
    report = page_validation.validate_pdf(str(folder / "made.pdf"), profile="ua1")
    return "" if report.is_compliant else str(report)


def titles(outline: list[object]) -> list[object]:
    return [titles(one) if isinstance(one, list) else one["/Title"] for one in outline]  # type: ignore[index]  # pypdf


def test_the_pages_of_a_section_are_found_by_their_labels() -> None:
    assert source().stretches == {(0, 0): range(2), (1, 0): range(2, 3), (1, 8): range(3, 4)}
    assert source().find_pages(1, None) == range(2, 4)


def test_pages_of_one_section_may_lie_within_another() -> None:
    pages = source(LABEL + "#part(0, 0)[= All]\n#part(0, 2, 0)[= Two]\n#part(0, 5, 0)[= Five]\n#part(0, 1)[= Other]")
    assert pages.stretches == {(0, 0): range(3), (0, 2): range(1, 2), (0, 5): range(2, 3), (0, 1): range(3, 4)}


def test_a_section_whose_pages_are_apart_is_refused() -> None:
    with pytest.raises(UnknownPdf, match="apart"):
        _ = source(LABEL + "#part(0, 0)[= A]\n#part(0, 1)[= B]\n#part(0, 0)[= C]").stretches


@pytest.mark.parametrize("wanted", [[(0, 0, 1)], [(1, None, 3)], [(1, 8, 2), (0, 0, 3)]])
def test_every_file_is_accessible_and_has_its_pages_in_order(
    wanted: list[tuple[int, int, int]], tmp_path: Path
) -> None:
    data = assemble(*wanted)
    assert check(data, tmp_path) == ""
    pages = [page.extract_text().split("\n")[0].split(" (")[0] for page in read(data).pages]
    expected = {(0, 0): ["One", "Still one. back"], (1, 8): ["Two again"], (1, None): ["Two", "Two again"]}
    assert pages == [text for part, section, copies in wanted for text in expected[part, section] * copies]


def test_pages_with_a_number_in_the_corner_are_accessible_and_read_as_before(tmp_path: Path) -> None:
    pages = source()
    numerals = Numerals(read_outlines(loaded().fonts, CHARACTERS, "Literata"))
    stretches = [Stretch(pages, pages.find_pages(0, 0), 2), Stretch(pages, pages.find_pages(1, 0))]
    plain, numbered = (Assembly(stretches, one).finish("x", A4, "") for one in (None, numerals))
    assert check(numbered, tmp_path) == ""
    assert [page.extract_text() for page in read(numbered).pages] == [page.extract_text() for page in read(plain).pages]
    drawn = [page.get_contents() for page in read(numbered).pages]
    assert [one.get_data().count(b" Do Q") for one in drawn if one is not None] == [3] * 5
    assert len({one.get_data().split(b"EMC")[0] for one in drawn if one is not None}) == 5
    many = [Stretch(pages, pages.find_pages(1, 0), 100)]
    plain, numbered = (Assembly(many, one).finish("x", A4, "") for one in (None, numerals))
    assert len(numbered) - len(plain) < 350 * 100


def test_the_checker_would_notice_tags_that_were_lost(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=read(assemble((1, 0, 1))))
    del writer.root_object["/StructTreeRoot"]
    out = io.BytesIO()
    writer.write(out)
    assert check(out.getvalue(), tmp_path) != ""


def test_title_description_and_bookmarks_are_the_files_own() -> None:
    data = assemble((0, 0, 1), (1, 0, 1), title="Anger & (fear), bänd 1")
    file = read(data)
    assert file.metadata and (file.metadata.title, file.metadata.author) == ("Anger & (fear), bänd 1", None)
    assert b'<rdf:li xml:lang="x-default">Anger &amp; (fear), b\xc3\xa4nd 1</rdf:li>' in data
    assert b"<xmpTPg:NPages>3<" in data
    assert titles(file.outline) == ["One (1 0 R)", ["Below"], "Two"]
    assert b"dc:creator" not in data
    named = read(assemble((0, 0, 1), author="Ward & <nine>"))
    assert b"<rdf:li>Ward &amp; &lt;nine&gt;</rdf:li>" in assemble((0, 0, 1), author="Ward & <nine>")
    assert named.metadata and named.metadata.author == "Ward & <nine>"
    assert [file.get_destination_page_number(one) for one in file.outline if not isinstance(one, list)] == [0, 2]


def test_links_lead_where_they_led_in_each_copy() -> None:
    pages = read(assemble((0, 0, 2))).pages
    outside = [page["/Annots"][0].get_object()["/A"]["/URI"] for page in (pages[0], pages[2])]
    assert outside == ["https://example.org/a_(b)"] * 2
    inside = [page["/Annots"][0].get_object()["/Dest"][0].get_object() for page in (pages[1], pages[3])]
    assert [one == page for one, page in zip(inside, (pages[1], pages[3]), strict=True)] == [True, True]


def test_a_link_to_a_page_that_is_left_behind_is_refused() -> None:
    text = LABEL + "#part(0, 0)[= One #link(<there>)[on]]\n#part(1, 0)[= Two <there>]"
    with pytest.raises(UnknownPdf, match="a link to a page that is not taken along"):
        assemble((0, 0, 1), text=text)


def test_a_tag_that_runs_on_to_pages_left_behind_is_refused() -> None:
    pages = source(LABEL + "#part(0, 0)[= One\n#lorem(900)]")
    assert len(pages.list_top_tags(range(2))) == 2
    with pytest.raises(MixedTags, match="a tag on pages 1 to 2"):
        pages.list_top_tags(range(1))


def test_a_drawing_of_lines_alone_keeps_its_words() -> None:
    drawing = '#figure(alt: "Chairs in a circle", kind: "drawing", supplement: none, circle(radius: 1cm))'
    text = LABEL + f"#part(0, 0)[= One\n{drawing}]\n#part(1, 0)[= Two]"
    assert alternatives(assemble((0, 0, 2), (1, 0, 1), text=text)) == ["Chairs in a circle"] * 2
    assert alternatives(assemble((1, 0, 1), text=text)) == []


def test_copies_share_what_they_draw_with() -> None:
    one, many = (len(assemble((0, 0, copies))) for copies in (1, 20))
    assert many < 20 * one / 5


def test_fonts_carry_what_a_pdf_needs_and_no_more() -> None:
    raw = compile_text(PAGES)
    whole, lean = ({tag for font in fonts(data) for tag in font} for data in (raw, assemble((0, 0, 1), (1, None, 1))))
    assert whole > lean
    assert {"name", "post"}.isdisjoint(lean)
    assert {"glyf", "head", "hhea", "hmtx", "loca", "maxp"} <= lean


def fonts(data: bytes) -> list[list[str]]:
    """The tables of each font file in a PDF, as fontTools reads them."""
    objects = (read(data).get_object(number) for number in range(1, int(read(data).trailer["/Size"])))
    files = [one["/FontFile2"].get_data() for one in objects if isinstance(one, dict) and "/FontFile2" in one]
    assert files
    return [list(TTFont(io.BytesIO(file)).keys()) for file in files]


def test_headings_of_tables_keep_their_names_apart() -> None:
    file = read(assemble((0, 0, 2)))
    names = file.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"][::2]  # type: ignore[index]  # pypdf
    assert len(names) == len(set(names)) == 4
    assert names == sorted(names)


@pytest.mark.parametrize(("paper", "size"), [(A4, (595.276, 841.89)), (LETTER, (612.0, 792.0))])
def test_pages_stand_in_the_middle_of_their_paper(paper: tuple[float, float], size: tuple[float, float]) -> None:
    pages = source()
    box = read(Assembly([Stretch(pages, pages.find_pages(0, 0))]).finish("x", paper, "")).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.01)
    margins = (-float(box.left), float(box.right) - 595.276, -float(box.bottom), float(box.top) - 792)
    assert margins[0] == pytest.approx(margins[1], abs=0.01)
    assert margins[2] == pytest.approx(margins[3], abs=0.01)


def test_what_is_to_be_cut_says_where_and_how_far_its_ink_goes() -> None:
    cut = PAGES.replace("width: 210mm, height: 279.4mm,", "width: 105mm, height: 148mm, bleed: 3mm,")
    assert cut != PAGES
    page = read(assemble((1, 0, 1), text=cut)).pages[0]
    edges = [float(one) for one in (*page.trimbox, *page.bleedbox)]
    assert edges == pytest.approx([8.504, 8.504, 306.142, 428.032, 0, 0, 314.646, 436.535], abs=0.001)
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=0.01)
    assert "/BleedBox" not in read(assemble((1, 0, 1))).pages[0]


def test_a_file_on_another_paper_is_the_same_but_for_its_pages_and_title() -> None:
    pages = source()
    assembly = Assembly([Stretch(pages, pages.find_pages(0, 0), 2)])
    first, second = assembly.finish("On A4", A4, ""), assembly.finish("On Letter", LETTER, "")
    assert second == Assembly([Stretch(pages, pages.find_pages(0, 0), 2)]).finish("On Letter", LETTER, "")
    assert [page.extract_text() for page in read(first).pages] == [page.extract_text() for page in read(second).pages]
    assert {float(page.mediabox.height) for page in read(second).pages} == {792.0}


def test_the_same_pages_give_the_same_bytes() -> None:
    assert assemble((0, 0, 2), (1, 0, 1)) == assemble((0, 0, 2), (1, 0, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"/MarkInfo<<", b"/Threads<<>>/MarkInfo<<", "catalog with Threads"),
        (b"/Subtype/Link", b"/Subtype/Text", "an annotation that is no link"),
        (b"/Type/PageLabel/S/D/P(2.2-)", b"/Type/PageLabel/S/D/P(1.1-)", "a page without its label"),
        (b"\nxref\n", b"\nxrfe\n", "no plain table of objects"),
    ],
)
def test_what_is_not_known_is_refused(old: bytes, new: bytes, message: str) -> None:
    data = compile_text(PAGES)
    assert old in data
    changed = _shift_table(data.replace(old, new))
    with pytest.raises(UnknownPdf, match=message):
        pages = PdfSource(changed)
        Assembly([Stretch(pages, pages.find_pages(0, 0))])


def _shift_table(data: bytes) -> bytes:
    """The same file, its table right again after a change of lengths."""
    offsets = {int(found[1]): found.start() for found in re.finditer(rb"(?m)^(\d+) 0 obj$", data)}
    start = data.rindex(b"xrfe\n" if b"xrfe" in data else b"xref\n0 ")
    head, _, rest = data[start:].partition(b"65535 f")
    tail = rest[rest.index(b"trailer") :]
    rows = b"".join(b"%010d 00000 n\r\n" % offsets[number] for number in sorted(offsets))
    table = head + b"65535 f\r\n" + rows + tail
    return data[:start] + re.sub(rb"startxref\n\d+", b"startxref\n%d" % start, table)


def test_notation_within_texts_is_left_alone() -> None:
    body = rb"<</T(a \) (b) 7 0 R << /X)/K 8 0 R/N/Name/A[1 2]>>"
    assert split_references(body)[1::2] == [b"8"]
    assert read_entries(body) == {"T": rb"(a \) (b) 7 0 R << /X)", "K": b"8 0 R", "N": b"/Name", "A": b"[1 2]"}
    assert len(mask_strings(body)) == len(body)
    with pytest.raises(UnknownPdf):
        mask_strings(b"(never closed")
    with pytest.raises(UnknownPdf):
        read_entries(b"[1 2]")
