"""Sessions and session formats in the book. Exercises stand here by title and page only; in full they have a part of
their own. Pure."""

from collections.abc import Iterator

from generator.handbook import derive
from generator.handbook.derive import SessionPlan, Slot
from generator.handbook.handing import list_handed_forms
from generator.model.meeting import Format
from generator.model.references import OPEN
from generator.phrasing import dates, phrases
from generator.printables.book.writing import (
    BookWriter,
    make_bullets,
    make_clock,
    make_facts,
    make_label,
    make_lead,
    make_paragraph,
    make_rule,
    make_run_in,
    make_section,
    make_spoken,
    make_table,
    make_text,
    make_title,
)
from generator.typesetting.printable import Data

# How the room of an agenda is shared: clock, phase, minutes, who.
_AGENDA_WIDTHS = (0, 1, 0, 0)


def session_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every session in the order of the year."""
    for plan in writer.context.plans.values():
        yield from _one_session_blocks(writer, plan)


def _one_session_blocks(writer: BookWriter, plan: SessionPlan) -> Iterator[Data]:
    """Yield one session: what for, its agenda, and what a host needs to know."""
    words, thing = writer.words, plan.session
    number = phrases.join_numbers(words, plan)
    yield make_title(thing.title, make_label("session", thing.id), number=number)
    yield make_lead(writer.prose_blocks(thing.intention))
    whens = "; ".join(dates.format_meeting_date(words, meeting) for meeting in plan.meetings)
    yield make_facts(whens, words("count.minutes", n=plan.minutes))
    yield make_facts(words("book.theme", theme=plan.theme.title), words("book.format", format=plan.format.title))
    if thing.fixed:
        yield make_paragraph(make_text(words("session.fixed")))
    yield make_section(words("session.agenda"))
    yield _agenda_table(writer, plan.slots)
    if order := phrases.describe_lateness(words, plan.slots):
        yield from make_run_in(words("late.question"), [make_paragraph(make_text(order))])
    yield from _spoken_blocks(writer, plan)
    yield from _exercise_summary_blocks(writer, plan)
    yield from _material_blocks(writer, plan)
    yield make_section(words("session.hard"))
    yield from writer.prose_blocks(thing.if_it_gets_hard)
    yield make_section(words("session.carry_home"))
    yield from writer.prose_blocks(thing.carry_home)
    yield from _alternative_blocks(writer, plan)


def _agenda_table(writer: BookWriter, slots: tuple[Slot, ...]) -> Data:
    head = [writer.words(f"session.{key}") for key in ("clock", "phase", "minutes", "who")]
    rows = [
        [
            [make_clock(phrases.format_clock(slot.start))],
            [make_text(slot.phase.title), *_describe_slot_exercise(writer, slot)],
            [make_clock(str(slot.minutes))],
            [make_text(phrases.name_who(writer.words, slot.phase.who))],
        ]
        for slot in slots
    ]
    end = [[make_clock(phrases.format_clock(slots[-1].end))], [make_text(writer.words("session.end"))], [], []]
    return make_table(head, [*rows, end], _AGENDA_WIDTHS)


def _describe_slot_exercise(writer: BookWriter, slot: Slot) -> list[Data]:
    """Return the exercise of a slot, by name unless the phase has its name, and its page."""
    if not slot.exercise:
        return []
    page = writer.page_reference(make_label("exercise", slot.exercise.id))
    if slot.exercise.title.lower() == slot.phase.title.lower():
        return [make_text(" ("), page, make_text(")")]
    return [make_text(f": {slot.exercise.title} ("), page, make_text(")")]


def _spoken_blocks(writer: BookWriter, plan: SessionPlan) -> Iterator[Data]:
    """Yield what to know before, and the words to open and to close with."""
    thing = plan.session
    yield make_section(writer.words("session.before"))
    yield from writer.prose_blocks(thing.host_notes)
    for key in ("opening_words", "closing_words"):
        blocks = make_spoken(writer.prose_blocks(getattr(thing, key)))
        if blocks:
            yield make_section(writer.words(f"session.{key}"))
            yield from blocks


def _exercise_summary_blocks(writer: BookWriter, plan: SessionPlan) -> Iterator[Data]:
    """Yield the session's exercises by title and page, with what to know about them in this session."""
    notes = {slot.exercise.id: slot.filling.note for slot in plan.slots if slot.exercise and slot.filling}
    if plan.exercises:
        yield make_section(writer.words("book.exercises"))
        yield make_bullets(
            [make_paragraph(*writer.mention_exercise(one.id)), *writer.prose_blocks(notes.get(one.id))]
            for one in plan.exercises
        )


def _material_blocks(writer: BookWriter, plan: SessionPlan) -> Iterator[Data]:
    """Yield what to lay out, for the circle's own number of people."""
    words = writer.words
    needed = derive.list_session_materials(writer.handbook, plan)
    items = [[make_paragraph(make_text(f"{one.count} × {one.item}"))] for one in needed]
    for handed in list_handed_forms(writer.handbook, plan.session):
        occasion = words(f"occasion.{handed.occasion}")
        items.append([make_paragraph(*writer.mention("questionnaire", handed.form), make_text(f": {occasion}"))])
    if items:
        yield make_section(words("session.bring", n=writer.handbook.circle.people))
        yield make_bullets(items)


def _alternative_blocks(writer: BookWriter, plan: SessionPlan) -> Iterator[Data]:
    if plan.session.instead:
        yield make_section(writer.words("session.instead"))
        yield make_bullets(writer.summarize_exercise(writer.handbook.exercises[id]) for id in plan.session.instead)


def format_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every session format."""
    for session_format in writer.handbook.formats.values():
        yield from _one_format_blocks(writer, session_format)


def _one_format_blocks(writer: BookWriter, session_format: Format) -> Iterator[Data]:
    """Yield one format: what for, then each phase in full."""
    words = writer.words
    slots = tuple(derive.fill_slots(writer.handbook, None, session_format))
    using = [plan for plan in writer.context.plans.values() if plan.format.id == session_format.id]
    yield make_title(session_format.title, make_label("format", session_format.id))
    yield make_lead(writer.prose_blocks(session_format.summary))
    yield make_facts(words("count.minutes", n=slots[-1].end))
    if using:
        yield from make_run_in(
            words("format.used_in"),
            [make_paragraph(*writer.join_with_commas(writer.mention_session(plan) for plan in using))],
        )
    for slot in slots:
        yield from _phase_blocks(writer, slot)


def _phase_blocks(writer: BookWriter, slot: Slot) -> Iterator[Data]:
    words, thing = writer.words, slot.phase
    yield make_section(f"{phrases.format_clock(slot.start)} {thing.title}")
    yield make_facts(words("count.minutes", n=slot.minutes), phrases.name_who(words, thing.who))
    if slot.exercise:
        yield from make_run_in(words("format.slot"), [make_paragraph(*writer.mention_exercise(slot.exercise.id))])
    elif thing.slot == OPEN:
        yield make_paragraph(make_text(words("format.open_slot")))
    if slot.debriefed:
        yield make_paragraph(make_text(f"{words('format.debriefs')} {slot.debriefed.title}"))
    yield from writer.prose_blocks(thing.do)
    yield from make_spoken(writer.prose_blocks(thing.say))
    yield from make_rule(writer.prose_blocks(thing.rule))
    if thing.watch_for:
        yield make_section(words("label.watch_for"), 4)
        yield make_bullets(writer.list_prose_blocks(thing.watch_for))
