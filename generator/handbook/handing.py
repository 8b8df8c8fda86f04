"""Which forms people fill in at a session: a licensed one only where the circle holds its licence. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.handbook.value import Handbook
from generator.model.library import OWN_LICENCE, Questionnaire
from generator.model.meeting import Occasion, Session


@dataclass(frozen=True)
class HandedForm:
    """A form that each person fills in at a session, when in the year, and the licensed ones that it stands in for."""

    form: Questionnaire
    occasion: Occasion
    stands_for: tuple[Questionnaire, ...] = ()


def list_handed_forms(handbook: Handbook, session: Session) -> tuple[HandedForm, ...]:
    """Return the forms that a session gives to each person: once each, also where one stands in for several others."""
    found: dict[tuple[str, str], HandedForm] = {}
    for use in session.questionnaires:
        named = handbook.questionnaires[use.id]
        replaced = use.instead if use.id not in handbook.circle.licences else None
        form = handbook.questionnaires[replaced] if replaced else named
        key = (form.id, use.occasion)
        known = found.get(key, HandedForm(form, use.occasion))
        found[key] = replace(known, stands_for=(*known.stands_for, named)) if replaced else known
    return tuple(found.values())


def list_instead(handed: Iterable[HandedForm]) -> tuple[HandedForm, ...]:
    """Return those that stand in for others."""
    return tuple(one for one in handed if one.stands_for)


def list_licensed_forms(handbook: Handbook, session: Session) -> tuple[Questionnaire, ...]:
    """Return the forms of other holders that a session names, whoever holds a licence, each once."""
    named = dict.fromkeys(use.id for use in session.questionnaires)
    forms = (handbook.questionnaires[id] for id in named)
    return tuple(form for form in forms if form.licence != OWN_LICENCE)
