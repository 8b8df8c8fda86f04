"""How works are named: in brackets in the running text, and in full in the list of references. Pure."""

from generator.model.library import Reference
from generator.phrasing.translations import Translations


def cite_short(reference: Reference, words: Translations) -> str:
    """Return who and when, as in the running text: "West and others, 2014"."""
    names = [author.literal or author.family or "" for author in reference.author]
    who = reference.title
    if len(names) == 1:
        who = names[0]
    elif len(names) == 2:
        who = words("reference.two", first=names[0], second=names[1])
    elif names:
        who = words("reference.many", first=names[0])
    return f"{who}, {reference.issued.year}" if reference.issued else who


def format_reference_head(reference: Reference) -> str:
    """Return who, when and what: how an entry of the list begins."""
    names = "; ".join(
        author.literal or ", ".join(filter(None, (author.family, author.given))) for author in reference.author
    )
    year = f" ({reference.issued.year})" if reference.issued else ""
    who = f"{names}{year}. " if names else ""
    stop = "" if reference.title.endswith((".", "?", "!")) else "."
    return f"{who}{reference.title}{stop}"


def format_reference_source(reference: Reference) -> str:
    """Return the journal or book that a work is in, with volume, issue and pages; or who published it."""
    volume = reference.volume or ""
    number = f"{volume}({reference.issue})" if volume and reference.issue else volume
    return ", ".join(filter(None, (reference.container_title or reference.publisher, number, reference.page)))


def format_reference_address(reference: Reference) -> str:
    """Return a work's DOI or address as people type it, or nothing."""
    if reference.DOI:
        return f"doi.org/{reference.DOI}"
    return reference.URL.split("://", 1)[1] if reference.URL else ""
