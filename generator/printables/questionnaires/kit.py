"""All paper of one questionnaire in one file: cover, form or answer and score sheets, comparison, group sheet. Pure."""

from generator.printables.context import Maker, PrintContext
from generator.printables.questionnaires.comparison import make_comparison
from generator.printables.questionnaires.cover import make_cover
from generator.printables.questionnaires.form import CURE, make_form
from generator.printables.questionnaires.group import make_group_sheet
from generator.site.catalogue import list_questionnaire_entries
from generator.typesetting.printable import Printable

# what is also made by itself on request; which of it a questionnaire has, and in which order, says the catalogue
_MAKERS: dict[str, Maker] = {
    "cover": make_cover,
    "form": make_form,
    "comparison": make_comparison,
    "group": make_group_sheet,
}


def make_kit(context: PrintContext, id: str, paper: str) -> Printable:
    """Make all that belongs to a questionnaire, in the order of use: what comes once, what each person gets, and last
    what a circle needs that has agreed to pool."""
    form = context.handbook.questionnaires[id]
    entries = list_questionnaire_entries(form, context.handbook.circle.people)
    makers = (_MAKERS[entry.kind] for entry in entries if entry.kind in _MAKERS)
    parts = tuple(part for make in makers for part in make(context, id, paper).parts)
    place = context.handbook.find_place("questionnaire", id)
    label = context.words("printable.kit", title=form.title)
    return Printable(paper, form.title, label, place, CURE, parts)
