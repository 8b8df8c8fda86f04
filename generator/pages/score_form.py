"""The form in which a member adds up their own answers on a questionnaire's page: numbers only, never an item's words.

The page carries one value, as JSON, for score.js. Where it is not certain how a score is made there is no form.
"""

from collections.abc import Iterator
from typing import Any

from generator.handbook import scoring
from generator.model.library import Questionnaire, Subscale
from generator.pages.context import PageContext

SCRIPTS = ("score.js", "print-part.js")


def write_score_form(context: PageContext, form: Questionnaire) -> str:
    """Return all that the form is made of, as JSON; nothing unless every score of the questionnaire is certain."""
    if not form.subscales or not all(scoring.is_scoring_certain(form, scale) for scale in form.subscales):
        return ""
    value = {
        "scales": [_list_scale(form, scale) for scale in form.subscales],
        "words": context.words.find("score.script"),
    }
    return context.write_json(value)


def needs_key(form: Questionnaire) -> bool:
    """Return whether which items make a score stands in the holder's key alone."""
    return not all(scale.items for scale in form.subscales)


def _list_scale(form: Questionnaire, scale: Subscale) -> dict[str, Any]:
    answers = scoring.find_answer_range(form, scale)
    assert answers is not None, "asked before"
    return {
        "title": scale.title,
        "mean": scale.score == "mean",
        "min": scale.min,
        "max": scale.max,
        "lowest": answers[0],
        "highest": answers[1],
        "base": scoring.reverse_base(form, scale) or 0,
        "boxes": list(_list_boxes(scale)),
    }


def _list_boxes(scale: Subscale) -> Iterator[dict[str, Any]]:
    for place, item in enumerate(scale.items or range(1, (scale.count or 0) + 1), start=1):
        yield {"number": item if scale.items else place, "known": bool(scale.items), "turned": item in scale.reverse}
