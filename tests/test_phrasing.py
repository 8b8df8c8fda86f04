"""What page and paper say alike is said once, and as each language says it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from printed import loaded, shop

from generator.handbook import derive
from generator.handbook.schedule import Meeting
from generator.handbook.value import Handbook
from generator.model.exercise import Headcount, Range
from generator.model.meeting import YearPart
from generator.phrasing import dates, phrases
from generator.phrasing.languages import format_tag, is_right_to_left, list_plurals
from generator.phrasing.translations import MissingTranslation, Translations
from generator.printables.book.whole import book_data
from generator.printables.context import PrintContext
from generator.printables.makers import make_printable
from generator.printables.poster import poster_data
from generator.site import build
from generator.typesetting.batches import list_units, make_batches, make_job

DAY = Meeting("x", 1, "part", 1, date(2027, 9, 7))


def speak(language: str, **tree: object) -> Translations:
    return Translations(language, tree)


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (26, "XXVI"), (40, "XL"), (90, "XC"), (400, "CD")],
)
def test_roman_numerals_have_no_end(number: int, numeral: str) -> None:
    assert phrases.format_roman(number) == numeral


@pytest.mark.parametrize(("minutes", "clock"), [(0, "0:00"), (35, "0:35"), (70, "1:10"), (600, "10:00")])
def test_a_clock_counts_from_the_beginning(minutes: int, clock: str) -> None:
    assert phrases.format_clock(minutes) == clock


def test_a_language_has_as_many_plural_forms_as_it_needs() -> None:
    forms = {"one": "{n} minut", "few": "{n} minute", "other": "{n} de minute"}
    words = speak("ro", a=forms)
    assert [words("a", n=n) for n in (1, 2, 20)] == ["1 minut", "2 minute", "20 de minute"]
    assert set(list_plurals("en")) == {"one", "other"}
    assert set(list_plurals("pl")) == {"one", "few", "many"}
    assert len(list_plurals("ar")) == 6
    with pytest.raises(MissingTranslation):
        speak("ro", a={"one": "x", "other": "x"})("a", n=2)


def test_a_range_is_counted_by_its_end() -> None:
    words = speak("ro", range={"minutes": {"few": "{min}-{max} minute", "other": "{min}-{max} de minute"}})
    assert phrases.describe_range(words, "minutes", Range(min=5, max=10)) == "5-10 minute"
    assert phrases.describe_range(words, "minutes", Range(min=10, max=25)) == "10-25 de minute"


def test_a_number_without_an_upper_end_is_that_or_more() -> None:
    words = loaded().words["en"].translations
    assert phrases.describe_range(words, "people", Headcount(min=2)) == "2 people or more"
    assert phrases.describe_range(words, "people", Headcount(min=3, max=3)) == "3 people"


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("en", "Tuesday, 7 September 2027", "7 Sept"),
        ("de", "Dienstag, 7. September 2027", "7. Sept."),
        ("pt-br", "terça-feira, 7 de setembro de 2027", "7 de set."),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, full: str, short: str) -> None:
    words = speak(language)
    assert dates.format_meeting_date(words, DAY) == full
    assert dates.format_short_date(words, DAY) == short


def test_lists_are_joined_as_the_language_joins_them() -> None:
    assert phrases.join_words(speak("en"), ["3", "9"]) == "3 and 9"
    assert phrases.join_words(speak("de"), ["3", "9", "12"]) == "3, 9 und 12"


def test_the_direction_is_the_languages_own() -> None:
    assert [is_right_to_left(language) for language in ("ar", "he", "az", "en", "pt-br")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_who_acts_is_said_in_one_way() -> None:
    words = loaded().words["en"].translations
    assert [phrases.name_who(words, who) for who in ("group", "the older half", None)] == [
        "the group",
        "the older half",
        "",
    ]


def with_parts(book: Handbook, count: int) -> Handbook:
    """The handbook with a year of so many parts, each with the same session."""
    session = next(iter(book.sessions))
    parts = tuple(
        YearPart.model_validate({"id": f"p{n}", "title": f"Part {n}", "sessions": [session]}) for n in range(count)
    )
    return replace(book, years={book.year.id: book.year.model_copy(update={"parts": parts})})


def test_a_year_may_have_thirty_parts() -> None:
    book = with_parts(shop().handbook, 30)
    page = next(page for page in build.build_site(book, loaded(), paper=False).pages if page.path == "year.md")
    assert "## XXX. Part 29 { #part-30 .hb-year-head" in page.text
    assert 'hb-wheel-part-2"' in page.text
    assert 'hb-wheel-part-8"' not in page.text
    context = PrintContext(book, derive.plan_sessions(book), loaded().words["en"].translations)
    assert poster_data(context)["parts"][29]["numeral"] == "XXX"
    assert "XXX" in str(book_data(context, "handbook"))


def test_a_tag_is_written_as_others_write_it_and_paper_knows_its_language() -> None:
    assert [format_tag(tag) for tag in ("en", "pt-br", "zh-hant")] == ["en", "pt-BR", "zh-Hant"]
    printable = make_printable(shop(), "card", "two-column-test", "a4")
    (batch,) = make_batches(*list_units([printable], "pt-br"))
    assert json.loads(make_job(batch, "pt-br"))["language"] == "pt"
