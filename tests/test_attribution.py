"""Whose words are whose: the page of credits, the exercise's own page, cards, and the line at the foot of all paper."""

from dataclasses import replace
from typing import Any

import pytest
from reading import ROOT, layer, load_handbook, tiny

from generator.handbook import derive
from generator.handbook.licences import find_licence
from generator.handbook.value import Handbook
from generator.model.meeting import Circle
from generator.phrasing.terms_of_use import list_terms
from generator.printables import card, sheet
from generator.printables.context import PrintContext, format_footer
from generator.site import addresses, templates
from generator.site import build as site
from generator.text import parse

ID = "fact-reading-feeling"
NOTE = "Adapted from *A box of cards* by Ann Example; the third step is new."
TEMPLATES = templates.read_templates(ROOT / "templates")
TINY = load_handbook([tiny()])
WORDS = TEMPLATES.find_translations(TINY)


def adapted(**circle: str) -> Handbook:
    """The small handbook with an exercise of somebody else's, and with settings of its own."""
    given = {"licence": "CC-BY-SA-4.0", "licence_note": parse.parse_rich(NOTE)[0]}
    exercises = {**TINY.exercises, ID: TINY.exercises[ID].model_copy(update=given)}
    return replace(TINY, exercises=exercises, circle=TINY.circle.model_copy(update=circle))


def pages(book: Handbook) -> dict[str, str]:
    return {page.path: page.text for page in site.build_site(book, TEMPLATES, paper=False).pages}


def card_of(book: Handbook) -> dict[str, Any]:
    context = PrintContext(book, derive.plan_sessions(book), WORDS)
    [one] = card.make_cards_part(context, (book.exercises[ID],)).data["cards"]
    return one


def foot(form: str, **circle: str) -> str:
    made = Circle.model_validate({"name": "Our circle", **circle})
    return format_footer(made, WORDS, form, id="an-id", version="12345678", licences=list_terms(TINY, WORDS))


def test_others_words_are_named_with_their_terms_wherever_they_stand() -> None:
    made = pages(adapted())
    assert "CC BY-SA 4.0 | Adapted from *A box of cards* by Ann Example" in made[addresses.CREDITS]
    own = made[addresses.page_path("exercise", ID, "fairness")]
    assert "Its words are under CC BY-SA 4.0." in own
    assert "Ann Example; the third step is new" in own
    said = card_of(adapted())
    assert said["foot"].endswith("CC BY-SA 4.0")
    assert said["source"].endswith("Adapted from A box of cards by Ann Example; the third step is new.")


def test_a_handbook_of_our_own_words_says_nothing_of_others() -> None:
    assert "adapted" not in pages(TINY)[addresses.CREDITS]
    assert card_of(TINY)["foot"].endswith(" · CC BY 4.0")


def test_the_credits_say_what_to_write_and_where_each_exercise_comes_from() -> None:
    page = pages(adapted(name="Night shift", address="https://example.org/night/"))[addresses.CREDITS]
    assert "> Night shift, example.org/night, CC BY 4.0" in page
    assert "The greater part of it comes from The circle handbook" in page
    assert all(f"[{one.title}](" in page for one in TINY.exercises.values())
    assert all(f"[{form.title}](" in page for form in TINY.questionnaires.values() if form.holder)


@pytest.mark.parametrize(
    ("circle", "shown"),
    [
        ({}, "The circle handbook"),
        ({"name": "Night shift"}, "Night shift"),
        ({"name": "Night shift", "address": "https://x.example/"}, "Night shift, x.example"),
        ({"name": "Night shift", "repository": "https://x.example/a"}, "Night shift, x.example/a"),
        ({"name": "Night shift " * 5, "address": "https://x.example/a"}, "x.example/a"),
        ({"name": "Night shift", "address": f"https://x.example/{'a' * 80}"}, "Night shift"),
    ],
)
def test_the_foot_says_whose_it_is_as_far_as_there_is_room(circle: dict[str, str], shown: str) -> None:
    assert foot("print.foot", **circle) == f"an-id · version 12345678 · {shown} · CC BY 4.0: copy, change, share"
    made = Circle.model_validate({"name": "Our circle", **circle})
    card = format_footer(made, WORDS, "card.foot", id="an-id", version="12345678", licences=("CC BY 4.0",))
    assert card == f"an-id · 12345678 · {shown} · CC BY 4.0"


# --- the circle's own licence


def with_own_exercise(more: str = "") -> Handbook:
    """The small handbook with a circle's licence, and a new exercise of theirs that fills a slot of the opening."""
    [given] = [file for file in tiny().files if file.path.endswith(f"{ID}.yml")]
    new = given.data.decode().replace("title: Fact, reading, feeling", "title: Ours", 1) + more
    files = {
        "circle.yml": "licence: CC-BY-SA-4.0\nlicence_note: Ask the night shift.\n",
        "exercises/fairness/of-our-own.yml": new,
        f"exercises/fairness/{ID}.yml": "title: Another title\n",
        "sessions/opening.yml": "fill: {practice: {exercise: of-our-own}}\n",
    }
    return load_handbook([tiny(), layer("my-circle", files)])


def sheet_foot(book: Handbook) -> str:
    context = PrintContext(book, derive.plan_sessions(book), WORDS)
    return str(sheet.make_sheet(context, "opening", "a4").parts[0].data["foot"])


def test_what_a_circle_adds_is_under_its_licence_and_what_it_changes_stays_under_the_originals() -> None:
    book = with_own_exercise()
    assert find_licence(book, ("exercise", "of-our-own")) == "CC-BY-SA-4.0"
    assert find_licence(book, ("exercise", ID)) == "CC-BY-4.0"
    said = find_licence(with_own_exercise("licence: CC0-1.0\nlicence_note: From Ann.\n"), ("exercise", "of-our-own"))
    assert said == "CC0-1.0", "what an exercise says itself goes before"


def test_the_circles_licence_stands_on_pages_sheets_and_among_the_credits() -> None:
    book = with_own_exercise()
    made = pages(book)
    assert "What this circle has added is under CC BY-SA 4.0." in made[addresses.CREDITS]
    assert "Ask the night shift." in made[addresses.CREDITS]
    own = made[addresses.page_path("exercise", "of-our-own", "fairness")]
    assert '"terms": "Text under CC BY-SA 4.0."' in own.replace("terms: ", '"terms": ')
    title = book.exercises["of-our-own"].title
    assert f"CC BY 4.0; {title}: CC BY-SA 4.0." in made[addresses.page_path("session", "opening")]
    assert sheet_foot(book).endswith(f"CC BY 4.0; {title}: CC BY-SA 4.0")


def test_a_foot_without_room_for_each_licence_says_where_they_stand() -> None:
    book = with_own_exercise()
    titled = {**book.exercises, "of-our-own": book.exercises["of-our-own"].model_copy(update={"title": "Long " * 10})}
    assert sheet_foot(replace(book, exercises=titled)).endswith("several licences, see “Whose words these are”")
