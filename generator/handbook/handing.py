"""Which forms people fill in at a session: a licensed one only where the circle holds its licence; and which handouts
the circle has from an earlier session and brings along. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.handbook import derive
from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.model.library import OWN_LICENCE, Handout, Questionnaire
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


def list_brought_handouts(
    handbook: Handbook, plans: Mapping[str, SessionPlan], plan: SessionPlan
) -> tuple[tuple[Handout, SessionPlan], ...]:
    """Return the handouts of which the circle has one since an earlier session of the year, each with that session.

    These are such as a session itself names. What one of its exercises asks for is filled in anew.
    """
    asked = {material.handout for exercise in plan.exercises for material in exercise.materials}
    named = (handbook.handouts[id] for id in dict.fromkeys(plan.session.handouts) if id not in asked)
    earlier = _list_earlier_plans(plans, plan)
    found = ((form, _find_holder(handbook, earlier, form)) for form in named if form.per == "circle")
    return tuple((form, holder) for form, holder in found if holder)


def _list_earlier_plans(plans: Mapping[str, SessionPlan], plan: SessionPlan) -> tuple[SessionPlan, ...]:
    if not plan.meetings:
        return ()
    in_year = [one for one in plans.values() if one.meetings]
    return tuple(in_year[: in_year.index(plan)])


def _find_holder(handbook: Handbook, plans: Iterable[SessionPlan], form: Handout) -> SessionPlan | None:
    """Return the first of some sessions that needs a handout."""
    return next(
        (one for one in plans if form in [needed.handout for needed in derive.list_session_materials(handbook, one)]),
        None,
    )
