"""The home page: tonight's session, what the circle can do together, and the ways on."""

from generator.handbook import schedule
from generator.pages.context import PageContext
from generator.pages.finder import list_family_views
from generator.pages.year import list_follow_ups, list_part_views
from generator.site import addresses
from generator.site.model import Page


def make_home_page(context: PageContext) -> Page:
    """Make the home page: tonight's session in one click, or the first evening for someone starting from nothing."""
    write = context.make_writer(addresses.HOME)
    handbook = context.handbook
    first = schedule.list_session_ids(handbook.year)[0]
    chapters = list(handbook.chapters.values())
    start = chapters[0] if chapters else None
    meta = {
        "template": "home.html",
        "hide": ["navigation", "toc"],
        "hero_title": context.name,
        "hero_lead": context.words("home.lead"),
        "hero_primary_text": context.words("home.start") if start else context.words("home.first"),
        "hero_primary_url": addresses.html_path(
            addresses.page_path("chapter", start.id) if start else addresses.page_path("session", first)
        ),
        "hero_secondary_text": context.words("home.find"),
        "hero_secondary_url": addresses.html_path(addresses.index_path("exercise")),
    }
    return context.make_page(
        addresses.HOME,
        "home.md.j2",
        context.words("home.name"),
        context.words("home.lead"),
        meta=meta,
        parts=list_part_views(context, write),
        follow_ups=list_follow_ups(context, write),
        families=list_family_views(context, write),
        hrefs={key: write.href(path) for key, path in addresses.NAMED_PAGES.items()},
        people=handbook.circle.people,
        zone=handbook.circle.timezone or "",
    )
