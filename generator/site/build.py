"""The whole site as a value: every page, every file, the navigation. A pure function of handbook and templates."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.site import addresses
from generator.site.model import Asset, Page, Section, Settings, Site
from generator.errors import ContentError, errors_in
from generator.handbook import derive
from generator.handbook.privacy import private_settings, without_private
from generator.handbook.value import TABLES, Handbook
from generator.site.catalogue import offers, quick
from generator.pages import families as exercise_lists
from generator.pages import lists, make, prints, session, things, year
from generator.pages.base import Desk
from generator.pages.render import environment
from generator.typesetting.cache import Cache
from generator.printables.makers import previews, printables
from generator.typesetting.printable import Shop
from generator.typesetting.renderer import Press
from generator.typesetting.typst_compiler import Typesetter
from generator.site.templates import Templates
from generator.phrasing.translations import Words


def build(
    handbook: Handbook, templates: Templates, *, paper: bool = True, preview: bool = False, by: Press | None = None
) -> Site:
    """Everything that is to exist, and nothing in it that the circle keeps to itself. Without `paper` nothing is
    typeset, for measuring; a `preview` offers only what is typeset quickly, without pictures of it; `by` is the press
    that makes it, if not a new one that keeps nothing.

    Raises ContentError if something does not fit its paper.
    """
    handbook = without_private(handbook)
    words = templates.language(handbook.circle.language)
    plans = derive.plans(handbook)
    offered = tuple(quick(offers(handbook, plans), handbook.circle.paper) if preview else offers(handbook, plans))
    desk = Desk(handbook, plans, words, environment(templates.pages, words), offered, pictured=not preview)
    pages = tuple(all_pages(desk, templates))
    assets = [data(handbook), *pictures(handbook), *redirects(desk)]
    if paper:
        assets += typeset(desk, by or press(templates, words))
    return Site(settings(desk), pages, tuple(assets), navigation(desk))


def press(templates: Templates, words: Words, kept: Path | None = None, *, aside: bool = True) -> Press:
    """The press that makes everything on paper. Without `kept` and `aside` nothing that is printed touches a disk."""
    return Press(Typesetter(templates.paper, templates.fonts, aside=aside), Cache(kept), words)


def typeset(desk: Desk, press: Press) -> tuple[Asset, ...]:
    """All paper. Raises ContentError with every misfit."""
    shop = Shop(desk.handbook, desk.plans, desk.words)
    made, problems = press.all(printables(shop, desk.offers))
    if errors_in(problems):
        raise ContentError(problems)
    return made + press.pictures(previews(shop, desk.offers, desk.handbook.circle.paper) if desk.pictured else ())


def settings(desk: Desk) -> Settings:
    """What the engine is told."""
    circle = desk.handbook.circle
    return Settings(
        name=desk.name,
        description=desk.words("home.lead"),
        language=circle.language,
        accent=circle.accent,
        address=f"{circle.address.rstrip('/')}/" if circle.address else "",
        repository=circle.repository or "",
        copyright=desk.words("page.copyright"),
    )


def all_pages(desk: Desk, templates: Templates) -> Iterator[Page]:
    """Every page."""
    book = desk.handbook
    yield year.home(desk)
    yield year.year(desk)
    yield lists.chapters(desk)
    yield exercise_lists.exercises(desk)
    yield from exercise_lists.family_pages(desk)
    yield lists.themes(desk)
    yield lists.formats(desk)
    yield lists.questionnaires(desk)
    yield lists.handouts(desk)
    yield prints.printables(desk)
    yield lists.glossary(desk)
    yield lists.references(desk)
    yield from make.pages(desk, templates.starters)
    yield from (things.chapter(desk, thing) for thing in book.chapters.values())
    yield from (session.session(desk, plan) for plan in desk.plans.values())
    yield from (things.exercise(desk, thing) for thing in book.exercises.values())
    yield from (things.format(desk, thing) for thing in book.formats.values())
    yield from (things.theme(desk, thing) for thing in book.themes.values())
    yield from (things.questionnaire(desk, thing) for thing in book.questionnaires.values())
    yield from (things.handout(desk, thing) for thing in book.handouts.values())


def data(handbook: Handbook) -> Asset:
    """The whole handbook as data, for whoever builds on it. When and where the circle meets is in it only if the circle
    publishes its meetings."""
    hidden = set(private_settings(handbook.circle))
    whole: dict[str, Any] = {
        "schema": 1,
        "circle": handbook.circle.model_dump(mode="json", by_alias=True, exclude=hidden),
    }
    for field in TABLES.values():
        table = getattr(handbook, field)
        whole[field] = {id: dumped(thing) for id, thing in sorted(table.items())}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    return Asset(addresses.DATA, f"{text}\n".encode())


def dumped(thing: Any) -> Any:
    """A thing as plain data; a chapter's text as its author wrote it."""
    if hasattr(thing, "text"):
        return {**thing.model_dump(mode="json", by_alias=True, exclude={"text"}), "text": thing.text.source}
    return thing.model_dump(mode="json", by_alias=True, exclude_none=True)


def pictures(handbook: Handbook) -> Iterator[Asset]:
    """The pictures of the chapters."""
    return (Asset(addresses.picture(name), data) for name, data in handbook.pictures.items())


def redirects(desk: Desk) -> Iterator[Asset]:
    """A small page at every address that a thing had before, which leads to its present one."""
    template = desk.engine.get_template("redirect.html.j2")
    for kind in addresses.FOLDERS:
        for thing in getattr(desk.handbook, TABLES[kind]).values():
            family = getattr(thing, "family", "")
            now = addresses.built(addresses.page(kind, thing.id, family))
            for old in thing.was:
                path = addresses.built(addresses.page(kind, old, family))
                html = template.render(title=thing.title, way=addresses.relative(path, now))
                yield Asset(path, html.encode())


def navigation(desk: Desk) -> tuple[str | Section, ...]:
    """The order of the pages, in groups of about twenty, so that no page carries them all."""
    book, words = desk.handbook, desk.words
    in_year = {id for part in book.year.parts for id in part.sessions}
    after = tuple(addresses.page("session", id) for id in desk.plans if id not in in_year)
    parts = [
        Section(part.title, tuple(dict.fromkeys(addresses.page("session", id) for id in part.sessions)))
        for part in book.year.parts
    ]
    return (
        addresses.HOME,
        Section(words("nav.start"), (addresses.index("chapter"), *listed(desk, "chapter"))),
        Section(words("nav.year"), (addresses.YEAR, *parts, *([Section(words("nav.after"), after)] if after else []))),
        Section(words("nav.exercises"), (addresses.index("exercise"), *families(desk))),
        Section(words("nav.themes"), (addresses.index("theme"), *listed(desk, "theme"))),
        Section(words("nav.print"), (addresses.PRINTABLES, kind(desk, "handout"), kind(desk, "questionnaire"))),
        Section(
            words("nav.look_up"),
            (addresses.MAKE_IT_YOURS, addresses.FIELDS, kind(desk, "format"), addresses.GLOSSARY, addresses.REFERENCES),
        ),
    )


def listed(desk: Desk, kind: str) -> tuple[str, ...]:
    """The pages of all things of a kind, in order."""
    return tuple(addresses.page(kind, id) for id in getattr(desk.handbook, TABLES[kind]))


def kind(desk: Desk, name: str) -> Section:
    """A section of one kind, with its list first."""
    return Section(desk.words(f"nav.{addresses.FOLDERS[name]}"), (addresses.index(name), *listed(desk, name)))


def families(desk: Desk) -> Iterator[Section]:
    """A section for each family that has exercises."""
    for id, family in desk.handbook.families.items():
        mine = [thing for thing in desk.handbook.exercises.values() if thing.family == id]
        if mine:
            pages = tuple(addresses.page("exercise", thing.id, id) for thing in mine)
            yield Section(family.name, (addresses.family(id), *pages))
