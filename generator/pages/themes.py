"""Themes: the list of all, and a page for each."""

from generator.model.library import Theme
from generator.pages.context import PageContext
from generator.pages.exercises import make_exercise_row
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words


def make_themes_page(context: PageContext) -> Page:
    """Make the list of all themes."""
    write = context.make_writer(addresses.index_path("theme"))
    rows = tuple(
        (write.write_link("theme", theme), theme.one_line or "", context.words(f"worklife.{theme.worklife}"))
        for theme in context.handbook.themes.values()
    )
    return context.make_list_page(write.path, "themes", rows=rows, form=write.href(addresses.FORMS["theme"]))


def make_theme_page(context: PageContext, theme: Theme) -> Page:
    """Make a theme's page."""
    write = context.make_writer(addresses.page_path("theme", theme.id))
    handbook = context.handbook
    return context.make_page(
        write.path,
        "theme.md.j2",
        theme.title,
        theme.one_line or plain_words(theme.about),
        edits=("theme", theme.id),
        one_line=theme.one_line or "",
        area=context.words(f"worklife.{theme.worklife}"),
        about=write.write_prose(theme.about),
        shows_as=write.write_lines(theme.shows_as),
        questions=write.write_lines(theme.questions),
        exercises=tuple(make_exercise_row(write, handbook.exercises[id]) for id in theme.exercises),
        used_in=write.link_sessions(context.back_links.sessions_on.get(theme.id, ())),
    )
