"""Exercises in lists: the finder, the families, and what answers which need."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages import prints, views
from generator.pages.base import Desk
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
    way: Markup
    link: Markup
    count: Markup
    exercises: tuple[views.ExerciseRow, ...]


def family_views(desk: Desk, write: Writer) -> tuple[FamilyView, ...]:
    """All families that have exercises."""
    made = (family_view(desk, write, id) for id in desk.handbook.families)
    return tuple(view for view in made if view.exercises)


def family_view(desk: Desk, write: Writer, id: str) -> FamilyView:
    """One family, ready."""
    handbook = desk.handbook
    family = handbook.families[id]
    mine = [thing for thing in handbook.exercises.values() if thing.family == id]
    way = write.way(addresses.family(id))
    return FamilyView(
        family.name,
        family.one_line,
        family.colour,
        family.pattern,
        Markup(addresses.built(way)),
        Markup(f"[{write.plain(family.name)}]({way})"),
        write.say("count.exercises", n=len(mine)),
        tuple(views.exercise_row(handbook, write, thing) for thing in mine),
    )


def exercises(desk: Desk) -> Page:
    """The finder: every exercise in one table, and lists by felt need and by area of worklife."""
    write = desk.writer(addresses.index("exercise"))
    handbook = desk.handbook
    things = list(handbook.exercises.values())
    needs = tuple(
        (need.words, tuple(write.link("exercise", thing) for thing in things if need.id in thing.needs))
        for need in handbook.needs.values()
    )
    areas = ("workload", "control", "reward", "community", "fairness", "values")
    by_area = tuple(
        (
            desk.words(f"worklife.{area}"),
            tuple(write.link("exercise", thing) for thing in things if area in thing.worklife),
        )
        for area in areas
    )
    return desk.page(
        write.path,
        "exercises.md.j2",
        desk.words("exercises.title"),
        desk.words("exercises.lead"),
        meta={"hide": ["toc"]},
        families=family_views(desk, write),
        needs=tuple(row for row in needs if row[1]),
        areas=tuple(row for row in by_area if row[1]),
        count=len(things),
        prints=prints.decks(desk, write),
    )


def family_pages(desk: Desk) -> Iterator[Page]:
    """A page for each family."""
    for id, family in desk.handbook.families.items():
        write = desk.writer(addresses.family(id))
        found = family_view(desk, write, id)
        if not found.exercises:
            continue
        handbook = desk.handbook
        begins = views.link_to(handbook, write, family.begins_with)
        ends = views.link_to(handbook, write, family.ends_with)
        yield desk.page(
            write.path,
            "family.md.j2",
            family.name,
            family.one_line,
            edits=("family", id),
            family=found,
            prints=prints.buttons(desk, write, id, prints.FAMILY),
            begins=begins,
            ends=ends,
        )
