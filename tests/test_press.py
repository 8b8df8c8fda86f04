"""The press: what it keeps and for how long, what it refuses, and whose fault a fault is."""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import printed
import pytest
from printed import loaded, shop

from generator.errors import Place
from generator.model.fields import parse_prose
from generator.printables import deck
from generator.printables.makers import make_printable
from generator.site.paper import make_renderer
from generator.typesetting import cache, pictures, pool, temporary
from generator.typesetting import printable as paper
from generator.typesetting.cache import Cache
from generator.typesetting.printable import Printable, Variant
from generator.typesetting.renderer import Renderer
from generator.typesetting.typst_compiler import MissingGlyph, Overflow, Typesetter, TypesettingFault, parse_misfits


def press(folder: Path | None, templates: Path | None = None) -> Renderer:
    return Renderer(Typesetter(templates or loaded().paper, loaded().fonts), Cache(folder), shop().words)


def test_nothing_is_typeset_twice(tmp_path: Path) -> None:
    first, second = press(tmp_path / "kept"), press(tmp_path / "kept")
    thing = make_printable(shop(), "sheet", "values", "a4")
    assert first.render_pdf(thing) == second.render_pdf(thing)
    assert (first.rendered_count, second.rendered_count) == (1, 0)


def test_a_change_of_words_paper_or_template_is_typeset_anew(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    press(kept).render_pdf(make_printable(shop(), "sheet", "values", "a4"))
    for thing in (
        make_printable(shop(), "sheet", "values", "letter"),
        make_printable(shop(), "sheet", "recognition", "a4"),
    ):
        other = press(kept)
        other.render_pdf(thing)
        assert other.rendered_count == 1
    shutil.copytree(loaded().paper, tmp_path / "print")
    (tmp_path / "print" / "unused.typ").write_text("// new", "utf-8")
    changed = press(kept, tmp_path / "print")
    changed.render_pdf(make_printable(shop(), "sheet", "values", "a4"))
    assert changed.rendered_count == 1


def test_what_was_kept_and_got_damaged_is_made_anew(tmp_path: Path) -> None:
    thing = make_printable(shop(), "sheet", "values", "a4")
    good = press(tmp_path).render_pdf(thing)
    files = sorted(tmp_path.iterdir())
    assert {file.suffix for file in files} == {".pages", ".pdf"}
    for file in files:
        file.write_bytes(file.read_bytes()[:-100])
    again = press(tmp_path)
    assert again.render_pdf(thing) == good
    assert again.rendered_count == 1


def test_the_folder_of_what_is_kept_may_vanish_or_be_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    thing = make_printable(shop(), "sheet", "values", "a4")
    assert isinstance(press(tmp_path / "file" / "kept").render_pdf(thing), bytes)
    kept = press(tmp_path / "kept")
    kept.render_pdf(thing)
    shutil.rmtree(tmp_path / "kept")
    assert isinstance(kept.render_pdf(thing), bytes)


def test_builds_at_the_same_time_share_what_is_kept(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    data = b"%PDF" * 1000
    wrong: list[bytes | None] = []

    def use() -> None:
        for number in range(200):
            store.write_entry(f"{number}.pdf", data)
            found = store.read_entry(f"{number}.pdf")
            if found != data:
                wrong.append(found)

    builds = [threading.Thread(target=use) for _ in range(4)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert wrong == []
    assert len(list(tmp_path.iterdir())) == 200


def test_only_so_much_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_FILES", 3)
    store = Cache(tmp_path)
    for number in range(8):
        store.write_entry(f"{number}.pdf", b"x")
    store.remove_oldest()
    assert len(list(tmp_path.iterdir())) == 3


def test_misfits_are_read_off_what_typst_says() -> None:
    assert parse_misfits('error: panicked with: "misfit|back|14|the front|3|"') == (
        Overflow("back", 14),
        Overflow("the front", 3),
    )
    assert parse_misfits('the text `"🙂"` could not be displayed') == (MissingGlyph("🙂"),)
    assert parse_misfits("unknown variable: x") == ()


def test_a_fault_of_a_template_is_a_fault_and_not_a_problem_of_the_author(tmp_path: Path) -> None:
    (tmp_path / "main.typ").write_text('#set document(title: "x")\n#unknown', "utf-8")
    with pytest.raises(TypesettingFault):
        Typesetter(tmp_path, loaded().fonts).typeset_pdf("{}", Variant())


def test_a_misspelt_font_is_a_fault_and_not_silence(tmp_path: Path) -> None:
    source = '#set document(title: "x")\n#set text(font: ("Atkinson Hyperlegible Nxt", "Literata"))\nx'
    (tmp_path / "main.typ").write_text(source, "utf-8")
    with pytest.raises(TypesettingFault, match=r"(?i)nxt"):
        Typesetter(tmp_path, loaded().fonts).typeset_pdf("{}", Variant())


def test_a_missing_font_is_a_fault_and_not_silence(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(loaded().fonts / "Literata-SemiBold.ttf", fonts)
    (tmp_path / "main.typ").write_text(
        '#set document(title: "x")\n#set text(font: "Atkinson Hyperlegible Next")\nx', "utf-8"
    )
    with pytest.raises(TypesettingFault):
        Typesetter(tmp_path, fonts).typeset_pdf("{}", Variant())


def test_an_endless_word_gets_places_to_break_and_a_long_one_does_not() -> None:
    address = "https://example.org/some/very/long/address/of/a/page"
    assert paper.add_break_points({"a": [address]})["a"][0].replace(paper.BREAK, "") == address
    assert paper.BREAK in paper.add_break_points(address)
    assert paper.add_break_points("x" * 29) == "x" * 29
    assert paper.BREAK in paper.add_break_points("x" * 30)


def test_a_printable_is_its_parts_as_often_as_they_say() -> None:
    one = make_printable(shop(), "sheet", "values", "a4")
    twice = Printable("a4", "Two", "two", Place("x"), "", (replace(one.parts[0], copies=2),))
    pages = len(printed.reader(printed.made(one)).pages)
    assert len(printed.reader(printed.made(twice)).pages) == 2 * pages


def test_what_does_not_fit_is_told_once_where_it_can_be_mended() -> None:
    book = shop().handbook
    long = book.exercises["empty-seat"].model_copy(update={"say": parse_prose("Too many words to say. " * 200)})
    longer = replace(shop(), handbook=replace(book, exercises={**book.exercises, "empty-seat": long}))
    wanted = [
        (kind, make_printable(longer, kind, id, "a4")) for kind, id in (("family", "role-play"), ("card", "empty-seat"))
    ]
    _, problems = press(None).render_all(wanted)
    problem = problems[0]
    assert problem.message.startswith('the card of "Empty seat" (A4): front is ')
    assert {one.message.partition("):")[0] for one in problems} == {'the card of "Empty seat" (A4'}
    lines = (printed.ROOT / problem.place.file).read_text("utf-8").splitlines()
    assert lines[problem.place.line - 1].startswith("say:")
    assert problem.cure.startswith("Shorten the invitation")
    _, problems = press(None).render_all(wanted[:1])
    assert problems, "a family alone tells of its cards"


def test_many_documents_are_typeset_by_several_processes_and_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [(id, make_printable(shop(), "sheet", id, "a4")) for id in list(shop().plans)[:6]]
    alone, _ = press(None).render_all(wanted)
    monkeypatch.setattr(pool, "MIN_CHARACTERS_PER_WORKER", 2)
    monkeypatch.setattr(pool.os, "cpu_count", lambda: 3)
    together, _ = press(None).render_all(wanted)
    assert together == alone
    assert [asset.path for asset in together] == [id for id, _ in wanted]


def test_where_no_process_can_be_started_this_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(pool, "ProcessPoolExecutor", refused)
    monkeypatch.setattr(pool, "MIN_CHARACTERS_PER_WORKER", 1)
    made, _ = press(None).render_all([("one", make_printable(shop(), "card", "de-role", "a4"))] * 3)
    assert len(made) == 3


def test_a_fault_of_a_template_is_told_through_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.typ").write_text('#set document(title: "x")\n#unknown', "utf-8")
    monkeypatch.setattr(pool, "MIN_CHARACTERS_PER_WORKER", 1)
    monkeypatch.setattr(pool.os, "cpu_count", lambda: 2)
    with pytest.raises(TypesettingFault):
        press(None, tmp_path).render_all(
            [(kind, make_printable(shop(), kind, id, "a4")) for kind, id in (("card", "de-role"), ("sheet", "values"))]
        )


def test_a_press_that_may_leave_nothing_behind_makes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    thing = make_printable(shop(), "card", "de-role", "a4")
    secret = make_renderer(loaded(), shop().words, None, aside=False)
    found = secret.render_pdf(thing)
    assert list(tmp_path.iterdir()) == []
    assert found == press(None).render_pdf(thing)


def test_folders_of_killed_builds_are_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    mine, other = f"handbook-paper-{os.getpid()}-a", "handbook-paper-theirs"
    for name in (f"handbook-paper-{gone.pid}-old", f"handbook-paper-{gone.pid}-young", mine, other):
        (tmp_path / name / "print").mkdir(parents=True)
        os.utime(tmp_path / name, (0, time.time() if name.endswith("young") else 0))
    temporary.clear_abandoned_folders()
    stays = {f"handbook-paper-{gone.pid}-young", mine, other} | (
        {f"handbook-paper-{gone.pid}-old"} if os.name == "nt" else set()
    )
    assert {path.name for path in tmp_path.iterdir()} == stays


def test_whoever_watches_is_told_how_far_it_is(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    watched = replace(press(tmp_path), on_progress=lambda number, of: seen.append((number, of)))
    watched.render_all([(id, make_printable(shop(), "sheet", id, "a4")) for id in ("values", "recognition")])
    assert seen == [(1, 2), (2, 2)]


def test_a_card_looks_the_same_alone_and_out_of_its_family() -> None:
    parts = deck.make_family_parts(shop())
    for id in ("empty-seat", "de-role", "weather-word"):
        alone = printed.made(make_printable(shop(), "card", id, "a4"))
        gathered = printed.made(deck.make_gathered(shop(), "card", id, "a4", parts))
        assert printed.text(gathered) == printed.text(alone)
        assert pictures.draw_first_page(gathered) == pictures.draw_first_page(alone)


def test_pages_are_the_same_on_papers_of_nearly_one_size_and_in_a_pack() -> None:
    a4, letter = (printed.pdf("handout", "two-column-sheet", paper) for paper in ("a4", "letter"))
    assert printed.text(a4) == printed.text(letter)
    assert printed.text(a4) in printed.text(printed.pdf("pack", "recognition", "a4"))


def test_what_is_typeset_together_and_does_not_fit_is_told_of_the_one_that_does_not(tmp_path: Path) -> None:
    form = shop().handbook.handouts["circle-agreement"]
    long = form.model_copy(update={"instructions": parse_prose("Too many words. " * 900)})
    book = replace(shop().handbook, handouts={**shop().handbook.handouts, form.id: long})
    wanted = [(id, make_printable(replace(shop(), handbook=book), "handout", id, "a4")) for id in book.handouts]
    made, problems = press(tmp_path).render_all(wanted)
    assert len(made) == len(wanted) - 1
    assert {problem.place.file for problem in problems} == {"content/handouts/circle-agreement.yml"}


def test_a_picture_is_grey_where_its_page_is() -> None:
    grey = pictures.draw_first_page(printed.pdf("sheet", "values", "a4"))
    colour = pictures.draw_first_page(printed.pdf("card", "empty-seat", "a4"))
    heads = [struct.unpack(">2I2B", picture[16:26]) for picture in (grey, colour)]
    assert [(depth, kind) for *_, depth, kind in heads] == [(4, 0), (8, 2)]
    assert all(290 < width < 310 < height for width, height, *_ in heads)
