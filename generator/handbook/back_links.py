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
        return self._group_sessions(lambda plan: plan.exercise_ids)

    @cached_property
    def sessions_offering(self) -> dict[str, list[SessionPlan]]:
        """Those that name an exercise under `instead`."""
        return self._group_sessions(lambda plan: plan.session.instead)

    @cached_property
    def sessions_on(self) -> dict[str, list[SessionPlan]]:
        """Those on a theme."""
        return self._group_sessions(lambda plan: (plan.theme.id,))

    @cached_property
    def sessions_handing_out(self) -> dict[str, list[SessionPlan]]:
        """Those that hand out a handout."""
        return self._group_sessions(lambda plan: plan.session.handouts)

    def _group_sessions(self, list_ids: Callable[[SessionPlan], Iterable[str]]) -> dict[str, list[SessionPlan]]:
        found: dict[str, list[SessionPlan]] = {}
        for plan in self.plans.values():
            for id in dict.fromkeys(list_ids(plan)):
                found.setdefault(id, []).append(plan)
        return found

    @cached_property
    def themes_answered(self) -> dict[str, list[Theme]]:
        """Those that an exercise answers."""
        found: dict[str, list[Theme]] = {}
        for theme in self.handbook.themes.values():
            for id in dict.fromkeys(theme.exercises):
                found.setdefault(id, []).append(theme)
        return found

    @cached_property
    def exercises_asking(self) -> dict[str, list[Exercise]]:
        """Those that ask for a handout."""
        found: dict[str, list[Exercise]] = {}
        for exercise in self.handbook.exercises.values():
            for id in dict.fromkeys(one.handout for one in exercise.materials if one.handout):
                found.setdefault(id, []).append(exercise)
        return found

    @cached_property
    def neighbours(self) -> dict[str, tuple[SessionPlan | None, SessionPlan | None]]:
        """The sessions before and after each one of the year, a repeated one where it stands first."""
        return _pair_neighbours({id: plan for id, plan in self.plans.items() if plan.meetings})

    @cached_property
    def neighbouring_chapters(self) -> dict[str, tuple[Chapter | None, Chapter | None]]:
        """The chapters before and after each one."""
        return _pair_neighbours(self.handbook.chapters)


def _pair_neighbours(things: Mapping[str, T]) -> dict[str, tuple[T | None, T | None]]:
    each = list(things.values())
    return dict(zip(things, zip([None, *each], [*each[1:], None], strict=False), strict=True))
