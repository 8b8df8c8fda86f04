"""Exercises in lists: the finder, the families, and what answers which need."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages import prints, views
from generator.pages.base import PageContext
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.model import Page


@dataclass(frozen=True)
class FamilyView:
    """A family and its exercises."""

    name: str
    one_line: str
    colour: str
    pattern: str
    href: Markup
    link: Markup
    count: Markup
    exercises: tuple[views.ExerciseRow, ...]


def list_family_views(context: PageContext, write: Writer) -> tuple[FamilyView, ...]:
    """All families that have exercises."""
    made = (make_family_view(context, write, id) for id in context.handbook.families)
    return tuple(view for view in made if view.exercises)


def make_family_view(context: PageContext, write: Writer, id: str) -> FamilyView:
    """One family, ready."""
    handbook = context.handbook
    family = handbook.families[id]
    mine = [thing for thing in handbook.exercises.values() if thing.family == id]
    way = write.href(addresses.family_path(id))
    return FamilyView(
        family.name,
        family.one_line,
        family.colour,
        family.pattern,
        Markup(addresses.html_path(way)),
        Markup(f"[{write.write_plain(family.name)}]({way})"),
        write.write_words("count.exercises", n=len(mine)),
        tuple(views.make_exercise_row(handbook, write, thing) for thing in mine),
    )


def make_finder_page(context: PageContext) -> Page:
    """The finder: every exercise in one table, and lists by felt need and by area of worklife."""
    write = context.make_writer(addresses.index_path("exercise"))
    handbook = context.handbook
    things = list(handbook.exercises.values())
    needs = tuple(
        (need.words, tuple(write.write_link("exercise", thing) for thing in things if need.id in thing.needs))
        for need in handbook.needs.values()
    )
    areas = ("workload", "control", "reward", "community", "fairness", "values")
    by_area = tuple(
        (
            context.words(f"worklife.{area}"),
            tuple(write.write_link("exercise", thing) for thing in things if area in thing.worklife),
        )
        for area in areas
    )
    return context.make_page(
        write.path,
        "exercises.md.j2",
        context.words("exercises.title"),
        context.words("exercises.lead"),
        meta={"hide": ["toc"]},
        families=list_family_views(context, write),
        needs=tuple(row for row in needs if row[1]),
        areas=tuple(row for row in by_area if row[1]),
        count=len(things),
        prints=prints.list_deck_links(context, write),
    )


def make_family_pages(context: PageContext) -> Iterator[Page]:
    """A page for each family."""
    for id, family in context.handbook.families.items():
        write = context.make_writer(addresses.family_path(id))
        found = make_family_view(context, write, id)
        if not found.exercises:
            continue
        handbook = context.handbook
        begins = views.link_exercise(handbook, write, family.begins_with)
        ends = views.link_exercise(handbook, write, family.ends_with)
        yield context.make_page(
            write.path,
            "family.md.j2",
            family.name,
            family.one_line,
            edits=("family", id),
            family=found,
            prints=prints.list_print_links(context, write, id, prints.FAMILY),
            begins=begins,
            ends=ends,
        )
