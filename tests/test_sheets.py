"""The printed sheets: for every session, on every paper, with everything on them that must never be missing."""

import html
import re
import subprocess
from functools import lru_cache
from pathlib import Path

import printed
import pytest
from printed import (
    SIZES,
    faults,
    fonts_outside,
    missing,
    needs_poppler,
    pdf,
    reader,
    refused,
    shop,
    size,
    squeezed,
    text,
)

from generator.handbook import derive, repetition
from generator.handbook.derive import SessionPlan
from generator.model.fields import parse_prose
from generator.model.papers import PAPERS, list_variants
from generator.printables import sheet
from generator.printables.context import PrintContext
from generator.printables.makers import make_printable
from generator.site import addresses
from generator.text.shorten import shorten_prose
from generator.text.tree import RichText, plain_words
from generator.typesetting.printable import Printable

ALL = [(id, paper) for id in shop().plans for paper in list_variants()]


def printable(id: str, paper: str, **session: str) -> Printable:
    """A sheet of a session with some of its texts changed."""
    plan = shop().plans[id]
    texts = {name: parse_prose(words) for name, words in session.items()}
    changed = SessionPlan(plan.session.model_copy(update=texts), plan.format, plan.theme, plan.meetings, plan.slots)
    return sheet.make_sheet(PrintContext(shop().handbook, {id: changed}, shop().words), id, paper)


@lru_cache
def said_on(kind: str, id: str, paper: str) -> str:
    """What a paper says, without the line at the head of its later pages and what stands at the foot of the first."""
    head = make_printable(shop(), kind, id, paper).parts[0].data.get("head", shop().words("always.title"))
    words = shop().words
    always = words("sheet.mark_always") + words("sheet.legend_always")
    help_corner = "".join(words(f"print.{key}") for key in ("help.title", "no_help", "help.call"))
    strips = [
        words("sheet.legend_say") + words("sheet.legend_rule") + each + words("sheet.ways_out") + help_corner
        for each in (always, "")
    ]
    said = text(pdf(kind, id, paper)).replace(squeezed(head), "")
    for strip in strips:
        said = said.replace(squeezed(strip + "".join(words.list("print.help.jobs"))), "")
    return said


def wanted(plan: SessionPlan, *, in_short: bool = True) -> list[str]:
    """What the sheet of a session must say, with the Always card beside it, whatever room there is; what it says in
    short, in full if that is asked for."""
    book = shop().handbook
    session = plan.session
    texts = [
        session.intention,
        session.if_it_gets_hard,
        session.carry_home,
        session.opening_words,
        session.closing_words,
    ]
    repeated = repetition.find_repeated_words(book)
    for slot in plan.slots:
        own = [slot.phase.do, slot.phase.say]
        if in_short and not repetition.is_known_phase(slot.phase, session.id, repeated):
            own = [shortened(one) if repetition.is_known(one, session.id, repeated) else one for one in own]
        texts += [*own, slot.phase.rule]
        if slot.is_chosen and slot.exercise:
            texts += [text for step in slot.exercise.steps for text in (step.do, step.say, step.rule)]
    texts += [exercise.opt_out for exercise in plan.exercises]
    texts += [text for exercise in plan.exercises for text in derive.list_cautions(book, exercise)]
    return [text.source for text in texts if text]


def shortened(text: RichText | None) -> RichText | None:
    return parse_prose(plain_words(shorten_prose(text))) if text else None


def test_there_are_sheets_of_all_sessions() -> None:
    assert len(ALL) >= 4 * 28


def test_sheets_have_one_or_two_pages_of_the_right_size_and_large_ones_as_many_as_they_need() -> None:
    for id, paper in ALL:
        data = pdf("sheet", id, paper)
        assert size(data) == pytest.approx(SIZES[paper.removesuffix("-large")], abs=0.05)
        assert len(reader(data).pages) in ((1, 2) if paper in PAPERS else range(2, 12)), (id, paper)


def test_every_sheet_carries_what_a_host_needs() -> None:
    for id, paper in ALL:
        plan = shop().plans[id]
        said = said_on("sheet", id, paper)
        assert squeezed(plan.session.title) in said
        assert missing(said + said_on("always", "circle", paper), wanted(plan)) == [], (id, paper)
        assert squeezed("Call your local emergency number, and stay with the person") in text(pdf("sheet", id, paper))
        for needed in derive.list_session_materials(shop().handbook, plan):
            assert squeezed(needed.item) in said


def test_large_print_leaves_nothing_out() -> None:
    for id, plan in shop().plans.items():
        said = said_on("sheet", id, "letter-large")
        full = derive.list_exercises_in_full(plan)
        asked = [one.exercise for slot in plan.slots for one in slot.questions if one.exercise in full]
        questions = [text.source for exercise in asked for text in exercise.debrief]
        assert missing(said, questions) == [], id


def test_questions_of_role_play_stand_after_de_role() -> None:
    for id in ("in-their-shoes", "the-system-in-pictures"):
        plan = shop().plans[id]
        assert plan.main_slot and plan.main_slot.exercise
        leaving = next(slot.phase for slot in plan.slots if slot.exercise and slot.exercise.id == "de-role")
        for paper in list_variants():
            said = said_on("sheet", id, paper)
            after = said.rindex(squeezed(leaving.do.source))
            for question in plan.main_slot.exercise.debrief:
                assert said.count(squeezed(question.source)) == 1
                assert said.index(squeezed(question.source)) > after


def test_large_print_is_large() -> None:
    sizes: set[float] = set()

    def visit(words: str, _cm: object, matrix: list[float], _font: object, points: float) -> None:
        if words.strip():
            sizes.add(round(abs(points * matrix[3]), 1))

    reader(pdf("sheet", "recognition", "a4-large")).pages[1].extract_text(visitor_text=visit)
    assert min(size for size in sizes if size > 12) == 16
    assert sizes - {12.0} == {size for size in sizes if size >= 16}


def test_a_sheet_says_nothing_that_its_page_does_not(built_site: Path) -> None:
    for id, plan in shop().plans.items():
        page = (built_site / addresses.html_path(addresses.page_path("session", id))).read_text("utf-8")
        said = squeezed(html.unescape(re.sub(r"<[^>]+>", "", page)))
        assert missing(said, wanted(plan, in_short=False)) == [], id


def test_a_caution_taken_out_of_the_template_is_noticed(tmp_path: Path) -> None:
    press = printed.changed_press(tmp_path, "sheet.typ", "held.cautions.len() > 0", "false")
    data = press.render_pdf(printable("recognition", "a4"))
    assert isinstance(data, bytes)
    beside = said_on("always", "circle", "a4")
    assert missing(text(data) + beside, wanted(shop().plans["recognition"])) != []


def test_an_overlong_session_is_told_with_its_name_and_the_excess() -> None:
    for paper, name in (("a4", "A4"), ("letter", "Letter")):
        (problem,) = refused(printable("recognition", paper, if_it_gets_hard="A word too many. " * 1100))
        assert (problem.code, problem.place.file) == ("does-not-fit", "content/sessions/recognition.yml")
        told = re.fullmatch(
            rf'the sheet of "When others get the recognition" \({name}\): the whole is (\d+) pt too long, '
            r"about (\d+) lines",
            problem.message,
        )
        assert told and int(told.group(1)) > 1000


@pytest.mark.parametrize("field", ["intention", "carry_home", "opening_words", "closing_words"])
def test_whatever_is_too_long_on_a_sheet_is_told_and_never_clipped(field: str) -> None:
    (problem,) = refused(printable("values", "a4", **{field: "A word too many. " * 1100}))
    assert problem.code == "does-not-fit"


def test_an_overlong_session_runs_on_in_large_print() -> None:
    thing = printable("recognition", "a4-large", if_it_gets_hard="A word too many. " * 1100)
    said = text(printed.made(thing))
    for repeated in (thing.parts[0].data["head"], shop().words("sheet.care")):
        said = said.replace(squeezed(repeated), "")
    assert said.count("Awordtoomany.") == 1100


@pytest.mark.parametrize("field", ["carry_home", "if_it_gets_hard", "opening_words"])
def test_a_list_longer_than_a_page_runs_on_in_large_print(field: str) -> None:
    thing = printable("recognition", "a4-large", **{field: "\n".join(f"- Item {n}." for n in range(100, 190))})
    said = text(printed.made(thing))
    assert [n for n in range(100, 190) if f"Item{n}." not in said] == []


def test_sheets_are_accessible_and_carry_their_fonts(tmp_path: Path) -> None:
    for id, paper in (("recognition", "a4"), ("opening", "letter"), ("values", "a4-large")):
        data = pdf("sheet", id, paper)
        assert faults(data, tmp_path) == []
        assert fonts_outside(data) == []
        assert reader(data).trailer["/Root"]["/Lang"] == "en"


def test_the_same_sheet_has_the_same_bytes() -> None:
    again = printed.paper.make_renderer(printed.loaded(), shop().words).render_pdf(
        make_printable(shop(), "sheet", "values", "a4")
    )
    assert again == pdf("sheet", "values", "a4")


def test_a_letter_that_no_font_has_leaves_a_box_and_the_rest_is_whole() -> None:
    said = text(printed.made(printable("recognition", "a4", carry_home="A smile 🙂 to carry home.")))
    assert "Asmile□tocarryhome." in said


@pytest.mark.parametrize(
    "words",
    [
        "Ωμέγα, Привет, ăâîșț, ß → ☐",
        "Arbeitsunfähigkeitsbescheinigungsverfahrensordnungsänderungsgesetzentwurf",
        "Η ομάδα μας συναντιέται κάθε δεύτερη εβδομάδα, χωρίς αρχηγό.",
        "نلتقي كل أسبوعين، بلا قائد، ونصغي بعضنا إلى بعض.",
        "אנחנו נפגשים כל שבועיים, בלי מנהיג.",
        "Ne întâlnim la două săptămâni, fără lider, și ne ascultăm unii pe alții.",
        "example.org/" + "a-very-long-address/" * 12,
    ],
)
def test_the_letters_of_many_languages_are_printed(words: str) -> None:
    data = printed.made(printable("recognition", "letter", carry_home=words))
    letters = set(squeezed(words)) - set("،")
    assert letters <= set(text(data)), letters - set(text(data))


MM = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">')


def near_the_edge(data: bytes, sides: float, foot: float) -> list[tuple[int, float, float]]:
    """Words nearer to an edge of their page than the so many millimetres, each with its page and upper left corner."""
    said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True).stdout
    width, height = size(data)
    found = []
    for number, page in enumerate(said.decode().split("<page ")[1:], start=1):
        boxes = [tuple(map(float, box)) for box in WORD.findall(page)]
        assert boxes, "pdftotext found no words"
        for left, top, right, bottom in boxes:
            free = min(left, top, width - right)
            if free < sides * MM or height - bottom < foot * MM:
                found.append((number, left, top))
    return found


@needs_poppler
def test_words_keep_five_millimetres_from_every_edge_and_ten_from_the_lower_one() -> None:
    for id, paper in ALL:
        foot = 9.5 if paper in PAPERS else 5
        assert near_the_edge(pdf("sheet", id, paper), 5, foot) == [], (id, paper)
    for paper in list_variants():
        assert near_the_edge(pdf("always", "circle", paper), 5, 5) == [], paper


@needs_poppler
def test_a_margin_that_is_too_small_is_noticed(tmp_path: Path) -> None:
    press = printed.changed_press(tmp_path, "sheet.typ", "top: 12mm, bottom: 17mm", "top: 12mm, bottom: 9mm")
    data = press.render_pdf(printable("values", "a4"))
    assert isinstance(data, bytes)
    assert near_the_edge(data, 5, 9.5) != []


def pages_with(id: str, paper: str) -> list[str]:
    head = printable(id, paper).parts[0].data["head"]
    pages = (page.extract_text() for page in reader(pdf("sheet", id, paper)).pages)
    return [squeezed(printed.FOOT.sub("", page)).replace(squeezed(head), "") for page in pages]


@pytest.mark.parametrize("paper", PAPERS)
def test_care_and_what_to_do_if_it_gets_hard_stand_together_on_one_page(paper: str) -> None:
    for id, plan in shop().plans.items():
        held = [one for one in plan.exercises if one not in sheet.list_exercises_elsewhere(shop().handbook, plan)]
        texts = [one.opt_out.source for one in held]
        texts += [plan.session.if_it_gets_hard.source] if plan.session.if_it_gets_hard else []
        assert any(missing(page, texts) == [] for page in pages_with(id, paper)), id


@pytest.mark.parametrize("paper", PAPERS)
def test_leaving_a_role_is_never_torn_by_a_page(paper: str) -> None:
    seen = 0
    for id, plan in shop().plans.items():
        for slot in plan.slots:
            if slot.exercise and derive.must_follow(plan, slot.exercise):
                steps = [step.do.source for step in slot.exercise.steps]
                assert any(missing(page, [slot.phase.do.source, *steps]) == [] for page in pages_with(id, paper)), id
                seen += 1
    assert seen >= 2


@pytest.mark.parametrize("paper", PAPERS)
def test_short_words_to_say_are_never_torn_by_a_page(paper: str) -> None:
    for id in ("saying-no", "opening", "in-their-shoes", "mid-year-review"):
        plan = shop().plans[id]
        say = [step.say for slot in plan.slots if slot.is_chosen and slot.exercise for step in slot.exercise.steps]
        short = [text.source for text in say if text and len(text.source) < 300]
        pages = pages_with(id, paper)
        assert [text for text in short if all(missing(page, [text]) for page in pages)] == [], id


def test_whom_to_call_stands_on_the_first_pages_of_large_print_and_the_last_page_holds_more_than_a_few_lines() -> None:
    for id in shop().plans:
        pages = pages_with(id, "letter-large")
        assert squeezed(shop().words("print.no_help")) in "".join(pages[:2]), id
        assert len(pages[-1]) > 200, id


def test_sheets_say_far_less_than_all_that_is_said_and_done_on_all_evenings() -> None:
    sheets = sum(len(text(pdf("sheet", id, "a4"))) for id in shop().plans)
    whole = sum(len(squeezed(part)) for plan in shop().plans.values() for part in wanted(plan, in_short=False))
    assert len(shop().plans) >= 28
    assert sheets < 0.9 * whole, sheets / whole
