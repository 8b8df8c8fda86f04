"""Questionnaires on paper: our own forms, and of everyone else's nothing but numbers; how they are scored, compared and
pooled by hand. Every wording of a licensed form here is invented.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import printed
import pytest
from printed import handbook, missing, refused, shop, squeezed
from pypdf import PdfReader

from generator.errors import UsageError
from generator.model.fields import parse_prose
from generator.model.library import OWN_LICENCE, Items, Questionnaire, Scale, Subscale
from generator.model.licensed import PrivateForm
from generator.printables.context import PrintContext, with_people
from generator.printables.makers import MAKERS
from generator.printables.questionnaires import comparison, cover, group, licensed_form, scoring
from generator.printables.questionnaires import form as questionnaire
from generator.printing import check_copies
from generator.site.catalogue import list_questionnaire_entries
from generator.typesetting.printable import Printable

PAPERS = ("a4", "letter")
MOST_PAGES = {"cover": 1, "form": 4, "comparison": 2, "group": 4, "questionnaire": 11}
TALK = "if you feel hopeless, unsafe or unable to work, talk to someone today"
HELP = "Call your local emergency number, and stay with the person"
FORMS = handbook().questionnaires
OURS = [form for form in FORMS.values() if form.licence == OWN_LICENCE]
OTHERS = [form for form in FORMS.values() if form.licence != OWN_LICENCE]
SCORED = [form for form in FORMS.values() if form.subscales]


def offered() -> Iterator[tuple[str, str]]:
    for form in FORMS.values():
        yield from ((offer.kind, offer.id) for offer in list_questionnaire_entries(form, handbook().circle.people))


@cache
def text(kind: str, id: str, paper: str = "a4") -> str:
    return printed.text(printed.pdf(kind, id, paper))


def with_form(form: Questionnaire, **changed: Any) -> PrintContext:
    """The shop with one form changed."""
    book = handbook()
    forms = {**book.questionnaires, form.id: form.model_copy(update=changed)}
    return replace(shop(), handbook=replace(book, questionnaires=forms))


def text_of(thing: Printable) -> str:
    return printed.text(printed.made(thing))


def pages(data: bytes) -> int:
    return len(PdfReader(io.BytesIO(data)).pages)


# --- all of them


def test_there_are_forms_of_each_sort() -> None:
    assert len(OURS) >= 5 and len(OTHERS) >= 12 and len(SCORED) >= 8
    assert {kind for kind, _ in offered()} == set(MOST_PAGES)


@pytest.mark.parametrize("kind", sorted(MOST_PAGES))
def test_everything_offered_fits_its_pages_on_both_papers(kind: str) -> None:
    ids = [id for other, id in offered() if other == kind]
    assert len(ids) >= 8
    for id in ids:
        for paper in PAPERS:
            data = printed.pdf(kind, id, paper)
            assert 1 <= pages(data) <= MOST_PAGES[kind], (kind, id, paper)
            assert sorted(printed.size(data)) == pytest.approx(sorted(printed.SIZES[paper]), abs=0.05)


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        ("cover", "mbi-hss"),
        ("form", "check-out"),
        ("form", "mid-year"),
        ("form", "proqol-5"),
        ("comparison", "mbi-hss"),
        ("comparison", "aws"),
        ("group", "olbi"),
    ],
)
def test_each_kind_is_an_accessible_pdf(kind: str, id: str, tmp_path: Path) -> None:
    assert printed.faults(printed.pdf(kind, id, "a4"), tmp_path) == []
    assert printed.fonts_outside(printed.pdf(kind, id, "a4")) == []


def test_whom_to_call_stands_on_every_sheet_but_the_answer_rows() -> None:
    for kind, id in offered():
        assert squeezed(HELP) in text(kind, id), (kind, id)


def test_words_that_would_judge_stand_in_none_of_our_own_lines() -> None:
    def lines(tree: Any) -> Iterator[str]:
        for value in tree.values() if isinstance(tree, dict) else tree:
            if isinstance(value, str):
                yield value
            else:
                yield from lines(value)

    banned = re.compile(
        r"\b(band|cut-?off|threshold|severe|moderate|mild|at risk|burned out|normal|average)\b|[≥≤<>]", re.I
    )
    found = list(lines(shop().words.tree["form"]))
    assert len(found) > 80
    assert [line for line in found if banned.search(line)] == []
    assert banned.search("A score ≥ 27 is severe")


def test_the_head_has_room_for_a_code_and_says_how_to_make_one() -> None:
    for form in FORMS.values():
        if form.items and not form.unsigned:
            found = text("form", form.id)
            for line in (
                "Keep this sheet yourself",
                "Your own code:",
                "No birth date, no initials",
                "start",
                "end",
                "follow-up",
            ):
                assert squeezed(line) in found, (form.id, line)


def test_an_unsigned_form_asks_for_no_code_and_no_occasion() -> None:
    unsigned = [form.id for form in FORMS.values() if form.unsigned]
    assert unsigned == ["check-out"]
    for id in unsigned:
        assert squeezed(shop().words("form.head.code")) not in text("form", id)


@pytest.mark.parametrize("paper", PAPERS)
def test_answers_and_score_are_one_sheet_each_and_a_short_form_is_one_in_all(paper: str) -> None:
    pages = {
        form.id: len(printed.reader(printed.pdf("form", form.id, paper)).pages) for form in FORMS.values() if form.items
    }
    assert pages["who-5"] == 1
    assert {id for id, count in pages.items() if count > 2} == {"aws", "hse-indicator-tool"}


@pytest.mark.parametrize("paper", PAPERS)
def test_comparison_and_tally_are_one_page_but_for_many_scores(paper: str) -> None:
    scored = [form for form in FORMS.values() if form.subscales]
    for form in scored:
        assert len(printed.reader(printed.pdf("comparison", form.id, paper)).pages) == (
            1 if len(form.subscales) <= 6 else 2
        )
        assert len(printed.reader(printed.pdf("group", form.id, paper)).pages) == (1 if len(form.subscales) <= 3 else 2)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_occasions_of_a_score_are_on_one_page_of_a_tally(paper: str) -> None:
    for form in FORMS.values():
        for page in printed.reader(printed.pdf("group", form.id, paper)).pages if form.subscales else ():
            found = squeezed(page.extract_text())
            held = [scale for scale in form.subscales if squeezed(f"{scale.title} · each score") in found]
            assert held and found.count("Follow-up") == found.count("Start") == len(held), form.id


def test_our_licence_stands_on_our_forms_and_is_kept_off_those_of_others() -> None:
    def foot(kind: str, id: str) -> str:
        return squeezed(printed.reader(printed.pdf(kind, id, "a4")).pages[0].extract_text())

    assert squeezed("CC BY 4.0: copy, change, share") in foot("form", "check-out")
    for kind in MOST_PAGES:
        assert squeezed("copy, change and share it") not in foot(kind, "mbi-hss")
        assert squeezed("the questionnaire itself belongs to its holder") in foot(kind, "mbi-hss")


# --- forms of our own


@pytest.mark.parametrize("form", OURS, ids=lambda form: form.id)
def test_our_own_form_has_all_its_words_and_says_that_it_is_not_validated(form: Questionnaire) -> None:
    assert form.items
    sources = [form.about, form.scoring, form.change, *form.items.wordings]
    found = text("form", form.id)
    assert missing(found, [source.source for source in sources if source]) == []
    assert squeezed("It is not validated") in found


def test_our_own_form_with_a_scale_has_its_numbers_to_ring() -> None:
    assert squeezed("0 1 2 3 4 5 6 7 8 9 10") in text("form", "check-out")


def test_a_form_of_our_own_whose_words_are_too_many_is_told() -> None:
    long = with_form(FORMS["check-out"], about=parse_prose("A word too many. " * 900))
    problems = refused(questionnaire.make_form(long, "check-out", "a4"))
    assert [problem.code for problem in problems] == ["does-not-fit"]
    assert re.fullmatch(
        r'the form "Check-out" \(A4\): the whole is \d+ pt too long, about \d+ lines', problems[0].message
    )
    assert problems[0].place.file == "content/questionnaires/check-out.yml"


# --- forms of others: answer sheet and score sheet


@pytest.mark.parametrize("form", [form for form in OTHERS if form.items], ids=lambda form: form.id)
def test_an_answer_sheet_has_every_number_and_nothing_of_the_form(form: Questionnaire) -> None:
    said = questionnaire.answer_data(shop(), form)
    groups = [group for page in said["pages"] for group in page]
    assert sum(len(group["items"]) for group in groups) == form.item_count
    assert all(item.isdecimal() for group in groups for item in group["items"])
    if form.scale:
        assert said["numbers"] == [str(n) for n in range(form.scale.min, form.scale.max + 1)]
    copy = "licensed copy" if form.licence == "LicenseRef-Proprietary" else "the copy that you obtained"
    assert squeezed(copy) in text("form", form.id)


def test_nothing_that_slips_into_a_licensed_form_comes_on_paper() -> None:
    form = FORMS["mbi-hss"]
    items = Items(wordings=tuple(parse_prose(f"The kettle sings {n}.") for n in range(22)))
    slipped = with_form(form, items=items, scale=Scale(min=0, max=6, labels=("teapotly",) * 7))
    for kind in MOST_PAGES:
        found = text_of(MAKERS[kind](slipped, "mbi-hss", "a4"))
        assert "kettle" not in found and "teapotly" not in found, kind


def test_parts_that_are_numbered_separately_have_their_own_rows() -> None:
    assert [form.id for form in OTHERS if scoring.is_numbered_by_part(form)] == ["cbi"]
    assert [len(group["items"]) for group in next(questionnaire.list_answer_pages(FORMS["cbi"]))] == [6, 7, 6]


@pytest.mark.parametrize("form", [form for form in OTHERS if form.items], ids=lambda form: form.id)
def test_a_score_sheet_says_how_the_form_is_scored(form: Questionnaire) -> None:
    found = text("form", form.id)
    sources = [form.scoring, *(scale.read for scale in form.subscales)]
    assert missing(found, [source.source for source in sources if source]) == []
    assert missing(found, [caution.words.source for caution in form.cautions if caution.words]) == []


def boxes(form: Questionnaire, id: str) -> list[dict[str, Any]]:
    scale = next(scale for scale in form.subscales if scale.id == id)
    return [box for line in scoring.list_score_lines(scale) for box in line]


def test_boxes_follow_the_key_and_only_reversed_answers_are_turned() -> None:
    burnout = boxes(FORMS["proqol-5"], "burnout")
    assert [int(box["item"]) for box in burnout] == [1, 4, 8, 10, 15, 17, 19, 21, 26, 29]
    assert [int(box["item"]) for box in burnout if box["turned"]] == [1, 4, 15, 17, 29]
    assert [box["turned"] for box in boxes(FORMS["cbi"], "work")] == [False] * 6 + [True]
    assert not any(box["turned"] for box in boxes(FORMS["mbi-hss"], "pa"))


@pytest.mark.parametrize("form", SCORED, ids=lambda form: form.id)
def test_the_printed_sums_reach_exactly_the_range_that_the_form_states(form: Questionnaire) -> None:
    for scale in form.subscales:
        said = scoring.score_data(form, scale, shop().words)
        assert str(scale.min) in said["between"] and str(scale.max) in said["between"]
        if form.scale and (scale.count or scale.score == "mean"):
            count = scale.count or 1
            share = count if scale.score == "mean" else 1
            ends = [count * end // share for end in (form.scale.min, form.scale.max)]
            assert ends == [scale.min, scale.max], scale.id
        if scale.score == "mean" and scale.count:
            assert said["divide"] == f"÷ {scale.count} ="
        assert (said["divide"] == "") == (scale.score == "sum")


@pytest.mark.parametrize(("id", "total"), [("proqol-5", 6), ("olbi", 5), ("hse-indicator-tool", 6), ("cbi", 100)])
def test_turning_round_swaps_the_ends_of_the_scale(id: str, total: int) -> None:
    form = FORMS[id]
    assert {scoring.reverse_base(form, scale) for scale in form.subscales} == {total}
    low, high = (form.scale.min, form.scale.max) if form.scale else (form.subscales[0].min, form.subscales[0].max)
    assert (total - low, total - high) == (high, low)
    assert squeezed(f"{total} − answer") in text("form", id)


def test_a_sum_without_a_scale_is_turned_by_its_ends_or_by_the_holders_key() -> None:
    form = FORMS["proqol-5"].model_copy(update={"scale": None})
    assert scoring.reverse_base(form, form.subscales[0]) == 6
    assert scoring.reverse_base(form, form.subscales[0].model_copy(update={"count": None})) is None


@pytest.mark.parametrize("id", ["mbi-hss", "mbi-hss-mp", "aws", "olbi"])
def test_a_key_that_is_not_known_is_empty(id: str) -> None:
    form = FORMS[id]
    assert squeezed("The key is empty on purpose") in text("form", id)
    for scale in form.subscales:
        found = boxes(form, scale.id)
        assert {box["item"] for box in found} == {""}
        assert len(found) == (scale.count or scoring.BOXES_IF_UNCOUNTED)


def test_no_answer_of_the_burnout_inventory_can_be_turned_round() -> None:
    assert squeezed("none turned round") in text("form", "mbi-hss")
    assert "−answer" not in text("form", "mbi-hss")
    unsaid = Subscale(id="x", title="X", count=3, score="sum", min=0, max=18, read=parse_prose("x"))
    assert not scoring.has_certain_key(unsaid)


def test_which_way_the_form_runs_is_read_before_anything_is_added() -> None:
    found = text("form", "olbi")
    warning = squeezed("Find out which way your form runs before you add anything")
    assert found.index(warning) < found.index("Step2") < found.index("5−answer")


def test_where_no_scores_are_known_there_is_room_to_take_them_from_the_key() -> None:
    for id in ("mbi-es", "mbi-gs", "bat"):
        assert squeezed("Item numbers, from your key") in text("form", id)


def test_a_score_sheet_without_its_cautions_would_be_noticed(tmp_path: Path) -> None:
    form = FORMS["olbi"]
    other = printed.changed_press(tmp_path, "form.typ", "data.cautions.len() > 0", "false")
    data = other.render_pdf(questionnaire.make_form(shop(), "olbi", "a4"))
    assert isinstance(data, bytes)
    assert missing(printed.text(data), [caution.words.source for caution in form.cautions if caution.words]) != []


@pytest.mark.parametrize("field", ["scoring"])
def test_a_score_sheet_whose_words_are_too_many_is_told(field: str) -> None:
    long = with_form(FORMS["who-5"], **{field: parse_prose("A word too many. " * 1100)})
    problems = refused(questionnaire.make_form(long, "who-5", "letter"))
    assert problems[0].message.startswith('the answer and score sheet "WHO-5 Well-Being Index" (Letter): the whole is ')


def test_more_items_than_a_page_holds_go_on_and_a_long_scale_is_written() -> None:
    many = with_form(FORMS["who-5"], items=Items(count=130), scale=Scale(min=0, max=100), subscales=())
    thing = questionnaire.make_form(many, "who-5", "a4")
    assert thing.parts[0].data["numbers"] == []
    assert len(thing.parts[0].data["pages"]) == 3
    assert "130" in text_of(thing)


# --- covers


@pytest.mark.parametrize("form", OTHERS, ids=lambda form: form.id)
def test_a_cover_says_what_whose_where_and_what_never(form: Questionnaire) -> None:
    found = text("cover", form.id)
    assert missing(found, [form.about.source]) == []
    assert form.holder and squeezed(form.holder) in found
    assert not form.obtain or squeezed(form.obtain) in found
    assert squeezed("to show to anyone who manages a member") in found
    assert ("24copies" in found) == bool(form.items)


def test_copies_are_counted_for_three_occasions_and_the_circles_people() -> None:
    assert squeezed("7 people × 3 occasions = 21 copies") in text_of(
        cover.make_cover(with_people(shop(), 7), "aws", "a4")
    )


def test_a_cover_names_the_sessions_that_hand_it_out() -> None:
    assert squeezed("The plan hands it out:") in text("cover", "mbi-hss")
    assert squeezed("Session 26") in text("cover", "mbi-hss")
    assert squeezed("it takes the place of the questionnaires in:") in text("cover", "who-5")


def test_a_cover_whose_words_are_too_many_is_told() -> None:
    long = with_form(FORMS["aws"], about=parse_prose("A word too many. " * 400))
    problems = refused(cover.make_cover(long, "aws", "a4"))
    assert problems[0].message.startswith('the cover of "Areas of Worklife Survey" (A4): the whole is ')


# --- comparison


@pytest.mark.parametrize("form", SCORED, ids=lambda form: form.id)
def test_a_comparison_sheet_has_a_scale_for_each_score_and_the_sentences_of_care(form: Questionnaire) -> None:
    said = comparison.comparison_data(handbook(), form, shop().words)
    for scale, drawn in zip(form.subscales, said["scores"], strict=True):
        numbers = [int(one["number"]) for one in drawn["numbers"]]
        assert (numbers[0], numbers[-1]) == (scale.min, scale.max)
        assert (drawn["numbers"][0]["at"], drawn["numbers"][-1]["at"]) == (0, 1)
        assert numbers == sorted(set(numbers)) and len(numbers) <= comparison.MAX_STEPS + 2
        ways = [one["at"] for one in drawn["numbers"]]
        assert ways == pytest.approx([(n - scale.min) / (scale.max - scale.min) for n in numbers], abs=1e-4)
        assert all(0 <= mark <= 1 for mark in drawn["marks"])
    found = text("comparison", form.id)
    for line in (TALK, "read it with doubt", "Nothing here is a diagnosis"):
        assert squeezed(line) in found
    assert missing(found, [form.change.source]) == []


def test_the_areas_of_worklife_make_a_wheel_and_others_bars() -> None:
    assert [form.id for form in SCORED if comparison.has_six_alike(form)] == ["aws"]
    assert squeezed("join the marks of one occasion") in text("comparison", "aws")
    assert squeezed("How to fill the bars") in text("comparison", "mbi-hss")


def test_a_heading_wider_than_its_chart_is_told() -> None:
    form = FORMS["proqol-5"]
    wide = tuple(scale.model_copy(update={"title": "Mammutwummwummwummwummwumm"}) for scale in form.subscales)
    problems = refused(comparison.make_comparison(with_form(form, subscales=wide), "proqol-5", "a4"))
    assert "a heading is " in problems[0].message


def test_a_comparison_sheet_whose_words_are_too_many_is_told() -> None:
    long = with_form(FORMS["aws"], change=parse_prose("A word too many. " * 1000))
    assert "the whole is " in refused(comparison.make_comparison(long, "aws", "letter"))[0].message


# --- group


@pytest.mark.parametrize("form", SCORED, ids=lambda form: form.id)
def test_a_group_sheet_begins_at_five_and_says_so(form: Questionnaire) -> None:
    said = group.group_data(handbook(), form, shop().words)
    assert said["rings"][0] == "5" and said["rings"][-1] == str(handbook().circle.people)
    assert said["boxes"] >= group.MIN_FOR_POOLING
    found = text("group", form.id)
    for line in ("Fewer than five sheets are not shown", "fewer than ten sheets", "every single member has agreed"):
        assert squeezed(line) in found


@pytest.mark.parametrize("people", [2, 4])
def test_a_circle_of_fewer_than_five_has_nothing_to_pool_and_no_table(people: int) -> None:
    found = text_of(group.make_group_sheet(with_people(shop(), people), "mbi-hss", "a4"))
    assert squeezed("There is nothing to pool") in found
    assert squeezed("Emotional exhaustion") not in found and squeezed("ring one") not in found


@pytest.mark.parametrize("people", [5, 30])
def test_a_group_sheet_fits_the_smallest_and_the_largest_circle(people: int) -> None:
    thing = group.make_group_sheet(with_people(shop(), people), "mbi-hss", "letter")
    assert thing.parts[0].data["rings"] == [str(n) for n in range(5, people + 1)]
    assert squeezed("Emotional exhaustion") in text_of(thing)


# --- the full form of a licence holder


def private_form(**changed: Any) -> PrivateForm:
    items = [f"The kettle number {n} sings." for n in range(1, 23)]
    labels = ["nilly", "oney", "twoey", "threey", "foury", "fivey", "sixy"]
    key = [{"id": "dp", "items": ["5", "10", "11", "15", "22"], "reverse": ["5"]}]
    given = {
        "copyright": "Copyright of an invented holder",
        "items": items,
        "labels": labels,
        "subscales": key,
        "copies": "8",
    }
    return PrivateForm.model_validate({**given, **changed})


def test_the_full_form_has_the_holders_line_and_the_number_of_copies_on_every_page(tmp_path: Path) -> None:
    thing = licensed_form.make_licensed_form(shop(), "mbi-hss", private_form(), 3, "a4")
    data = printed.made(thing)
    found = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
    assert len(found) % 3 == 0
    share = len(found) // 3
    for number, page in enumerate(found):
        assert squeezed(f"Copyright of an invented holder · copy {number // share + 1} of 3") in page
        assert "CCBY" not in page
    first = "".join(found[:share])
    assert all(squeezed(item) in first for item in private_form().items)
    assert squeezed("0 = nilly") in first and squeezed("6 − answer") in first
    assert printed.faults(data, tmp_path) == []


def test_a_full_form_takes_its_numbers_from_the_private_file_if_nobody_else_has_them() -> None:
    scale = {"min": "1", "max": "3"}
    private = private_form(items=["One."] * 16, labels=["a", "b", "c"], scale=scale, subscales=[])
    thing = licensed_form.make_licensed_form(shop(), "mbi-gs", private, 1, "letter")
    assert thing.parts[0].data["numbers"] == ["1", "2", "3"]
    assert thing.parts[0].data["labels"] == ["1 = a", "2 = b", "3 = c"]
    printed.made(thing)


def test_a_full_form_counts_each_part_as_its_original_does() -> None:
    private = private_form(items=[f"Item {n}." for n in range(19)], labels=[], subscales=[])
    thing = licensed_form.make_licensed_form(shop(), "cbi", private, 1, "a4")
    assert [row["number"] for row in thing.parts[0].data["items"]][5:9] == ["6", "1", "2", "3"]
    assert squeezed("Client-related burnout") in text_of(thing)


def test_no_more_copies_are_made_than_the_licence_covers() -> None:
    with pytest.raises(UsageError, match="covers 8 copies, and 9 are asked for"):
        check_copies(private_form(), 9)
    check_copies(private_form(), 8)


def test_a_copyright_line_that_would_leave_the_page_is_told() -> None:
    long = private_form(copyright="Copyright of an invented holder. " * 20)
    problems = refused(licensed_form.make_licensed_form(shop(), "mbi-hss", long, 1, "a4"))
    assert "the line at the foot is " in problems[0].message
