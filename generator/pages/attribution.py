"""The page that says whose the words are, and on what terms: the handbook's own, adapted exercises, others' forms."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook.licences import find_licence
from generator.model.exercise import Exercise
from generator.model.fields import PageRecord
from generator.model.kinds import KINDS_WITH_PAGE
from generator.model.library import OWN_LICENCE, Questionnaire
from generator.pages.context import PageContext
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.site import addresses
from generator.site.model import Page


@dataclass(frozen=True)
class AdaptedRow:
    """An exercise that others wrote."""

    link: Markup
    licence: str
    taken: Markup


@dataclass(frozen=True)
class FormRow:
    """A questionnaire of another holder."""

    link: Markup
    holder: str
    licence: str
    obtain: Markup


def make_credits_page(context: PageContext) -> Page:
    """Make the list of sources and licences of everything that the handbook holds."""
    write, book = context.make_writer(addresses.CREDITS), context.handbook
    exercises = sorted(book.exercises.values(), key=lambda one: one.title.lower())
    forms = [one for one in book.questionnaires.values() if one.licence != OWN_LICENCE]
    references = Markup(f"[{write.write_words('references.title')}]({write.href(addresses.REFERENCES)})")
    return context.make_list_page(
        write.path,
        "credits",
        example=next(phrases.list_source_names(context.words, book.circle)),
        own=bool(book.circle.own_name),
        own_terms=_describe_own_terms(write),
        own_things=tuple(_list_own_things(write)) if book.circle.licence else (),
        own_note=write.write_prose(book.circle.licence_note),
        adapted=tuple(_make_adapted_row(write, one) for one in exercises if one.licence or one.licence_note),
        forms=tuple(_make_form_row(write, one) for one in forms),
        origins_lead=write.fill_words("credits.origins_lead", references=references),
        origins=tuple((write.write_link("exercise", one), write.write_sources(one.sources)) for one in exercises),
    )


def _describe_own_terms(write: Writer) -> Markup:
    """Return on what terms the circle's own words are, or nothing if it has not said."""
    licence = write.handbook.circle.licence
    return write.write_words("credits.own", licence=phrases.name_licence(licence)) if licence else Markup("")


def _list_own_things(write: Writer) -> Iterator[Markup]:
    """Yield a link to each thing that the circle has added and that says no other licence itself."""
    book = write.handbook
    for kind, id in sorted(book.own_things):
        record = book.records(kind).get(id) if kind in KINDS_WITH_PAGE else None
        if isinstance(record, PageRecord) and find_licence(book, (kind, id)) == book.circle.licence:
            yield write.write_link(kind, record)


def _make_adapted_row(write: Writer, exercise: Exercise) -> AdaptedRow:
    licence = phrases.name_licence(find_licence(write.handbook, ("exercise", exercise.id)))
    return AdaptedRow(write.write_link("exercise", exercise), licence, write.write_line(exercise.licence_note))


def _make_form_row(write: Writer, form: Questionnaire) -> FormRow:
    link, licence = write.write_link("questionnaire", form), phrases.name_licence(form.licence)
    return FormRow(link, form.holder or "", licence, write.write_address(form.obtain))
