"""What all sheets round a questionnaire share: their head, whom to call, the foot, how a single one is made. Pure."""

from dataclasses import replace
from typing import get_args

from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.model.library import Questionnaire
from generator.model.meeting import Occasion
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, content_version, list_help_lines, list_prose_data
from generator.typesetting.printable import Data, Printable, PrintablePart

OCCASIONS: tuple[str, ...] = get_args(Occasion)


def make_single_sheet(
    context: PrintContext, form: Questionnaire, paper: str, part: PrintablePart, cure: str
) -> Printable:
    """Make a printable of one sheet that goes with a questionnaire: its cover, the comparison or the group sheet."""
    place = context.handbook.find_place("questionnaire", form.id)
    title = context.words(f"form.titles.{part.kind}", title=form.title)
    label = context.words(f"printable.{part.kind}", title=form.title)
    footed = replace(part, data=add_holder_footer(context.words, form, part.data))
    return Printable(paper, title, label, place, cure, (footed,))


def add_holder_footer(words: Translations, form: Questionnaire, said: Data) -> Data:
    """Return the same data with a line for the foot that keeps our licence off another's form."""
    return {**said, "foot": words("form.foot", id=form.id, version=content_version(said))}


def head_data(words: Translations, *, how: bool = True, occasion: bool = True, other: bool = False) -> Data:
    """Return the head of a sheet: a code of the member's own making, the occasion to tick, and whose it is."""
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
    """Return the form's cautions and whom to call; without cautions, the sentence that stands on all sheets."""
    return {
        "title": words("form.own.care"),
        "cautions": list_prose_data(derive.find_caution_words(handbook, caution) for caution in form.cautions),
        "talk": "" if form.cautions else words("form.talk"),
        "help": list_help_lines(handbook.circle, words),
    }


def talk_data(handbook: Handbook, words: Translations) -> Data:
    """Return the sentence that stands on all sheets, and whom to call."""
    return {"talk": words("form.talk"), "help": list_help_lines(handbook.circle, words)}
