"""The order of the pages, in groups of about twenty, so that no page carries them all."""

from collections.abc import Iterator

from generator.handbook.derive import SessionPlan
from generator.handbook.reading_order import group_chapters
from generator.handbook.value import Handbook
from generator.model.kinds import KINDS
from generator.phrasing.translations import Translations
from generator.site import addresses
from generator.site.model import Section
from generator.text.apostrophes import curve_apostrophes


def make_navigation(
    handbook: Handbook, plans: dict[str, SessionPlan], words: Translations
) -> tuple[str | Section, ...]:
    """Return every page in its section."""
    sections = _list_sections(handbook, plans, words)
    return tuple(_curve_titles(one, words.language) for one in sections)


def _curve_titles(entry: str | Section, language: str) -> str | Section:
    if isinstance(entry, str):
        return entry
    title = curve_apostrophes(entry.title, language)
    return Section(title, tuple(_curve_titles(one, language) for one in entry.entries))


def _list_sections(handbook: Handbook, plans: dict[str, SessionPlan], words: Translations) -> tuple[str | Section, ...]:
    editing = (addresses.MAKE_IT_YOURS, *addresses.FORMS.values(), addresses.FIELDS)
    look_up = (_make_kind_section(handbook, words, "format"), addresses.GLOSSARY, addresses.REFERENCES)
    handouts, forms = (_make_kind_section(handbook, words, kind) for kind in ("handout", "questionnaire"))
    return (
        addresses.HOME,
        Section(words("nav.start"), (addresses.index_path("chapter"), *_list_chapters(handbook, words))),
        Section(words("nav.year"), (addresses.YEAR, *_make_year_sections(handbook, plans, words))),
        Section(
            words("nav.exercises"),
            (addresses.index_path("exercise"), addresses.NEEDS, *_make_family_sections(handbook)),
        ),
        Section(words("nav.themes"), _list_pages(handbook, "theme")),
        Section(words("nav.print"), (addresses.PRINTABLES, handouts, forms)),
        Section(words("nav.look_up"), (*look_up, addresses.CREDITS)),
        Section(words("nav.make"), editing),
    )


def _make_year_sections(handbook: Handbook, plans: dict[str, SessionPlan], words: Translations) -> Iterator[Section]:
    # a section for each part of the year, and one for what stands in none
    in_year = {id for part in handbook.year.parts for id in part.sessions}
    for part in handbook.year.parts:
        yield Section(part.title, tuple(dict.fromkeys(addresses.page_path("session", id) for id in part.sessions)))
    if after := tuple(addresses.page_path("session", id) for id in plans if id not in in_year):
        yield Section(words("nav.after"), after)


def _list_chapters(handbook: Handbook, words: Translations) -> Iterator[str | Section]:
    # a section for each group, then what stands in none
    for group, chapters in group_chapters(handbook.chapters):
        pages = tuple(addresses.page_path("chapter", one.id) for one in chapters)
        yield from (Section(words(f"chapters.groups.{group}"), pages),) if group else pages


def _list_pages(handbook: Handbook, kind: str) -> tuple[str, ...]:
    # the list of a kind, then all of it in order
    return (addresses.index_path(kind), *(addresses.page_path(kind, id) for id in handbook.records(kind)))


def _make_kind_section(handbook: Handbook, words: Translations, kind: str) -> Section:
    return Section(words(f"nav.{KINDS[kind].where}"), _list_pages(handbook, kind))


def _make_family_sections(handbook: Handbook) -> Iterator[Section]:
    for id, family in handbook.families.items():
        mine = [one for one in handbook.exercises.values() if one.family == id]
        if mine:
            pages = (addresses.page_path("exercise", one.id, id) for one in mine)
            yield Section(family.name, (addresses.family_path(id), *pages))
