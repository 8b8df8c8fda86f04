"""The exercise finder, and a page for each family of exercises."""

from collections.abc import Iterable, Iterator
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
from generator.text.tree import RichText


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
class AnswerRow:
    """A need or an area of worklife, what is meant by it, and the exercises that answer it."""

    words: str
    means: Markup
    links: tuple[Markup, ...]


def make_finder_page(context: PageContext) -> Page:
    """Make the finder: every exercise in one table, and lists by felt need and by area of worklife."""
    write = context.make_writer(addresses.index_path("exercise"))
    exercises = context.handbook.exercises.values()
    needs = [
        _make_answer_row(write, need.words, need.means, (one for one in exercises if need.id in one.needs))
        for need in context.handbook.needs.values()
    ]
    areas = [
        _make_answer_row(write, context.words(f"worklife.{area}"), None, (x for x in exercises if area in x.worklife))
        for area in get_args(Worklife)
    ]
    return context.make_page(
        write.path,
        "exercises.md.j2",
        context.words("exercises.title"),
        context.words("exercises.lead"),
        meta={"hide": ["toc"]},
        families=list_family_views(context, write),
        needs=tuple(row for row in needs if row.links),
        areas=tuple(row for row in areas if row.links),
        form=write.href(addresses.FORMS["exercise"]),
        count=len(exercises),
        prints=printables.list_deck_links(context, write),
    )


def _make_answer_row(write: Writer, words: str, means: RichText | None, found: Iterable[Exercise]) -> AnswerRow:
    return AnswerRow(words, write.write_line(means), tuple(write.write_link("exercise", one) for one in found))


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
