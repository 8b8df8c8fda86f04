"""The printed sheets: for every session, on both papers, with everything on them that must never be missing."""

import json
import re
import shutil
from pathlib import Path

import page as page_validation
import pytest
from pypdf import PdfReader

from generator import addresses, templates
from generator.handbook import derive
from generator.handbook.derive import Plan
from generator.handbook.load import load
from generator.handbook.value import Handbook
from generator.model.fields import prose
from generator.printables import sheet, sheets
from generator.printables.typeset import RunsOver, Typesetter, TypesettingFault
from generator.source.files import read_layer
from generator.text.tree import RichText, words

ROOT = Path(__file__).parent.parent
SIZES = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}


@pytest.fixture(scope="module")
def book() -> Handbook:
    return load([read_layer(ROOT / "content", "content")])


@pytest.fixture(scope="module")
def plans(book: Handbook) -> dict[str, Plan]:
    return derive.plans(book)


@pytest.fixture(scope="module")
def loaded() -> templates.Templates:
    return templates.read(ROOT / "templates")


@pytest.fixture(scope="module")
def made(book: Handbook, plans: dict[str, Plan], loaded: templates.Templates) -> dict[str, bytes]:
    assets, problems = sheets.sheets(book, plans, loaded.language("en"), Typesetter(loaded.paper, loaded.fonts))
    assert [problem.message for problem in problems] == []
    return {asset.path: asset.data for asset in assets}


@pytest.fixture(scope="module")
def texts(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("sheets")
    found = {}
    for path, data in made.items():
        file = folder / path.replace("/", "-")
        file.write_bytes(data)
        found[path] = squeezed(" ".join(part.extract_text() for part in PdfReader(file).pages))
    return found


def squeezed(text: str) -> str:
    """Text without spaces and without the ligatures that a font may use, so that line breaks do not matter."""
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("\u00ad", "")):
        text = text.replace(ligature, letters)
    return re.sub(r"\s+", "", text)


def squeezed_words(text: RichText) -> str:
    return squeezed(words(text))


def wanted(book: Handbook, plan: Plan) -> list[str]:
    """What the sheet of a session must say, whatever room there is."""
    session = plan.session
    texts = [
        session.intention,
        session.if_it_gets_hard,
        session.carry_home,
        session.opening_words,
        session.closing_words,
    ]
    for slot in plan.slots:
        texts += [slot.phase.do, slot.phase.say, slot.phase.rule]
        if slot.chosen and slot.exercise:
            texts += [text for step in slot.exercise.steps for text in (step.do, step.say, step.rule)]
    texts += [exercise.opt_out for exercise in plan.exercises]
    texts += [text for exercise in plan.exercises for text in derive.cautions(book, exercise)]
    return [text.source for text in texts if text]


def missing(text: str, sources: list[str]) -> list[str]:
    """The texts that are not in what was printed, paragraph by paragraph."""
    gone = []
    for source in sources:
        for block in prose(source).blocks:
            part = squeezed_words(RichText("", (block,)))
            pieces = [squeezed_words(RichText("", item)) for item in block.items] if hasattr(block, "items") else [part]
            gone += [source for piece in pieces if piece not in text]
    return gone


def test_every_session_has_a_sheet_on_both_papers(made: dict[str, bytes], plans: dict[str, Plan]) -> None:
    assert set(made) == {addresses.sheet(id, paper) for id in plans for paper in addresses.PAPERS}
    assert len(made) >= 54


def test_sheets_have_one_or_two_pages_of_the_right_size(made: dict[str, bytes], tmp_path: Path) -> None:
    for path, data in made.items():
        (tmp_path / "sheet.pdf").write_bytes(data)
        reader = PdfReader(tmp_path / "sheet.pdf")
        assert 1 <= len(reader.pages) <= 2, path
        width, height = SIZES[path.split("/")[1]]
        for one in reader.pages:
            assert (float(one.mediabox.width), float(one.mediabox.height)) == pytest.approx((width, height), abs=0.05)


def test_every_sheet_carries_what_a_host_needs(texts: dict[str, str], book: Handbook, plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        for paper in addresses.PAPERS:
            text = texts[addresses.sheet(plan.session.id, paper)]
            assert squeezed(plan.session.title) in text
            assert missing(text, wanted(book, plan)) == [], plan.session.id
            assert squeezed("Call your local emergency number, and stay with the person") in text
            for needed in derive.session_materials(book, plan):
                assert squeezed(needed.item) in text


def test_a_sheet_says_nothing_that_its_page_does_not(built_site: Path, book: Handbook, plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        html = (built_site / addresses.built(addresses.page("session", plan.session.id))).read_text("utf-8")
        text = squeezed(unescaped(html))
        assert missing(text, wanted(book, plan)) == [], plan.session.id


def unescaped(html: str) -> str:
    import html as entities

    return entities.unescape(re.sub(r"<[^>]+>", "", html))


def test_a_caution_taken_out_of_the_template_is_noticed(
    book: Handbook, plans: dict[str, Plan], loaded: templates.Templates, tmp_path: Path
) -> None:
    folder = tmp_path / "print"
    shutil.copytree(loaded.paper, folder)
    template = (folder / "sheet.typ").read_text("utf-8")
    assert "held.cautions.len() > 0" in template
    (folder / "sheet.typ").write_text(template.replace("held.cautions.len() > 0", "false"), "utf-8")
    plan = plans["recognition"]
    data = json.dumps(sheet.data(book, plan, loaded.language("en")))
    pdf = Typesetter(folder, loaded.fonts).pdf("sheet", {"data": data, "paper": "a4"})
    assert isinstance(pdf, bytes)
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    text = squeezed(" ".join(one.extract_text() for one in PdfReader(tmp_path / "sheet.pdf").pages))
    assert missing(text, wanted(book, plan)) != []


def test_an_overlong_session_is_told_with_its_name_and_the_excess(
    book: Handbook, plans: dict[str, Plan], loaded: templates.Templates
) -> None:
    plan = plans["recognition"]
    long = plan.session.model_copy(update={"if_it_gets_hard": prose("A word too many. " * 1500)})
    longer = Plan(long, plan.format, plan.theme, plan.meetings, plan.slots)
    typesetter = Typesetter(loaded.paper, loaded.fonts)
    assets, problems = sheets.sheets(book, {"recognition": longer}, loaded.language("en"), typesetter)
    assert assets == ()
    assert [problem.code for problem in problems] == ["sheet-too-long", "sheet-too-long"]
    assert problems[0].place.file == "content/sessions/recognition.yml"
    told = re.fullmatch(
        r'the sheet of "When others get the recognition" \((A4|Letter)\) is (\d+) pt too long for its two pages, '
        r"about (\d+) lines of a column",
        problems[0].message,
    )
    assert told and int(told.group(2)) > 1000


def test_sheets_are_accessible_pdf(made: dict[str, bytes], tmp_path: Path) -> None:
    for path in ("printables/a4/sessions/recognition.pdf", "printables/letter/sessions/opening.pdf"):
        (tmp_path / "sheet.pdf").write_bytes(made[path])
        report = page_validation.validate_pdf(str(tmp_path / "sheet.pdf"), profile="ua1")
        assert report.is_compliant, report
        root = PdfReader(tmp_path / "sheet.pdf").trailer["/Root"]
        assert root["/Lang"] == "en"


def test_every_font_is_embedded(made: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(made["printables/a4/sessions/recognition.pdf"])
    fonts = [
        font.get_object()
        for one in PdfReader(tmp_path / "sheet.pdf").pages
        for font in one["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        assert any(key in inner["/FontDescriptor"] for key in ("/FontFile2", "/FontFile3"))


def test_the_same_sheet_has_the_same_bytes(
    book: Handbook, plans: dict[str, Plan], loaded: templates.Templates, made: dict[str, bytes]
) -> None:
    again, _ = sheets.sheets(
        book, {"values": plans["values"]}, loaded.language("en"), Typesetter(loaded.paper, loaded.fonts)
    )
    assert [made[asset.path] == asset.data for asset in again] == [True, True]


def test_a_missing_font_is_a_fault_and_not_silence(loaded: templates.Templates, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(loaded.fonts / "Literata-SemiBold.ttf", fonts)
    template = tmp_path / "x.typ"
    template.write_text('#set document(title: "x")\n#set text(font: "Atkinson Hyperlegible Next")\nx', "utf-8")
    with pytest.raises(TypesettingFault):
        Typesetter(tmp_path, fonts).pdf("x", {})


def test_running_over_is_not_a_fault_of_the_template(tmp_path: Path, loaded: templates.Templates) -> None:
    (tmp_path / "x.typ").write_text('#panic("runs over: 3 34 120")', "utf-8")
    assert Typesetter(tmp_path, loaded.fonts).pdf("x", {}) == RunsOver(3, 34, 120)


def test_a_letter_that_no_font_has_is_told_with_the_letter(
    book: Handbook, plans: dict[str, Plan], loaded: templates.Templates
) -> None:
    plan = plans["recognition"]
    odd = plan.session.model_copy(update={"carry_home": prose("A smile 🙂 to carry home.")})
    typesetter = Typesetter(loaded.paper, loaded.fonts)
    odd_plan = Plan(odd, plan.format, plan.theme, plan.meetings, plan.slots)
    _, problems = sheets.sheets(book, {"recognition": odd_plan}, loaded.language("en"), typesetter)
    assert {problem.code for problem in problems} == {"letter-not-in-fonts"}
    assert "🙂" in problems[0].message


def test_greek_and_cyrillic_letters_arrows_and_boxes_are_printed(
    book: Handbook, plans: dict[str, Plan], loaded: templates.Templates
) -> None:
    plan = plans["recognition"]
    other = plan.session.model_copy(update={"carry_home": prose("Ωμέγα, Привет, ăâîșț, ß → ☐")})
    typesetter = Typesetter(loaded.paper, loaded.fonts)
    other_plan = Plan(other, plan.format, plan.theme, plan.meetings, plan.slots)
    made, problems = sheets.sheets(book, {"recognition": other_plan}, loaded.language("en"), typesetter)
    assert (len(made), problems) == (2, ())
