"""The exercise finder, and a page for each family of exercises."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from generator.model.exercise import Exercise
from generator.model.fields import Worklife
from generator.pages import printables
from generator.pages.context import PageContext
from generator.pages.exercises import ExerciseRow, make_exercise_row
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.model import Page

SCRIPTS = ("finder.js", "print-part.js")


@dataclass(frozen=True)
class FamilyView:
    """A family and its exercises."""

    name: str
    one_line: str
    colour: str
    pattern: str
    href: Markup
    count: Markup
    exercises: tuple[ExerciseRow, ...]


@dataclass(frozen=True)
class Choices:
    """What the finder's filters offer, in the order in which they are shown: only what some exercise answers."""

    # the anchor, the value, what people say and what is meant by it
    needs: tuple[tuple[str, str, str, Markup], ...]
    minutes: tuple[int, ...]
    most_people: int
    depths: tuple[tuple[int, Markup], ...]
    families: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    # whether some exercises cannot be done on a call
    asks_call: bool
    # the words that finder.js says, as JSON
    script: str


@dataclass(frozen=True)
class AreaRow:
    """An area of worklife, and the exercises that touch it."""

    words: str
    links: tuple[Markup, ...]


def make_finder_page(context: PageContext) -> Page:
    """Make the finder: filters, every exercise in one table, and a list by area of worklife."""
    write = context.make_writer(addresses.index_path("exercise"))
    exercises, words = context.handbook.exercises.values(), context.words
    areas = (_make_area_row(write, area) for area in get_args(Worklife))
    return context.make_page(
        write.path,
        "exercises.md.j2",
        words("exercises.title"),
        words("exercises.lead"),
        meta={"hide": ["toc"], "scripts": list(SCRIPTS)},
        families=list_family_views(context, write),
        areas=tuple(row for row in areas if row.links),
        form=write.href(addresses.FORMS["exercise"]),
        needs_page=write.href(addresses.NEEDS),
        choices=_list_choices(write, tuple(exercises)),
        count=len(exercises),
        prints=printables.list_deck_links(context, write),
    )


def _list_choices(write: Writer, exercises: tuple[Exercise, ...]) -> Choices:
    handbook, words = write.handbook, write.words
    needs = {id for one in exercises for id in one.needs}
    areas = {area for one in exercises for area in one.worklife}
    families = {one.family for one in exercises}
    return Choices(
        tuple(
            (make_need_anchor(id), id, need.words, write.write_line(need.means))
            for id, need in handbook.needs.items()
            if id in needs
        ),
        tuple(sorted({one.minutes.min for one in exercises})),
        max((one.people.max or one.people.min for one in exercises), default=1),
        tuple((depth, write.write_words(f"intensity.{depth}")) for depth in sorted({x.intensity for x in exercises})),
        tuple((id, family.name) for id, family in handbook.families.items() if id in families),
        tuple((area, words(f"worklife.{area}")) for area in get_args(Worklife) if area in areas),
        not all(one.remote for one in exercises),
        json.dumps(words.find("finder.script"), ensure_ascii=False),
    )


def _make_area_row(write: Writer, area: str) -> AreaRow:
    found = (one for one in write.handbook.exercises.values() if area in one.worklife)
    return AreaRow(write.words(f"worklife.{area}"), tuple(write.write_link("exercise", one) for one in found))


def list_family_views(context: PageContext, write: Writer) -> tuple[FamilyView, ...]:
    """Return all families that have exercises."""
    made = (_make_family_view(write, id) for id in context.handbook.families)
    return tuple(view for view in made if view.exercises)


def _make_family_view(write: Writer, id: str) -> FamilyView:
    family = write.handbook.families[id]
    mine = [exercise for exercise in write.handbook.exercises.values() if exercise.family == id]
    return FamilyView(
        family.name,
        family.one_line,
        family.colour,
        family.pattern,
        Markup(addresses.html_path(write.href(addresses.family_path(id)))),
        write.write_words("count.exercises", n=len(mine)),
        tuple(make_exercise_row(write, exercise) for exercise in mine),
    )


def make_need_anchor(id: str) -> str:
    """Return where a need stands on the finder's page; finder.js filters by it when it is followed."""
    return f"need-{id}"


def make_family_pages(context: PageContext) -> Iterator[Page]:
    """Yield a page for each family that has exercises."""
    for id, family in context.handbook.families.items():
        write = context.make_writer(addresses.family_path(id))
        view = _make_family_view(write, id)
        if view.exercises:
            yield context.make_page(
                write.path,
                "family.md.j2",
                family.name,
                family.one_line,
                edits=("family", id),
                family=view,
                prints=printables.list_print_links(context, write, id, printables.FAMILY),
                begins=write.link_exercise(family.begins_with),
                ends=write.link_exercise(family.ends_with),
            )
