"""The cover of a form that is not ours: what it is, whose it is, how to get it, how many, and what it is never for.

Pure. Holds nothing of the form itself.
"""

from collections.abc import Iterator

from generator.handbook.derive import Plan
from generator.model.library import Questionnaire
from generator.phrasing import dates
from generator.phrasing.translations import Words
from generator.printables.questionnaires.form import OCCASIONS, care, footed_for_holder
from generator.typesetting.printable import Data, Part, Printable, Shop, prose

CURE = "Shorten about or the cautions."
LABELS = ("is", "whose", "obtain", "copies", "when", "never", "not_here", "pooled")


def printable(shop: Shop, id: str, paper: str) -> Printable:
    """The cover on a paper."""
    form = shop.handbook.questionnaires[id]
    place = shop.handbook.place("questionnaire", id)
    said = footed_for_holder(shop.words, form, data(shop, form))
    title = shop.words("form.titles.cover", title=form.title)
    return Printable(paper, title, f'the cover of "{form.title}"', place, CURE, (Part("cover", said),))


def data(shop: Shop, form: Questionnaire) -> Data:
    """All that stands on it."""
    words = shop.words
    return {
        "title": form.title,
        "one_line": form.one_line or "",
        "name": words("form.cover.name"),
        "about": prose(form.about),
        "whose": list(whose(form, words)),
        "obtain": list(obtain(form, words)),
        "copies": list(copies(form, words)),
        "sum": the_sum(form, shop.handbook.circle.people, words),
        "when": when(shop, form),
        "nevers": list(words.list("form.cover.nevers")),
        "care": care(shop.handbook, form, words),
        "words": {key: words(f"form.cover.{key}") for key in LABELS},
    }


def whose(form: Questionnaire, words: Words) -> Iterator[str]:
    """Holder, licence, and when its terms were looked at."""
    yield words("form.cover.holder", holder=form.holder or "")
    yield words("form.cover.licence", licence=licence(form, words))
    day = form.checked
    date = words("form.cover.date", day=day.day, month=dates.month(words, day), year=day.year)
    yield words("form.cover.checked", date=date)


def licence(form: Questionnaire, words: Words) -> str:
    """A licence in words where its name would say nothing to most people, else its name."""
    named = words.tree["form"]["cover"]["licences"]
    return words(f"form.cover.licences.{form.licence}") if form.licence in named else form.licence


def obtain(form: Questionnaire, words: Words) -> Iterator[str]:
    """Where it is to be had."""
    yield words("form.cover.ask", holder=form.holder or "")
    if form.obtain:
        yield words("form.cover.from", address=form.obtain)


def copies(form: Questionnaire, words: Words) -> Iterator[str]:
    """How many copies the circle needs, in words."""
    if not form.items:
        yield words("form.cover.no_copies")
        return
    if form.copies:
        yield words("form.cover.rule", copies=form.copies)
    yield words("form.cover.sum_how")


def the_sum(form: Questionnaire, people: int, words: Words) -> str:
    """How many copies the circle needs, worked out; nothing for a form that a circle does not fill in."""
    values = {"people": people, "occasions": len(OCCASIONS), "copies": len(OCCASIONS) * people}
    return words("form.cover.sum", **values) if form.items else ""


def when(shop: Shop, form: Questionnaire) -> Data:
    """The sessions that hand it out; if none does, those that hand out others and could hand out this one."""
    words = shop.words
    mine = [handed(plan, form.id, words) for plan in shop.plans.values()]
    any_form = [handed(plan, "", words) for plan in shop.plans.values()] if form.items else []
    for lead, found in (("planned", mine), ("instead", any_form)):
        if sessions := [session for session in found if session]:
            return {"lead": words(f"form.cover.{lead}"), "sessions": sessions}
    return {"lead": words("form.cover.nowhere"), "sessions": []}


def handed(plan: Plan, id: str, words: Words) -> str:
    """A session that hands out a form (any, without an id), with the occasion; else nothing."""
    handing = next((one for one in plan.session.questionnaires if id in ("", one.id)), None)
    if handing is None:
        return ""
    number = ", ".join(map(str, plan.numbers))
    title = plan.session.title
    session = words("form.cover.numbered", number=number, title=title) if number else title
    return words("form.cover.handed", session=session, occasion=words(f"form.head.occasions.{handing.occasion}"))
