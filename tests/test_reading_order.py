"""Chapters stand in groups, which are read one after the other; what has no group comes last."""

from reading import ROOT, layer, load_handbook, tiny

from generator.handbook import derive
from generator.handbook.reading_order import group_chapters
from generator.handbook.value import Handbook
from generator.site import navigation, templates
from generator.site.model import Section
from generator.source.files import read_layer


def read(**chapters: str) -> Handbook:
    """The small handbook, whose own chapter is in the group "hold", with a chapter for each front matter."""
    texts = {
        f"chapters/{id}.md": f"---\ntitle: {id}\nsummary: It.\n{text}---\n\nIt.\n" for id, text in chapters.items()
    }
    return load_handbook((tiny(), layer("my-circle", texts)))


def test_groups_come_before_order_and_what_has_no_group_is_last() -> None:
    book = read(late="group: keep\norder: 1\n", alone="order: 0\n", first="group: begin\norder: 9\n")
    assert list(book.chapters) == ["first", "the-frame", "late", "alone"]


def test_a_group_without_chapters_is_left_out() -> None:
    assert [group for group, _ in group_chapters(read(alone="order: 0\n").chapters)] == ["hold", None]


def test_the_menu_has_a_section_for_each_group_and_the_others_beneath() -> None:
    book = read(alone="order: 0\n")
    words = templates.read_templates(ROOT / "templates").find_translations(book)
    start = next(
        one
        for one in navigation.make_navigation(book, derive.plan_sessions(book), words)
        if isinstance(one, Section) and one.title == words("nav.start")
    )
    section = Section("Hold it well", ("chapters/the-frame.md",))
    assert start.entries == ("chapters/index.md", section, "chapters/alone.md")


def test_every_chapter_of_the_handbooks_own_is_in_a_group_and_the_first_evening_is_read_first() -> None:
    book = load_handbook((read_layer(ROOT / "content", "content"),))
    groups = dict(group_chapters(book.chapters))
    assert list(groups) == ["begin", "hold", "hard", "keep"]
    assert groups["begin"][0].id == "your-first-evening"
