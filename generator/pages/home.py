"""The home page: what this is, tonight's session, what happens in an evening, the year, and the ways on."""

from collections import Counter

from generator.handbook import derive, schedule
from generator.model.meeting import Format
from generator.pages.context import PageContext
from generator.pages.finder import list_family_views
from generator.pages.phases import list_phase_views
from generator.pages.strip import draw_strip
from generator.pages.year import list_follow_ups, list_part_views
from generator.site import addresses
from generator.site.model import Page


def make_home_page(context: PageContext) -> Page:
    """Make the home page: tonight's session in one click, or the first evening for someone starting from nothing."""
    write = context.make_writer(addresses.HOME)
    handbook = context.handbook
    usual = _find_usual_format(context)
    slots = tuple(derive.fill_slots(handbook, None, usual))
    held = tuple(slot for slot in slots if slot.minutes)
    return context.make_page(
        addresses.HOME,
        "home.md.j2",
        context.words("home.name"),
        context.words("home.lead"),
        meta={"template": "home.html", "hide": ["navigation", "toc"], **_make_hero(context)},
        strip=tuple(zip(draw_strip([slot.minutes for slot in held]), list_phase_views(write, held), strict=True)),
        evening=write.write_words("count.minutes", n=slots[-1].end),
        format=write.write_link("format", usual),
        parts=list_part_views(context, write),
        follow_ups=list_follow_ups(context, write),
        families=list_family_views(context, write),
        hrefs={key: write.href(addresses.html_path(path)) for key, path in addresses.NAMED_PAGES.items()},
        chapters=write.href(addresses.html_path(addresses.index_path("chapter"))),
        people=handbook.circle.people,
        zone=handbook.circle.timezone or "",
    )


def _make_hero(context: PageContext) -> dict[str, str]:
    # what the theme shows above the page's own words
    first = schedule.list_session_ids(context.handbook.year)[0]
    start = next(iter(context.handbook.chapters.values()), None)
    begin = addresses.page_path("chapter", start.id) if start else addresses.page_path("session", first)
    return {
        "hero_title": context.name,
        "hero_lead": context.words("home.lead"),
        "hero_primary_text": context.words("home.next"),
        "hero_primary_url": addresses.html_path(addresses.page_path("session", first)),
        "hero_secondary_text": context.words("home.find"),
        "hero_secondary_url": addresses.html_path(addresses.index_path("exercise")),
        "hero_third_text": context.words("home.start"),
        "hero_third_url": addresses.html_path(begin),
    }


def _find_usual_format(context: PageContext) -> Format:
    # the one that most evenings of the year have
    ids = schedule.list_session_ids(context.handbook.year)
    counted = Counter(context.plans[id].format.id for id in ids)
    return context.handbook.formats[counted.most_common(1)[0][0]]
