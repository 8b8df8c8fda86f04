"""Turns values into the Markdown of one page: prose with links and citations, escaped words, links by relative path.

A Writer is bound to the page it writes for, since every link is relative to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from markupsafe import Markup

from generator.handbook.derive import SessionPlan
from generator.handbook.licences import find_licence
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Source
from generator.model.fields import PageRecord
from generator.model.library import OWN_LICENCE
from generator.phrasing import citations, phrases
from generator.phrasing.translations import Translations
from generator.site import addresses
from generator.text import markdown
from generator.text.apostrophes import curve_apostrophes
from generator.text.terms import KIND
from generator.text.tree import Citation, Link, Picture, RichText

# letters that no words file may hold stand for values while words are escaped
_FIRST_MARK = 0xE000
Argument = TypeVar("Argument")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Writer:
    """Writes for the page at `path`."""

    handbook: Handbook
    words: Translations
    path: str
    # what was made before for any page in the folder of this one, where all links are the same
    made: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def make_once(self, make: Callable[["Writer", Argument], Result], id: str, argument: Argument) -> Result:
        """Return what a function makes of something that has an id. Its links are all it may know of the page."""
        key = (make, id)
        if key not in self.made:
            self.made[key] = make(self, argument)
        result: Result = self.made[key]
        return result

    def write_prose(self, text: RichText | None) -> Markup:
        """Return prose as blocks of Markdown; nothing for no text."""
        return Markup(markdown.render_blocks(text, self.resolve_target, self.words.language)) if text else Markup("")

    def write_line(self, text: RichText | None) -> Markup:
        """Return prose as one line, for lists and table cells."""
        return Markup(markdown.render_line(text, self.resolve_target, self.words.language)) if text else Markup("")

    def write_lines(self, texts: Iterable[RichText]) -> tuple[Markup, ...]:
        """Return several texts, each as one line."""
        return tuple(self.write_line(text) for text in texts)

    def write_plain(self, text: str) -> Markup:
        """Return words that mean nothing but themselves."""
        return Markup(markdown.escape_markdown(curve_apostrophes(text, self.words.language)))

    def write_words(self, key: str, **values: object) -> Markup:
        """Return words of the words file, escaped."""
        return self.write_plain(self.words(key, **values))

    def fill_words(self, key: str, **values: Markup) -> Markup:
        """Return words of the words file, escaped, around values that are Markdown already."""
        marks = {name: chr(_FIRST_MARK + number) for number, name in enumerate(values)}
        text = self.write_words(key, **marks)
        for name, mark in marks.items():
            text = text.replace(Markup(mark), values[name])
        return text

    def href(self, path: str, anchor: str = "") -> Markup:
        """Return the relative address of a page or file."""
        return Markup(addresses.relative_href(self.path, path, anchor))

    def href_to(self, kind: str, id: str) -> Markup:
        """Return the relative address of one of our own things."""
        return self.href(addresses.link_path(self.handbook, kind, id))

    def write_link(self, kind: str, thing: PageRecord) -> Markup:
        """Return a link to one of our own things, by its title."""
        return Markup(f"[{self.write_plain(thing.title)}]({self.href_to(kind, thing.id)})")

    def link_exercise(self, id: str | None) -> Markup:
        """Return a link to an exercise by its id, or nothing."""
        return self.write_link("exercise", self.handbook.exercises[id]) if id else Markup("")

    def link_session(self, plan: SessionPlan) -> Markup:
        """Return a link to a session by its number and title."""
        title = self.write_plain(phrases.number_title(self.words, plan))
        return Markup(f"[{title}]({self.href_to('session', plan.session.id)})")

    def link_sessions(self, plans: Iterable[SessionPlan]) -> tuple[Markup, ...]:
        """Return links to sessions."""
        return tuple(self.link_session(plan) for plan in plans)

    def write_address(self, address: str | None) -> Markup:
        """Return an address elsewhere, shown as it is and leading there, or nothing."""
        return Markup(f"<{address}>") if address else Markup("")

    def write_sources(self, sources: Iterable[Source]) -> tuple[Markup, ...]:
        """Return where something comes from, each source with its note."""
        return tuple(self._write_source(source) for source in sources)

    def write_credits(self, exercise: Exercise) -> tuple[Markup, ...]:
        """Return on what terms words that are not the handbook's stand here, and what was changed."""
        licence = find_licence(self.handbook, ("exercise", exercise.id))
        named = self.write_words("exercise.licence", licence=phrases.name_licence(licence))
        terms = named if exercise.licence or licence != OWN_LICENCE else Markup("")
        return tuple(line for line in (terms, self.write_line(exercise.licence_note)) if line)

    def _write_source(self, source: Source) -> Markup:
        name = self.write_plain(phrases.name_source(self.handbook, self.words, source))
        if source.ref in self.handbook.references:
            name = Markup(f"[{name}]({self.href(addresses.REFERENCES, make_reference_anchor(source.ref))})")
        return Markup(f"{name}. {self.write_line(source.note)}") if source.note else Markup(f"{name}.")

    def resolve_target(self, part: Link | Citation | Picture) -> str:
        """Return the address of a link or picture for the Markdown renderer; of a citation its whole text."""
        if isinstance(part, Citation):
            return self.write_citation(part)
        if isinstance(part, Picture):
            return self.href(addresses.picture_path(part.name))
        if part.kind == "web":
            return part.target.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
        if part.kind == "here":
            return f"#{part.target}"
        if part.kind == KIND:
            return self.href(addresses.GLOSSARY, make_term_anchor(part.target))
        return self.href(addresses.link_path(self.handbook, part.kind, part.target), part.anchor)

    def write_citation(self, part: Citation) -> str:
        """Return references in brackets, each linked to its entry."""
        links = []
        for id in part.refs:
            label = self.write_plain(citations.cite_short(self.handbook.references[id], self.words))
            links.append(f"[{label}]({self.href(addresses.REFERENCES, make_reference_anchor(id))})")
        return f"({'; '.join(links)})"


def make_term_anchor(id: str) -> str:
    """Return where a term of the glossary stands on its page."""
    return f"term-{id}"


def make_reference_anchor(id: str) -> str:
    """Return where a reference stands on its page."""
    return f"ref-{id}"
