"""How answers become a score, as far as a form's own file says: what page and paper add up by alike.

Pure. Knows no bands and gives no verdict.
"""

from generator.model.library import Questionnaire, Subscale


def reverse_base(form: Questionnaire, scale: Subscale) -> int | None:
    """Return the number from which an answer is subtracted to reverse it: the lowest plus the highest that can be
    given. None where the form's file does not say enough."""
    if form.scale:
        return form.scale.min + form.scale.max
    if scale.score == "mean":
        return scale.min + scale.max
    if scale.count and (scale.min + scale.max) % scale.count == 0:
        return (scale.min + scale.max) // scale.count
    return None


def has_certain_key(scale: Subscale) -> bool:
    """Return whether it is known which answers are reversed: where the items are, or where the file says `reverse:
    []`."""
    return bool(scale.items) or ("reverse" in scale.model_fields_set and not scale.reverse)


def find_answer_range(form: Questionnaire, scale: Subscale) -> tuple[int, int] | None:
    """Return the lowest and the highest answer that can be given, or None where the form's file does not say."""
    if form.scale:
        return form.scale.min, form.scale.max
    if scale.score == "mean":
        return scale.min, scale.max
    if scale.count and scale.min % scale.count == 0 and scale.max % scale.count == 0:
        return scale.min // scale.count, scale.max // scale.count
    return None


def is_scoring_certain(form: Questionnaire, scale: Subscale) -> bool:
    """Return whether a score follows from the answers by the form's file alone: how many they are, from where to where
    they go, and which are reversed."""
    counted = bool(scale.items) or scale.count is not None
    return counted and has_certain_key(scale) and find_answer_range(form, scale) is not None
