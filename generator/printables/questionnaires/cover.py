"""The cover of a form that is not ours: what it is, whose it is, how to get it, how many, and what it is never for.

Pure. Holds nothing of the form itself.
"""

from collections.abc import Iterator

from generator.handbook.derive import SessionPlan
from generator.model.library import Questionnaire
from generator.phrasing import dates, phrases
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext, make_prose_data
from generator.printables.questionnaires.common import OCCASIONS, care_data, make_single_sheet
from generator.typesetting.printable import Data, Printable, PrintablePart

_CURE = "Shorten about or the cautions."
_LABELS = ("is", "whose", "obtain", "copies", "when", "never", "not_here", "pooled")


def make_cover(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the cover."""
    form = context.handbook.questionnaires[id]
    return make_single_sheet(context, form, paper, PrintablePart("cover", _cover_data(context, form)), _CURE)


def _cover_data(context: PrintContext, form: Questionnaire) -> Data:
    words = context.words
    return {
        "title": form.title,
        "one_line": form.one_line or "",
        "name": words("form.cover.name"),
        "about": make_prose_data(form.about),
        "whose": list(_list_owner_lines(form, words)),
        "obtain": list(_list_obtain_lines(form, words)),
        "copies": list(_list_copy_lines(form, words)),
        "sum": _describe_copy_count(form, context.handbook.circle.people, words),
        "when": _occasions_data(context, form),
        "nevers": list(words.list("form.cover.nevers")),
        "care": care_data(context.handbook, form, words),
        "words": {key: words(f"form.cover.{key}") for key in _LABELS},
    }


def _list_owner_lines(form: Questionnaire, words: Translations) -> Iterator[str]:
    """Yield holder, licence, and when its terms were looked at."""
    yield words("form.cover.holder", holder=form.holder or "")
    yield words("form.cover.licence", licence=_name_licence(form, words))
    yield words("form.cover.checked", date=dates.format_day(words, form.checked))


def _name_licence(form: Questionnaire, words: Translations) -> str:
    """Return a licence in words where its name would say nothing to most people, else its name."""
    key = f"form.cover.licences.{form.licence}"
    return words(key) if words.find(key) else phrases.name_licence(form.licence)


def _list_obtain_lines(form: Questionnaire, words: Translations) -> Iterator[Data]:
    """Yield whom to ask, and where: each line with the address to which it leads, if any."""
    yield {"text": words("form.cover.ask", holder=form.holder or ""), "to": ""}
    if form.obtain:
        yield {"text": words("form.cover.from", address=form.obtain), "to": form.obtain}


def _list_copy_lines(form: Questionnaire, words: Translations) -> Iterator[str]:
    """Yield how many copies the circle needs, in words."""
    if not form.items:
        yield words("form.cover.no_copies")
        return
    if form.copies:
        yield words("form.cover.rule", copies=form.copies)
    yield words("form.cover.sum_how")


def _describe_copy_count(form: Questionnaire, people: int, words: Translations) -> str:
    """Return how many copies the circle needs, as a sum; nothing for a form that a circle does not fill in."""
    values = {"people": people, "occasions": len(OCCASIONS), "copies": len(OCCASIONS) * people}
    return words("form.cover.sum", **values) if form.items else ""


def _occasions_data(context: PrintContext, form: Questionnaire) -> Data:
    """Return the sessions that hand it out; if none does, those that hand out others and could hand out this one."""
    words = context.words
    mine = [_describe_handing(plan, form.id, words) for plan in context.plans.values()]
    any_form = [_describe_handing(plan, "", words) for plan in context.plans.values()] if form.items else []
    for lead, found in (("planned", mine), ("instead", any_form)):
        if sessions := [session for session in found if session]:
            return {"lead": words(f"form.cover.{lead}"), "sessions": sessions}
    return {"lead": words("form.cover.nowhere"), "sessions": []}


def _describe_handing(plan: SessionPlan, id: str, words: Translations) -> str:
    """Return a session that hands out a form (any, without an id), with the occasion; else nothing."""
    handing = next((one for one in plan.session.questionnaires if id in ("", one.id)), None)
    if handing is None:
        return ""
    number = phrases.join_numbers(words, plan)
    title = plan.session.title
    session = words("form.cover.numbered", number=number, title=title) if number else title
    return words("form.cover.handed", session=session, occasion=words(f"form.head.occasions.{handing.occasion}"))
