"""What must hold between files. One module for each matter, one function for each rule."""

from collections.abc import Iterator

from generator.errors import Problem
from generator.handbook.checks import circle, exercises, library, licences, links, references, rounds, sessions, years
from generator.handbook.tables import Tables


def check_everything(tables: Tables, pictures: dict[str, bytes]) -> Iterator[Problem]:
    """Yield all problems and warnings of a whole collection."""
    for module in (references, exercises, sessions, rounds, years, library, licences, circle):
        for rule in module.RULES:
            yield from rule(tables)
    yield from links.check_links(tables, pictures)
    yield from circle.check_logo(tables, pictures)
