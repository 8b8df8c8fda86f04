"""Which words of session formats a circle hears nearly every time, computed from its year plan. Pure."""

from collections import Counter
from collections.abc import Mapping

from generator.handbook import schedule
from generator.handbook.value import Handbook
from generator.model.meeting import Format
from generator.text.tree import RichText

# what one meeting alone has is never repeated, however short the year is
_FEWEST_MEETINGS = 2


def find_repeated_words(handbook: Handbook) -> dict[str, str]:
    """Return the words of phases that at least half of the year's meetings have, each with the session that has them
    first."""
    meetings = [meeting.session for meeting in schedule.schedule_meetings(handbook.circle, handbook.year)]
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for session in meetings:
        words = _collect_words(handbook.formats[handbook.sessions[session].format])
        counts.update(words)
        first = dict.fromkeys(words, session) | first
    least = max(_FEWEST_MEETINGS, -(-len(meetings) // 2))
    return {words: first[words] for words, count in counts.items() if count >= least}


def _collect_words(session_format: Format) -> set[str]:
    texts = (text for phase in session_format.phases for text in (phase.do, phase.say, phase.rule))
    return {_normalise_words(text) for text in texts if text}


def _normalise_words(text: RichText) -> str:
    return " ".join(text.source.split())


def is_known(text: RichText | None, session: str, repeated: Mapping[str, str]) -> bool:
    """Say whether words are repeated and were heard before a session: where they come first, they are new."""
    return text is not None and repeated.get(_normalise_words(text), session) != session
