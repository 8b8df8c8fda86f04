"""Adding up at home, in a real browser: the page says what a person gets who fills in the score sheet on paper.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

import re
from pathlib import Path

import pytest
from browsing import Watched, publish_tiny
from reading import ROOT, layer, make, tiny

from generator.handbook.value import Handbook
from generator.printables.questionnaires import scoring
from generator.site import templates

FORM = """\
title: {title}
licence: LicenseRef-Proprietary
holder: A holder
obtain: https://example.org
validated: true
about: Numbers only.
checked: 2026-01-01
change: Look at your own change.
sources:
  - {{ref: devised-here}}
"""
FORMS = {
    "sum-some-turned": FORM.format(title="Sum")
    + "items: {count: 5}\nscale: {min: 1, max: 5}\nsubscales:\n"
    + "  - {id: one, title: One, score: sum, min: 3, max: 15, items: [1, 3, 5], reverse: [3], read: Higher is more.}\n"
    + "  - {id: two, title: Two, score: sum, min: 2, max: 10, items: [2, 4], read: Higher is more.}\n",
    "mean-all-turned": FORM.format(title="Mean")
    + "items: {count: 3}\nscale: {min: 0, max: 4}\nsubscales:\n"
    + "  - {id: one, title: One, score: mean, min: 0, max: 4, items: [1, 2, 3], reverse: [1, 2, 3], read: More.}\n",
    "key-with-holder": FORM.format(title="Key")
    + "items: {count: 4}\nscale: {min: 0, max: 6}\nsubscales:\n"
    + "  - {id: one, title: One, count: 4, score: sum, min: 0, max: 24, reverse: [], read: More.}\n",
    "not-certain": FORM.format(title="Not certain")
    + "items: {count: 4}\nscale: {min: 0, max: 6}\nsubscales:\n"
    + "  - {id: one, title: One, count: 4, score: sum, min: 0, max: 24, read: More.}\n",
}
CERTAIN = [id for id in FORMS if id != "not-certain"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"questionnaires/{id}": text for id, text in FORMS.items()}
    return publish_tiny(tmp_path_factory.mktemp("score") / "site", **files)


@pytest.fixture(scope="module")
def book() -> Handbook:
    files = {f"questionnaires/{id}.yml": text for id, text in FORMS.items()}
    handbook = make((tiny(), layer("my-circle", files))).handbook
    assert handbook
    return handbook


def read_sheet(book: Handbook, id: str) -> list[dict[str, object]]:
    """What the score sheet of a form prints, a block for each score."""
    words = templates.read_templates(ROOT / "templates").find_translations(book)
    form = book.questionnaires[id]
    return [scoring.score_data(form, scale, words) for scale in form.subscales]


def add_on_paper(block: dict[str, object], answers: list[int]) -> float:
    """What a person gets by the steps that the score sheet prints: turn round, add the last row, divide."""
    boxes = [box for line in block["lines"] for box in line]  # type: ignore[attr-defined]  # data for a template
    total = re.search(r"\d+", str(block["turn"]))
    counts = [int(total[0]) - a if box["turned"] and total else a for box, a in zip(boxes, answers, strict=True)]
    divisor = re.search(r"\d+", str(block["divide"]))
    return sum(counts) / int(divisor[0] if divisor else 1)


@pytest.mark.parametrize("id", CERTAIN)
@pytest.mark.parametrize("pattern", [[1], [4], [3, 1, 4, 2]])
def test_page_and_paper_add_up_alike(
    watched: Watched, folder: Path, book: Handbook, id: str, pattern: list[int]
) -> None:
    form, blocks = book.questionnaires[id], read_sheet(book, id)
    watched.page.goto((folder / f"questionnaires/{id}.html").as_uri())
    sets = watched.page.locator(".hb-score fieldset")
    assert sets.count() == len(form.subscales)
    for place, scale in enumerate(form.subscales):
        boxes = sets.nth(place).locator(".hb-boxes input")
        answers = [pattern[n % len(pattern)] for n in range(boxes.count())]
        for n, answer in enumerate(answers):
            boxes.nth(n).fill(str(answer))
        expected = add_on_paper(blocks[place], answers)
        said = sets.nth(place).locator("output").inner_text()
        assert said == f"{round(expected, 2):g} on a scale from {scale.min} to {scale.max}"


def test_a_score_on_an_earlier_sheet_is_compared_and_drawn(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto((folder / "questionnaires/mean-all-turned.html").as_uri())
    for box in page.locator(".hb-boxes input").all():
        box.fill("1")
    page.get_by_label("This score on an earlier sheet").fill("2,5")
    assert page.locator("output").inner_text() == "3 on a scale from 0 to 4. 0.5 higher than on the earlier sheet."
    widths = page.locator("rect:not(.hb-score-whole)").evaluate_all("all => all.map(one => one.width.baseVal.value)")
    assert widths == [162.5, 195]


@pytest.mark.parametrize("text", ["7", "x", "1.5", "-1"])
def test_what_is_no_answer_is_marked_and_counts_as_missing(watched: Watched, folder: Path, text: str) -> None:
    page = watched.page
    page.goto((folder / "questionnaires/mean-all-turned.html").as_uri())
    first = page.locator(".hb-boxes input").first
    first.fill(text)
    assert first.get_attribute("aria-invalid") == "true"
    assert page.locator("output").inner_text() == "3 still to fill in"


def test_nothing_is_kept_and_what_prints_is_the_score_alone(watched: Watched, folder: Path) -> None:
    page = watched.page
    page.goto((folder / "questionnaires/key-with-holder.html").as_uri())
    before = page.evaluate("JSON.stringify(localStorage)")
    page.locator(".hb-boxes input").first.fill("4")
    assert page.evaluate("JSON.stringify(localStorage)") == before
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator(".hb-score [data-do=print]").click()
    page.emulate_media(media="print")
    assert page.evaluate("window.printed")
    assert page.locator(".hb-score").is_visible()
    assert not page.locator("#change").is_visible()
    page.reload()
    assert page.locator(".hb-boxes input").first.input_value() == ""


def test_a_score_that_is_not_certain_is_not_added_up(watched: Watched, folder: Path) -> None:
    watched.page.goto((folder / "questionnaires/not-certain.html").as_uri())
    assert watched.page.locator(".hb-score").count() == 0
