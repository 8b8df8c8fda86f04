"""All paper of one questionnaire in one file: cover, form or answer and score sheets, comparison, group sheet. Pure."""

from generator.model.library import OWN_LICENCE
from generator.printables.context import Maker, PrintContext
from generator.printables.questionnaires.comparison import make_comparison
from generator.printables.questionnaires.cover import make_cover
from generator.printables.questionnaires.form import CURE, make_form
from generator.printables.questionnaires.group import make_group_sheet
from generator.typesetting.printable import Printable


def make_kit(context: PrintContext, id: str, paper: str) -> Printable:
    """Make all that belongs to a questionnaire, in the order of use: what comes once, what each person gets, and last
    what a circle needs that has agreed to pool."""
    form = context.handbook.questionnaires[id]
    wanted: tuple[tuple[bool, Maker], ...] = (
        (form.licence != OWN_LICENCE, make_cover),
        (bool(form.items), make_form),
        (bool(form.subscales), make_comparison),
        (bool(form.subscales), make_group_sheet),
    )
    parts = tuple(part for has, make in wanted if has for part in make(context, id, paper).parts)
    place = context.handbook.find_place("questionnaire", id)
    label = context.words("printable.kit", title=form.title)
    return Printable(paper, form.title, label, place, CURE, parts)
