"""Every kind of paper in other languages: letters, long words, and the direction in which a language is written."""

from dataclasses import replace
from typing import Any

import printed
import pytest
from printed import loaded, squeezed, text

from generator.model.fields import parse_prose
from generator.phrasing.languages import list_plurals
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext
from generator.printables.makers import make_printable, make_printables
from generator.site import paper
from generator.site.catalogue import list_published_entries
from generator.typesetting.batches import list_units, make_batches, make_job
from generator.typesetting.renderer import Renderer

TEXTS = {
    "de": "Die Berufsunfähigkeitszusatzversicherungsbescheinigung gehört nicht in diese Runde, sagt die Wächterin.",
    "el": "Η ψυχοκοινωνικοεπαγγελματική εξουθένωση δεν είναι δική σου αποτυχία, και το ξέρουμε όλοι εδώ μέσα.",
    "ar": "نلتقي كل أسبوعين، بلا قائد، ونصغي بعضنا إلى بعض، ولا ننصح أحدا ولا نحكم على أحد.",
    "ro": "Ne întâlnim la două săptămâni, fără lider, și ne ascultăm unii pe alții, fără sfaturi și fără judecăți.",
    "he": "אנחנו נפגשים כל שבועיים, בלי מנהיג, ומקשיבים זה לזה בלי עצות ובלי שיפוט.",
}
KINDS = (
    ("sheet", "recognition"),
    ("card", "two-column-test"),
    ("family-duplex", "fairness"),
    ("handout", "two-column-sheet"),
    ("handout", "four-doors-sheet"),
    ("handout", "target-board-sheet"),
    ("questionnaire", "check-out"),
    ("pack", "recognition"),
)


def in_language(language: str) -> tuple[PrintContext, Renderer]:
    """The handbook with an exercise, a session, handouts and a form that speak a language, and a press for it."""
    base = printed.shop()
    book, said = base.handbook, parse_prose(TEXTS[language])
    test = book.exercises["two-column-test"].model_copy(update={"say": said, "opt_out": said, "title": short(language)})
    session = book.sessions["recognition"].model_copy(update={"carry_home": said, "title": short(language)})
    forms = {id: form.model_copy(update={"instructions": said}) for id, form in book.handouts.items()}
    ours = book.questionnaires["check-out"].model_copy(update={"about": said})
    changed = replace(
        book,
        circle=book.circle.model_copy(update={"language": language}),
        exercises={**book.exercises, test.id: test},
        sessions={**book.sessions, session.id: session},
        handouts=forms,
        questionnaires={**book.questionnaires, ours.id: ours},
    )
    words = Translations(language, count_in(language, base.words.tree))
    plan = replace(base.plans["recognition"], session=session)
    press = paper.make_renderer(replace(loaded(), words={language: words}), words)
    return PrintContext(changed, {**base.plans, session.id: plan}, words), press


def count_in(language: str, tree: Any) -> Any:
    """The English words in as many plural forms as a language needs."""
    if not isinstance(tree, dict):
        return tree
    if set(tree) == {"one", "other"}:
        return dict.fromkeys(list_plurals(language), tree["other"])
    return {key: count_in(language, value) for key, value in tree.items()}


def short(language: str) -> str:
    """A title in a language."""
    return " ".join(TEXTS[language].split()[:3]).strip(",")


@pytest.mark.parametrize("language", TEXTS)
def test_every_kind_of_paper_speaks_the_language(language: str) -> None:
    shop, press = in_language(language)
    for kind, id in KINDS:
        made = press.render_pdf(make_printable(shop, kind, id, "a4"))
        assert isinstance(made, bytes), (kind, made)
        letters = set(squeezed(TEXTS[language])) - set(".,،-")
        assert letters <= set(text(made)), (kind, letters - set(text(made)))
        assert printed.reader(made).trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("language", ["de", "el", "ro"])
def test_words_come_out_in_order(language: str) -> None:
    shop, press = in_language(language)
    for kind, id in KINDS:
        made = press.render_pdf(make_printable(shop, kind, id, "letter"))
        assert isinstance(made, bytes)
        assert squeezed(TEXTS[language]) in text(made), kind


@pytest.mark.parametrize("language", TEXTS)
def test_text_without_end_is_told_in_every_language_and_never_clipped(language: str) -> None:
    shop, press = in_language(language)
    book = shop.handbook
    long = parse_prose(f"{TEXTS[language]} " * 60)
    exercise = book.exercises["two-column-test"].model_copy(update={"say": long})
    handout = book.handouts["two-column-sheet"].model_copy(update={"instructions": long})
    longer = replace(
        shop,
        handbook=replace(
            book,
            exercises={**book.exercises, exercise.id: exercise},
            handouts={**book.handouts, handout.id: handout},
        ),
    )
    for kind, id in (("card", exercise.id), ("handout", handout.id)):
        told = press.render_pdf(make_printable(longer, kind, id, "a4"))
        assert not isinstance(told, bytes), kind
        assert all("pt too long" in problem.message for problem in told)


def test_right_to_left_paper_is_mirrored() -> None:
    """In Arabic the front of a card that is folded lies on the right."""
    for language, side in (("de", min), ("ar", max)):
        shop, press = in_language(language)
        made = press.render_pdf(make_printable(shop, "card", "two-column-test", "a4"))
        assert isinstance(made, bytes)
        starts = printed.starts(made)
        family = next(x for x, words in starts if "Fairness and recognition" in words)
        steps = next(x for x, words in starts if "Step by step" in words)
        assert side(family, steps) == family


# what a change costs


def typeset(shop: PrintContext) -> dict[str, set[str]]:
    """What is typeset for the whole site, by kind of template: the jobs, which is what the cache goes by."""
    listed = [made for _, made in make_printables(shop, list_published_entries(shop.handbook, shop.plans))]
    found: dict[str, set[str]] = {}
    for batch in make_batches(unit for units in list_units(listed, "en") for unit in units):
        found.setdefault(batch.units[0].kind, set()).add(make_job(batch, "en"))
    return found


def test_one_changed_exercise_typesets_only_what_shows_it() -> None:
    shop = printed.shop()
    book = shop.handbook
    changed = book.exercises["two-column-test"].model_copy(update={"variations": (parse_prose("Another way."),)})
    steps = book.exercises["two-column-test"].model_copy(update={"opt_out": parse_prose("Another way.")})
    before = typeset(shop)
    for exercise, expected in ((changed, {"book": 1}), (steps, {"book": 1, "card": 2})):
        after = typeset(printed.with_exercise(exercise))
        fresh = {kind: len(jobs - before[kind]) for kind, jobs in after.items() if jobs - before[kind]}
        using = {plan.session.id for plan in shop.plans.values() if exercise.id in {one.id for one in plan.exercises}}
        assert expected.items() <= fresh.items()
        # a sheet on each paper, normal and large
        assert fresh.get("sheet", 0) <= 4 * len(using)
        assert fresh.keys() <= {"book", "card", "pack", "sheet", "steps"}
