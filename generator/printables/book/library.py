"""Themes, questionnaires as structure, the list of handouts and the agreed lines of care in the book. Pure.

Of a questionnaire of others nothing stands here but numbers, our own words about it, and how to obtain it.
"""

from collections.abc import Iterator

from generator.handbook import derive
from generator.model.library import OWN_LICENCE, Questionnaire, Subscale, Theme
from generator.printables.book.writing import (
    Scribe,
    bullets,
    care,
    facts,
    label,
    lead,
    led,
    paragraph,
    section,
    strong,
    table,
    text,
    title,
)
from generator.typesetting.printable import Data

# How the room of a table of scores is shared: score, items, how it is made, lowest, highest, how to read it.
SCORES = (3, 3, 0, 0, 0, 5)
# And of the list of handouts: handout, what for, how many, used by.
HANDOUTS = (3, 5, 3, 4)


def themes(scribe: Scribe) -> Iterator[Data]:
    """Every theme."""
    yield lead([paragraph(text(scribe.words("themes.lead")))])
    for theme in scribe.handbook.themes.values():
        yield from one_theme(scribe, theme)


def one_theme(scribe: Scribe, theme: Theme) -> Iterator[Data]:
    """One theme."""
    words = scribe.words
    using = [plan for plan in scribe.shop.plans.values() if plan.theme.id == theme.id]
    yield title(theme.title, label("theme", theme.id))
    if theme.one_line:
        yield lead([paragraph(text(theme.one_line))])
    yield facts(words("book.area", area=words(f"worklife.{theme.worklife}")))
    yield from scribe.prose(theme.about)
    yield section(words("theme.shows_as"))
    yield bullets(scribe.proses(theme.shows_as))
    yield section(words("theme.questions"))
    yield bullets(scribe.proses(theme.questions))
    yield section(words("theme.exercises"))
    yield bullets([paragraph(*scribe.exercise(id))] for id in theme.exercises)
    if using:
        yield from led(words("theme.used_in"), [paragraph(*scribe.row(scribe.session(plan) for plan in using))])


def questionnaires(scribe: Scribe) -> Iterator[Data]:
    """Every questionnaire: other people's first, then our own."""
    words, forms = scribe.words, scribe.handbook.questionnaires.values()
    yield lead([paragraph(text(words("questionnaires.lead")))])
    yield paragraph(text(words("questionnaires.choosing")))
    for form in sorted(forms, key=lambda form: form.licence == OWN_LICENCE):
        yield from one_form(scribe, form)


def one_form(scribe: Scribe, form: Questionnaire) -> Iterator[Data]:
    """One questionnaire."""
    words, ours = scribe.words, form.licence == OWN_LICENCE
    yield title(form.title, label("questionnaire", form.id))
    if form.one_line:
        yield lead([paragraph(text(form.one_line))])
    yield facts(*structure(scribe, form))
    if ours:
        yield paragraph(text(words("questionnaire.ours")))
    yield from scribe.prose(form.about)
    cautions = (scribe.prose(derive.caution_words(scribe.handbook, caution)) for caution in form.cautions)
    yield from care(words("label.cautions"), 3, cautions)
    if not ours:
        yield section(words("questionnaire.terms"))
        yield paragraph(text(words("questionnaire.structure_only")))
    yield bullets([paragraph(text(line))] for line in terms(scribe, form))
    yield from own_words(scribe, form)
    yield from scored(scribe, form)
    yield section(words("exercise.sources"))
    yield bullets(scribe.source(source) for source in form.sources)


def structure(scribe: Scribe, form: Questionnaire) -> Iterator[str]:
    """How many items, which answers, how long it takes, and whether it has been tested."""
    words, items = scribe.words, form.items
    if items:
        yield words("book.items", n=items.count or len(items.wordings))
    if form.scale:
        yield words("book.scale", min=form.scale.min, max=form.scale.max)
    if form.minutes:
        yield words("count.minutes", n=form.minutes)
    yield words(f"book.{'tested' if form.validated else 'untested'}")


def terms(scribe: Scribe, form: Questionnaire) -> Iterator[str]:
    """Whose it is, where to get it, and on what terms."""
    words = scribe.words
    if form.licence != OWN_LICENCE:
        for key in ("holder", "obtain", "copies"):
            if value := getattr(form, key):
                yield f"{words(f'questionnaire.{key}')} {value}"
    yield f"{words('questionnaire.licence')} {form.licence}"
    if form.licence != OWN_LICENCE:
        yield words("questionnaire.checked", date=form.checked.isoformat())


def own_words(scribe: Scribe, form: Questionnaire) -> Iterator[Data]:
    """The items of a form of our own, and what its numbers mean. Never of others."""
    words = scribe.words
    if form.licence != OWN_LICENCE:
        return
    if form.items and form.items.wordings:
        yield section(words("questionnaire.form"))
        yield {"kind": "list", "start": 1, "items": scribe.proses(form.items.wordings)}
    if form.scale and form.scale.labels:
        yield from led(words("questionnaire.labels"), [paragraph(text(" · ".join(form.scale.labels)))])


def scored(scribe: Scribe, form: Questionnaire) -> Iterator[Data]:
    """Its scores, how to make and how to read them."""
    words = scribe.words
    if form.subscales:
        yield section(words("questionnaire.scores"))
        head = [words(f"questionnaire.{key}") for key in ("score", "items", "made", "lowest", "highest", "read")]
        yield table(head, [score(scribe, scale) for scale in form.subscales], SCORES)
    if form.scoring:
        yield section(words("questionnaire.scoring"))
        yield from scribe.prose(form.scoring)
    yield section(words("questionnaire.change"))
    yield from scribe.prose(form.change)


def score(scribe: Scribe, scale: Subscale) -> list[list[Data]]:
    """One score as a row."""
    words = scribe.words
    items = ", ".join(map(str, scale.items))
    if not items:
        known = scale.count is not None
        items = words(f"questionnaire.key_{'with_licence' if known else 'unknown'}", n=scale.count)
    cells = (scale.title, items, words(f"questionnaire.{scale.score}"), str(scale.min), str(scale.max))
    return [*([text(cell)] for cell in cells), inlines(scribe.prose(scale.read))]


def inlines(blocks: list[Data]) -> list[Data]:
    """The inlines of a short text, for a cell of a table."""
    return [part for block in blocks for part in block.get("inlines", [])]


def handouts(scribe: Scribe) -> Iterator[Data]:
    """The list of handouts: what each is for, how many, and the exercises that ask for it."""
    words = scribe.words
    yield paragraph(text(words("book.handouts_lead")))
    head = [words("handouts.handout"), words("handouts.for"), words("handout.per"), words("handouts.used_by")]
    rows = []
    for form in scribe.handbook.handouts.values():
        users = derive.handout_users(scribe.handbook, form.id)
        used = scribe.row(scribe.thing("exercise", user) for user in users)
        rows.append([[strong(form.title)], [text(form.one_line or "")], [text(words(f"per.{form.per}"))], used])
    yield table(head, rows, HANDOUTS)


def safety(scribe: Scribe) -> Iterator[Data]:
    """The lines of care that many exercises share."""
    yield paragraph(text(scribe.words("book.safety_lead")))
    yield bullets(scribe.prose(line.words) for line in scribe.handbook.safety.values())
