"""The exercises in the book, family by family and in full: everything that an exercise's page says. Pure."""

from collections.abc import Iterator

from generator.handbook import derive
from generator.handbook.licences import find_licence
from generator.model.exercise import Exercise, Family, Step
from generator.model.library import OWN_LICENCE
from generator.phrasing import phrases
from generator.printables.book.writing import (
    BookWriter,
    make_balanced,
    make_bullets,
    make_care,
    make_facts,
    make_label,
    make_lead,
    make_paragraph,
    make_run_in,
    make_section,
    make_spoken,
    make_strong,
    make_text,
    make_title,
)
from generator.typesetting.printable import Data


def exercise_blocks(writer: BookWriter) -> Iterator[Data]:
    """Yield every family that has exercises, each followed by them."""
    for family in writer.handbook.families.values():
        mine = [one for one in writer.handbook.exercises.values() if one.family == family.id]
        if mine:
            yield from _family_blocks(writer, family, mine)
            for one in mine:
                yield from _one_exercise_blocks(writer, one)


def _family_blocks(writer: BookWriter, family: Family, mine: list[Exercise]) -> Iterator[Data]:
    """Yield a family's own page: what it is for, where to begin, its exercises with their pages."""
    yield make_title(family.name, make_label("family", family.id), new_page=True)
    yield make_lead([make_paragraph(make_text(family.one_line))])
    for key, id in (("begins", family.begins_with), ("ends", family.ends_with)):
        if id:
            yield from make_run_in(writer.words(f"family.{key}"), [make_paragraph(*writer.mention_exercise(id))])
    yield make_bullets(writer.summarize_exercise(one) for one in mine)


def _one_exercise_blocks(writer: BookWriter, one: Exercise) -> Iterator[Data]:
    words = writer.words
    earliest = words("exercise.not_before", n=one.not_before) if one.not_before else ""
    yield make_title(one.title, make_label("exercise", one.id), level=3, new_page=True)
    yield make_lead([make_paragraph(make_text(one.one_line))])
    yield make_facts(
        phrases.describe_range(words, "minutes", one.minutes),
        phrases.describe_range(words, "people", one.people),
        words("book.intensity", intensity=words(f"intensity.{one.intensity}"), n=one.intensity),
        earliest,
    )
    beside = [*_blocks_before_steps(writer, one), *_step_blocks(writer, one), *_blocks_after_steps(writer, one)]
    yield make_balanced(beside, _blocks_under(writer, one))


def _blocks_before_steps(writer: BookWriter, one: Exercise) -> Iterator[Data]:
    """Yield what to take care of, what the exercise is for and what it needs."""
    words = writer.words
    cautions = (writer.prose_blocks(text) for text in derive.list_cautions(writer.handbook, one))
    yield from make_care(words("label.cautions"), 4, cautions)
    yield from make_run_in(f"{words('label.opt_out')}:", writer.prose_blocks(one.opt_out))
    if one.gentler:
        yield from make_run_in(words("label.gentler"), [make_paragraph(*writer.mention_exercise(one.gentler))])
    yield make_section(words("exercise.aim"), 4)
    yield from writer.prose_blocks(one.aim)
    needed = derive.merge_materials(writer.handbook, one.materials)
    if needed or one.space:
        yield make_section(words("exercise.materials"), 4)
    if needed:
        yield make_bullets([make_paragraph(make_text(f"{thing.count} × {thing.item}"))] for thing in needed)
    if one.space:
        yield from make_run_in(words("exercise.space"), [make_paragraph(make_text(one.space))])


def _step_blocks(writer: BookWriter, one: Exercise) -> Iterator[Data]:
    """Yield what is said and done, and the questions afterwards."""
    words = writer.words
    yield make_section(words("exercise.invitation"), 4)
    yield from make_spoken(writer.prose_blocks(one.say))
    yield make_section(words("exercise.steps"), 4)
    for number, each in enumerate(one.steps, start=1):
        yield {"kind": "steps", "start": number, "steps": [_step_data(writer, each)]}
    if one.then:
        yield from make_run_in(words("label.then"), [make_paragraph(*writer.mention_exercise(one.then))])
    yield make_section(words("label.debrief"), 4)
    yield make_paragraph(make_text(words("label.choose_one")))
    yield make_bullets(writer.list_prose_blocks(one.debrief))


def _step_data(writer: BookWriter, each: Step) -> Data:
    words = writer.words
    lasts = words("count.short_minutes", n=each.minutes) if each.minutes else ""
    return {
        "lead": ", ".join(filter(None, (lasts, phrases.name_who(words, each.who)))),
        "do": writer.prose_blocks(each.do),
        "say": writer.prose_blocks(each.say),
        "rule": writer.prose_blocks(each.rule),
    }


def _blocks_after_steps(writer: BookWriter, one: Exercise) -> Iterator[Data]:
    """Yield other ways, and neighbours."""
    words = writer.words
    if one.variations or one.remote:
        yield make_section(words("exercise.variations"), 4)
    if one.variations:
        yield make_bullets(writer.list_prose_blocks(one.variations))
    if one.remote:
        yield from make_run_in(f"{words('exercise.remote')}:", writer.prose_blocks(one.remote))
    if one.goes_well_with:
        yield make_section(words("exercise.goes_well_with"), 4)
        yield make_bullets(
            [make_paragraph(*writer.mention_exercise(pair.exercise)), *writer.prose_blocks(pair.why)]
            for pair in one.goes_well_with
        )


def _blocks_under(writer: BookWriter, one: Exercise) -> Iterator[list[Data]]:
    """Yield where the exercise fits, and where it comes from."""
    words = writer.words
    yield [
        make_section(words("exercise.where"), 4),
        make_bullets(
            [make_paragraph(make_strong(lead), make_text(" "), *rest)] for lead, rest in _list_uses(writer, one)
        ),
    ]
    yield [
        make_section(words("exercise.sources"), 4),
        make_bullets([*(writer.describe_source(source) for source in one.sources), *_list_credits(writer, one)]),
    ]


def _list_credits(writer: BookWriter, one: Exercise) -> Iterator[list[Data]]:
    """Yield on what terms words that are not the handbook's stand here, and what was changed."""
    licence = find_licence(writer.context.handbook, ("exercise", one.id))
    if one.licence or licence != OWN_LICENCE:
        yield [make_paragraph(make_text(writer.words("exercise.licence", licence=phrases.name_licence(licence))))]
    if one.licence_note:
        yield writer.prose_blocks(one.licence_note)


def _list_uses(writer: BookWriter, one: Exercise) -> Iterator[tuple[str, list[Data]]]:
    """Yield the sessions, themes, needs and areas that lead to an exercise, each with its label."""
    words, plans = writer.words, dict(writer.context.plans)
    themes = [theme for theme in writer.handbook.themes.values() if one.id in theme.exercises]
    used = derive.find_sessions_using(plans, one.id)
    in_all = all(plan in used for plan in plans.values() if plan.numbers)
    offered = derive.find_sessions_offering(plans, one.id)
    if in_all:
        yield words("exercise.used_in"), [make_text(words("book.in_all_sessions"))]
    elif used:
        yield words("exercise.used_in"), writer.join_with_commas(writer.mention_session(plan) for plan in used)
    if offered:
        yield words("exercise.offered_in"), writer.join_with_commas(writer.mention_session(plan) for plan in offered)
    if themes:
        yield words("exercise.themes"), writer.join_with_commas(writer.mention("theme", theme) for theme in themes)
    yield words("exercise.needs"), [make_text(", ".join(writer.handbook.needs[need].words for need in one.needs))]
    yield words("exercise.worklife"), [make_text(", ".join(words(f"worklife.{area}") for area in one.worklife))]
