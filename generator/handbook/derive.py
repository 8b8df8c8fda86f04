"""What follows from the handbook and is therefore never stored: numbers, clocks, totals, materials, back-links.

Pure functions over the frozen handbook; the results are frozen too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from generator.handbook import schedule
from generator.handbook.schedule import Meeting
from generator.handbook.value import Handbook
from generator.model.exercise import Caution, Exercise, Material
from generator.model.layouts import SLIPS_PER_SHEET
from generator.model.library import Handout, Questionnaire, Theme
from generator.model.meeting import Format, Phase, QuestionnaireUse, Session, SlotFill
from generator.model.references import OPEN
from generator.text.tree import RichText

_PEOPLE_PER_COPY = {"person": 1, "pair": 2}
# with less left of a slot than these minutes, nobody would get to answer
_LEAST_FOR_QUESTIONS = 2


@dataclass(frozen=True)
class Questions:
    """The questions of an exercise in the phase in which they are asked; no minutes where none are set aside."""

    exercise: Exercise
    minutes: int


@dataclass(frozen=True)
class Slot:
    """A phase of a session as it will be held: when it starts, how long it lasts, and the exercise it holds.

    `start` and `minutes` count from the session's beginning; `filling` is what the session says, if it fills the slot.
    `questions` are asked in this phase, whichever phase holds
    their exercise; `asked_in` is the phase that asks those of this one's exercise, if it is another; `debriefed` is the
    phase whose exercise the format lets this one ask about.
    """

    phase: Phase
    start: int
    minutes: int
    exercise: Exercise | None = None
    filling: SlotFill | None = None
    questions: tuple[Questions, ...] = ()
    asked_in: Phase | None = None
    debriefed: Phase | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether the session, not the format, says what is done here."""
        return self.filling is not None

    @property
    def reads_invitation(self) -> bool:
        """Whether the exercise's own invitation is needed: not where the format's words already invite to this very
        exercise, so that nobody reads out two."""
        return self.exercise is not None and (self.phase.say is None or self.exercise.id != self.phase.slot)

    @property
    def end(self) -> int:
        """Minutes from the session's beginning to the end of this phase."""
        return self.start + self.minutes


@dataclass(frozen=True)
class MaterialCount:
    """A thing to have at hand and how many of it."""

    item: str
    count: int
    handout: Handout | None = None


@dataclass(frozen=True)
class SessionPlan:
    """One session as it will be held."""

    session: Session
    format: Format
    theme: Theme
    meetings: tuple[Meeting, ...]
    slots: tuple[Slot, ...]

    @property
    def minutes(self) -> int:
        """How long it lasts in all."""
        return sum(slot.minutes for slot in self.slots)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its numbers in the year; none for a follow-up or a session outside the plan in use."""
        return tuple(meeting.number for meeting in self.meetings if meeting.number)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises it holds, in order, each once."""
        return tuple(_unique_exercises(slot.exercise for slot in self.slots if slot.exercise))

    @cached_property
    def exercise_ids(self) -> frozenset[str]:
        """The ids of the exercises it holds."""
        return frozenset(exercise.id for exercise in self.exercises)

    @property
    def main_slot(self) -> Slot | None:
        """The slot that the session itself chose to fill, if any: its main exercise."""
        chosen = [slot for slot in self.slots if slot.is_chosen]
        return max(chosen, key=lambda slot: slot.minutes) if chosen else None


def _unique_exercises(things: Iterable[Exercise]) -> Iterator[Exercise]:
    seen = set()
    for thing in things:
        if thing.id not in seen:
            seen.add(thing.id)
            yield thing


def plan_session(handbook: Handbook, session: Session) -> SessionPlan:
    """Return a session with its slots filled and its place in the year."""
    session_format = handbook.formats[session.format]
    return SessionPlan(
        session,
        session_format,
        handbook.themes[session.theme],
        tuple(handbook.compute_once(_group_meetings).get(session.id, ())),
        tuple(fill_slots(handbook, session, session_format)),
    )


def _group_meetings(handbook: Handbook) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    for meeting in schedule.schedule_meetings(handbook.circle, handbook.year):
        found.setdefault(meeting.session, []).append(meeting)
    return found


def fill_slots(handbook: Handbook, session: Session | None, session_format: Format) -> Iterator[Slot]:
    """Yield the phases of a format in order, filled by a session if one is given, each with the questions it asks."""
    slots = tuple(_fill_phases(handbook, session, session_format))
    phases = {phase.id: phase for phase in session_format.phases}
    asking = [_find_debriefing(slots, number) for number in range(len(slots))]
    for number, slot in enumerate(slots):
        elsewhere = slots[asking[number]].phase if asking[number] != number else None
        asked = (_ask_of(other, slot) for other, at in zip(slots, asking, strict=True) if at == number)
        debriefed = phases[slot.phase.debriefs] if slot.phase.debriefs else None
        questions = tuple(found for found in asked if found)
        yield replace(slot, questions=questions, asked_in=elsewhere, debriefed=debriefed)


def _find_debriefing(slots: tuple[Slot, ...], number: int) -> int:
    # the one that names the slot, else the one that holds what must follow its exercise, so that nobody is asked while
    # still in a role, else its own
    held = slots[number]
    if not held.exercise:
        return number
    later = list(enumerate(slots))[number + 1 :]
    named = [at for at, other in later if other.phase.debriefs == held.phase.id]
    follows = held.exercise.then
    after = [at for at, other in later if follows and other.exercise and other.exercise.id == follows]
    return [*named, *after, number][0]


def _ask_of(holder: Slot, asking: Slot) -> Questions | None:
    # none in the exercise's own slot if time is too short
    if not holder.exercise:
        return None
    if holder.phase.id != asking.phase.id:
        return Questions(holder.exercise, asking.minutes if asking.phase.debriefs else 0)
    rest = count_debrief_minutes(holder.exercise, holder.minutes)
    return Questions(holder.exercise, rest) if rest >= _LEAST_FOR_QUESTIONS else None


def _fill_phases(handbook: Handbook, session: Session | None, session_format: Format) -> Iterator[Slot]:
    start = 0
    for phase in session_format.phases:
        filling = session.fill.get(phase.id) if session else None
        id = filling.exercise if filling else phase.slot
        exercise = handbook.exercises[id] if id and id != OPEN else None
        minutes = filling.minutes if filling and filling.minutes is not None else phase.minutes
        yield Slot(phase, start, minutes, exercise, filling)
        start += minutes


def plan_sessions(handbook: Handbook) -> dict[str, SessionPlan]:
    """Return every session's plan by id, in the order of the year in use, others after."""
    ids = dict.fromkeys(meeting.session for meeting in schedule.schedule_meetings(handbook.circle, handbook.year))
    ids.update(dict.fromkeys(handbook.sessions))
    return {id: plan_session(handbook, handbook.sessions[id]) for id in ids}


def list_exercises_in_full(plan: SessionPlan) -> tuple[Exercise, ...]:
    """Return the exercises whose steps a host needs: those that the session chose, and those that always follow another
    of it, as De-role follows role play. Of the others the phase's own words say enough."""
    chosen = [slot.exercise for slot in plan.slots if slot.is_chosen]
    return tuple(one for one in plan.exercises if one in chosen or must_follow(plan, one))


def must_follow(plan: SessionPlan, exercise: Exercise) -> bool:
    """Return whether an exercise always follows another of the session."""
    return exercise.id in {other.then for other in plan.exercises}


def count_copies(per: str, people: int) -> int:
    """Return how many of something a circle of `people` needs."""
    return -(-people // _PEOPLE_PER_COPY[per]) if per in _PEOPLE_PER_COPY else 1


def count_pieces(form: Handout, people: int) -> int:
    """Return how many of a handout a circle of `people` needs; of slips, those that are cut apart: all prompts for
    each, or, where they are completed in writing, one from everybody to everybody else."""
    if form.layout != "slips" or form.per != "person":
        return count_copies(form.per, people)
    return people * (people - 1 if form.trails_off else len(form.prompts))


def count_sheets(form: Handout, people: int) -> int:
    """Return how many sheets of a handout a circle of `people` prints."""
    return count_sheets_of(MaterialCount(form.title, count_pieces(form, people), form))


def count_sheets_of(material: MaterialCount) -> int:
    """Return on how many sheets so many pieces of a handout are."""
    form = material.handout
    several = form is not None and form.layout == "slips" and form.per == "person"
    return -(-material.count // SLIPS_PER_SHEET) if several else material.count


def merge_materials(
    handbook: Handbook, materials: Iterable[Material], handouts: Iterable[str] = ()
) -> tuple[MaterialCount, ...]:
    """Return what is needed together: the same thing once, in the largest number that is asked for anywhere."""
    people = handbook.circle.people
    found: dict[str, MaterialCount] = {}
    for material in materials:
        handout = handbook.handouts[material.handout] if material.handout else None
        item = handout.title if handout else material.item
        count = count_pieces(handout, people) if handout and handout.layout == "slips" else 0
        count = count or material.count * count_copies(material.per, people)
        _keep_larger_count(found, MaterialCount(item, count, handout))
    for id in handouts:
        handout = handbook.handouts[id]
        _keep_larger_count(found, MaterialCount(handout.title, count_pieces(handout, people), handout))
    return tuple(found.values())


def _keep_larger_count(found: dict[str, MaterialCount], needed: MaterialCount) -> None:
    key = needed.item.lower()
    if key not in found or found[key].count < needed.count:
        found[key] = needed


def list_session_materials(handbook: Handbook, plan: SessionPlan) -> tuple[MaterialCount, ...]:
    """Return what a session needs in all."""
    asked = chain.from_iterable(exercise.materials for exercise in plan.exercises)
    return merge_materials(handbook, (*asked, *plan.session.materials), plan.session.handouts)


def list_questionnaire_uses(
    handbook: Handbook, plan: SessionPlan
) -> tuple[tuple[Questionnaire, QuestionnaireUse], ...]:
    """Return the questionnaires that a session hands out, with their occasion."""
    return tuple((handbook.questionnaires[handing.id], handing) for handing in plan.session.questionnaires)


def find_caution_words(handbook: Handbook, caution: Caution) -> RichText:
    """Return the words of a caution, its own or the agreed line's."""
    if caution.words:
        return caution.words
    assert caution.line is not None, "checked when the handbook was loaded"
    return handbook.safety[caution.line].words


def list_cautions(handbook: Handbook, exercise: Exercise) -> tuple[RichText, ...]:
    """Return all cautions of an exercise, in words."""
    return tuple(find_caution_words(handbook, caution) for caution in exercise.cautions)


def merge_cautions(
    handbook: Handbook, exercises: Iterable[Exercise]
) -> tuple[tuple[RichText, tuple[Exercise, ...]], ...]:
    """Return all cautions of several exercises, each once, with the exercises that ask for it; the most shared
    first."""
    found: dict[str, tuple[RichText, list[Exercise]]] = {}
    for exercise in exercises:
        for words in list_cautions(handbook, exercise):
            found.setdefault(words.source.strip(), (words, []))[1].append(exercise)
    ordered = sorted(found.values(), key=lambda item: -len(item[1]))
    return tuple((words, tuple(users)) for words, users in ordered)


def find_sessions_using(all_plans: dict[str, SessionPlan], exercise: str) -> tuple[SessionPlan, ...]:
    """Return the sessions that hold an exercise in a slot."""
    return tuple(plan for plan in all_plans.values() if exercise in plan.exercise_ids)


def find_sessions_offering(all_plans: dict[str, SessionPlan], exercise: str) -> tuple[SessionPlan, ...]:
    """Return the sessions that name an exercise under `instead`."""
    return tuple(plan for plan in all_plans.values() if exercise in plan.session.instead)


def find_handout_users(handbook: Handbook, handout: str) -> tuple[Exercise, ...]:
    """Return the exercises that ask for a handout."""
    return tuple(
        exercise
        for exercise in handbook.exercises.values()
        if handout in [material.handout for material in exercise.materials]
    )


def list_danger_cards(handbook: Handbook) -> tuple[Handout, ...]:
    """Return the handouts that say what to do if someone is in danger: they go with every session."""
    return tuple(form for form in handbook.handouts.values() if form.layout == "danger")


def count_step_minutes(exercise: Exercise) -> int:
    """Return the minutes of an exercise's steps, without the questions at the end."""
    return sum(step.minutes for step in exercise.steps)


def count_debrief_minutes(exercise: Exercise, minutes: int) -> int:
    """Return the minutes of a slot that remain for the questions at the end."""
    return max(0, minutes - count_step_minutes(exercise))


def list_shown_exercises(plan: SessionPlan) -> tuple[tuple[str, str], ...]:
    """Return the exercises whose words a session's page and papers show, each as its kind and id."""
    return tuple(("exercise", slot.exercise.id) for slot in plan.slots if slot.exercise)


def count_turn_seconds(minutes: int, people: int) -> int:
    """Return how many seconds each has in a round of so many minutes."""
    return minutes * 60 // people


def list_shortenable(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return the slots that give way when a circle is late, in the order in which they do: first those that may be left
    out, the shortest first."""
    may = [slot for slot in slots if slot.phase.may_shorten is not None and slot.phase.may_shorten < slot.minutes]
    return tuple(sorted(may, key=lambda slot: (slot.phase.may_shorten, slot.minutes)))
