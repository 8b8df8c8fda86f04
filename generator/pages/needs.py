"""The page that begins with what the group needs today: one block a need, and all that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.exercise import Exercise
from generator.model.library import Need, Theme
from generator.pages.context import PageContext
from generator.pages.exercises import ExerciseRow, make_exercise_row
from generator.pages.finder import make_need_anchor
from generator.pages.writer import Writer
from generator.site import addresses
from generator.site.model import Page


@dataclass(frozen=True)
class NeedBlock:
    """A need in people's words, and the exercises, themes, sessions and handouts that answer it."""

    id: str
    words: str
    means: Markup
    finder: Markup
    exercises: tuple[ExerciseRow, ...]
    themes: tuple[Markup, ...]
    sessions: tuple[Markup, ...]
    handouts: tuple[Markup, ...]


def make_needs_page(context: PageContext) -> Page:
    """Make the page of all needs that something answers."""
    write = context.make_writer(addresses.NEEDS)
    blocks = (_make_block(context, write, need) for need in context.handbook.needs.values())
    return context.make_list_page(write.path, "needs", blocks=tuple(block for block in blocks if block.exercises))


def _make_block(context: PageContext, write: Writer, need: Need) -> NeedBlock:
    handbook = context.handbook
    found = {id: one for id, one in handbook.exercises.items() if need.id in one.needs}
    forms = dict.fromkeys(one.handout for exercise in found.values() for one in exercise.materials if one.handout)
    mains = ((plan, plan.main_slot) for plan in context.plans.values())
    return NeedBlock(
        need.id,
        need.words,
        write.write_line(need.means),
        write.href(addresses.index_path("exercise"), make_need_anchor(need.id)),
        tuple(make_exercise_row(write, one) for one in sorted(found.values(), key=lambda one: one.intensity)),
        tuple(write.write_link("theme", one) for one in handbook.themes.values() if _is_answer(one, found)),
        write.link_sessions(plan for plan, main in mains if main and main.exercise and main.exercise.id in found),
        tuple(write.write_link("handout", handbook.handouts[id]) for id in forms),
    )


def _is_answer(theme: Theme, found: Mapping[str, Exercise]) -> bool:
    # a theme answers a need if more than half of its exercises do
    return 2 * sum(id in found for id in theme.exercises) > len(theme.exercises)
