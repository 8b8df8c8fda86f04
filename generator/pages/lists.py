"""The pages that gather other things: lists of every kind, printables, glossary, references."""

from markupsafe import Markup

from generator.handbook import derive
from generator.model.library import OWN_LICENCE, Reference
from generator.pages import prints
from generator.pages.base import Desk
from generator.pages.things import session_links
from generator.pages.writer import Writer, reference_anchor, term_anchor
from generator.phrasing import citations as citing
from generator.site import addresses
from generator.site.model import Page
from generator.text import markdown


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
    return desk.page(
        write.path,
        "chapters.md.j2",
        desk.words("chapters.title"),
        desk.words("chapters.lead"),
        rows=rows,
        prints=prints.buttons(desk, write, "handbook", prints.BOOK),
    )


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
    where = citing.where(entry)
    text = [str(write.plain(citing.head(entry)))]
    if where:
        text.append(f"*{write.plain(where)}.*")
    address = f"https://doi.org/{entry.DOI}" if entry.DOI else entry.URL
    if address:
        shown = write.plain(citing.address(entry))
        text.append(f"[{shown}]({markdown.address(address)})")
    return Markup(" ".join(text))
