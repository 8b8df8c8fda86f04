"""Blank forms on paper: each fits, says all that it is to say, and tells what does not fit instead of losing it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from printed import SIZES, changed_press, faults, loaded, made, pdf, press, reader, refused, shop, squeezed
from pypdf import PageObject, PdfWriter

from generator.handbook.privacy import remove_private_settings
from generator.model.fields import parse_prose
from generator.model.layouts import DRAWN_FIELDS, LAYOUTS
from generator.model.library import Box, Card, Handout
from generator.model.meeting import Help
from generator.model.papers import PAPERS
from generator.printables import handout, pack
from generator.printables import large_format as wall
from generator.printables.context import PrintContext
from generator.site import addresses
from generator.site import build as site
from generator.text.tree import RichText, plain_words

HANDOUTS = shop().handbook.handouts
ALL = [(id, paper) for id in HANDOUTS for paper in PAPERS]
WALLS = {"a4": SIZES["a3"], "letter": SIZES["tabloid"]}
YEAR = "year"
BOARDS = [id for id, form in HANDOUTS.items() if LAYOUTS[form.layout].wall]
SEVERAL_PAGES = ("cards", "slips")
# Ten millimetres, in points: what a printer may leave white.
EDGE = 28.0


@dataclass(frozen=True)
class Fragment:
    """A piece of text and where its baseline begins, in points from the bottom left."""

    x: float
    y: float
    text: str


@cache
def fragments(data: bytes) -> tuple[tuple[Fragment, ...], ...]:
    """The pieces of text of each page with their places."""
    return tuple(tuple(fragments_of(one)) for one in reader(data).pages)


def fragments_of(page: PageObject) -> list[Fragment]:
    """Those of one page."""
    found: list[Fragment] = []

    def note(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append(Fragment(x, y, text))

    page.extract_text(visitor_text=note)
    return found


def text(data: bytes) -> str:
    """All that stands in a PDF, page by page."""
    return "".join(bare(one.text) for found in fragments(data) for one in found)


def bare(words: str) -> str:
    """Words without spaces and hyphens, since a PDF may give a hyphen of the line's end for one of the word's own."""
    return squeezed(words).replace("-", "").replace("\u2010", "")


def said(form: Handout) -> Iterator[str]:
    """All that a handout must say."""
    yield from (form.title, form.one_line or "", form.centre or "", form.middle or "")
    yield from (*form.columns, *form.rows, *form.branches, *form.jobs, *form.lines, form.place or "")
    for prompt in form.prompts:
        yield from (prompt.split(" Ring one: ")[0], *re.findall(r"\d+", prompt))
    for box in (*form.boxes, *form.rings):
        yield from (box.title, box.prompt or "")
    for card in form.cards:
        yield from (card.title, card.words.source if card.words else "")
    yield from (text.source for text in (form.instructions, *form.points, *form.steps, *form.otherwise))


def missing(form: Handout, text: str) -> list[str]:
    """What a handout does not say."""
    return [part for source in said(form) if source for part in parts(source) if part not in text]


def parts(source: str) -> Iterator[str]:
    """The paragraphs and list entries of a text, without what does not show."""
    for block in parse_prose(source).blocks:
        items = getattr(block, "items", None) or ((block,),)
        yield from (bare(plain_words(RichText("", item))) for item in items)


def with_form(form: Handout) -> PrintContext:
    """The handbook with one handout changed."""
    book = shop().handbook
    return replace(shop(), handbook=replace(book, handouts={**book.handouts, form.id: form}))


def of_layout(layout: str) -> Handout:
    """The first handout of a layout."""
    return next(form for form in HANDOUTS.values() if form.layout == layout)


def sizes(data: bytes) -> set[tuple[int, int]]:
    """The sizes of all pages, in whole points."""
    return {(round(one.mediabox.width), round(one.mediabox.height)) for one in reader(data).pages}


def rounded(size: tuple[float, float], turned: bool) -> tuple[int, int]:
    """A size of paper in whole points, upright or on its side."""
    across, along = round(size[0]), round(size[1])
    return (along, across) if turned else (across, along)


def stray(data: bytes) -> list[Fragment]:
    """Text nearer to an edge than ten millimetres; what runs on below the foot is found too."""
    (size,) = sizes(data)
    return [
        one
        for found in fragments(data)
        for one in found
        if not (EDGE <= one.x <= size[0] - EDGE and EDGE <= one.y <= size[1] - EDGE)
    ]


def test_every_layout_is_in_use() -> None:
    assert {form.layout for form in HANDOUTS.values()} == set(LAYOUTS)
    assert set(DRAWN_FIELDS) < set(Handout.model_fields)
    assert len(HANDOUTS) >= 45
    assert {HANDOUTS[id].layout for id in BOARDS} == {"agreement", "board", "rota"}


def test_every_handout_fits_and_says_all_its_words() -> None:
    for id, paper in ALL:
        assert missing(HANDOUTS[id], text(pdf("handout", id, paper))) == [], (id, paper)


def test_every_handout_is_one_page_but_decks_and_slips() -> None:
    for id, paper in ALL:
        count = len(reader(pdf("handout", id, paper)).pages)
        assert count == 1 or (HANDOUTS[id].layout in SEVERAL_PAGES and count <= 4), (id, paper, count)


def test_pages_have_the_size_of_the_paper_and_nothing_stands_at_its_edge() -> None:
    for id, paper in ALL:
        data = pdf("handout", id, paper)
        assert sizes(data) == {rounded(SIZES[paper], handout.is_landscape(HANDOUTS[id]))}, (id, paper)
        assert stray(data) == [], (id, paper)


def test_the_foot_says_id_version_and_licence() -> None:
    for id, paper in ALL:
        foot = rf"{bare(id)}·version[0-9a-f]{{8}}·Thecirclehandbook·CCBY4\.0"
        for found in fragments(pdf("handout", id, paper)):
            assert re.search(foot, "".join(bare(one.text) for one in found)), (id, paper)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_handouts_are_accessible_pdf(layout: str, tmp_path: Path) -> None:
    assert faults(pdf("handout", of_layout(layout).id, "a4"), tmp_path) == []


def longer(form: Handout, times: int) -> Handout:
    """The same form with every text of its drawing so many times as long."""

    def stretched(text: str, tag: str) -> str:
        return " ".join([text, *(f"{tag}word{number} more" for number in range(times - 1))])

    def box(one: Box, tag: str) -> Box:
        prompt = stretched(one.prompt or "", tag)
        return one.model_copy(update={"prompt": prompt})

    def card(one: Card, tag: str) -> Card:
        return one.model_copy(update={"words": parse_prose(stretched(one.words.source if one.words else "", tag))})

    return form.model_copy(
        update={
            "columns": tuple(stretched(one, f"column{i}") for i, one in enumerate(form.columns)),
            "rows": tuple(stretched(one, f"row{i}") for i, one in enumerate(form.rows)),
            "boxes": tuple(box(one, f"box{i}") for i, one in enumerate(form.boxes)),
            "rings": tuple(box(one, f"ring{i}") for i, one in enumerate(form.rings)),
            "prompts": tuple(stretched(one, f"prompt{i}") for i, one in enumerate(form.prompts)),
            "points": tuple(
                parse_prose(stretched(one.source.strip(), f"point{i}")) for i, one in enumerate(form.points)
            ),
            "cards": tuple(card(one, f"card{i}") for i, one in enumerate(form.cards)),
            "jobs": tuple(stretched(one, f"job{i}") for i, one in enumerate(form.jobs)),
            "lines": tuple(stretched(one, f"line{i}") for i, one in enumerate(form.lines)),
            "steps": tuple(parse_prose(stretched(one.source.strip(), f"step{i}")) for i, one in enumerate(form.steps)),
            "otherwise": tuple(
                parse_prose(stretched(one.source.strip(), f"case{i}")) for i, one in enumerate(form.otherwise)
            ),
            "branches": tuple(stretched(one, f"branch{i}") for i, one in enumerate(form.branches)),
            "centre": stretched(form.centre, "centre") if form.centre else None,
            "middle": stretched(form.middle, "middle") if form.middle else None,
        }
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_too_long_is_told_and_never_lost(layout: str) -> None:
    form = of_layout(layout)
    told = []
    far_too_long = 400 if layout == "slips" else 120
    for times in (3, far_too_long):
        long = longer(form, times)
        found = press().render_pdf(handout.make_handout(with_form(long), form.id, "letter"))
        if isinstance(found, bytes):
            assert missing(long, text(found)) == [], times
            assert stray(found) == [], times
        else:
            told.append(times)
            assert all(problem.code == "does-not-fit" for problem in found)
            assert all(problem.message.startswith(f'the handout "{form.title}" (Letter): ') for problem in found)
            assert all(problem.place.file == f"content/handouts/{form.id}.yml" for problem in found)
    assert far_too_long in told


@pytest.mark.parametrize("layout", LAYOUTS)
def test_overlong_instructions_are_told(layout: str) -> None:
    long = of_layout(layout).model_copy(update={"instructions": parse_prose("One more word of what to do. " * 400)})
    assert refused(handout.make_handout(with_form(long), long.id, "a4"))[0].code == "does-not-fit"


def test_more_cards_and_slips_take_more_pages() -> None:
    for id, field, first in (("value-card-deck", "cards", "Plain speaking"), ("frame-check-slips", "prompts", "Safe:")):
        form = HANDOUTS[id]
        many = form.model_copy(update={field: getattr(form, field) * 9})
        data = made(handout.make_handout(with_form(many), id, "a4"))
        assert len(reader(data).pages) > 1
        assert text(data).count(bare(first)) >= 9
        assert stray(data) == []


def test_a_long_year_of_many_people_takes_two_pages() -> None:
    book = shop().handbook
    part = book.year.parts[0].model_copy(update={"sessions": book.year.parts[0].sessions * 20})
    years = {book.year.id: book.year.model_copy(update={"parts": (part,)})}
    people = book.circle.model_copy(update={"people": 30})
    other = replace(shop(), handbook=replace(book, years=years, circle=people))
    data = made(handout.make_handout(other, "role-rota", "letter"))
    assert len(reader(data).pages) == 2
    assert "60Week119" in text(data)
    assert stray(data) == []


def test_a_prompt_that_trails_off_has_lines_and_a_scale_stands_apart() -> None:
    slips = handout.handout_data(shop(), HANDOUTS["frame-check-slips"])
    assert [one["scale"] for one in slips["prompts"]] == [[str(number) for number in range(11)]] * 3
    assert not HANDOUTS["frame-check-slips"].trails_off
    thanks = handout.handout_data(shop(), HANDOUTS["thanks-slips"])
    assert HANDOUTS["thanks-slips"].trails_off and all(one["open"] for one in thanks["prompts"])


def test_the_value_deck_has_forty_words_and_empty_cards() -> None:
    deck = HANDOUTS["value-card-deck"]
    assert len({card.title for card in deck.cards}) == 40
    assert deck.blanks >= 4


def test_there_is_a_frame_card_for_each_role() -> None:
    assert {card.title for card in HANDOUTS["frame-cards"].cards} >= {"Host", "Guardian", "Teller", "Everyone", "Group"}


def test_a_log_has_no_column_for_what_was_told() -> None:
    columns = ("Number of the session", "Exercise we used", "Again or not", "Menu gained or lost")
    assert HANDOUTS["session-log"].columns == columns


def test_a_prompt_taken_out_of_the_template_is_noticed(tmp_path: Path) -> None:
    template = "handouts/boxes.typ"
    broken = changed_press(tmp_path, template, 'if one.prompt != "" { par', "if false { par")
    form = of_layout("boxes")
    found = broken.render_pdf(handout.make_handout(shop(), form.id, "a4"))
    assert isinstance(found, bytes)
    assert missing(form, text(found)) != []


def first_page(data: bytes) -> bytes:
    """The first page as a file of its own."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_page(reader(data).pages[0])
    writer.write(out)
    return out.getvalue()


def test_wall_sheets_are_one_large_sheet_with_all_the_words() -> None:
    for id in BOARDS:
        for paper in PAPERS:
            whole = pdf("wall", id, paper)
            assert len(reader(whole).pages) == 3, "the sheet, and behind it the same in two parts"
            data = first_page(whole)
            assert sizes(data) == {rounded(WALLS[paper], LAYOUTS[HANDOUTS[id].layout].landscape_on_wall)}
            assert missing(HANDOUTS[id], text(data)) == [], (id, paper)
            assert stray(data) == []


def visible(data: bytes, sideways: bool) -> tuple[str, str]:
    """What can be read on each of two tiles: text whose baseline begins in the half that the tile shows."""
    ((across, along),) = sizes(data)
    first, second = fragments(data)
    # The edge of the paper, and the strip at which the tiles are joined.
    joint = EDGE + 19.8
    if sideways:
        halves = [one for one in first if one.x < across - joint], [one for one in second if one.x > joint]
    else:
        halves = [one for one in first if one.y > joint], [one for one in second if one.y < along - joint]
    inside = ([one for one in half if EDGE <= one.x <= across - EDGE and one.y >= EDGE] for half in halves)
    left, right = ("".join(bare(one.text) for one in half) for half in inside)
    return left, right


@pytest.mark.parametrize("id", BOARDS)
def test_two_tiles_together_show_all_the_words(id: str) -> None:
    sideways = LAYOUTS[HANDOUTS[id].layout].landscape_on_wall
    for paper in PAPERS:
        data = pdf("tiles", id, paper)
        assert len(reader(data).pages) == 2
        assert sizes(data) == {rounded(SIZES[paper], not sideways)}
        first, second = visible(data, sideways)
        assert missing(HANDOUTS[id], first + second) == [], paper
        assert bare("CC BY 4.0") in first + second
        assert bare(shop().words("handout_paper.cut")) in text(data)


def test_the_second_tile_shows_what_the_first_does_not() -> None:
    first, second = visible(pdf("tiles", "circle-agreement", "a4"), sideways=True)
    assert bare("We are here by choice") in first and bare("We are here by choice") not in second
    assert bare("We know what this is not") in second and bare("We know what this is not") not in first


def test_tiles_that_show_the_same_half_twice_are_noticed(tmp_path: Path) -> None:
    broken = changed_press(tmp_path, "tiles.typ", "(dx: -half.width)", "(dx: 0mm)")
    found = broken.render_pdf(wall.make_tiles(shop(), "circle-agreement", "a4"))
    assert isinstance(found, bytes)
    first, second = visible(found, sideways=True)
    assert missing(HANDOUTS["circle-agreement"], first + second) != []


@pytest.mark.parametrize("kind", ["wall", "tiles"])
def test_wall_sheets_and_tiles_are_accessible_pdf(kind: str, tmp_path: Path) -> None:
    for id in ("circle-agreement", "role-rota"):
        assert faults(pdf(kind, id, "letter"), tmp_path) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_year_hangs_on_the_wall_and_in_two_tiles(paper: str, tmp_path: Path) -> None:
    book = shop().handbook
    board, tiled = pdf("wall", YEAR, paper), pdf("tiles", YEAR, paper)
    poster = first_page(board)
    assert sizes(poster) == {rounded(WALLS[paper], turned=False)}
    assert sizes(tiled) == {rounded(SIZES[paper], turned=True)}
    assert len(reader(tiled).pages) == 2
    first, second = visible(tiled, sideways=False)
    for part in book.year.parts:
        assert bare(part.title) in text(poster)
        assert bare(part.title) in first + second
    assert faults(tiled, tmp_path) == []
    assert faults(board, tmp_path) == []


def test_an_agreement_too_long_for_the_wall_is_told() -> None:
    long = longer(HANDOUTS["circle-agreement"], 150)
    for make in (wall.make_board, wall.make_tiles):
        assert refused(make(with_form(long), long.id, "a4"))[0].code == "does-not-fit"


# --- the card for the case that someone is in danger


def text_for(id: str, **circle: Any) -> str:
    """What a handout says to a circle with other settings."""
    book = shop().handbook
    other = replace(shop(), handbook=replace(book, circle=book.circle.model_copy(update=circle)))
    return text(made(handout.make_handout(other, id, "a4")))


def danger_text(**circle: Any) -> str:
    """What the card for the case of danger says."""
    return text_for("if-someone-may-be-in-danger", **circle)


def agreement_text(**circle: Any) -> str:
    """What the agreement says."""
    return text_for("circle-agreement", **circle)


def test_the_seven_steps_of_the_danger_card_are_those_of_the_chapter() -> None:
    chapter = shop().handbook.chapters["when-it-gets-hard"].text.source
    part = chapter[chapter.index("## In danger") :]
    leads = [re.sub(r"\W+$", "", lead) for lead in re.findall(r"^\d\. \*\*(.+?)\*\*", part, re.M)]
    card = HANDOUTS["if-someone-may-be-in-danger"]
    assert [re.sub(r"\W+$", "", one.source.split("**")[1]) for one in card.steps] == leads
    assert len(leads) == 7
    quoted = [quote for one in (*card.steps, *card.otherwise) for quote in re.findall("“(.+?)”", one.source, re.S)]
    assert len(quoted) >= 5
    assert [quote for quote in quoted if bare(quote).rstrip(".,") not in bare(part)] == []


def test_the_danger_card_carries_the_circles_own_people_and_place() -> None:
    card = HANDOUTS["if-someone-may-be-in-danger"]
    told = danger_text(urgent_help=(Help(name="The night line", phone="01"),), place="Third floor")
    assert bare("The night line: 01") in told and bare("Third floor") in told
    assert not any(bare(line) in told for line in card.lines)
    empty = danger_text(urgent_help=(), place=None)
    assert all(bare(line) in empty for line in card.lines)
    assert bare(shop().words("print.no_help")) in empty


def test_the_agreement_says_whom_to_call_and_whom_to_tell_of_harm() -> None:
    labels = [shop().words(f"handout_paper.agreement_{key}") for key in ("call", "concerns", "report")]
    told = agreement_text(
        urgent_help=(Help(name="The night line", phone="01"),), concerns=parse_prose("Ask *Ann Bell*, on 02.")
    )
    assert all(bare(words) in told for words in (*labels, "The night line: 01", "Ask Ann Bell, on 02."))


def test_the_agreement_has_lines_to_write_on_for_what_the_circle_has_not_said() -> None:
    ruled = handout.handout_data(shop(), HANDOUTS["circle-agreement"])["written"]
    assert [(one["lines"], one["said"]) for one in ruled] == [([], None)] * 3
    empty = agreement_text()
    assert all(bare(one["label"]) in empty for one in ruled)
    assert bare(shop().words("print.no_help")) not in empty


def test_the_published_agreement_keeps_private_people_and_concerns_to_the_circle() -> None:
    book = shop().handbook
    people = (Help(name="The night line", phone="01"), Help(name="Zebra", phone="03", private=True))
    for publish in (False, True):
        settings = {"urgent_help": people, "concerns": parse_prose("Quagga"), "publish_meetings": publish}
        circle = book.circle.model_copy(update=settings)
        public = agreement_text(**dict(remove_private_settings(replace(book, circle=circle)).circle))
        assert bare("The night line: 01") in public and bare("Zebra") not in public
        assert (bare("Quagga") in public) == publish
        assert bare("Zebra: 03") in agreement_text(**dict(circle)) and bare("Quagga") in agreement_text(**dict(circle))


def test_a_sheet_of_thanks_slips_is_enough_for_ten_people() -> None:
    for paper in PAPERS:
        assert text(pdf("handout", "thanks-slips", paper)).count(bare("To …:")) >= 9


def test_the_danger_card_is_published_without_the_place_unless_meetings_are() -> None:
    book = shop().handbook
    for publish in (False, True):
        circle = book.circle.model_copy(update={"place": "Third floor", "publish_meetings": publish})
        public = remove_private_settings(replace(book, circle=circle)).circle
        assert (bare("Third floor") in danger_text(**dict(public))) == publish


def test_the_danger_card_comes_first_in_every_pack() -> None:
    for id in shop().plans:
        said = pack.make_pack(shop(), id, "a4").parts[0].data
        assert (said["layout"], said["title"]) == ("danger", "If someone may be in danger"), id


def test_every_session_page_leads_to_the_danger_card_and_the_first_session_lists_it() -> None:
    assert "if-someone-may-be-in-danger" in shop().handbook.sessions["opening"].handouts
    pages = {page.path: page.text for page in site.build_site(shop().handbook, loaded(), paper=False).pages}
    for id in shop().plans:
        page = pages[addresses.page_path("session", id)]
        assert page.index("if-someone-may-be-in-danger.md)") < page.index("{ #agenda }"), id
