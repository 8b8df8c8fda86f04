"""The pages that gather things: home, the year, the finder, lists of every kind, printables, glossary, references."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator import addresses
from generator.artifacts import Page
from generator.handbook import derive, schedule
from generator.handbook.derive import Plan
from generator.model.library import OWN_LICENCE, Reference
from generator.pages import views, wheel
from generator.pages.base import Desk
from generator.pages.session import sheets, when
from generator.pages.things import numbered, session_links
from generator.pages.writer import Writer, reference_anchor


@dataclass(frozen=True)
class MeetingView:
    """A meeting in the year's table and on the home page."""

    number: str
    title: str
    link: Markup
    way: Markup
    intention: Markup
    theme: Markup
    when: str
    minutes: Markup
    part: int
    fixed: bool


@dataclass(frozen=True)
class PartView:
    """A part of the year with its meetings."""

    number: int
    numeral: str
    title: str
    about: Markup
    meetings: tuple[MeetingView, ...]


def meeting_view(desk: Desk, write: Writer, meeting: schedule.Meeting, part: int) -> MeetingView:
    """One meeting, ready."""
    plan = desk.plans[meeting.session]
    way = write.to("session", meeting.session)
    return MeetingView(
        str(meeting.number or ""),
        plan.session.title,
        write.link("session", plan.session),
        Markup(addresses.built(way)),
        write.line(plan.session.intention),
        write.link("theme", plan.theme),
        when(desk, meeting),
        write.say("count.minutes", n=plan.minutes),
        part,
        plan.session.fixed,
    )


def parts(desk: Desk, write: Writer) -> tuple[PartView, ...]:
    """The parts of the year in use."""
    handbook = desk.handbook
    meetings = schedule.meetings(handbook.circle, handbook.year)
    numerals = desk.words.list("year.numerals")
    made = []
    for number, part in enumerate(handbook.year.parts, start=1):
        mine = [meeting for meeting in meetings if meeting.part == part.id]
        rows = tuple(meeting_view(desk, write, meeting, number) for meeting in mine)
        made.append(PartView(number, numerals[number - 1], part.title, write.prose(part.about), rows))
    return tuple(made)


def follow_ups(desk: Desk, write: Writer) -> tuple[MeetingView, ...]:
    """The meetings after the year."""
    meetings = schedule.meetings(desk.handbook.circle, desk.handbook.year)
    return tuple(meeting_view(desk, write, meeting, 0) for meeting in meetings if meeting.number is None)


def home(desk: Desk) -> Page:
    """The home page: tonight's session in one click, or the first evening for someone starting from nothing."""
    write = desk.writer(addresses.HOME)
    handbook = desk.handbook
    first = schedule.order(handbook.year)[0]
    chapters = list(handbook.chapters.values())
    start = chapters[0] if chapters else None
    meta = {
        "template": "home.html",
        "hide": ["navigation", "toc"],
        "hero_title": desk.name,
        "hero_lead": desk.words("home.lead"),
        "hero_primary_text": desk.words("home.start") if start else desk.words("home.first"),
        "hero_primary_url": addresses.built(
            addresses.page("chapter", start.id) if start else addresses.page("session", first)
        ),
        "hero_secondary_text": desk.words("home.find"),
        "hero_secondary_url": addresses.built(addresses.index("exercise")),
    }
    return desk.page(
        addresses.HOME,
        "home.md.j2",
        desk.words("home.name"),
        desk.words("home.lead"),
        meta=meta,
        parts=parts(desk, write),
        follow_ups=follow_ups(desk, write),
        families=family_views(desk, write),
        ways={key: write.way(path) for key, path in addresses.PAGES.items()},
        people=handbook.circle.people,
    )


def year(desk: Desk) -> Page:
    """The year: a drawn wheel and a table."""
    write = desk.writer(addresses.YEAR)
    plan = desk.handbook.year
    sizes = [len(part.sessions) for part in plan.parts]
    rows = parts(desk, write)
    drawn = zip(wheel.slices(sizes), (row for part in rows for row in part.meetings), strict=True)
    return desk.page(
        addresses.YEAR,
        "year.md.j2",
        plan.title,
        desk.words("year.description"),
        edits=("year", plan.id),
        about=write.prose(plan.about),
        parts=rows,
        follow_ups=follow_ups(desk, write),
        slices=tuple(drawn),
        arcs=tuple(zip(wheel.arcs(sizes), rows, strict=True)),
        count=sum(sizes),
    )


@dataclass(frozen=True)
class FamilyView:
    """A family and its exercises."""

    name: str
    one_line: str
    colour: str
    pattern: str
    way: Markup
    link: Markup
    count: Markup
    exercises: tuple[views.ExerciseRow, ...]


def family_views(desk: Desk, write: Writer) -> tuple[FamilyView, ...]:
    """All families that have exercises."""
    made = (family_view(desk, write, id) for id in desk.handbook.families)
    return tuple(view for view in made if view.exercises)


def family_view(desk: Desk, write: Writer, id: str) -> FamilyView:
    """One family, ready."""
    handbook = desk.handbook
    family = handbook.families[id]
    mine = [thing for thing in handbook.exercises.values() if thing.family == id]
    way = write.way(addresses.family(id))
    return FamilyView(
        family.name,
        family.one_line,
        family.colour,
        family.pattern,
        Markup(addresses.built(way)),
        Markup(f"[{write.plain(family.name)}]({way})"),
        write.say("count.exercises", n=len(mine)),
        tuple(views.exercise_row(handbook, write, thing) for thing in mine),
    )


def exercises(desk: Desk) -> Page:
    """The finder: every exercise in one table, and lists by felt need and by area of worklife."""
    write = desk.writer(addresses.index("exercise"))
    handbook = desk.handbook
    things = list(handbook.exercises.values())
    needs = tuple(
        (need.words, tuple(write.link("exercise", thing) for thing in things if need.id in thing.needs))
        for need in handbook.needs.values()
    )
    areas = ("workload", "control", "reward", "community", "fairness", "values")
    by_area = tuple(
        (
            desk.words(f"worklife.{area}"),
            tuple(write.link("exercise", thing) for thing in things if area in thing.worklife),
        )
        for area in areas
    )
    return desk.page(
        write.path,
        "exercises.md.j2",
        desk.words("exercises.title"),
        desk.words("exercises.lead"),
        families=family_views(desk, write),
        needs=tuple(row for row in needs if row[1]),
        areas=tuple(row for row in by_area if row[1]),
        count=len(things),
    )


def family_pages(desk: Desk) -> Iterator[Page]:
    """A page for each family."""
    for id, family in desk.handbook.families.items():
        write = desk.writer(addresses.family(id))
        found = family_view(desk, write, id)
        if not found.exercises:
            continue
        handbook = desk.handbook
        begins = views.link_to(handbook, write, family.begins_with)
        ends = views.link_to(handbook, write, family.ends_with)
        yield desk.page(
            write.path,
            "family.md.j2",
            family.name,
            family.one_line,
            edits=("family", id),
            family=found,
            begins=begins,
            ends=ends,
        )


def themes(desk: Desk) -> Page:
    """All themes."""
    write = desk.writer(addresses.index("theme"))
    rows = tuple(
        (write.link("theme", theme), theme.one_line or "", desk.words(f"worklife.{theme.worklife}"))
        for theme in desk.handbook.themes.values()
    )
    return desk.page(write.path, "themes.md.j2", desk.words("themes.title"), desk.words("themes.lead"), rows=rows)


def formats(desk: Desk) -> Page:
    """All session formats."""
    write = desk.writer(addresses.index("format"))
    rows = tuple(
        (
            write.link("format", format),
            write.line(format.summary),
            write.say("count.minutes", n=sum(phase.minutes for phase in format.phases)),
            session_links(desk, write, tuple(p for p in desk.plans.values() if p.format.id == format.id)),
        )
        for format in desk.handbook.formats.values()
    )
    return desk.page(write.path, "formats.md.j2", desk.words("formats.title"), desk.words("formats.lead"), rows=rows)


def questionnaires(desk: Desk) -> Page:
    """All questionnaires: those of others by their terms, then our own."""
    write = desk.writer(addresses.index("questionnaire"))
    rows = [
        (write.link("questionnaire", form), form, (form.items.count or len(form.items.wordings)) if form.items else "")
        for form in desk.handbook.questionnaires.values()
    ]
    return desk.page(
        write.path,
        "questionnaires.md.j2",
        desk.words("questionnaires.title"),
        desk.words("questionnaires.lead"),
        others=tuple(row for row in rows if row[1].licence != OWN_LICENCE),
        ours=tuple(row for row in rows if row[1].licence == OWN_LICENCE),
    )


def handouts(desk: Desk) -> Page:
    """All handouts."""
    write = desk.writer(addresses.index("handout"))
    handbook = desk.handbook
    rows = tuple(
        (
            write.link("handout", form),
            form.one_line or "",
            desk.words(f"per.{form.per}"),
            tuple(write.link("exercise", used) for used in derive.handout_users(handbook, form.id)),
        )
        for form in handbook.handouts.values()
    )
    return desk.page(write.path, "handouts.md.j2", desk.words("handouts.title"), desk.words("handouts.lead"), rows=rows)


def chapters(desk: Desk) -> Page:
    """All chapters, in the order in which they are read."""
    write = desk.writer(addresses.index("chapter"))
    rows = tuple((write.link("chapter", chapter), chapter.summary) for chapter in desk.handbook.chapters.values())
    return desk.page(write.path, "chapters.md.j2", desk.words("chapters.title"), desk.words("chapters.lead"), rows=rows)


def printables(desk: Desk) -> Page:
    """Everything that can be printed: what it is, how many, on which paper."""
    write = desk.writer(addresses.PRINTABLES)
    rows = tuple(
        (numbered(desk, plan), write.to("session", plan.session.id), plan, sheets(desk, write, plan.session.id))
        for plan in desk.plans.values()
    )
    return desk.page(
        addresses.PRINTABLES,
        "printables.md.j2",
        desk.words("printables.title"),
        desk.words("printables.lead"),
        rows=tuple((title, way, when_first(desk, plan), papers) for title, way, plan, papers in rows),
        papers=tuple(desk.words(f"paper.{paper}") for paper in desk.papers),
    )


def when_first(desk: Desk, plan: Plan) -> str:
    """When a session is held for the first time, or nothing for one outside the plan."""
    return when(desk, plan.meetings[0]) if plan.meetings else ""


def glossary(desk: Desk) -> Page:
    """The glossary, by the alphabet."""
    write = desk.writer(addresses.GLOSSARY)
    terms = desk.handbook.terms
    rows = tuple(
        (
            term.term,
            term.id,
            write.line(term.means),
            tuple(Markup(f"[{write.plain(terms[id].term)}](#{term_anchor(id)})") for id in term.see),
            term_anchor(term.id),
        )
        for term in sorted(terms.values(), key=lambda term: term.term.lower())
    )
    return desk.page(
        addresses.GLOSSARY, "glossary.md.j2", desk.words("glossary.title"), desk.words("glossary.lead"), rows=rows
    )


def term_anchor(id: str) -> str:
    """Where a term stands on its page."""
    return f"term-{id}"


def references(desk: Desk) -> Page:
    """Every work that is cited, by author."""
    write = desk.writer(addresses.REFERENCES)
    rows = [(reference_anchor(entry.id), reference_view(write, entry)) for entry in desk.handbook.references.values()]
    return desk.page(
        addresses.REFERENCES,
        "references.md.j2",
        desk.words("references.title"),
        desk.words("references.lead"),
        rows=tuple(sorted(rows, key=lambda row: str(row[1]).lower())),
    )


def reference_view(write: Writer, entry: Reference) -> Markup:
    """A reference as one paragraph: who, when, what, where."""
    names = "; ".join(
        author.literal or ", ".join(filter(None, (author.family, author.given))) for author in entry.author
    )
    year = f" ({entry.issued.year})" if entry.issued else ""
    head = f"{names}{year}. " if names else ""
    where = ", ".join(
        filter(None, (entry.container_title or entry.publisher, entry.volume and volume(entry), entry.page))
    )
    text = [str(write.plain(f"{head}{entry.title}."))]
    if where:
        text.append(f"*{write.plain(where)}.*")
    address = f"https://doi.org/{entry.DOI}" if entry.DOI else entry.URL
    if address:
        shown = write.plain(f"doi.org/{entry.DOI}" if entry.DOI else address.split("://", 1)[1])
        text.append(f"[{shown}]({address.replace('(', '%28').replace(')', '%29')})")
    return Markup(" ".join(text))


def volume(entry: Reference) -> str:
    """Volume and issue."""
    return f"{entry.volume}({entry.issue})" if entry.issue else str(entry.volume)
