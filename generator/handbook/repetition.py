"""What a circle hears nearly every time, computed from its year plan: words of session formats, and the phases that say
nothing else, which stand once on the Always card. Pure."""

from collections import Counter
from collections.abc import Mapping

from generator.handbook import derive, schedule
from generator.handbook.derive import SessionPlan, Slot
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.meeting import Format, Phase
from generator.text.tree import RichText

# what one meeting alone has is never repeated, however short the year is
_FEWEST_MEETINGS = 2


def find_repeated_words(handbook: Handbook) -> Mapping[str, str]:
    """Return the words of phases that at least half of the year's meetings have, each with the session that has them
    first."""
    return handbook.compute_once(_find_repeated_words)


def _find_repeated_words(handbook: Handbook) -> dict[str, str]:
    meetings = [meeting.session for meeting in schedule.schedule_meetings(handbook.circle, handbook.year)]
    formats = {session: handbook.sessions[session].format for session in meetings}
    words_of = {held: _collect_words(handbook.formats[held]) for held in set(formats.values())}
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for session in meetings:
        words = words_of[formats[session]]
        counts.update(words)
        first = dict.fromkeys(words, session) | first
    least = max(_FEWEST_MEETINGS, -(-len(meetings) // 2))
    return {words: first[words] for words, count in counts.items() if count >= least}


def _collect_words(session_format: Format) -> set[str]:
    return {_normalise_words(text) for phase in session_format.phases for text in _list_texts(phase)}


def _list_texts(phase: Phase) -> tuple[RichText, ...]:
    return tuple(text for text in (phase.do, phase.say, phase.rule) if text)


def _normalise_words(text: RichText) -> str:
    return " ".join(text.source.split())


def is_known(text: RichText | None, session: str, repeated: Mapping[str, str]) -> bool:
    """Say whether words are repeated and were heard before a session: where they come first, they are new."""
    return text is not None and repeated.get(_normalise_words(text), session) != session


def list_repeated_phases(handbook: Handbook) -> tuple[Phase, ...]:
    """Return the phases all of whose words are repeated, each once, those of the most usual format first."""
    return handbook.compute_once(_list_repeated_phases)


def _list_repeated_phases(handbook: Handbook) -> tuple[Phase, ...]:
    repeated = find_repeated_words(handbook)
    meetings = schedule.schedule_meetings(handbook.circle, handbook.year)
    usual = Counter(handbook.sessions[meeting.session].format for meeting in meetings)
    phases = (phase for held, _ in usual.most_common() for phase in handbook.formats[held].phases)
    found: dict[str, Phase] = {}
    for phase in phases:
        words = [_normalise_words(text) for text in _list_texts(phase)]
        if all(one in repeated for one in words):
            found.setdefault(words[0], phase)
    return tuple(found.values())


def is_known_phase(phase: Phase, session: str, repeated: Mapping[str, str]) -> bool:
    """Say whether all words of a phase are repeated and were heard before a session."""
    return all(is_known(text, session, repeated) for text in _list_texts(phase))


def list_standing_slots(plan: SessionPlan, repeated: Mapping[str, str]) -> tuple[Slot, ...]:
    """Return the slots of a session in which nothing is new or chosen, so that the Always card says it all. What must
    follow another exercise, as De-role does, is never among them."""
    return tuple(
        slot
        for slot in plan.slots
        if not slot.is_chosen
        and not (slot.exercise and derive.must_follow(plan, slot.exercise))
        and is_known_phase(slot.phase, plan.session.id, repeated)
    )


def list_standing_exercises(handbook: Handbook) -> tuple[Exercise, ...]:
    """Return the exercises that belong to repeated phases, each once: their steps and cautions are on the Always
    card."""
    ids = dict.fromkeys(phase.slot for phase in list_repeated_phases(handbook) if phase.slot)
    return tuple(handbook.exercises[id] for id in ids if id in handbook.exercises)
