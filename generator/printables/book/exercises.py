"""The exercises in the book, family by family and in full: everything that an exercise's page says. Pure."""

from collections.abc import Iterator

from generator.handbook import derive
from generator.model.exercise import Exercise, Family, Step
from generator.printables.book.writing import (
    Scribe,
    bullets,
    care,
    columns,
    facts,
    label,
    lead,
    led,
    paragraph,
    section,
    spoken,
    strong,
    text,
    title,
)
from generator.typesetting.printable import Data


def exercises(scribe: Scribe) -> Iterator[Data]:
    """Every family that has exercises, each followed by them."""
    for family in scribe.handbook.families.values():
        mine = [one for one in scribe.handbook.exercises.values() if one.family == family.id]
        if mine:
            yield from opened(scribe, family, mine)
            for one in mine:
                yield from exercise(scribe, one)


def opened(scribe: Scribe, family: Family, mine: list[Exercise]) -> Iterator[Data]:
    """A family's own page: what it is for, where to begin, its exercises with their pages."""
    yield title(family.name, label("family", family.id), new_page=True)
    yield lead([paragraph(text(family.one_line))])
    for key, id in (("begins", family.begins_with), ("ends", family.ends_with)):
        if id:
            yield from led(scribe.words(f"family.{key}"), [paragraph(*scribe.exercise(id))])
    yield bullets(scribe.offered(one) for one in mine)


def exercise(scribe: Scribe, one: Exercise) -> Iterator[Data]:
    """One exercise, on a new page."""
    words = scribe.words
    earliest = words("exercise.not_before", n=one.not_before) if one.not_before else ""
    yield title(one.title, label("exercise", one.id), level=3, new_page=True)
    yield lead([paragraph(text(one.one_line))])
    yield facts(
        scribe.span("minutes", one.minutes),
        scribe.span("people", one.people),
        words("book.intensity", intensity=words(f"intensity.{one.intensity}"), n=one.intensity),
        earliest,
    )
    yield columns([*before(scribe, one), *during(scribe, one), *around(scribe, one)])


def before(scribe: Scribe, one: Exercise) -> Iterator[Data]:
    """What to take care of, what it is for and what it needs."""
    words = scribe.words
    cautions = (scribe.prose(text) for text in derive.cautions(scribe.handbook, one))
    yield from care(words("label.cautions"), 4, cautions)
    yield from led(f"{words('label.opt_out')}:", scribe.prose(one.opt_out))
    if one.gentler:
        yield from led(words("label.gentler"), [paragraph(*scribe.exercise(one.gentler))])
    yield section(words("exercise.aim"), 4)
    yield from scribe.prose(one.aim)
    needed = derive.materials(scribe.handbook, [one])
    if needed or one.space:
        yield section(words("exercise.materials"), 4)
    if needed:
        yield bullets([paragraph(text(f"{thing.count} × {thing.item}"))] for thing in needed)
    if one.space:
        yield from led(words("exercise.space"), [paragraph(text(one.space))])


def during(scribe: Scribe, one: Exercise) -> Iterator[Data]:
    """What is said and done, and the questions afterwards."""
    words = scribe.words
    yield section(words("exercise.invitation"), 4)
    yield from spoken(scribe.prose(one.say))
    yield section(words("exercise.steps"), 4)
    yield {"kind": "steps", "steps": [step(scribe, each) for each in one.steps]}
    if one.then:
        yield from led(words("label.then"), [paragraph(*scribe.exercise(one.then))])
    yield section(words("label.debrief"), 4)
    yield bullets(scribe.proses(one.debrief))


def step(scribe: Scribe, each: Step) -> Data:
    """One step."""
    words = scribe.words
    lasts = words("sheet.short_minutes", n=each.minutes) if each.minutes else ""
    who = words(f"who.{each.who}") if each.who in words.tree["who"] else each.who or ""
    return {
        "lead": ", ".join(filter(None, (lasts, who))),
        "do": scribe.prose(each.do),
        "say": scribe.prose(each.say),
        "rule": scribe.prose(each.rule),
    }


def around(scribe: Scribe, one: Exercise) -> Iterator[Data]:
    """Other ways, neighbours, where it fits, where it comes from."""
    words = scribe.words
    if one.variations or one.remote:
        yield section(words("exercise.variations"), 4)
    if one.variations:
        yield bullets(scribe.proses(one.variations))
    if one.remote:
        yield from led(f"{words('exercise.remote')}:", scribe.prose(one.remote))
    if one.goes_well_with:
        yield section(words("exercise.goes_well_with"), 4)
        yield bullets(
            [paragraph(*scribe.exercise(pair.exercise)), *scribe.prose(pair.why)] for pair in one.goes_well_with
        )
    yield section(words("exercise.where"), 4)
    yield bullets([paragraph(strong(lead), text(" "), *rest)] for lead, rest in fits(scribe, one))
    yield section(words("exercise.sources"), 4)
    yield bullets(scribe.source(source) for source in one.sources)


def fits(scribe: Scribe, one: Exercise) -> Iterator[tuple[str, list[Data]]]:
    """The sessions, themes, needs and areas that lead to an exercise."""
    words, plans = scribe.words, dict(scribe.shop.plans)
    themes = [theme for theme in scribe.handbook.themes.values() if one.id in theme.exercises]
    used = derive.sessions_using(plans, one.id)
    offered = derive.sessions_offering(plans, one.id)
    if used:
        yield words("exercise.used_in"), scribe.row(scribe.session(plan) for plan in used)
    if offered:
        yield words("exercise.offered_in"), scribe.row(scribe.session(plan) for plan in offered)
    if themes:
        yield words("exercise.themes"), scribe.row(scribe.thing("theme", theme) for theme in themes)
    yield words("exercise.needs"), [text(", ".join(scribe.handbook.needs[need].words for need in one.needs))]
    yield words("exercise.worklife"), [text(", ".join(words(f"worklife.{area}") for area in one.worklife))]
