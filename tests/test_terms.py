"""Words of the glossary are linked where they first appear, and only there."""

from generator.text import parse
from generator.text.terms import link_terms
from generator.text.tree import Link, plain_words, walk_parts

TERMS = {"Host": "host", "Year plan": "year-plan"}


def linked(source: str) -> list[tuple[str, str]]:
    text, _ = parse.parse_chapter(source)
    made = link_terms(text, TERMS)
    assert plain_words(made) == plain_words(text)
    return [
        (part.target, words_of(part)) for part in walk_parts(made) if isinstance(part, Link) and part.kind == "term"
    ]


def words_of(link: Link) -> str:
    return "".join(part.text for part in link.inlines if hasattr(part, "text"))


def test_the_first_place_is_linked_and_no_other() -> None:
    assert linked("The host opens. A host closes. *The year plan* helps.") == [
        ("host", "host"),
        ("year-plan", "year plan"),
    ]


def test_plural_and_case_are_alike() -> None:
    assert linked("Hosts differ.") == [("host", "Hosts")]


def test_parts_of_words_headings_tables_and_links_are_left_alone() -> None:
    assert linked("A ghost and a host-like one.") == []
    assert linked("## The host\n\n[the host](chapter:x)\n\n| host |\n|---|\n| host |\n") == []


def test_lists_are_looked_into() -> None:
    assert linked("- first\n- a host\n") == [("host", "host")]
