"""The page on which a session is held: the evening as a plain list of phases and steps.

hold.js shows it one step at a time, with a clock, and reads everything that it needs off the page.
"""

from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook import derive
from generator.handbook.derive import SessionPlan, Slot
from generator.model.library import Handout
from generator.pages.context import PageContext
from generator.pages.phases import PhaseView, list_phase_views
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.site import addresses
from generator.site.model import Page
from generator.text.tree import plain_words

SCRIPT = "hold.js"


@dataclass(frozen=True)
class HeldPhaseView:
    """A phase as it is held. `least` are the minutes down to which it may be shortened, `turn_to_shorten` when it gives
    way, from 1; 0 if never. The steps of its exercise come one by one if they are needed `in_full`."""

    phase: PhaseView
    least: int
    turn_to_shorten: int
    in_full: bool


@dataclass(frozen=True)
class DangerView:
    """What a card for danger says: what to do, in order, and what else may be."""

    title: str
    link: Markup
    steps: tuple[Markup, ...]
    otherwise: tuple[Markup, ...]


def make_hold_page(context: PageContext, plan: SessionPlan) -> Page:
    """Make the page on which one session is held."""
    session = plan.session
    path = addresses.hold_path(session.id)
    write = context.make_writer(path)
    name = phrases.number_title(context.words, plan)
    return context.make_page(
        path,
        "hold.md.j2",
        context.words("hold.title", title=name),
        plain_words(session.intention),
        meta={"template": "hold.html", "scripts": [SCRIPT], "search": {"exclude": True}},
        name=name,
        session=session.id,
        leave=write.href_to("session", session.id),
        length=write.write_words("hold.length", minutes=context.words("count.minutes", n=plan.minutes)),
        opening_words=write.write_prose(session.opening_words),
        closing_words=write.write_prose(session.closing_words),
        phases=_list_held_phases(write, plan),
        late=phrases.describe_lateness(write.words, plan.slots),
        hard=write.write_prose(session.if_it_gets_hard),
        carry_home=write.write_prose(session.carry_home),
        danger=tuple(_make_danger_view(write, card) for card in derive.list_danger_cards(context.handbook)),
    )


def _list_held_phases(write: Writer, plan: SessionPlan) -> tuple[HeldPhaseView, ...]:
    views = list_phase_views(write, plan.slots)
    return tuple(_make_held_phase(plan, slot, view) for slot, view in zip(plan.slots, views, strict=True))


def _make_held_phase(plan: SessionPlan, slot: Slot, view: PhaseView) -> HeldPhaseView:
    order = derive.list_shortenable(plan.slots)
    in_full = slot.exercise in derive.list_exercises_in_full(plan)
    if slot not in order:
        return HeldPhaseView(view, slot.minutes, 0, in_full)
    return HeldPhaseView(view, slot.phase.may_shorten or 0, order.index(slot) + 1, in_full)


def _make_danger_view(write: Writer, card: Handout) -> DangerView:
    steps, otherwise = write.write_lines(card.steps), write.write_lines(card.otherwise)
    return DangerView(card.title, write.write_link("handout", card), steps, otherwise)
