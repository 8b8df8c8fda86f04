"""A sheet on which a member draws their own three occasions: bars for each score, or a wheel for six like scores.

Pure. Gives scales to draw on and nothing to judge by: no band, no limit, no other people's numbers.
"""

from fractions import Fraction

from generator.handbook.value import Handbook
from generator.model.library import Questionnaire, Subscale
from generator.phrasing.translations import Translations
from generator.printables.questionnaires.form import OCCASIONS, add_holder_footer, head_data
from generator.typesetting.printable import (
    Data,
    Printable,
    PrintablePart,
    PrintContext,
    list_help_lines,
    make_prose_data,
)

CURE = "Shorten change, or the titles of the scores."
PATTERNS = ("stripes", "dots", "full")
LINES = ("dotted", "dashed", "solid")
SPOKES = 6
# The steps between the numbers of a scale: the first that needs no more than so many.
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_STEPS = 10
# So many small marks to each step.
MARKS = 5


def make_comparison(context: PrintContext, id: str, paper: str) -> Printable:
    """The comparison sheet on a paper."""
    form = context.handbook.questionnaires[id]
    place = context.handbook.find_place("questionnaire", id)
    said = add_holder_footer(context.words, form, comparison_data(context.handbook, form, context.words))
    title = context.words("form.titles.comparison", title=form.title)
    return Printable(
        paper, title, f'the comparison sheet "{form.title}"', place, CURE, (PrintablePart("comparison", said),)
    )


def comparison_data(handbook: Handbook, form: Questionnaire, words: Translations) -> Data:
    """All that stands on it."""
    wheel = has_six_alike(form)
    drawn = [words(f"form.comparison.{one}") for one in (LINES if wheel else PATTERNS)]
    occasions = [words(f"form.comparison.{one}") for one in OCCASIONS]
    alt = "form.comparison.alt_line" if wheel else "form.comparison.alt_pattern"
    return {
        "title": form.title,
        "name": words("form.comparison.name"),
        "head": head_data(words, how=False, occasion=False),
        "lead": [words(f"form.comparison.lead.{'wheel' if wheel else 'bars'}"), words("form.comparison.same")],
        "wheel": describe_wheel(form, words) if wheel else "",
        "scores": [score_data(scale, words) for scale in form.subscales],
        "occasions": occasions,
        "legend": words(f"form.comparison.legend{'_lines' if wheel else ''}"),
        "patterns": [
            {
                "pattern": kind,
                "label": words("form.comparison.pattern", occasion=occasion, pattern=pattern),
                "alt": words(alt, pattern=pattern),
            }
            for kind, occasion, pattern in zip(LINES if wheel else PATTERNS, occasions, drawn, strict=True)
        ],
        "doubt": words("form.doubt"),
        "change": make_prose_data(form.change),
        "talk": words("form.talk"),
        "help": list_help_lines(handbook.circle, words),
        "words": {"change": words("form.comparison.change"), "score": words("form.comparison.score")},
    }


def has_six_alike(form: Questionnaire) -> bool:
    """Whether the scores make a wheel: six of them, all on the same scale."""
    kinds = {(scale.score, scale.min, scale.max) for scale in form.subscales}
    return len(form.subscales) == SPOKES and len(kinds) == 1


def describe_wheel(form: Questionnaire, words: Translations) -> str:
    """What the wheel shows, for whoever cannot see it."""
    first = form.subscales[0]
    titles = ", ".join(scale.title for scale in form.subscales)
    return words("form.comparison.alt_wheel", titles=titles, min=first.min, max=first.max)


def score_data(scale: Subscale, words: Translations) -> Data:
    """One score's scale: its numbers and small marks, each by how far up it stands, from 0 to 1."""
    low, high = scale.min, scale.max
    step = choose_stride(low, high)
    numbers = sorted({low, high, *range(low + (-low) % step, high + 1, step)} - is_crowded(low, high, step))
    marks = (low * MARKS + n * step for n in range((high - low) * MARKS // step + 1))
    return {
        "title": scale.title,
        "axis": words("form.comparison.axis", min=low, max=high),
        "alt": words("form.comparison.alt_bars", title=scale.title, min=low, max=high),
        "numbers": [{"at": round_up(Fraction(n), low, high), "number": str(n)} for n in numbers],
        "marks": [round_up(Fraction(n, MARKS), low, high) for n in marks],
    }


def choose_stride(low: int, high: int) -> int:
    """The step between the numbers of a scale."""
    return next((step for step in STEPS if high - low <= step * MOST_STEPS), high - low)


def is_crowded(low: int, high: int, step: int) -> set[int]:
    """Numbers that would stand too near to an end of the scale."""
    near = range(low - low % step, high + step, step)
    return {n for n in near if n not in (low, high) and min(abs(n - low), abs(high - n)) * 5 < step * 2}


def round_up(value: Fraction, low: int, high: int) -> float:
    """How far up a scale a value stands, from 0 to 1."""
    return round(float((value - low) / (high - low)), 5) if high > low else 0.0
