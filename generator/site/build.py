"""The whole site as a value: every page, every file, the navigation. A pure function of handbook and templates."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.calendar.events import CalendarSource, Edition
from generator.calendar.files import make_calendars
from generator.handbook import derive
from generator.handbook.privacy import list_private_settings, remove_private_settings
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.fields import PageRecord
from generator.model.kinds import KINDS_WITH_PAGE, TABLES
from generator.model.papers import SIZES
from generator.pages import (
    attribution,
    chapters,
    exercises,
    finder,
    form,
    formats,
    handouts,
    hold,
    home,
    look_up,
    make,
    needs,
    printables,
    questionnaires,
    search_index,
    sessions,
    themes,
    year,
)
from generator.pages.context import PageContext
from generator.pages.render import make_jinja_environment, render_template
from generator.pages.template_checks import check_templates
from generator.phrasing import phrases
from generator.phrasing.languages import format_tag
from generator.phrasing.translations import Translations
from generator.site import addresses
from generator.site.catalogue import (
    EVERYTHING,
    PaperChoice,
    list_published_entries,
    select_quick_entries,
)
from generator.site.model import Asset, LatePage, NotFound, Page, PaperAssets, Settings, Site
from generator.site.navigation import make_navigation
from generator.site.templates import Templates
from generator.text.apostrophes import curve_apostrophes

if TYPE_CHECKING:
    from generator.typesetting.renderer import Renderer

_UNDATED = Edition()


def build_site(  # noqa: PLR0913  # each says one thing of the build
    handbook: Handbook,
    templates: Templates,
    *,
    paper: bool = True,
    preview: bool = False,
    check: bool = False,
    choice: PaperChoice = EVERYTHING,
    by: "Renderer | None" = None,
    edition: Edition = _UNDATED,
) -> Site:
    """Make everything that is to exist, and nothing in it that the circle keeps to itself.

    Without `paper` nothing is typeset; a `preview` offers only what is typeset quickly, without pictures of it, and has
    no search index; a `check` has files of data without anything in them; `choice` says which paper is wanted; `by` is
    the renderer, if not a new one that keeps nothing; `edition` says when the content was last changed.
    Raises ContentError if something does not fit its paper, TemplatesError if the templates cannot be used.
    """
    handbook = choose_paper(remove_private_settings(handbook), choice)
    words = templates.find_translations(handbook)
    plans = derive.plan_sessions(handbook)
    entries = tuple(choice.select_entries(list_published_entries(handbook, plans)))
    if preview:
        entries = tuple(select_quick_entries(entries, handbook.circle.paper))
    jinja = make_jinja_environment(templates.pages, words)
    check_templates(jinja, templates.pages, templates.theme, words)
    made = PaperAssets()
    if paper:
        from generator.site.paper import make_paper  # noqa: PLC0415  # a check does without, and loading it takes long

        made = make_paper(handbook, plans, templates, entries, by, with_pictures=not preview)
    context = PageContext(handbook, plans, words, jinja, entries, not preview, made.page_counts, choice)
    return gather_site(context, templates, made.assets, edition, preview=preview, check=check)


def gather_site(  # noqa: PLR0913  # the same
    context: PageContext,
    templates: Templates,
    paper: tuple[Asset, ...],
    edition: Edition,
    *,
    preview: bool,
    check: bool = False,
) -> Site:
    """Make everything besides paper, and put all together."""
    late = tuple(list_late_pages(context))
    single = (Page(one.path, one.title, "") if preview else one.make() for one in late)
    pages = (*make_gathering_pages(context, templates), *single)
    return Site(
        make_settings(context),
        pages,
        (*make_small_files(context, edition, preview=preview, check=check), *paper),
        make_navigation(context.handbook, context.plans, context.words),
        late={one.path: one for one in late} if preview else {},
        online_only=list_other_sizes(paper, context.handbook.circle.paper),
    )


def list_other_sizes(paper: Iterable[Asset], own: str) -> frozenset[str]:
    """Return the addresses of all paper that is not of the circle's own size."""
    return frozenset(asset.path for asset in paper if addresses.find_size(asset.path) in SIZES.keys() - {own})


def choose_paper(handbook: Handbook, choice: PaperChoice) -> Handbook:
    """Return the handbook of a circle that has the chosen size of paper, if one was chosen."""
    if not choice.paper:
        return handbook
    circle = handbook.circle.model_copy(update={"paper": choice.paper})
    return dataclasses.replace(handbook, circle=circle)


def make_small_files(context: PageContext, edition: Edition, *, preview: bool, check: bool) -> Iterator[Asset]:
    """Yield everything that is neither page nor paper: data, the search index but in a preview, pictures, redirects,
    calendars."""
    if check:
        yield from check_data_files(context)
    else:
        yield make_data_file(context.handbook)
        if not preview:
            yield search_index.make_search_index(context.handbook, context.plans, context.words)
    yield from list_pictures(context.handbook)
    yield from make_redirects(context)
    yield from make_calendars(CalendarSource(context.handbook, context.plans, context.words), edition)


def check_data_files(context: PageContext) -> Iterator[Asset]:
    """Yield the files of data without what stands in them. Raises MissingTranslation, which is all that can happen."""
    search_index.check_words(context.words)
    yield from (Asset(path, b"") for path in (addresses.DATA, addresses.SEARCH_INDEX))


def make_late_search_index(handbook: Handbook, templates: Templates) -> Asset:
    """Make what a preview does without until somebody searches. Raises ContentError."""
    handbook = remove_private_settings(handbook)
    plans = derive.plan_sessions(handbook)
    return search_index.make_search_index(handbook, plans, templates.find_translations(handbook))


def make_settings(context: PageContext) -> Settings:
    """Return what the engine is told."""
    circle, words = context.handbook.circle, context.words

    def say(text: str) -> str:
        return curve_apostrophes(text, circle.language)

    return Settings(
        name=say(context.name),
        description=say(words("home.lead")),
        language=format_tag(circle.language),
        accent=circle.accent,
        address=addresses.join_address(circle),
        repository=addresses.split_branch(circle.repository or "")[0],
        copyright=say(words("page.copyright")),
        logo=addresses.picture_path(circle.logo) if circle.logo else "",
        not_found=NotFound(say(words("not_found.title")), say(_describe_lost(words)), say(words("not_found.home"))),
    )


def _describe_lost(words: Translations) -> str:
    """Return what may have become of a page or file that is not there."""
    moved = " ".join(words(f"not_found.gone.{kind}") for kind in dict.fromkeys(addresses.GONE.values()))
    return words("not_found.text", moved=moved)


def make_gathering_pages(context: PageContext, templates: Templates) -> Iterator[Page]:
    """Yield every page but those of single things."""
    yield home.make_home_page(context)
    yield year.make_year_page(context)
    yield chapters.make_chapters_page(context)
    yield finder.make_finder_page(context)
    yield needs.make_needs_page(context)
    yield from finder.make_family_pages(context)
    yield themes.make_themes_page(context)
    yield formats.make_formats_page(context)
    yield questionnaires.make_questionnaires_page(context)
    yield handouts.make_handouts_page(context)
    yield printables.make_printables_page(context)
    yield look_up.make_glossary_page(context)
    yield look_up.make_references_page(context)
    yield attribution.make_credits_page(context)
    yield from make.make_editor_pages(context, templates.starters)
    yield from form.make_form_pages(context)


def list_late_pages(context: PageContext) -> Iterator[LatePage]:
    """Yield the page of each thing, and of each session that on which it is held."""
    yield from _list_pages_of(context, "chapter", chapters.make_chapter_page)
    for plan in context.plans.values():
        path = addresses.page_path("session", plan.session.id)
        title = phrases.number_title(context.words, plan)
        yield LatePage(path, title, partial(sessions.make_session_page, context, plan))
    for plan in context.plans.values():
        path = addresses.hold_path(plan.session.id)
        title = context.words("hold.title", title=phrases.number_title(context.words, plan))
        yield LatePage(path, title, partial(hold.make_hold_page, context, plan))
    yield from _list_pages_of(context, "exercise", exercises.make_exercise_page)
    yield from _list_pages_of(context, "format", formats.make_format_page)
    yield from _list_pages_of(context, "theme", themes.make_theme_page)
    yield from _list_pages_of(context, "questionnaire", questionnaires.make_questionnaire_page)
    yield from _list_pages_of(context, "handout", handouts.make_handout_page)


def _list_pages_of(context: PageContext, kind: str, make: Callable[[PageContext, Any], Page]) -> Iterator[LatePage]:
    for id, record in context.handbook.records(kind).items():
        assert isinstance(record, PageRecord), "only these have pages"
        yield LatePage(addresses.link_path(context.handbook, kind, id), record.title, partial(make, context, record))


def make_data_file(handbook: Handbook) -> Asset:
    """Return the whole handbook as data, for whoever builds on it. When and where the circle meets and whom it
    has for concerns is in it only if the circle publishes its meetings."""
    hidden = set(list_private_settings(handbook.circle))
    whole: dict[str, Any] = {
        "schema": 1,
        "circle": handbook.circle.model_dump(mode="json", by_alias=True, exclude=hidden),
    }
    for kind, table in TABLES.items():
        whole[table] = {
            id: record.model_dump(mode="json", by_alias=True, exclude_none=True)
            for id, record in sorted(handbook.records(kind).items())
        }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    return Asset(addresses.DATA, f"{text}\n".encode())


def list_pictures(handbook: Handbook) -> Iterator[Asset]:
    """Return the pictures of the chapters."""
    return (Asset(addresses.picture_path(name), data) for name, data in handbook.pictures.items())


def make_redirects(context: PageContext) -> Iterator[Asset]:
    """Yield a small page at every address that a thing had before, which leads to its present one."""
    handbook = context.handbook
    for kind in KINDS_WITH_PAGE:
        for id, record in handbook.records(kind).items():
            assert isinstance(record, PageRecord), "only these have pages"
            family = record.family if isinstance(record, Exercise) else ""
            now = addresses.html_path(addresses.link_path(handbook, kind, id))
            for old in record.was:
                old_family, _, old_id = old.rpartition("/")
                path = addresses.html_path(addresses.page_path(kind, old_id, old_family or family))
                values = {"title": record.title, "href": addresses.relative_href(path, now)}
                yield Asset(path, render_template(context.jinja, "redirect.html.j2", values).encode())
