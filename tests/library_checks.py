"""What holds for the library as a whole: nothing is missing, alone or out of reach. Complaints, as in `word_checks`.

For the handbook's own content only; what every handbook must fulfil is checked when it is loaded.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from word_checks import Complaint
from wording import count, linked, things

from generator.handbook import schedule
from generator.handbook.value import Handbook
from generator.model.library import OWN_LICENCE
from generator.text.tree import plain_words

LEAST = {"exercises": 90, "families": 9, "themes": 24, "terms": 40, "years": 3, "safety": 10, "questionnaires": 12}
NEEDS = range(12, 17)
FOR_A_NEED, FOR_AN_AREA = 5, 8
AREAS = ("workload", "control", "reward", "community", "fairness", "values")
STEPS, QUESTIONS, INSTEAD, THEME_QUESTIONS = range(3, 8), range(2, 5), range(2, 4), range(3, 6)
STIRRING, DEEP, DEEP_NOT_BEFORE = 2, 3, 9
FOR_QUESTIONS = 2
FIRST, LAST = ["opening", "learning-the-circle", "confirming-the-menu"], ["ending-begins", "closing"]
FIRST_LOOKED_AT = date(2026, 1, 1)


def large_enough(book: Handbook) -> Iterator[Complaint]:
    """Enough of everything, and a number of needs that fits on one page."""
    for table, least in LEAST.items():
        if (found := len(getattr(book, table))) < least:
            yield Complaint(table, f"{found}, and {least} are the least")
    if len(book.needs) not in NEEDS:
        yield Complaint("needs", f"{len(book.needs)}")


def answered(book: Handbook) -> Iterator[Complaint]:
    """Every felt need and every area of worklife has exercises to choose from."""
    needs = Counter(need for exercise in book.exercises.values() for need in exercise.needs)
    areas = Counter(area for exercise in book.exercises.values() for area in exercise.worklife)
    for id in book.needs:
        if needs[id] < FOR_A_NEED:
            yield Complaint(f"needs/{id}", f"{needs[id]} exercises answer it")
    for area in AREAS:
        if areas[area] < FOR_AN_AREA:
            yield Complaint(f"worklife/{area}", f"{areas[area]} exercises answer it")


def steps_leave_time(book: Handbook) -> Iterator[Complaint]:
    """The steps fit the shortest time that an exercise may have, and in its longest there is time for the questions."""
    for name, exercise in things(book, "exercises"):
        total, span = sum(step.minutes for step in exercise.steps), exercise.minutes
        if not 0 < total <= min(span.min, span.max - FOR_QUESTIONS):
            yield Complaint(name, f"steps of {total} minutes, and it lasts {span.min} to {span.max}")


def shape(book: Handbook) -> Iterator[Complaint]:
    """A few steps, a few questions, a way for two or for a call, and a caution of its own where it stirs."""
    for name, exercise in things(book, "exercises"):
        if len(exercise.steps) not in STEPS:
            yield Complaint(name, f"{len(exercise.steps)} steps")
        if len(exercise.debrief) not in QUESTIONS:
            yield Complaint(name, f"{len(exercise.debrief)} questions")
        if not exercise.variations and not exercise.remote:
            yield Complaint(name, "no way for two people or for a call")
        if exercise.intensity >= STIRRING and not any(caution.words for caution in exercise.cautions):
            yield Complaint(name, "stirs, and has no caution of its own")


def reached(book: Handbook) -> Iterator[Complaint]:
    """Every exercise can be come upon from a need, from a theme, and from a session or a format."""
    of_themes = {id for theme in book.themes.values() for id in theme.exercises}
    of_sessions = {phase.slot for plan in book.formats.values() for phase in plan.phases}
    for session in book.sessions.values():
        of_sessions |= {*session.instead, *(filling.exercise for filling in session.fill.values())}
    for _, thing in things(book, "sessions", "formats"):
        of_sessions |= linked(thing, "exercise")
    for id, exercise in book.exercises.items():
        ways = {"need": bool(exercise.needs), "theme": id in of_themes, "session": id in of_sessions}
        for way, is_open in ways.items():
            if not is_open:
                yield Complaint(f"exercises/{id}", f"no {way} leads to it")


def linked_anywhere(book: Handbook, kind: str) -> set[str]:
    """The things of a kind that any prose of the handbook links to."""
    return {id for _, thing in things(book) for id in linked(thing, kind)}


def orphans(book: Handbook) -> Iterator[Complaint]:
    """Every handout, questionnaire and agreed line is used by something."""
    links = {kind: linked_anywhere(book, kind) for kind in ("handout", "questionnaire")}
    sessions, exercises = book.sessions.values(), book.exercises.values()
    handouts = {material.handout for exercise in exercises for material in exercise.materials}
    handouts |= {id for session in sessions for id in session.handouts} | links["handout"]
    handed = {handing.id for session in sessions for handing in session.questionnaires} | links["questionnaire"]
    lines = {caution.line for thing in (*exercises, *book.questionnaires.values()) for caution in thing.cautions}
    for table, used in {"handouts": handouts, "questionnaires": handed, "safety": lines}.items():
        for id in sorted(getattr(book, table).keys() - used):
            yield Complaint(f"{table}/{id}", "nothing uses it")


def deep_ones(book: Handbook) -> Iterator[Complaint]:
    """A deep exercise names a gentler one, and waits until the circle knows itself."""
    for name, exercise in things(book, "exercises"):
        if exercise.intensity < DEEP:
            continue
        gentler = book.exercises.get(exercise.gentler or "")
        if not gentler or gentler.intensity >= DEEP:
            yield Complaint(name, "names no gentler exercise")
        if (exercise.not_before or 0) < DEEP_NOT_BEFORE:
            yield Complaint(name, f"may come before session {DEEP_NOT_BEFORE}")


def neighbours(book: Handbook) -> Iterator[Complaint]:
    """What goes well with an exercise goes well for a reason, said in a sentence."""
    for name, exercise in things(book, "exercises"):
        for pairing in exercise.goes_well_with:
            if count(plain_words(pairing.why)) < 4:
                yield Complaint(name, f"no reason why {pairing.exercise} goes well with it")


def roles_left(book: Handbook) -> Iterator[Complaint]:
    """Every role is left: in the family of role play, and wherever an exercise says so in its cautions."""
    if book.families["role-play"].ends_with != "de-role":
        yield Complaint("families/role-play", "does not end with de-role")
    for name, exercise in things(book, "exercises"):
        plays = exercise.family == "role-play" or "de-role-always" in {caution.line for caution in exercise.cautions}
        if plays and exercise.id != "de-role" and exercise.then != "de-role":
            yield Complaint(name, "has roles and does not lead to de-role")


def fairness_sorts_first(book: Handbook) -> Iterator[Complaint]:
    """Before anybody works on a belief about unfairness, what needs action is sorted out."""
    if book.families["fairness"].begins_with != "act-or-adjust":
        yield Complaint("families/fairness", "does not begin with act-or-adjust")


def sessions_speak(book: Handbook) -> Iterator[Complaint]:
    """A host finds words to open and to close every session, and two or three other exercises."""
    for name, session in things(book, "sessions"):
        for field in ("opening_words", "closing_words"):
            if not getattr(session, field):
                yield Complaint(name, f"has no {field}")
        if len(session.instead) not in INSTEAD:
            yield Complaint(name, f"{len(session.instead)} exercises under instead")


def themes_open(book: Handbook) -> Iterator[Complaint]:
    """A theme has a few questions to open it and a few exercises to answer it."""
    for name, theme in things(book, "themes"):
        if len(theme.questions) not in THEME_QUESTIONS or len(theme.exercises) < 3:
            yield Complaint(name, f"{len(theme.questions)} questions, {len(theme.exercises)} exercises")


def plans_hold(book: Handbook) -> Iterator[Complaint]:
    """However short a plan: three evenings of arriving, an ending in two steps, a follow-up, and what it is for."""
    for name, year in things(book, "years"):
        order = schedule.list_session_ids(year)
        if order[:3] != FIRST or order[-2:] != LAST:
            yield Complaint(name, "leaves out a part of the arriving or of the ending")
        if not year.follow_ups:
            yield Complaint(name, "has no follow-up")
        if not year.about and len(order) < len(schedule.list_session_ids(book.years["full-year"])):
            yield Complaint(name, "does not say what it leaves out")


def terms_of_use(book: Handbook) -> Iterator[Complaint]:
    """Every form says its licence, whose it is, where that is known from, and when it was looked up."""
    for name, form in things(book, "questionnaires"):
        if not form.licence.startswith(("LicenseRef-", "CC-")):
            yield Complaint(name, f'an unknown licence, "{form.licence}"')
        if form.licence != OWN_LICENCE and not form.holder:
            yield Complaint(name, "does not say whose it is")
        if not form.sources or not form.scoring or form.checked < FIRST_LOOKED_AT:
            yield Complaint(name, "lacks sources, a word on scoring, or the day on which its terms were looked up")
        if form.validated and form.licence == OWN_LICENCE:
            yield Complaint(name, "is ours and claims to be validated")
