"""Pages to look things up on: the glossary and the references."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.library import Reference, Term
from generator.pages.context import PageContext
from generator.pages.writer import Writer, make_reference_anchor, make_term_anchor
from generator.phrasing import citations
from generator.site import addresses
from generator.site.model import Page
from generator.text import markdown


@dataclass(frozen=True)
class TermView:
    """A term of the glossary."""

    term: str
    means: Markup
    see: tuple[Markup, ...]
    anchor: str


def make_glossary_page(context: PageContext) -> Page:
    """Make the glossary, by the alphabet."""
    write = context.make_writer(addresses.GLOSSARY)
    terms = sorted(context.handbook.terms.values(), key=lambda term: term.term.lower())
    rows = tuple(_make_term_view(write, term) for term in terms)
    return context.make_list_page(write.path, "glossary", rows=rows, letters=_list_letters(rows))


def _make_term_view(write: Writer, term: Term) -> TermView:
    terms = write.handbook.terms
    see = (Markup(f"[{write.write_plain(terms[id].term)}](#{make_term_anchor(id)})") for id in term.see)
    return TermView(term.term, write.write_line(term.means), tuple(see), make_term_anchor(term.id))


def _list_letters(rows: Iterable[TermView]) -> tuple[tuple[str, str], ...]:
    # each first letter, with the anchor of its first term
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row.term[0].upper(), row.anchor)
    return tuple(found.items())


def make_references_page(context: PageContext) -> Page:
    """Make the list of every work that is cited, by author."""
    write = context.make_writer(addresses.REFERENCES)
    rows = [
        (make_reference_anchor(entry.id), _format_reference(write, entry))
        for entry in context.handbook.references.values()
    ]
    ordered = tuple(sorted(rows, key=lambda row: str(row[1]).lower()))
    return context.make_list_page(write.path, "references", rows=ordered)


def _format_reference(write: Writer, entry: Reference) -> Markup:
    # one paragraph: who, when, what, where
    text = [str(write.write_plain(citations.format_reference_head(entry)))]
    if where := citations.format_reference_source(entry):
        text.append(f"*{write.write_plain(where)}.*")
    if address := f"https://doi.org/{entry.DOI}" if entry.DOI else entry.URL:
        shown = write.write_plain(citations.format_reference_address(entry))
        text.append(f"[{shown}]({markdown.encode_address(address)})")
    return Markup(" ".join(text))
