"""The full wording of a licensed questionnaire, for whoever holds its licence and brings the wording. Pure."""

from generator.errors import Place
from generator.model.library import Questionnaire, Scale, Subscale
from generator.model.licensed import PrivateForm
from generator.printables.context import PrintContext, make_prose_data
from generator.printables.questionnaires import scoring
from generator.printables.questionnaires.common import head_data
from generator.printables.questionnaires.form import label_numbers, list_scale_numbers, score_sheet_data
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten the copyright line or the instructions, or take the larger paper."


def make_licensed_form(
    context: PrintContext, questionnaire_id: str, private: PrivateForm, copies: int, paper: str
) -> Printable:
    """Make the full form of a licence holder: numbered copies, each followed by its score sheet, the holder's
    copyright line and the number of copies on every page.

    The wording comes from a file that is nobody else's. It must never enter the cache: typeset this without one, and
    write it nowhere but beside that file. Whether the licence covers so many copies is for the caller to see.
    """
    public = context.handbook.questionnaires[questionnaire_id]
    filled = _apply_key(public, private)
    words = context.words
    name = private.title or public.title
    kinds = {
        "full": _copy_data(context, filled, private, name),
        "scores": {**score_sheet_data(context, filled), "title": name},
    }
    parts = []
    for copy in range(1, copies + 1):
        foot = words("form.full.copy", copyright=private.copyright, copy=copy, copies=copies)
        parts += [PrintablePart(kind, {**data, "foot": foot}) for kind, data in kinds.items()]
    place = Place(f"private/{questionnaire_id}.yml")
    title = words("form.titles.full", title=name, copies=copies)
    return Printable(paper, title, words("printable.licensed_form", title=name), place, _CURE, tuple(parts))


def _apply_key(form: Questionnaire, private: PrivateForm) -> Questionnaire:
    """Return the form with the scale and the key of a licensed copy where the public one has none."""
    keys = {key.id: key for key in private.subscales}

    def keyed(scale: Subscale) -> Subscale:
        key = keys.get(scale.id)
        return scale.model_copy(update={"items": key.items, "reverse": key.reverse}) if key else scale

    scale = form.scale or (Scale(min=private.scale.min, max=private.scale.max) if private.scale else None)
    return form.model_copy(update={"scale": scale, "subscales": tuple(map(keyed, form.subscales))})


def _copy_data(context: PrintContext, form: Questionnaire, private: PrivateForm, name: str) -> Data:
    words = context.words
    return {
        "title": name,
        "head": head_data(words),
        "instructions": make_prose_data(private.instructions),
        "items": _number_items(form, private),
        "numbers": list_scale_numbers(form.scale),
        "labels": label_numbers(form.scale, private.labels, words),
        "words": {
            "mean": words("form.full.mean"),
            "item": words("form.answers.item"),
            "answer": words("form.answers.answer"),
        },
    }


def _number_items(form: Questionnaire, private: PrivateForm) -> list[Data]:
    """Return each item with its number as the form counts, and the title of the part that begins with it."""
    if not scoring.is_numbered_by_part(form):
        return [{"part": "", "number": str(n), "words": item} for n, item in enumerate(private.items, start=1)]
    starts = [(scale.title if n == 1 else "", n) for scale in form.subscales for n in scale.items]
    rows = zip(starts, private.items, strict=True)
    return [{"part": part, "number": str(n), "words": item} for (part, n), item in rows]
