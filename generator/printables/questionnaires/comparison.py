"""A sheet on which a member draws their own three occasions: bars for each score, or a wheel for six like scores.

Pure. Gives scales to draw on and nothing to judge by: no band, no limit, no other people's numbers.
"""

from fractions import Fraction

from generator.handbook.value import Handbook
from generator.model.library import Questionnaire, Subscale
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, make_prose_data
from generator.printables.questionnaires.common import OCCASIONS, head_data, make_single_sheet, talk_data
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten change, or the titles of the scores."
_PATTERNS = ("stripes", "dots", "full")
_LINES = ("dotted", "dashed", "solid")
_SPOKES = 6
# The steps between the numbers of a scale: the first that needs no more than so many.
_STEP_WIDTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MAX_STEPS = 10
# So many small marks to each step.
_MARKS_PER_STEP = 5


def make_comparison(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the comparison sheet."""
    form = context.handbook.questionnaires[id]
    part = PrintablePart("comparison", comparison_data(context.handbook, form, context.words))
    return make_single_sheet(context, form, paper, part, _CURE)


def comparison_data(handbook: Handbook, form: Questionnaire, words: Translations) -> Data:
    """Return all that stands on it, ready for JSON."""
    wheel = has_six_alike(form)
    drawn = [words(f"form.comparison.{one}") for one in (_LINES if wheel else _PATTERNS)]
    occasions = [words(f"form.comparison.{one}") for one in OCCASIONS]
    alt = "form.comparison.alt_line" if wheel else "form.comparison.alt_pattern"
    return {
        "title": form.title,
        "name": words("form.comparison.name"),
        "head": head_data(words, how=False, occasion=False),
        "lead": [words(f"form.comparison.lead.{'wheel' if wheel else 'bars'}"), words("form.comparison.same")],
        "wheel": _describe_wheel(form, words) if wheel else "",
        "scores": [_score_data(scale, words) for scale in form.subscales],
        "occasions": occasions,
        "legend": words(f"form.comparison.legend{'_lines' if wheel else ''}"),
        "patterns": [
            {
                "pattern": kind,
                "label": words("form.comparison.pattern", occasion=occasion, pattern=pattern),
                "alt": words(alt, pattern=pattern),
            }
            for kind, occasion, pattern in zip(_LINES if wheel else _PATTERNS, occasions, drawn, strict=True)
        ],
        "doubt": words("form.doubt"),
        "change": make_prose_data(form.change),
        **talk_data(handbook, words),
        "words": {"change": words("form.comparison.change"), "score": words("form.comparison.score")},
    }


def has_six_alike(form: Questionnaire) -> bool:
    """Return whether the scores make a wheel: six of them, all on the same scale."""
    kinds = {(scale.score, scale.min, scale.max) for scale in form.subscales}
    return len(form.subscales) == _SPOKES and len(kinds) == 1


def _describe_wheel(form: Questionnaire, words: Translations) -> str:
    first = form.subscales[0]
    titles = ", ".join(scale.title for scale in form.subscales)
    return words("form.comparison.alt_wheel", titles=titles, min=first.min, max=first.max)


def _score_data(scale: Subscale, words: Translations) -> Data:
    """Return one score's scale: its numbers and small marks, each by how far up it stands, from 0 to 1."""
    low, high = scale.min, scale.max
    step = _choose_step(low, high)
    numbers = sorted({low, high, *range(low + (-low) % step, high + 1, step)} - _find_crowded(low, high, step))
    marks = (low * _MARKS_PER_STEP + n * step for n in range((high - low) * _MARKS_PER_STEP // step + 1))
    return {
        "title": scale.title,
        "axis": words("form.comparison.axis", min=low, max=high),
        "alt": words("form.comparison.alt_bars", title=scale.title, min=low, max=high),
        "numbers": [{"at": _position(Fraction(n), low, high), "number": str(n)} for n in numbers],
        "marks": [_position(Fraction(n, _MARKS_PER_STEP), low, high) for n in marks],
    }


def _choose_step(low: int, high: int) -> int:
    """Return the step between the numbers of a scale."""
    return next((step for step in _STEP_WIDTHS if high - low <= step * MAX_STEPS), high - low)


def _find_crowded(low: int, high: int, step: int) -> set[int]:
    """Return the numbers that would stand too near to an end of the scale."""
    near = range(low - low % step, high + step, step)
    return {n for n in near if n not in (low, high) and min(abs(n - low), abs(high - n)) * 5 < step * 2}


def _position(value: Fraction, low: int, high: int) -> float:
    """Return how far up a scale a value stands, from 0 to 1."""
    return round(float((value - low) / (high - low)), 5) if high > low else 0.0
