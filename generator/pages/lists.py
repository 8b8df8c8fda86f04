"""The pages that gather other things: lists of every kind, printables, glossary, references."""

from markupsafe import Markup

from generator.handbook import derive
from generator.model.library import OWN_LICENCE, Reference
from generator.pages import prints
from generator.pages.base import PageContext
from generator.pages.things import link_sessions
from generator.pages.writer import Writer, make_reference_anchor, make_term_anchor
from generator.phrasing import citations
from generator.site import addresses
from generator.site.model import Page
from generator.text import markdown


def make_themes_page(context: PageContext) -> Page:
    """All themes."""
    write = context.make_writer(addresses.index_path("theme"))
    rows = tuple(
        (write.write_link("theme", theme), theme.one_line or "", context.words(f"worklife.{theme.worklife}"))
        for theme in context.handbook.themes.values()
    )
    return context.make_page(
        write.path, "themes.md.j2", context.words("themes.title"), context.words("themes.lead"), rows=rows
    )


def make_formats_page(context: PageContext) -> Page:
    """All session formats."""
    write = context.make_writer(addresses.index_path("format"))
    rows = tuple(
        (
            write.write_link("format", format),
            write.write_line(format.summary),
            write.write_words("count.minutes", n=sum(phase.minutes for phase in format.phases)),
            link_sessions(write, tuple(p for p in context.plans.values() if p.format.id == format.id)),
        )
        for format in context.handbook.formats.values()
    )
    return context.make_page(
        write.path, "formats.md.j2", context.words("formats.title"), context.words("formats.lead"), rows=rows
    )


def make_questionnaires_page(context: PageContext) -> Page:
    """All questionnaires: those of others by their terms, then our own."""
    write = context.make_writer(addresses.index_path("questionnaire"))
    rows = [
        (
            write.write_link("questionnaire", form),
            form,
            form.item_count or "",
        )
        for form in context.handbook.questionnaires.values()
    ]
    return context.make_page(
        write.path,
        "questionnaires.md.j2",
        context.words("questionnaires.title"),
        context.words("questionnaires.lead"),
        others=tuple(row for row in rows if row[1].licence != OWN_LICENCE),
        ours=tuple(row for row in rows if row[1].licence == OWN_LICENCE),
    )


def make_handouts_page(context: PageContext) -> Page:
    """All handouts."""
    write = context.make_writer(addresses.index_path("handout"))
    handbook = context.handbook
    rows = tuple(
        (
            write.write_link("handout", form),
            form.one_line or "",
            context.words(f"per.{form.per}"),
            tuple(write.write_link("exercise", used) for used in derive.find_handout_users(handbook, form.id)),
        )
        for form in handbook.handouts.values()
    )
    return context.make_page(
        write.path, "handouts.md.j2", context.words("handouts.title"), context.words("handouts.lead"), rows=rows
    )


def make_chapters_page(context: PageContext) -> Page:
    """All chapters, in the order in which they are read."""
    write = context.make_writer(addresses.index_path("chapter"))
    rows = tuple(
        (write.write_link("chapter", chapter), chapter.summary) for chapter in context.handbook.chapters.values()
    )
    return context.make_page(
        write.path,
        "chapters.md.j2",
        context.words("chapters.title"),
        context.words("chapters.lead"),
        rows=rows,
        prints=prints.list_print_links(context, write, "handbook", prints.BOOK),
    )


def make_glossary_page(context: PageContext) -> Page:
    """The glossary, by the alphabet."""
    write = context.make_writer(addresses.GLOSSARY)
    terms = context.handbook.terms
    rows = tuple(
        (
            term.term,
            term.id,
            write.write_line(term.means),
            tuple(Markup(f"[{write.write_plain(terms[id].term)}](#{make_term_anchor(id)})") for id in term.see),
            make_term_anchor(term.id),
        )
        for term in sorted(terms.values(), key=lambda term: term.term.lower())
    )
    return context.make_page(
        addresses.GLOSSARY, "glossary.md.j2", context.words("glossary.title"), context.words("glossary.lead"), rows=rows
    )


def make_references_page(context: PageContext) -> Page:
    """Every work that is cited, by author."""
    write = context.make_writer(addresses.REFERENCES)
    rows = [
        (make_reference_anchor(entry.id), format_reference(write, entry))
        for entry in context.handbook.references.values()
    ]
    return context.make_page(
        addresses.REFERENCES,
        "references.md.j2",
        context.words("references.title"),
        context.words("references.lead"),
        rows=tuple(sorted(rows, key=lambda row: str(row[1]).lower())),
    )


def format_reference(write: Writer, entry: Reference) -> Markup:
    """A reference as one paragraph: who, when, what, where."""
    where = citations.format_reference_source(entry)
    text = [str(write.write_plain(citations.format_reference_head(entry)))]
    if where:
        text.append(f"*{write.write_plain(where)}.*")
    address = f"https://doi.org/{entry.DOI}" if entry.DOI else entry.URL
    if address:
        shown = write.write_plain(citations.format_reference_address(entry))
        text.append(f"[{shown}]({markdown.encode_address(address)})")
    return Markup(" ".join(text))
