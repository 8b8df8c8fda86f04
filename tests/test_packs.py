"""A session pack holds what the evening needs, as often as it is needed, and no more."""

import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from printed import loaded, made, needs_poppler, reader, refused, shop, squeezed, text
from reading import layer, make, tiny

from generator.handbook import derive, repetition
from generator.handbook.handing import list_handed_forms, list_licensed_forms
from generator.handbook.value import Handbook
from generator.model.exercise import Material
from generator.model.meeting import Session
from generator.model.papers import PAPERS
from generator.printables import always, pack
from generator.printables.context import PrintContext, with_people
from generator.printables.phases import list_linked_exercises
from generator.site import addresses
from generator.site import build as site
from generator.typesetting.font_outlines import read_outlines
from generator.typesetting.page_numbers import CHARACTERS, Numerals
from generator.typesetting.printable import Data, Printable

OWN_FORM = "Six areas, in conversation"
LICENSED = ("mbi-hss", "aws")
# the most pages that eight people without licensed forms print for an evening
MOST_PAGES = {"opening": 25, "closing": 41, "follow-up": 16}


def circle(people: int = 8, licences: tuple[str, ...] = ()) -> PrintContext:
    """All that makers need, for a circle of so many people that holds these licences."""
    context = with_people(shop(), people)
    settings = context.handbook.circle.model_copy(update={"licences": licences})
    return replace(context, handbook=replace(context.handbook, circle=settings))


def front(made_pack: Printable) -> Data:
    """What a pack's first page says, if every part behind it takes a page a copy."""
    assert made_pack.make_front
    return made_pack.make_front([part.copies for part in made_pack.parts]).data


def contents(made_pack: Printable) -> dict[str, int]:
    """The copies of each thing, as the pack's first page says."""
    return {row["title"]: row["copies"] for row in front(made_pack)["rows"]}


def kinds(made_pack: Printable) -> list[str]:
    """What kind of page each part is, as often as it is printed."""
    return [part.kind for part in made_pack.parts for _ in range(part.copies)]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("id", MOST_PAGES)
def test_an_evening_of_eight_without_licences_takes_few_pages(id: str, paper: str) -> None:
    assert len(reader(made(pack.make_pack(circle(), id, paper))).pages) <= MOST_PAGES[id]


@pytest.mark.parametrize(("people", "pairs"), [(3, 2), (8, 4), (10, 5)])
def test_the_first_evening_has_copies_for_as_many_as_come(people: int, pairs: int) -> None:
    made_pack = pack.make_pack(circle(people), "opening", "a4")
    counted = contents(made_pack)
    assert counted.pop(OWN_FORM) == people
    assert counted.pop("Where-it-hurts sheet") == pairs
    assert set(counted.values()) == {1}
    assert kinds(made_pack).count("questionnaire") == people
    besides = front(made_pack)["besides"]
    assert {f"{10 * people} × Sticky notes", f"{3 * people} × Sticky dots", "3 × Whiteboard or large sheet"} <= {
        *besides
    }


@pytest.mark.parametrize("people", [3, 8, 10])
def test_there_are_as_many_pages_as_the_first_page_says(people: int) -> None:
    data = made(pack.make_pack(circle(people), "opening", "letter"))
    pages = [squeezed(page.extract_text()) for page in reader(data).pages]
    assert sum(squeezed("Workload: when you think of last week") in page for page in pages) == people


@pytest.mark.parametrize("people", [3, 8, 10])
@pytest.mark.parametrize("id", ["opening", "closing", "learning-the-circle"])
def test_the_first_page_says_how_many_sheets_there_are_and_what_is_on_which(id: str, people: int) -> None:
    pages = reader(made(pack.make_pack(circle(people), id, "a4"))).pages
    made_pack = pack.make_pack(circle(people), id, "a4")
    counts = [len(reader(made(replace(made_pack, parts=(part,), make_front=None))).pages) for part in made_pack.parts]
    assert made_pack.make_front
    said = made_pack.make_front(counts).data
    spans = [range(int(one[0]), int(one[-1]) + 1) for one in (row["pages"].split("–") for row in said["rows"])]
    assert [n for span in spans for n in span] == list(range(2, len(pages) + 1))
    assert squeezed(f"{len(pages)} sheets") in squeezed(pages[0].extract_text())
    for row, span in zip(said["rows"], spans, strict=True):
        assert squeezed(row["pages"]) in squeezed(pages[0].extract_text())
        assert len(span) % row["copies"] == 0, row


@needs_poppler
def test_every_page_has_its_number_in_the_corner_and_nothing_else_there(tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(made(pack.make_pack(circle(), "opening", "letter")))
    corners = list(read_corners(file))
    assert all(corners) and len({*corners}) == len(reader(file.read_bytes()).pages)
    file.write_bytes(made(replace(pack.make_pack(circle(), "opening", "letter"), make_front=None)))
    assert not any(read_corners(file))


def read_corners(file: Path) -> Iterator[bytes]:
    """The black of each page's upper right corner, where no paper prints: nothing where it is white."""
    for page in reader(file.read_bytes()).pages:
        number, width = page.page_number + 1, round(float(page.mediabox.width))
        area = ["-x", f"{width - 120}", "-y", "0", "-W", "120", "-H", "25"]
        call = ["pdftoppm", "-r", "72", "-gray", "-f", f"{number}", "-l", f"{number}", *area, str(file)]
        grey = subprocess.run(call, capture_output=True, check=True).stdout.split(b"\n", 3)[3]
        yield grey if min(grey) < 255 else b""


def test_numbers_are_on_the_other_side_where_one_reads_from_the_right_and_stay_in_what_is_printable() -> None:
    outlines = read_outlines(loaded().fonts, CHARACTERS, "Literata")
    box = (0.0, 0.0, 612.0, 792.0)
    for at_left in (False, True):
        drawn = zlib.decompress(Numerals(outlines, at_left).draw(12, 345, box))
        (x,) = [float(line.split()[5]) for line in drawn.decode().splitlines() if line.startswith("q 0.009 0 0 0.009")]
        assert (x < 300) == at_left and 30 < x < 582
    assert read_outlines(loaded().fonts, CHARACTERS, "No such family")["7"].path
    assert read_outlines(loaded().fonts, "\U0001f9ff", "Literata") == {}


def test_what_the_circle_has_from_an_earlier_evening_is_brought_along_and_not_printed_again() -> None:
    for id in ("learning-the-circle", "confirming-the-menu"):
        made_pack = pack.make_pack(circle(), id, "a4")
        assert not {"Circle agreement", "Frame cards"} & {*contents(made_pack)}
        assert {"Circle agreement (since “1. The first evening”)", "Frame cards (since “1. The first evening”)"} <= {
            *front(made_pack)["from_before"]
        }
    assert {"Circle agreement", "Frame cards", "Role rota"} <= {*contents(pack.make_pack(circle(), "opening", "a4"))}
    closing = pack.make_pack(circle(), "closing", "a4")
    assert "Goals-and-bridges sheet" not in contents(closing) and len(front(closing)["from_before"]) == 1


def test_what_is_kept_from_evening_to_evening_may_be_left_out() -> None:
    assert front(pack.make_pack(circle(), "in-their-shoes", "a4"))["leave_out"].endswith("leave out 2 and 4.")


def test_a_session_outside_the_year_brings_nothing_along() -> None:
    context = circle()
    plan = context.plans["learning-the-circle"]
    outside = {**context.plans, plan.session.id: replace(plan, meetings=())}
    made_pack = pack.make_pack(replace(context, plans=outside), plan.session.id, "a4")
    assert front(made_pack)["from_before"] == [] and "Circle agreement" in contents(made_pack)


def test_a_first_page_that_would_need_two_is_told_of() -> None:
    context = circle()
    plan = context.plans["in-their-shoes"]
    many = tuple(Material.model_validate({"item": f"Thing {n}", "per": "circle"}) for n in range(150))
    full = replace(plan, session=plan.session.model_copy(update={"materials": many}))
    made_pack = pack.make_pack(replace(context, plans={**context.plans, plan.session.id: full}), "in-their-shoes", "a4")
    # its sheet would not fit either
    usual = pack.make_pack(context, "in-their-shoes", "a4").parts
    (problem,) = refused(replace(made_pack, parts=usual))
    assert (problem.code, problem.place.file) == ("does-not-fit", "content/sessions/in-their-shoes.yml")
    assert problem.message.startswith('the pack of "In their shoes" (A4): the whole is')


def test_each_thing_has_one_bookmark_however_many_copies_there_are() -> None:
    outline = reader(made(pack.make_pack(circle(), "closing", "a4"))).outline
    # the first is the list of them all, named as the evening is
    titles = [str(one.title) for one in outline if not isinstance(one, list)][1:]
    assert len(titles) == len({*titles}) and "Letter-for-later sheet" in titles


def test_without_a_licence_nothing_of_the_form_is_there() -> None:
    for id in MOST_PAGES:
        made_pack = pack.make_pack(circle(), id, "a4")
        assert not {"cover", "answers", "scores", "comparison"} & {*kinds(made_pack)}
        assert front(made_pack)["licensed"] == []


def test_with_licences_there_are_answer_sheets_and_no_other_form() -> None:
    made_pack = pack.make_pack(circle(people=3, licences=LICENSED), "opening", "a4")
    assert kinds(made_pack).count("cover") == len(LICENSED)
    assert kinds(made_pack).count("answers") == kinds(made_pack).count("scores") == 3 * len(LICENSED)
    assert "questionnaire" not in kinds(made_pack)
    assert front(made_pack)["without_licence"] == []
    assert len(front(made_pack)["licensed"]) == len(LICENSED)


def test_with_one_licence_of_two_both_kinds_of_form_are_there() -> None:
    made_pack = pack.make_pack(circle(people=3, licences=("aws",)), "opening", "a4")
    assert contents(made_pack)[OWN_FORM] == kinds(made_pack).count("answers") == 3
    (said,) = front(made_pack)["without_licence"]
    assert "Maslach" in said and "Worklife" not in said


def test_the_first_page_and_the_sessions_page_say_what_is_there_instead() -> None:
    (said,) = front(pack.make_pack(circle(), "opening", "a4"))["without_licence"]
    assert OWN_FORM in said and "Maslach" in said and "Worklife" in said
    assert squeezed(said) in text(made(pack.make_pack(circle(people=3), "opening", "a4")))
    pages = {page.path: page.text for page in site.build_site(shop().handbook, loaded(), paper=False).pages}
    page = pages[addresses.page_path("session", "opening")]
    assert "While you hold no licence" in page
    assert "[Six areas, in conversation](../questionnaires/six-area-conversation.md) instead" in page


def test_every_exercise_of_the_evening_and_each_that_its_sheet_names_for_need_is_in_the_pack_once() -> None:
    book = shop().handbook
    on_card = {one.title for one in (*repetition.list_standing_exercises(book), *always.list_ways_back(book))}
    for id, plan in shop().plans.items():
        made_pack = pack.make_pack(shop(), id, "a4")
        told = [one["title"] for part in made_pack.parts if part.kind == "steps" for one in part.data["exercises"]]
        full = {one.title for one in derive.list_exercises_in_full(plan)}
        assert len(told) == len(set(told)) and not {*told} & (full | on_card)
        assert {one.title for one in plan.exercises} <= {*told} | full | on_card
        hard = plan.session.if_it_gets_hard
        sent_to = list_linked_exercises(book, [hard] if hard else [])
        assert {one.title for one in sent_to} <= {*told} | full | on_card, id
        assert kinds(made_pack).count("always") == pack.relies_on_always(shop(), plan) == 1


def tiny_book(uses: str, settings: str = "") -> Handbook:
    """The small handbook with a form of somebody else, given out as said."""
    form = "title: A bought form\nlicence: LicenseRef-Proprietary\nholder: A house\nabout: A form.\nitems: {count: 3}\n"
    rest = "change: Expect chance.\nsources:\n  - {ref: devised-here}\nchecked: 2026-11-22\n"
    files = {"questionnaires/bought.yml": form + rest, "sessions/opening.yml": f"questionnaires:\n{uses}"}
    book = make((tiny(), layer("my-circle", {**files, "circle.yml": settings or "people: 4\n"}))).handbook
    assert book
    return book


def handed(book: Handbook) -> list[tuple[str, int]]:
    """What is given out in the small handbook's first session, and for how many other forms each stands."""
    session: Session = book.sessions["opening"]
    return [(one.form.id, len(one.stands_for)) for one in list_handed_forms(book, session)]


def test_a_form_without_another_instead_is_handed_out_as_it_is() -> None:
    assert handed(tiny_book("  - {id: bought, occasion: start}\n")) == [("check-out", 0), ("bought", 0)]


def test_a_form_that_is_named_itself_and_instead_of_another_is_there_once() -> None:
    uses = "  - {id: bought, occasion: start, instead: check-out}\n  - {id: check-out, occasion: start}\n"
    assert handed(tiny_book(uses)) == [("check-out", 1)]
    book = tiny_book(uses, "licences: [bought]\n")
    assert handed(book) == [("check-out", 0), ("bought", 0)]
    assert [form.id for form in list_licensed_forms(book, book.sessions["opening"])] == ["bought"]


def test_the_sheet_and_the_pack_give_out_the_same_forms() -> None:
    book = tiny_book("  - {id: bought, occasion: start, instead: check-out}\n")
    context = PrintContext(book, derive.plan_sessions(book), shop().words)
    made_pack = pack.make_pack(context, "opening", "a4")
    (own,) = [part for part in made_pack.parts if part.kind == "sheet"]
    assert [line for line in own.data["bring"] if "Check-out" in line] and contents(made_pack)["Check-out"] == 4
    assert not [line for line in own.data["bring"] if "bought" in line]
