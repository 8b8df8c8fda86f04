"""One page from each template, held against a file that a person has read.

To write them anew after a change that is meant: UPDATE_GOLDEN=1 python3 -m generator test tests/test_golden.py; then
read the difference before it is committed.
"""

import os
from pathlib import Path

import pytest
from reading import load_handbook

from generator.site import addresses, templates
from generator.site import build as site
from generator.source.files import read_layer

HERE = Path(__file__).parent
PAGES = {
    "home.md.j2": addresses.HOME,
    "year.md.j2": addresses.YEAR,
    "chapters.md.j2": addresses.index_path("chapter"),
    "exercises.md.j2": addresses.index_path("exercise"),
    "needs.md.j2": addresses.NEEDS,
    "family.md.j2": "exercises/role-play/index.md",
    "themes.md.j2": addresses.index_path("theme"),
    "formats.md.j2": addresses.index_path("format"),
    "questionnaires.md.j2": addresses.index_path("questionnaire"),
    "handouts.md.j2": addresses.index_path("handout"),
    "printables.md.j2": addresses.PRINTABLES,
    "glossary.md.j2": addresses.GLOSSARY,
    "references.md.j2": addresses.REFERENCES,
    "credits.md.j2": addresses.CREDITS,
    "make.md.j2": addresses.MAKE_IT_YOURS,
    "chapter.md.j2": "chapters/",
    "session.md.j2": "sessions/closing.md",
    "hold.md.j2": "sessions/opening/hold.md",
    "exercise.md.j2": "exercises/role-play/",
    "format.md.j2": "formats/",
    "theme.md.j2": "themes/",
    "questionnaire.md.j2": "questionnaires/",
    "handout.md.j2": "handouts/",
}
NOT_GOLDEN = {"changes.html.j2", "_parts.md.j2", "redirect.html.j2", "fields.md.j2", "form.md.j2"}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    book = load_handbook([read_layer(HERE / "tiny" / "content", "content")])
    made = site.build_site(book, templates.read_templates(HERE.parent / "templates"), paper=False)
    return {page.path: page.text for page in made.pages}


def first_of(pages: dict[str, str], path: str) -> str:
    """The page at a path, or the first single thing below a folder."""
    if path in pages:
        return pages[path]
    below = [name for name in sorted(pages) if name.startswith(path) and not name.endswith("index.md")]
    return pages[below[0]]


def test_every_template_has_a_golden_page() -> None:
    all_templates = {path.name for path in (HERE.parent / "templates" / "pages").glob("*.j2")}
    assert all_templates, "no templates found"
    assert all_templates - NOT_GOLDEN == set(PAGES)


@pytest.mark.parametrize("template", PAGES)
def test_page_is_as_it_was_read(pages: dict[str, str], template: str) -> None:
    golden = HERE / "golden" / template.removesuffix(".j2")
    text = first_of(pages, PAGES[template])
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_a_changed_word_is_noticed(pages: dict[str, str]) -> None:
    golden = (HERE / "golden" / "session.md").read_text("utf-8")
    assert first_of(pages, "sessions/").replace("The rule:", "Rule:") != golden
