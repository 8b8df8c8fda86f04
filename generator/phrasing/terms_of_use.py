"""On what terms something may be copied, in words: for the foot of pages and of paper. Pure."""

from generator.handbook.licences import find_licence, list_others
from generator.handbook.value import Handbook, Thing
from generator.model.library import OWN_LICENCE
from generator.phrasing.phrases import name_licence
from generator.phrasing.translations import Translations


def list_terms(handbook: Handbook, words: Translations, *things: Thing) -> list[str]:
    """Return ways to name the licence of the first of some things, and of those shown with it under another, the
    fullest first. Without a thing it is the handbook's own."""
    licence = find_licence(handbook, things[0]) if things else OWN_LICENCE
    others = list_others(handbook, things)
    if not others:
        return [words("print.free") if licence == OWN_LICENCE else name_licence(licence)]
    named = (
        words("print.other_terms", title=_name_thing(handbook, one), licence=name_licence(find_licence(handbook, one)))
        for one in others
    )
    return ["; ".join((name_licence(licence), *named)), words("print.several_terms", credits=words("credits.title"))]


def describe_page_terms(handbook: Handbook, words: Translations, *things: Thing) -> str:
    """Return what the foot of a page says instead of the handbook's own line, or nothing where that is right."""
    if all(find_licence(handbook, one) == OWN_LICENCE for one in things):
        return ""
    return words("page.terms", licence=list_terms(handbook, words, *things)[0])


def _name_thing(handbook: Handbook, thing: Thing) -> str:
    kind, id = thing
    return str(getattr(handbook.records(kind)[id], "title", id))
