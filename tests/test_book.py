"""The book: all that the handbook says is in it, its page numbers are right, and nothing leaves its pages."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import printed
import pytest
from printed import made, needs_poppler, reader, shop, squeezed
from pypdf import PdfReader

from generator.handbook import derive
from generator.model.exercise import Exercise
from generator.model.layouts import LAYOUTS
from generator.model.library import OWN_LICENCE, Items, Scale
from generator.printables.book import handouts, library, whole
from generator.printables.book.writing import BookWriter, make_label
from generator.printables.context import PrintContext
from generator.text import parse
from generator.text.tree import Citation, Paragraph, Picture, RichText, Table, Text, walk_inner
from generator.typesetting.pictures import draw_first_page
from generator.typesetting.printable import Printable, PrintablePart

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">')
EDGE = 28.3


@lru_cache(maxsize=1)
def a4() -> bytes:
    return printed.pdf("book", "handbook", "a4")


@lru_cache(maxsize=1)
def opened() -> PdfReader:
    return reader(a4())


@lru_cache(maxsize=1)
def whole_pages() -> tuple[str, ...]:
    """What every page says."""
    return tuple(plain(page.extract_text()) for page in opened().pages)


@lru_cache(maxsize=1)
def pages() -> tuple[str, ...]:
    """What every page says, without its running head and number."""
    return tuple(leaves(whole_pages()))


def leaves(texts: Iterable[str]) -> Iterator[str]:
    heads = sorted({plain(title) for title in all_titles()}, key=len, reverse=True)
    for number, text in enumerate(texts, start=1):
        rest = text.removesuffix(str(number))
        yield rest.removesuffix(next((head for head in heads if rest.endswith(head)), ""))


def plain(text: str) -> str:
    """Text without spaces and hyphens, since narrow cells and headings may break words."""
    return squeezed(text).replace("-", "")


@lru_cache(maxsize=1)
def said() -> dict[str, Any]:
    return whole.book_data(shop(), "handbook")


def all_titles() -> Iterator[str]:
    yield said()["contents"]
    for part in said()["parts"]:
        yield part["title"]
        yield from (block["text"] for block in part["blocks"] if block["kind"] == "title")


def pieces(texts: Iterable[RichText | None]) -> Iterator[str]:
    """The words of texts, in stretches that no citation interrupts."""
    for text in texts:
        for block in text.blocks if text else ():
            # A table that runs over a page has its headings twice, so each cell is looked for by itself.
            rows = (block.head, *block.rows) if isinstance(block, Table) else ()
            cells = [Paragraph(cell) for row in rows for cell in row]
            yield from (piece for part in cells or [block] for piece in map(plain, stretches(part)) if piece)


def stretches(part: Any) -> Iterator[str]:
    run = ""
    for inner in walk_inner(part):
        if isinstance(inner, Text):
            run += inner.text
        elif isinstance(inner, Citation | Picture) or type(inner).__name__ in ("Paragraph", "List", "Break"):
            yield run
            run = ""
            yield from stretches(inner)
        else:
            *first, last = [*stretches(inner)] or [""]
            yield from (run + piece if number == 0 else piece for number, piece in enumerate(first))
            run = last if first else run + last
    yield run


def gone(texts: Iterable[RichText | None]) -> list[str]:
    text = "".join(pages())
    return [piece for piece in pieces(texts) if piece not in text]


def prose_of(exercise: Exercise) -> list[RichText | None]:
    texts = [exercise.aim, exercise.say, exercise.opt_out, exercise.remote, *exercise.debrief, *exercise.variations]
    texts += [text for step in exercise.steps for text in (step.do, step.say, step.rule)]
    texts += [pair.why for pair in exercise.goes_well_with] + [source.note for source in exercise.sources]
    return [*texts, *derive.list_cautions(shop().handbook, exercise)]


def start(kind: str, id: str) -> int:
    """The page, from 1, to which a name of the book leads."""
    return starts()[make_label(kind, id)]


@lru_cache(maxsize=1)
def starts() -> dict[str, int]:
    """The page, from 1, of every place that has a name."""
    book = opened()
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(book.pages, start=1)}
    return {name: numbers[place.page.idnum] for name, place in book.named_destinations.items()}


def small(ids: Iterable[str], paper: str = "a4", of: PrintContext | None = None) -> Printable:
    """A book of some parts only, whose ways to the others are plain words."""
    data = whole.book_data(of or shop(), "handbook")
    data["parts"] = [part for part in data["parts"] if part["to"] in {make_label("part", id) for id in ids}]
    return replace(
        whole.make_book(of or shop(), "handbook", paper),
        parts=(PrintablePart("book", {**data, "parts": unlinked(data["parts"])}),),
    )


def unlinked(value: Any) -> Any:
    if isinstance(value, list):
        return [unlinked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "page":
        return {"kind": "text", "text": "0"}
    return {key: unlinked(item) for key, item in value.items() if not (value.get("kind") == "group" and key == "to")}


def outside(data: bytes, folder: Path) -> list[str]:
    """Words that come nearer than 10 mm to an edge of their page."""
    (folder / "book.pdf").write_bytes(data)
    run = subprocess.run(
        ["pdftotext", "-bbox", str(folder / "book.pdf"), "-"], capture_output=True, text=True, check=True
    )
    box = reader(data).pages[0].mediabox
    wide, tall = float(box.width) - EDGE, float(box.height) - EDGE
    found = [tuple(map(float, word)) for word in WORD.findall(run.stdout)]
    assert len(found) > 50
    return [str(word) for word in found if word[0] < EDGE or word[1] < EDGE or word[2] > wide or word[3] > tall]


def test_every_chapter_is_in_the_book() -> None:
    chapters = shop().handbook.chapters.values()
    assert len(chapters) > 10
    assert gone(chapter.text for chapter in chapters) == []


def test_every_exercise_is_in_the_book_in_full() -> None:
    exercises = shop().handbook.exercises.values()
    assert len(exercises) > 80
    assert [one.id for one in exercises if gone(prose_of(one))] == []


def test_every_caution_stands_on_the_pages_of_its_exercise() -> None:
    handbook = shop().handbook
    for exercise in handbook.exercises.values():
        first = start("exercise", exercise.id)
        near = "".join(pages()[first - 1 : first + 1])
        assert [piece for piece in pieces(derive.list_cautions(handbook, exercise)) if piece not in near] == [], (
            exercise.id
        )


def test_every_session_format_theme_and_questionnaire_is_in_the_book() -> None:
    book = shop().handbook
    for held in book.sessions.values():
        texts = [held.intention, held.host_notes, held.opening_words, held.closing_words, held.if_it_gets_hard]
        assert gone([*texts, held.carry_home]) == [], held.id
    for form in book.formats.values():
        assert gone([form.summary, *(text for p in form.phases for text in (p.do, p.say, p.rule, *p.watch_for))]) == []
    for theme in book.themes.values():
        assert gone([theme.about, *theme.shows_as, *theme.questions]) == [], theme.id
    for asked in book.questionnaires.values():
        cautions = [derive.find_caution_words(book, caution) for caution in asked.cautions]
        assert gone([asked.about, asked.scoring, asked.change, *cautions]) == [], asked.id
    assert gone(term.means for term in book.terms.values()) == []
    assert gone(line.words for line in book.safety.values()) == []


def test_every_handout_is_listed_with_its_picture_and_every_layout_has_one() -> None:
    (listed,) = [one for one in handouts.handout_blocks(BookWriter(shop())) if one["kind"] == "handouts"]
    assert [one["title"] for one in listed["entries"]] == [one.title for one in shop().handbook.handouts.values()]
    drawn = (printed.loaded().paper / "miniatures.typ").read_text("utf-8")
    for form in shop().handbook.handouts.values():
        assert plain(form.title) in "".join(pages())
    for layout in LAYOUTS:
        form = shop().handbook.handouts["frame-cards"].model_copy(update={"layout": layout})
        book = replace(shop().handbook, handouts={"frame-cards": form})
        (listed,) = list(handouts.handout_blocks(BookWriter(replace(shop(), handbook=book))))[1:]
        (picture,) = [one["picture"] for one in listed["entries"]]
        assert f"\n  {picture['shape']}: (room, data)" in drawn, layout
        assert 1 <= picture["across"] <= 10 and 1 <= picture["down"] <= 10


def test_where_a_form_can_be_had_is_a_live_address() -> None:
    live = {
        note["/A"]["/URI"] for page in opened().pages for note in page.get("/Annots", []) if "/A" in note.get_object()
    }
    wanted = {form.obtain for form in shop().handbook.questionnaires.values() if form.obtain}
    assert wanted and wanted <= live


def test_the_book_is_not_heavy() -> None:
    assert len(a4()) < 2_500_000


def test_numbers_in_the_contents_are_those_of_the_pages() -> None:
    contents = "".join(pages()[2 : start("part", "chapters") - 1])
    checked = 0
    for part in said()["parts"]:
        for block in [part, *(block for block in part["blocks"] if block["kind"] == "title")]:
            words = plain(block.get("number", "") + block.get("text", part["title"]))
            page = starts()[block["to"]]
            assert f"{words}{page}" in contents, words
            assert words in pages()[page - 1], words
            checked += 1
    assert checked > 200


def test_numbers_in_the_index_are_those_of_the_pages() -> None:
    index = "".join(pages()[start("part", "index") - 1 :])
    for one in shop().handbook.exercises.values():
        entry = plain(f"{one.title} ({one.minutes.min}–{one.minutes.max} min)") + str(start("exercise", one.id))
        assert index.count(entry) == 3, one.id
        assert pages()[start("exercise", one.id) - 1].startswith(plain(one.title))


def test_a_session_says_the_page_of_each_of_its_exercises() -> None:
    for plan in shop().plans.values():
        first = start("session", plan.session.id)
        near = "".join(pages()[first - 1 : first + 1])
        for one in plan.exercises:
            assert plain(f"{one.title} (p. {start('exercise', one.id)})") in near, (plan.session.id, one.id)


def test_parts_start_on_right_hand_pages_and_pages_between_are_blank() -> None:
    first = [starts()[part["to"]] for part in said()["parts"]]
    assert len(first) == 12
    assert [number for number in first if number % 2 == 0] == []
    blank = [number for number, text in enumerate(whole_pages(), start=1) if not text]
    assert blank
    assert {number + 1 for number in blank} <= set(first)


def test_running_heads_name_the_part_on_the_left_and_the_title_on_the_right() -> None:
    checked = set()
    for one in shop().handbook.exercises.values():
        page = start("exercise", one.id)
        head = one.title if page % 2 else "Exercises"
        assert whole_pages()[page - 1].endswith(plain(head) + str(page)), one.id
        checked.add(page % 2)
    assert checked == {0, 1}


def test_the_outline_leads_through_parts_things_and_headings() -> None:
    def depth(entries: list[Any]) -> int:
        return 1 + max((depth(entry) for entry in entries if isinstance(entry, list)), default=0)

    outline = opened().outline
    tops = [entry["/Title"] for entry in outline if not isinstance(entry, list)]
    assert [part["title"] for part in said()["parts"]] == tops[-12:]
    assert 3 <= depth(outline) <= 4


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_book_is_accessible_and_of_the_right_size(paper: str, tmp_path: Path) -> None:
    data = a4() if paper == "a4" else made(small({"year", "questionnaires", "safety", "references"}, paper))
    assert printed.faults(data, tmp_path) == []
    assert printed.size(data) == pytest.approx(printed.SIZES[paper], abs=0.05)
    assert reader(data).trailer["/Root"]["/Lang"] == "en"
    assert printed.fonts_outside(data) == []


def test_the_same_book_has_the_same_bytes() -> None:
    once = made(small({"year", "safety"}))
    assert made(small({"year", "safety"})) == once


@needs_poppler
def test_no_word_leaves_its_page(tmp_path: Path) -> None:
    assert outside(a4(), tmp_path) == []


@needs_poppler
@pytest.mark.parametrize("word", ["a" * 24, "A_VERY_LONG_NAME_IN_CODE", "x" * 90, "Zusammengehörigkeitsgefühl"])
def test_a_word_that_is_too_long_for_its_place_stays_on_the_page(word: str, tmp_path: Path) -> None:
    chapter = next(iter(shop().handbook.chapters.values()))
    cells = " | ".join([word] * 5)
    text, faults = parse.parse_chapter(f"## {word}\n\n{word} {word}\n\n| {cells} |\n|{'---|' * 5}\n| {cells} |\n")
    assert faults == ()
    long = chapter.model_copy(update={"text": text, "title": word, "summary": word})
    book = replace(shop().handbook, chapters={chapter.id: long})
    assert outside(made(small({"chapters"}, "letter", replace(shop(), handbook=book))), tmp_path) == []


def test_of_a_licensed_form_no_item_and_no_label_is_told() -> None:
    book = shop().handbook
    theirs = [form for form in book.questionnaires.values() if form.licence != OWN_LICENCE]
    assert len(theirs) > 5
    for form in theirs:
        items = Items(wordings=(parse.parse_rich("Verbotener Satz")[0],))
        scale = Scale(min=0, max=6, labels=("Verbotenes Wort",))
        forms = {form.id: form.model_copy(update={"items": items, "scale": scale})}
        writer = BookWriter(replace(shop(), handbook=replace(book, questionnaires=forms)))
        assert "Verboten" not in json.dumps(list(library.questionnaire_blocks(writer))), form.id


def test_the_title_page_has_the_name_of_the_circle_or_a_line_to_write_it_on() -> None:
    assert said()["circle"] == ""
    assert plain(said()["circle_line"]) in pages()[0]
    circle = shop().handbook.circle.model_copy(update={"name": "The Thursday circle"})
    named = replace(shop(), handbook=replace(shop().handbook, circle=circle))
    assert plain("The Thursday circle") in plain(reader(made(small({"safety"}, of=named))).pages[0].extract_text())


def test_where_to_get_help_stands_inside_the_title_leaf() -> None:
    assert plain("Call your local emergency number, and stay with the person") in pages()[1]


def test_a_preview_is_of_the_title_page() -> None:
    picture = draw_first_page(printed.made(small({"safety"})))
    assert isinstance(picture, bytes)
    assert picture.startswith(b"\x89PNG")


def alone(id: str) -> Printable:
    """A book of one exercise."""
    thing = small({"exercises"})
    data = thing.parts[0].data
    blocks = data["parts"][0]["blocks"]
    first = next(n for n, block in enumerate(blocks) if block.get("to") == make_label("exercise", id))
    part = {**data["parts"][0], "blocks": [blocks[0], *blocks[first : first + 4]]}
    return replace(thing, parts=(PrintablePart("book", {**data, "parts": [part]}),))


def test_a_caution_taken_out_of_the_template_is_noticed(tmp_path: Path) -> None:
    changed = printed.changed_press(tmp_path, "book.typ", "list(..data.items.map(prose))", "[]")
    cautions = [*pieces(derive.list_cautions(shop().handbook, shop().handbook.exercises["two-column-test"]))]
    assert len(cautions) > 1
    there = []
    for press in (printed.press(), changed):
        found = press.render_pdf(alone("two-column-test"))
        assert isinstance(found, bytes)
        text = "".join(plain(page.extract_text()) for page in reader(found).pages)
        there.append([piece for piece in cautions if piece in text])
    assert there == [cautions, []]
