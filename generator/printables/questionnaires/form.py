"""Questionnaires on paper: a form of our own to fill in; for another's an answer sheet by number and a score sheet.

Pure. Of a form that is not ours nothing but numbers comes on paper: never an item, never a label. The one exception is
`form`, for whoever holds a licence and brings the wording in a file of their own.
"""

from collections.abc import Iterator

from generator.errors import Place, UsageError
from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.model.library import OWN_LICENCE, Questionnaire, Scale, Subscale
from generator.model.licensed import PrivateForm
from generator.phrasing.translations import Translations
from generator.printables.questionnaires import scoring
from generator.typesetting.printable import (
    Data,
    Printable,
    PrintablePart,
    PrintContext,
    content_version,
    list_help_lines,
    list_prose_data,
    make_prose_data,
    with_footer,
)

_CURE = "Shorten the longest of its texts: about, scoring, change, or an item."
_PRIVATE_CURE = "Shorten the copyright line or the instructions, or take the larger paper."
OCCASIONS = ("start", "end", "follow-up")
# The most numbers that stand beside each other to be ringed; a longer scale gets a box to write in.
_MAX_RINGS = 11
# The most items of an answer sheet on one page.
_MAX_ITEMS = 60
_PARTS_BESIDE = 3


def make_form(context: PrintContext, id: str, paper: str) -> Printable:
    """The form, or the answer sheet and the score sheet that go with another's."""
    form = context.handbook.questionnaires[id]
    place = context.handbook.find_place("questionnaire", id)
    ours = form.licence == OWN_LICENCE
    title = context.words(f"form.titles.{'own' if ours else 'others'}", title=form.title)
    named = f'the {"form" if ours else "answer and score sheet"} "{form.title}"'
    parts = (PrintablePart("questionnaire", _own_form_data(context, form)),) if ours else _licensed_parts(context, form)
    return Printable(paper, title, named, place, _CURE, parts)


def _licensed_parts(context: PrintContext, form: Questionnaire) -> tuple[PrintablePart, ...]:
    """The answer sheet and the score sheet of a form that is not ours."""
    said = {"answers": answer_data(context, form), "scores": _score_sheet_data(context, form)}
    return tuple(PrintablePart(kind, add_holder_footer(context.words, form, data)) for kind, data in said.items())


def add_holder_footer(words: Translations, form: Questionnaire, said: Data) -> Data:
    """The same data with a line for the foot that keeps our licence off another's form."""
    return {**said, "foot": words("form.foot", id=form.id, version=content_version(said))}


def head_data(words: Translations, *, how: bool = True, occasion: bool = True, other: bool = False) -> Data:
    """What stands at the head of every sheet: a code of the member's own making, the occasion to tick, whose it is."""
    return {
        "code": words("form.head.code"),
        "how": words("form.head.code_how") if how else "",
        "keep": words("form.head.keep"),
        "why": words("form.head.keep_why"),
        "occasion": words("form.head.occasion") if occasion else "",
        "occasions": [words(f"form.head.occasions.{one}") for one in OCCASIONS] if occasion else [],
        "other": words("form.head.other") if other else "",
    }


def care_data(handbook: Handbook, form: Questionnaire, words: Translations) -> Data:
    """The form's cautions and whom to call; without cautions, the sentence that stands on all sheets."""
    return {
        "title": words("form.own.care"),
        "cautions": list_prose_data(derive.find_caution_words(handbook, caution) for caution in form.cautions),
        "talk": "" if form.cautions else words("form.talk"),
        "help": list_help_lines(handbook.circle, words),
    }


def _own_form_data(context: PrintContext, form: Questionnaire) -> Data:
    """A blank form of our own, with its wording."""
    words = context.words
    said = {
        "title": form.title,
        "one_line": form.one_line or "",
        "head": head_data(words, other=True),
        "untested": "" if form.validated else words("form.own.untested"),
        "about": make_prose_data(form.about),
        "items": list_prose_data(form.items.wordings) if form.items else [],
        "numbers": _list_scale_numbers(form.scale),
        "labels": _label_numbers(form.scale, form.scale.labels if form.scale else (), words),
        "scoring": make_prose_data(form.scoring),
        "change": make_prose_data(form.change),
        "care": care_data(context.handbook, form, words),
        "words": {"afterwards": words("form.own.afterwards"), "change": words("form.own.change")},
    }
    return with_footer(words, form.id, said)


def _list_scale_numbers(scale: Scale | None) -> list[str]:
    """The numbers to ring, or none where there are too many or no scale is known."""
    if scale is None or not 0 < scale.max - scale.min < _MAX_RINGS:
        return []
    return [str(number) for number in range(scale.min, scale.max + 1)]


def _label_numbers(scale: Scale | None, labels: tuple[str, ...], words: Translations) -> list[str]:
    """What the numbers mean, where the form may say it: one label each, or one for each end."""
    if scale is None or not labels:
        return []
    each = range(scale.min, scale.max + 1)
    named = each if len(labels) == len(each) else (scale.min, scale.max)
    return [words("form.full.labelled", number=n, label=label) for n, label in zip(named, labels, strict=False)]


def answer_data(context: PrintContext, form: Questionnaire) -> Data:
    """Numbered rows to answer in; the labels stay in the holder's copy."""
    words = context.words
    ring = "ring" if _list_scale_numbers(form.scale) else "write"
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
        "numbers": _list_scale_numbers(form.scale),
        "words": {"item": words("form.answers.item"), "answer": words("form.answers.answer")},
    }


def list_answer_pages(form: Questionnaire) -> Iterator[list[Data]]:
    """The rows of an answer sheet, page by page: one group that counts through, or the parts with their titles."""
    if scoring.is_numbered_by_part(form):
        parts = [{"title": scale.title, "items": list(map(str, scale.items))} for scale in form.subscales]
        for start in range(0, len(parts), _PARTS_BESIDE):
            yield parts[start : start + _PARTS_BESIDE]
        return
    items = [str(number) for number in range(1, form.item_count + 1)]
    for start in range(0, len(items), _MAX_ITEMS):
        yield [{"title": "", "items": items[start : start + _MAX_ITEMS]}]


def _score_sheet_data(context: PrintContext, form: Questionnaire) -> Data:
    """The score sheet, step by step."""
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


_SCORE_WORDS = ("item", "answer", "counts", "part", "part_items", "part_score")


def make_private_form(
    context: PrintContext, questionnaire_id: str, private: PrivateForm, copies: int, paper: str
) -> Printable:
    """The full form of a licence holder: so many numbered copies, each followed by its score sheet, the holder's
    copyright line and the number of copies on every page.

    The wording comes from a file that is nobody else's. It must never enter the cache: typeset this without one, and
    write it nowhere but beside that file. Raises UsageError if more copies are asked for than the licence covers.
    """
    if copies < 1:
        raise UsageError("at least one copy has to be asked for")
    if private.copies is not None and copies > private.copies:
        raise UsageError(f"the licence covers {private.copies} copies, and {copies} are asked for")
    public = context.handbook.questionnaires[questionnaire_id]
    filled = _apply_private_key(public, private)
    words = context.words
    name = private.title or public.title
    kinds = {
        "full": _private_form_data(context, filled, private, name),
        "scores": {**_score_sheet_data(context, filled), "title": name},
    }
    parts = []
    for copy in range(1, copies + 1):
        foot = words("form.full.copy", copyright=private.copyright, copy=copy, copies=copies)
        parts += [PrintablePart(kind, {**data, "foot": foot}) for kind, data in kinds.items()]
    place = Place(f"private/{questionnaire_id}.yml")
    title = words("form.titles.full", title=name, copies=copies)
    return Printable(paper, title, f'the full form "{name}"', place, _PRIVATE_CURE, tuple(parts))


def _apply_private_key(form: Questionnaire, private: PrivateForm) -> Questionnaire:
    """The form with the scale and the key of a licensed copy where the public one has none."""
    keys = {key.id: key for key in private.subscales}

    def keyed(scale: Subscale) -> Subscale:
        key = keys.get(scale.id)
        return scale.model_copy(update={"items": key.items, "reverse": key.reverse}) if key else scale

    scale = form.scale or (Scale(min=private.scale.min, max=private.scale.max) if private.scale else None)
    return form.model_copy(update={"scale": scale, "subscales": tuple(map(keyed, form.subscales))})


def _private_form_data(context: PrintContext, form: Questionnaire, private: PrivateForm, name: str) -> Data:
    """One copy of a licensed form, in its holder's words."""
    words = context.words
    return {
        "title": name,
        "head": head_data(words),
        "instructions": make_prose_data(private.instructions),
        "items": _number_items(form, private),
        "numbers": _list_scale_numbers(form.scale),
        "labels": _label_numbers(form.scale, private.labels, words),
        "words": {
            "mean": words("form.full.mean"),
            "item": words("form.answers.item"),
            "answer": words("form.answers.answer"),
        },
    }


def _number_items(form: Questionnaire, private: PrivateForm) -> list[Data]:
    """Each item with its number as the form counts, and the title of the part that begins with it."""
    if not scoring.is_numbered_by_part(form):
        return [{"part": "", "number": str(n), "words": item} for n, item in enumerate(private.items, start=1)]
    starts = [(scale.title if n == 1 else "", n) for scale in form.subscales for n in scale.items]
    rows = zip(starts, private.items, strict=True)
    return [{"part": part, "number": str(n), "words": item} for (part, n), item in rows]
