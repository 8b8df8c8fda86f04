"""Questionnaires on paper: a form of our own to fill in; for another's an answer sheet by number and a score sheet.

Pure. Of a form that is not ours nothing but numbers comes on paper: never an item, never a label. The one exception is
`licensed_form`, for whoever holds a licence and brings the wording in a file of their own.
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.library import OWN_LICENCE, Questionnaire, Scale
from generator.model.meeting import Occasion
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, list_prose_data, make_prose_data, with_footer
from generator.printables.questionnaires import scoring
from generator.printables.questionnaires.common import add_holder_footer, care_data, head_data
from generator.typesetting.printable import Data, Printable, PrintablePart

CURE = "Shorten the longest of its texts: about, scoring, change, or an item."
# The most numbers that stand beside each other to be ringed; a longer scale gets a box to write in.
_MAX_RINGS = 11
# The most items of an answer sheet on one page.
_MAX_ITEMS = 60
_PARTS_BESIDE = 3
# The most items of a form whose answers and score share one sheet.
_MAX_ITEMS_BESIDE_SCORES = 8
_SCORE_WORDS = ("item", "answer", "counts", "part", "part_items", "part_score")


def make_form(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the form, or the answer sheet and the score sheet that go with another's."""
    form = context.handbook.questionnaires[id]
    words, place = context.words, context.handbook.find_place("questionnaire", id)
    if form.licence == OWN_LICENCE:
        part = PrintablePart("questionnaire", _own_form_data(context, form))
        title, label = words("form.titles.own", title=form.title), words("printable.own_form", title=form.title)
        return Printable(paper, title, label, place, CURE, (part,))
    title, label = words("form.titles.others", title=form.title), words("printable.licensed_sheets", title=form.title)
    said = {"answers": answer_data(context, form), "scores": score_sheet_data(context, form)}
    if 0 < form.item_count <= _MAX_ITEMS_BESIDE_SCORES and len(form.subscales) == 1:
        said = {"short": {**said, "name": words("form.short.name")}}
    parts = tuple(PrintablePart(kind, add_holder_footer(words, form, data)) for kind, data in said.items())
    return Printable(paper, title, label, place, CURE, parts)


def make_brief_form(context: PrintContext, id: str, paper: str, occasion: Occasion) -> Printable:
    """Make a form of our own for a pack: on one page if its questions can be written under there, and at the start
    without what is for looking at it again."""
    whole = make_form(context, id, paper)
    shorter = {"brief": True, **({"change": None} if occasion == "start" else {})}
    return replace(whole, parts=tuple(replace(part, data={**part.data, **shorter}) for part in whole.parts))


def _own_form_data(context: PrintContext, form: Questionnaire) -> Data:
    words = context.words
    said = {
        "title": form.title,
        "one_line": form.one_line or "",
        "head": None if form.unsigned else head_data(words, other=True),
        "untested": "" if form.validated else words("form.own.untested"),
        "about": make_prose_data(form.about),
        "items": list_prose_data(form.items.wordings) if form.items else [],
        "numbers": list_scale_numbers(form.scale),
        "labels": label_numbers(form.scale, form.scale.labels if form.scale else (), words),
        "scoring": make_prose_data(form.scoring),
        "change": make_prose_data(form.change),
        "care": care_data(context.handbook, form, words),
        "brief": False,
        "words": {"afterwards": words("form.own.afterwards"), "change": words("form.own.change")},
    }
    return with_footer(context.handbook, words, form.id, said, ("questionnaire", form.id))


def list_scale_numbers(scale: Scale | None) -> list[str]:
    """Return the numbers to ring, or none where there are too many or no scale is known."""
    if scale is None or not 0 < scale.max - scale.min < _MAX_RINGS:
        return []
    return [str(number) for number in range(scale.min, scale.max + 1)]


def label_numbers(scale: Scale | None, labels: tuple[str, ...], words: Translations) -> list[str]:
    """Return what the numbers mean, where the form may say it: one label each, or one for each end."""
    if scale is None or not labels:
        return []
    each = range(scale.min, scale.max + 1)
    named = each if len(labels) == len(each) else (scale.min, scale.max)
    return [words("form.full.labelled", number=n, label=label) for n, label in zip(named, labels, strict=False)]


def answer_data(context: PrintContext, form: Questionnaire) -> Data:
    """Return numbered rows to answer in; the labels stay in the holder's copy."""
    words = context.words
    ring = "ring" if list_scale_numbers(form.scale) else "write"
    lead = [words(f"form.answers.lead.{ring}"), words(f"form.answers.labels.{scoring.holder_key(form)}")]
    if scoring.is_numbered_by_part(form):
        lead.append(words("form.answers.lead.by_part"))
    return {
        "title": form.title,
        "name": words("form.answers.name"),
        "head": head_data(words),
        "lead": [*lead, words("form.answers.leave")],
        "belongs": words("form.answers.belongs", holder=form.holder or ""),
        "pages": list(list_answer_pages(form)),
        "numbers": list_scale_numbers(form.scale),
        "words": {"item": words("form.answers.item"), "answer": words("form.answers.answer")},
    }


def list_answer_pages(form: Questionnaire) -> Iterator[list[Data]]:
    """Yield the rows of an answer sheet, page by page: one group that counts through, or the parts with their
    titles."""
    if scoring.is_numbered_by_part(form):
        parts = [{"title": scale.title, "items": list(map(str, scale.items))} for scale in form.subscales]
        for start in range(0, len(parts), _PARTS_BESIDE):
            yield parts[start : start + _PARTS_BESIDE]
        return
    items = [str(number) for number in range(1, form.item_count + 1)]
    for start in range(0, len(items), _MAX_ITEMS):
        yield [{"title": "", "items": items[start : start + _MAX_ITEMS]}]


def score_sheet_data(context: PrintContext, form: Questionnaire) -> Data:
    """Return the score sheet, step by step."""
    words = context.words
    after = "after" if form.subscales else "after_plain"
    return {
        "title": form.title,
        "name": words("form.scores.name"),
        "head": head_data(words, how=False),
        "read": words("form.scores.steps.read"),
        "scoring": make_prose_data(form.scoring),
        "add": words(f"form.scores.steps.{'add' if form.subscales else 'key'}"),
        "key": words(f"form.scores.unknown.{scoring.holder_key(form)}"),
        **scoring.scores_data(form, words),
        "then": words("form.scores.steps.after"),
        "after": [words(f"form.scores.{after}"), words("form.doubt")],
        "care": care_data(context.handbook, form, words),
        "words": {key: words(f"form.scores.{key}") for key in _SCORE_WORDS},
    }
