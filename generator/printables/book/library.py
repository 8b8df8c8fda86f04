"""Themes, questionnaires as structure and the agreed lines of care in the book. Pure.

Of a questionnaire of others nothing stands here but numbers, our own words about it, and how to obtain it.
"""

from collections.abc import Iterator

from generator.handbook import derive
from generator.model.library import OWN_LICENCE, Questionnaire, Subscale, Theme
from generator.phrasing import dates, phrases
from generator.printables.book.writing import (
    BookWriter,
    make_bullets,
    make_care,
    make_facts,
    make_label,
    make_lead,
    make_paragraph,
    make_run_in,
    make_section,
    make_table,
    make_text,
    make_title,
    make_web_link,
)
from generator.typesetting.printable import Data

# How the room of a table of scores is shared: score, items, how it is made, lowest, highest, how to read it.
_SCORE_WIDTHS = (3, 3, 0, 0, 0, 5)


def theme_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every theme."""
    yield make_lead([make_paragraph(make_text(writer.words("themes.lead")))])
    for theme in writer.handbook.themes.values():
        yield from _one_theme_blocks(writer, theme)


def _one_theme_blocks(writer: BookWriter, theme: Theme) -> Iterator[Data]:
    words = writer.words
    using = [plan for plan in writer.context.plans.values() if plan.theme.id == theme.id]
    yield make_title(theme.title, make_label("theme", theme.id))
    if theme.one_line:
        yield make_lead([make_paragraph(make_text(theme.one_line))])
    yield make_facts(words("book.area", area=words(f"worklife.{theme.worklife}")))
    yield from writer.prose_blocks(theme.about)
    yield make_section(words("theme.shows_as"))
    yield make_bullets(writer.list_prose_blocks(theme.shows_as))
    yield make_section(words("theme.questions"))
    yield make_bullets(writer.list_prose_blocks(theme.questions))
    yield make_section(words("theme.exercises"))
    yield make_bullets([make_paragraph(*writer.mention_exercise(id))] for id in theme.exercises)
    if using:
        yield from make_run_in(
            words("theme.used_in"),
            [make_paragraph(*writer.join_with_commas(writer.mention_session(plan) for plan in using))],
        )


def questionnaire_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every questionnaire: other people's first, then our own."""
    words, forms = writer.words, writer.handbook.questionnaires.values()
    yield make_lead([make_paragraph(make_text(words("questionnaires.lead")))])
    yield make_paragraph(make_text(words("questionnaires.choosing")))
    for form in sorted(forms, key=lambda form: form.licence == OWN_LICENCE):
        yield from _one_form_blocks(writer, form)


def _one_form_blocks(writer: BookWriter, form: Questionnaire) -> Iterator[Data]:
    words, ours = writer.words, form.licence == OWN_LICENCE
    yield make_title(form.title, make_label("questionnaire", form.id))
    if form.one_line:
        yield make_lead([make_paragraph(make_text(form.one_line))])
    yield make_facts(*_describe_structure(writer, form))
    if ours:
        yield make_paragraph(make_text(words("questionnaire.ours")))
    yield from writer.prose_blocks(form.about)
    cautions = (writer.prose_blocks(derive.find_caution_words(writer.handbook, caution)) for caution in form.cautions)
    yield from make_care(words("label.cautions"), 3, cautions)
    if not ours:
        yield make_section(words("questionnaire.terms"))
        yield make_paragraph(make_text(words("questionnaire.structure_only")))
    yield make_bullets([make_paragraph(*line)] for line in _describe_terms(writer, form))
    yield from _own_item_blocks(writer, form)
    yield from _score_blocks(writer, form)
    yield make_section(words("exercise.sources"))
    yield make_bullets(writer.describe_source(source) for source in form.sources)


def _describe_structure(writer: BookWriter, form: Questionnaire) -> Iterator[str]:
    """Yield how many items, which answers, how long it takes, and whether it has been tested."""
    words = writer.words
    if form.items:
        yield words("book.items", n=form.item_count)
    if form.scale:
        yield words("book.scale", min=form.scale.min, max=form.scale.max)
    if form.minutes:
        yield words("count.minutes", n=form.minutes)
    yield words(f"book.{'tested' if form.validated else 'untested'}")


def _describe_terms(writer: BookWriter, form: Questionnaire) -> Iterator[list[Data]]:
    """Yield whose it is, where to get it, and on what terms."""
    words = writer.words
    licence = make_text(f"{words('questionnaire.licence')} {phrases.name_licence(form.licence)}")
    if form.licence == OWN_LICENCE:
        yield [licence]
        return
    if form.holder:
        yield [make_text(f"{words('questionnaire.holder')} {form.holder}")]
    if form.obtain:
        yield [make_text(f"{words('questionnaire.obtain')} "), make_web_link(form.obtain, form.obtain)]
    if form.copies:
        yield [make_text(f"{words('questionnaire.copies')} {form.copies}")]
    yield [licence]
    yield [make_text(words("questionnaire.checked", date=dates.format_day(words, form.checked)))]


def _own_item_blocks(writer: BookWriter, form: Questionnaire) -> Iterator[Data]:
    """Yield the items of a form of our own, and what its numbers mean; nothing of others."""
    words = writer.words
    if form.licence != OWN_LICENCE:
        return
    if form.items and form.items.wordings:
        yield make_section(words("questionnaire.form"))
        yield {"kind": "list", "start": 1, "items": writer.list_prose_blocks(form.items.wordings)}
    if form.scale and form.scale.labels:
        yield from make_run_in(
            words("questionnaire.labels"), [make_paragraph(make_text(" · ".join(form.scale.labels)))]
        )


def _score_blocks(writer: BookWriter, form: Questionnaire) -> Iterator[Data]:
    """Yield its scores, how to make and how to read them."""
    words = writer.words
    if form.subscales:
        yield make_section(words("questionnaire.scores"))
        head = [words(f"questionnaire.{key}") for key in ("score", "items", "made", "lowest", "highest", "read")]
        yield make_table(head, [_one_score_block(writer, scale) for scale in form.subscales], _SCORE_WIDTHS)
    if form.scoring:
        yield make_section(words("questionnaire.scoring"))
        yield from writer.prose_blocks(form.scoring)
    yield make_section(words("questionnaire.change"))
    yield from writer.prose_blocks(form.change)


def _one_score_block(writer: BookWriter, scale: Subscale) -> list[list[Data]]:
    words = writer.words
    items = phrases.describe_scored_items(words, scale)
    cells = (scale.title, items, words(f"questionnaire.{scale.score}"), str(scale.min), str(scale.max))
    return [*([make_text(cell)] for cell in cells), _inline_row(writer.prose_blocks(scale.read))]


def _inline_row(blocks: list[Data]) -> list[Data]:
    """Return the inlines of a short text, for a cell of a table."""
    return [part for block in blocks for part in block.get("inlines", [])]


def safety_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield the lines of care that many exercises share."""
    yield make_paragraph(make_text(writer.words("book.safety_lead")))
    yield make_bullets(writer.prose_blocks(line.words) for line in writer.handbook.safety.values())
