"""A tally for a circle that agreed, all of it, to pool: room for five sheets or more, and no way to a mean of fewer.

Pure. For a circle of fewer than five it says that there is nothing to pool, and has no table.
"""

from generator.handbook.value import Handbook
from generator.model.library import Questionnaire, Subscale
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext
from generator.printables.questionnaires.common import OCCASIONS, make_single_sheet, talk_data
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten the titles of the scores."
MIN_FOR_POOLING = 5
_LABELS = ("how", "occasion", "scores", "sum", "sheets", "mean")


def make_group_sheet(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the group sheet."""
    form = context.handbook.questionnaires[id]
    part = PrintablePart("group", group_data(context.handbook, form, context.words))
    return make_single_sheet(context, form, paper, part, _CURE)


def group_data(handbook: Handbook, form: Questionnaire, words: Translations) -> Data:
    """Return all that stands on it, ready for JSON."""
    people = handbook.circle.people
    enough = people >= MIN_FOR_POOLING
    return {
        "title": form.title,
        "name": words("form.group.name"),
        "nothing": [] if enough else [words("form.group.nothing"), words("form.group.nothing_why", people=people)],
        "lead": words("form.group.lead") if enough else "",
        "hows": list(words.list("form.group.hows")) if enough else [],
        "outside": words("form.group.outside") if enough else "",
        "chance": words("form.group.chance") if enough else "",
        "scores": [_score_data(scale, words) for scale in form.subscales] if enough else [],
        "boxes": people if enough else 0,
        "rings": [str(number) for number in range(MIN_FOR_POOLING, people + 1)],
        "occasions": [words(f"form.group.{one}") for one in OCCASIONS],
        **talk_data(handbook, words),
        "words": {key: words(f"form.group.{key}") for key in _LABELS},
    }


def _score_data(scale: Subscale, words: Translations) -> Data:
    return {"title": scale.title, "facts": words("form.group.facts", min=scale.min, max=scale.max)}
