"""How a form is scored by hand, as data for a score sheet: which boxes, which answers turned round, what to divide by.

Pure. Says only what the form's own file says: where it knows no key, the boxes for item numbers stay empty, and where
nothing is known of turning round, that is left to the holder's key. Knows no bands and gives no verdict.
"""

from collections.abc import Iterator

from generator.handbook.scoring import has_certain_key, reverse_base
from generator.model.library import PROPRIETARY, Questionnaire, Subscale
from generator.phrasing.translations import Translations
from generator.printables.context import make_prose_data
from generator.typesetting.printable import Data

# Boxes beside each other on one line; and how many there are where nobody has told us how many items a score has.
_BOXES_ACROSS = 10
BOXES_IF_UNCOUNTED = 10


def is_numbered_by_part(form: Questionnaire) -> bool:
    """Return whether each part of a form counts its items from 1 again: then the parts' items cannot be told apart by
    number, and together they are the whole form."""
    keys = [scale.items for scale in form.subscales]
    counted = all(key and key == tuple(range(1, len(key) + 1)) for key in keys)
    return len(keys) > 1 and counted and sum(map(len, keys)) == form.item_count


def scores_data(form: Questionnaire, words: Translations) -> Data:
    """Return one block for each score, and before them, once, the sentences that hold for all."""
    notes = [list(_list_scoring_notes(form, scale, words)) for scale in form.subscales]
    shared = [one for one in dict.fromkeys(notes[0] if notes else []) if all(one in each for each in notes)]
    blocks = [
        {**score_data(form, scale, words), "notes": [one for one in mine if one not in shared]}
        for scale, mine in zip(form.subscales, notes, strict=True)
    ]
    return {"how": shared, "scores": blocks}


def score_data(form: Questionnaire, scale: Subscale, words: Translations) -> Data:
    """Return one score: its boxes line by line, how answers are reversed, and how to add up."""
    turn = _has_reversed(scale)
    return {
        "title": scale.title,
        "facts": ", ".join(_describe_facts(scale, words)),
        "turn": _label_reversed(form, scale, words) if turn else "",
        "lines": list(list_score_lines(scale)),
        "add": words("form.scores.add_counts" if turn else "form.scores.add"),
        "divide": _describe_division(scale, words),
        "result": words("form.scores.mean_of" if scale.score == "mean" else "form.scores.your_score"),
        "between": words("form.scores.between", min=scale.min, max=scale.max),
        "read": make_prose_data(scale.read),
    }


def holder_key(form: Questionnaire) -> str:
    """Return the key of the words for whether a copy comes with a licence that was bought, or otherwise from the
    holder."""
    return "licensed" if form.licence == PROPRIETARY else "other"


def _describe_facts(scale: Subscale, words: Translations) -> Iterator[str]:
    """Yield how many items a score has, what it is, its range, and that nothing is reversed, if nothing is."""
    count = scale.count or len(scale.items)
    yield words("form.scores.count", n=count) if count else words("form.scores.uncounted")
    yield words(f"form.scores.facts.{scale.score}", min=scale.min, max=scale.max)
    if not _has_reversed(scale):
        yield words("form.scores.turn_none")


def _describe_division(scale: Subscale, words: Translations) -> str:
    """Return what a sum is divided by, if it is."""
    if scale.score == "sum":
        return ""
    count = scale.count or len(scale.items)
    return words("form.scores.divide", n=count) if count else words("form.scores.divide_blank")


def _has_reversed(scale: Subscale) -> bool:
    """Return whether an answer of this score is, or may have to be, reversed."""
    return bool(scale.reverse) or not has_certain_key(scale)


def _list_scoring_notes(form: Questionnaire, scale: Subscale, words: Translations) -> Iterator[str]:
    """Yield what to know before filling in the boxes of a score, sentence by sentence."""
    if not scale.items:
        yield words(f"form.scores.unknown.{holder_key(form)}")
    if not scale.items and not scale.count:
        yield words("form.scores.spare")
    if _has_reversed(scale):
        yield _describe_reversed(form, scale, words)
        yield words("form.scores.counts_how")
    if scale.score == "mean":
        yield words("form.scores.missed")


def _describe_reversed(form: Questionnaire, scale: Subscale, words: Translations) -> str:
    """Return which answers are reversed, in a sentence."""
    if has_certain_key(scale):
        return words(f"form.scores.turn_{'all' if set(scale.reverse) == set(scale.items) else 'some'}")
    total = reverse_base(form, scale)
    return words("form.scores.turn_own", total=total) if total is not None else words("form.scores.turn_by_key")


def _label_reversed(form: Questionnaire, scale: Subscale, words: Translations) -> str:
    """Return the formula that reverses an answer."""
    total = reverse_base(form, scale)
    return words("form.scores.turn", total=total) if total is not None else words("form.scores.turn_by_key")


def list_score_lines(scale: Subscale) -> Iterator[list[Data]]:
    """Yield the boxes of a score, a line at a time: the item's number or "", and whether its answer may be reversed."""
    numbers: list[int | None] = list(scale.items) or [None] * (scale.count or BOXES_IF_UNCOUNTED)
    boxes = [{"item": str(n) if n else "", "turned": n in scale.reverse or not has_certain_key(scale)} for n in numbers]
    rows = -(-len(boxes) // _BOXES_ACROSS)
    across = -(-len(boxes) // rows)
    for start in range(0, len(boxes), across):
        yield boxes[start : start + across]
