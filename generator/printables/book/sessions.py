"""Sessions and session formats in the book. Exercises stand here by title and page only; in full they have a part of
their own. Pure."""

from collections.abc import Iterator

from generator.handbook import derive
from generator.handbook.derive import Plan, Slot
from generator.model.meeting import Format
from generator.phrasing import dates
from generator.printables.book.writing import (
    Scribe,
    bullets,
    columns,
    facts,
    label,
    lead,
    led,
    paragraph,
    ruled,
    section,
    spoken,
    table,
    text,
    title,
)
from generator.typesetting.printable import Data

# How the room of an agenda is shared: clock, phase, minutes, who.
WIDTHS = (0, 1, 0, 0)


def sessions(scribe: Scribe) -> Iterator[Data]:
    """Every session in the order of the year, each on a new page."""
    for plan in scribe.shop.plans.values():
        yield from session(scribe, plan)


def session(scribe: Scribe, plan: Plan) -> Iterator[Data]:
    """One session: what for, the evening at a glance, and what a host needs to know."""
    words, thing = scribe.words, plan.session
    number = words("list.and").join(map(str, plan.numbers))
    yield title(thing.title, label("session", thing.id), number=number, new_page=True)
    yield lead(scribe.prose(thing.intention))
    whens = "; ".join(dates.when(words, meeting) for meeting in plan.meetings)
    yield facts(whens, words("count.minutes", n=plan.minutes))
    yield facts(words("book.theme", theme=plan.theme.title), words("book.format", format=plan.format.title))
    if thing.fixed:
        yield paragraph(text(words("session.fixed")))
    yield section(words("session.agenda"))
    yield agenda(scribe, plan.slots)
    yield columns(
        [
            *said(scribe, plan),
            *held(scribe, plan),
            *brought(scribe, plan),
            section(words("session.hard")),
            *scribe.prose(thing.if_it_gets_hard),
            section(words("session.carry_home")),
            *scribe.prose(thing.carry_home),
            *instead(scribe, plan),
        ]
    )


def agenda(scribe: Scribe, slots: tuple[Slot, ...]) -> Data:
    """The phases with their clock and the exercises that they hold."""
    head = [scribe.words(f"session.{key}") for key in ("clock", "phase", "minutes", "who")]
    rows = [
        [
            [text(clock(slot.start))],
            [text(slot.phase.title), *within(scribe, slot)],
            [text(str(slot.minutes))],
            [text(scribe.words(f"who.{slot.phase.who}"))],
        ]
        for slot in slots
    ]
    end = [[text(clock(slots[-1].end))], [text(scribe.words("session.end"))], [], []]
    return table(head, [*rows, end], WIDTHS)


def clock(minutes: int) -> str:
    """Minutes from the beginning as hours and minutes."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def within(scribe: Scribe, slot: Slot) -> list[Data]:
    """The exercise of a slot, by name unless the phase has its name, and its page."""
    if not slot.exercise:
        return []
    page = scribe.page(label("exercise", slot.exercise.id))
    if slot.exercise.title.lower() == slot.phase.title.lower():
        return [text(" ("), page, text(")")]
    return [text(f": {slot.exercise.title} ("), page, text(")")]


def said(scribe: Scribe, plan: Plan) -> Iterator[Data]:
    """What to know before, and the words to open and to close with."""
    thing = plan.session
    yield section(scribe.words("session.before"))
    yield from scribe.prose(thing.host_notes)
    for key in ("opening_words", "closing_words"):
        blocks = spoken(scribe.prose(getattr(thing, key)))
        if blocks:
            yield section(scribe.words(f"session.{key}"))
            yield from blocks


def held(scribe: Scribe, plan: Plan) -> Iterator[Data]:
    """The session's exercises by title and page, with what to know about them tonight."""
    notes = {slot.exercise.id: slot.filling.note for slot in plan.slots if slot.exercise and slot.filling}
    if plan.exercises:
        yield section(scribe.words("book.exercises"))
        yield bullets([paragraph(*scribe.exercise(one.id)), *scribe.prose(notes.get(one.id))] for one in plan.exercises)


def brought(scribe: Scribe, plan: Plan) -> Iterator[Data]:
    """What to lay out, for the circle's own number of people."""
    words = scribe.words
    needed = derive.session_materials(scribe.handbook, plan)
    items = [[paragraph(text(f"{one.count} × {one.item}"))] for one in needed]
    for form, handing in derive.handed_out(scribe.handbook, plan):
        occasion = words(f"occasion.{handing.occasion}")
        items.append([paragraph(*scribe.thing("questionnaire", form), text(f": {occasion}"))])
    if items:
        yield section(words("session.bring", n=scribe.handbook.circle.people))
        yield bullets(items)


def instead(scribe: Scribe, plan: Plan) -> Iterator[Data]:
    """Other exercises that would serve."""
    if plan.session.instead:
        yield section(scribe.words("session.instead"))
        yield bullets(scribe.offered(scribe.handbook.exercises[id]) for id in plan.session.instead)


def formats(scribe: Scribe) -> Iterator[Data]:
    """Every session format, each on a new page."""
    for format in scribe.handbook.formats.values():
        yield from form(scribe, format)


def form(scribe: Scribe, format: Format) -> Iterator[Data]:
    """One format: what for, its phases at a glance, then each in full."""
    words = scribe.words
    slots = tuple(derive.slots(scribe.handbook, None, format))
    using = [plan for plan in scribe.shop.plans.values() if plan.format.id == format.id]
    yield title(format.title, label("format", format.id), new_page=True)
    yield lead(scribe.prose(format.summary))
    yield facts(words("count.minutes", n=slots[-1].end))
    if using:
        yield from led(words("format.used_in"), [paragraph(*scribe.row(scribe.session(plan) for plan in using))])
    yield columns(block for slot in slots for block in phase(scribe, slot))


def phase(scribe: Scribe, slot: Slot) -> Iterator[Data]:
    """One phase of a format."""
    words, thing = scribe.words, slot.phase
    yield section(f"{clock(slot.start)} {thing.title}")
    yield facts(words("count.minutes", n=slot.minutes), words(f"who.{thing.who}"))
    if slot.exercise:
        yield from led(words("format.slot"), [paragraph(*scribe.exercise(slot.exercise.id))])
    elif thing.slot == derive.OPEN:
        yield paragraph(text(words("format.open_slot")))
    yield from scribe.prose(thing.do)
    yield from spoken(scribe.prose(thing.say))
    yield from ruled(scribe.prose(thing.rule))
    if thing.watch_for:
        yield section(words("label.watch_for"), 4)
        yield bullets(scribe.proses(thing.watch_for))
