"""A build may make some of all paper: what is chosen is whole, and pages offer and say just that."""

import pytest
from printed import loaded, shop
from reading import load_handbook, tiny

from generator.site import build as site
from generator.site.catalogue import CATEGORIES, PaperChoice, list_published_entries

EVERY = tuple(list_published_entries(shop().handbook, shop().plans))


def test_every_kind_that_is_published_belongs_to_one_category() -> None:
    kinds = [kind for category in CATEGORIES.values() for kind in category]
    assert len(kinds) == len(set(kinds))
    assert {entry.kind for entry in EVERY} == set(kinds)
    assert tuple(PaperChoice().select_entries(EVERY)) == EVERY


def test_one_size_of_paper_is_that_size_in_all_prints() -> None:
    chosen = tuple(PaperChoice("letter").select_entries(EVERY))
    assert [(one.kind, one.id) for one in chosen] == [(one.kind, one.id) for one in EVERY]
    assert {paper for one in chosen for paper in one.papers} == {"letter", "letter-large", "a6"}


def test_some_categories_are_those_alone() -> None:
    chosen = tuple(PaperChoice(categories=("sessions", "book")).select_entries(EVERY))
    assert {one.kind for one in chosen} == {"sheet", "pack", "always", "book"}


@pytest.mark.parametrize(
    ("choice", "sentence", "links"),
    [
        (PaperChoice("letter"), "This copy was made for Letter alone.", "/a4/"),
        (PaperChoice(categories=("sessions",)), "Of all paper, this copy has only: Sessions.", "/cards/"),
    ],
)
def test_the_page_of_printables_says_what_was_left_out_and_links_none_of_it(
    choice: PaperChoice, sentence: str, links: str
) -> None:
    made = site.build_site(load_handbook([tiny()]), loaded(), paper=False, choice=choice)
    pages = {page.path: page.text for page in made.pages}
    assert sentence in pages["printables.md"]
    assert [path for path, text in pages.items() if f"printables{links}" in text or f"{links}all.pdf" in text] == []
    whole = {page.path: page.text for page in site.build_site(load_handbook([tiny()]), loaded(), paper=False).pages}
    assert sentence not in whole["printables.md"]
