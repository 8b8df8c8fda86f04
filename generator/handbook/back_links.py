"""What leads to each thing of a handbook, gathered once for all of them. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.library import Chapter, Theme

T = TypeVar("T")


@dataclass(frozen=True)
class BackLinks:
    """The sessions, themes and exercises that have to do with a thing, each by the thing's id and in reading order."""

    handbook: Handbook
    plans: Mapping[str, SessionPlan]

    @cached_property
    def sessions_using(self) -> dict[str, list[SessionPlan]]:
        """Those that hold an exercise in a slot."""
        return _group_by_id(self.plans.values(), lambda plan: plan.exercise_ids)

    @cached_property
    def sessions_offering(self) -> dict[str, list[SessionPlan]]:
        """Those that name an exercise under `instead`."""
        return _group_by_id(self.plans.values(), lambda plan: plan.session.instead)

    @cached_property
    def sessions_on(self) -> dict[str, list[SessionPlan]]:
        """Those on a theme."""
        return _group_by_id(self.plans.values(), lambda plan: (plan.theme.id,))

    @cached_property
    def sessions_handing_out(self) -> dict[str, list[SessionPlan]]:
        """Those that hand out a handout."""
        return _group_by_id(self.plans.values(), lambda plan: plan.session.handouts)

    @cached_property
    def themes_answered(self) -> dict[str, list[Theme]]:
        """Those that an exercise answers."""
        return _group_by_id(self.handbook.themes.values(), lambda theme: theme.exercises)

    @cached_property
    def exercises_asking(self) -> dict[str, list[Exercise]]:
        """Those that ask for a handout."""
        return _group_by_id(
            self.handbook.exercises.values(),
            lambda exercise: (one.handout for one in exercise.materials if one.handout),
        )

    @cached_property
    def neighbours(self) -> dict[str, tuple[SessionPlan | None, SessionPlan | None]]:
        """The sessions before and after each one of the year, a repeated one where it stands first."""
        return _pair_neighbours({id: plan for id, plan in self.plans.items() if plan.meetings})

    @cached_property
    def neighbouring_chapters(self) -> dict[str, tuple[Chapter | None, Chapter | None]]:
        """The chapters before and after each one."""
        return _pair_neighbours(self.handbook.chapters)


def _group_by_id(things: Iterable[T], list_ids: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    """Return the things that name an id, by the id, each once."""
    found: dict[str, list[T]] = {}
    for thing in things:
        for id in dict.fromkeys(list_ids(thing)):
            found.setdefault(id, []).append(thing)
    return found


def _pair_neighbours(things: Mapping[str, T]) -> dict[str, tuple[T | None, T | None]]:
    each = list(things.values())
    return dict(zip(things, zip([None, *each], [*each[1:], None], strict=False), strict=True))
