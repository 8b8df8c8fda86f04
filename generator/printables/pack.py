"""A session pack: everything on paper that one session needs, in the order of use, as often as it is needed. Pure.

A list of what is in it and on which of its pages, the card for the case of danger, the session sheet, the Always card
if the sheet leaves anything to it, the steps of the exercises that the sheet gives by name only and of those to which
it sends its host, every handout for each who needs one, the cover of each licensed form that is handed out, and for
each person the forms that are filled in: those that need no licence, or what belongs to those whose licence the
circle holds. The pieces are the parts of other printables; nothing is said twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.handbook import derive, repetition
from generator.handbook.derive import MaterialCount, SessionPlan, Slot
from generator.handbook.handing import HandedForm, list_brought_handouts, list_handed_forms, list_instead
from generator.model.exercise import Material
from generator.model.library import OWN_LICENCE
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.printables import always, handout, sheet
from generator.printables.context import PrintContext
from generator.printables.phases import list_linked_exercises, list_named_exercises, make_steps_data
from generator.printables.questionnaires import comparison, cover
from generator.printables.questionnaires import form as questionnaire
from generator.typesetting.printable import Data, Printable, PrintablePart

_LABELS = ("besides", "brought", "copies", "in_it", "licensed", "one_side", "pages", "what", "when")


@dataclass(frozen=True)
class PackPiece:
    """Some of the pack's pages: what they are, when they are used, the parts, each with its copies, and whether those
    that the circle has since an earlier session do as well."""

    title: str
    when: str
    copies: int
    parts: tuple[PrintablePart, ...]
    is_kept: bool = False


def make_pack(context: PrintContext, id: str, paper: str) -> Printable:
    """Make the pack of a session for the circle's people."""
    plan = context.plans[id]
    own = sheet.make_sheet(context, id, paper)
    pieces = (
        *_list_danger_pieces(context, paper),
        PackPiece(context.words("sheet.title"), context.words("pack.host"), 1, own.parts),
        *_list_pieces(context, plan, paper),
    )
    parts = tuple(part for piece in pieces for part in _repeat_parts(piece))
    title = context.words("pack.title", title=plan.session.title)
    label = context.words("printable.pack", title=plan.session.title)
    return Printable(
        paper,
        title,
        label,
        context.handbook.find_place("session", id),
        sheet.CURE,
        parts,
        is_collection=True,
        make_front=partial(_make_front, context, plan, pieces),
    )


def _repeat_parts(piece: PackPiece) -> Iterator[PrintablePart]:
    """Yield the parts of a piece as often as it is needed; several parts stay together as one copy."""
    if len(piece.parts) == 1:
        yield replace(piece.parts[0], copies=piece.copies * piece.parts[0].copies)
        return
    for _ in range(piece.copies):
        yield from piece.parts


def _list_danger_pieces(context: PrintContext, paper: str) -> Iterator[PackPiece]:
    """What must lie within reach before anything begins, whether or not the session asks for it."""
    for form in derive.list_danger_cards(context.handbook):
        copies = derive.count_sheets(form, context.handbook.circle.people)
        yield PackPiece(
            form.title,
            context.words("pack.danger"),
            copies,
            handout.make_handout(context, form.id, paper).parts,
            is_kept=True,
        )


def _list_pieces(context: PrintContext, plan: SessionPlan, paper: str) -> Iterator[PackPiece]:
    """Yield all but the sheet: steps, handouts as the phases need them, what the session brings besides, covers,
    forms."""
    words = context.words
    if relies_on_always(context, plan):
        made = always.make_always(context, "circle", paper)
        yield PackPiece(made.title, words("pack.host"), 1, made.parts, is_kept=True)
    if steps := _list_steps(context, plan):
        labels = {"questions": words("sheet.questions")}
        said = {"title": words("pack.steps"), "exercises": steps, "words": labels}
        part = PrintablePart("steps", sheet.with_session_footer(context.handbook, words, plan, said))
        yield PackPiece(words("pack.steps"), words("pack.host"), 1, (part,))
    yield from _list_handout_pieces(context, plan, paper)
    forms = list_handed_forms(context.handbook, plan.session)
    for handed in forms:
        # a form in whose place another is handed out needs no cover to lie on top of it
        if handed.form.licence != OWN_LICENCE:
            title = words("pack.cover", title=handed.form.title)
            yield PackPiece(title, words("pack.host"), 1, cover.make_cover(context, handed.form.id, paper).parts)
    for handed in forms:
        yield from _list_form_pieces(context, handed, paper)


def relies_on_always(context: PrintContext, plan: SessionPlan) -> bool:
    """Return whether a session's sheet leaves words, steps or cautions to the Always card."""
    repeated = repetition.find_repeated_words(context.handbook)
    elsewhere = sheet.list_exercises_elsewhere(context.handbook, plan)
    return bool(elsewhere or repetition.list_standing_slots(plan, repeated))


def _list_steps(context: PrintContext, plan: SessionPlan) -> list[Data]:
    """Return the steps that stand on no other paper of the evening: of exercises that the sheet gives by name only, and
    of those to which it sends its host in case of need."""
    handbook, words, people = context.handbook, context.words, context.handbook.circle.people
    begins = handbook.circle.time
    on_card = (*repetition.list_standing_exercises(handbook), *always.list_ways_back(handbook))
    named = [(slot, one) for slot, one in list_named_exercises(plan) if one not in on_card]
    texts = [
        plan.session.if_it_gets_hard,
        *(text for one in plan.exercises for text in derive.list_cautions(handbook, one)),
    ]
    sent_to = list_linked_exercises(handbook, filter(None, texts))
    others = [one for one in sent_to if one not in (*plan.exercises, *on_card)]
    return [
        *(make_steps_data(one, people, words, phrases.format_clock(slot.start, begins)) for slot, one in named),
        *(make_steps_data(one, people, words) for one in others),
    ]


def _list_handout_pieces(context: PrintContext, plan: SessionPlan, paper: str) -> Iterator[PackPiece]:
    """Yield every handout that the session needs and the circle has not yet, once, where it is used first."""
    when = {material.handout: slot for slot in reversed(plan.slots) for material in _list_materials(slot)}
    brought = [form for form, _ in list_brought_handouts(context.handbook, context.plans, plan)]
    there = (*derive.list_danger_cards(context.handbook), *brought)
    materials = derive.list_session_materials(context.handbook, plan)
    needed = [one for one in materials if one.handout and one.handout not in there]
    order = {slot.phase.id: number for number, slot in enumerate(plan.slots)}
    last = len(order)
    for one in sorted(needed, key=lambda one: _find_first_phase(one, when, order, last)):
        assert one.handout is not None, "chosen so"
        slot = when.get(one.handout.id)
        used = slot.phase.title if slot else context.words("pack.laid_out")
        sheets = derive.count_sheets_of(one)
        yield PackPiece(one.handout.title, used, sheets, handout.make_handout(context, one.handout.id, paper).parts)


def _list_materials(slot: Slot) -> tuple[Material, ...]:
    return slot.exercise.materials if slot.exercise else ()


def _find_first_phase(needed: MaterialCount, when: dict[str | None, Slot], order: dict[str, int], last: int) -> int:
    """Return the number of the phase that needs a handout first; what no phase names comes last."""
    slot = when.get(needed.handout.id if needed.handout else None)
    return order[slot.phase.id] if slot else last


def _list_form_pieces(context: PrintContext, handed: HandedForm, paper: str) -> Iterator[PackPiece]:
    """Yield what each person gets of a form: our own, or answer and score sheets of another's; from the second occasion
    on a sheet for comparing too."""
    people, form = context.handbook.circle.people, handed.form
    when = context.words(f"pack.occasions.{handed.occasion}")
    if form.items:
        ours = form.licence == OWN_LICENCE
        made = (
            questionnaire.make_brief_form(context, form.id, paper, handed.occasion)
            if ours
            else questionnaire.make_form(context, form.id, paper)
        )
        yield PackPiece(made.title, when, people, made.parts)
    if form.subscales and handed.occasion != "start":
        compared = comparison.make_comparison(context, form.id, paper)
        yield PackPiece(compared.title, when, people, compared.parts)


def _make_front(
    context: PrintContext, plan: SessionPlan, pieces: tuple[PackPiece, ...], pages: Sequence[int]
) -> PrintablePart:
    """Make the first page: how many sheets the pack is, what is on which of them, and what to bring that is on none.
    `pages` says how many each of the parts behind it takes."""
    words, book = context.words, context.handbook
    spans = list(_number_pieces(pieces, pages))
    said = {
        "title": plan.session.title,
        "kind": words("pack.kind"),
        "people": words("pack.people", n=book.circle.people),
        "sheets": words("pack.sheets", n=1 + sum(pages)),
        "place_in_year": sheet.describe_place_in_year(book, plan, words),
        "rows": [
            {"copies": piece.copies, "title": piece.title, "when": piece.when, "pages": _describe_span(words, span)}
            for piece, span in zip(pieces, spans, strict=True)
        ],
        "leave_out": _describe_kept(words, pieces, spans),
        **_list_what_is_not_here(context, plan),
        "words": {key: words(f"pack.{key}") for key in _LABELS},
    }
    return PrintablePart("pack", sheet.with_session_footer(book, words, plan, said))


def _number_pieces(pieces: tuple[PackPiece, ...], pages: Sequence[int]) -> Iterator[range]:
    """Yield the pages of each piece, behind the first page of all."""
    counts, page = iter(pages), 2
    for piece in pieces:
        first = page
        page += sum(next(counts) for _ in _repeat_parts(piece))
        yield range(first, page)


def _describe_span(words: Translations, pages: range) -> str:
    return words("pack.span", n=len(pages), first=pages[0], last=pages[-1])


def _describe_kept(words: Translations, pieces: tuple[PackPiece, ...], spans: Sequence[range]) -> str:
    """Return what need not be printed again by who has it since another session."""
    kept = [span for piece, span in zip(pieces, spans, strict=True) if piece.is_kept]
    pages = phrases.join_words(words, (_describe_span(words, span) for span in kept))
    return words("pack.leave_out", pages=pages) if kept else ""


def _list_what_is_not_here(context: PrintContext, plan: SessionPlan) -> Data:
    """Return what to bring that no printer makes, what the circle has already, what is to be bought, and which forms
    are here in its place."""
    words, book = context.words, context.handbook
    handed = list_handed_forms(book, plan.session)
    return {
        "besides": [
            words("sheet.item", n=one.count, count=one.count, item=one.item)
            for one in derive.list_session_materials(book, plan)
            if not one.handout
        ],
        "from_before": [
            words("pack.from_before", title=form.title, session=phrases.number_title(words, holder))
            for form, holder in list_brought_handouts(book, context.plans, plan)
        ],
        "licensed": [
            words("pack.copies_of", count=book.circle.people, title=one.form.title)
            for one in handed
            if one.form.licence != OWN_LICENCE
        ],
        "without_licence": [_describe_substitute(one, words) for one in list_instead(handed)],
    }


def _describe_substitute(handed: HandedForm, words: Translations) -> str:
    """Return the sentence that says which form is here in place of which licensed ones."""
    licensed = phrases.join_words(words, (form.title for form in handed.stands_for))
    return words("session.without_licence", form=words("pack.quoted", title=handed.form.title), licensed=licensed)
