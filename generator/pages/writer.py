"""Turns values into the Markdown of one page: prose with links and citations, escaped words, links by relative path.

A Writer is bound to the page it writes for, since every link is relative to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.handbook.value import Handbook
from generator.model.fields import Thing
from generator.phrasing import citations as citing
from generator.phrasing.translations import Words
from generator.site import addresses
from generator.text import markdown
from generator.text.terms import KIND
from generator.text.tree import Citation, Link, Picture, RichText


@dataclass(frozen=True)
class Writer:
    """Writes for the page at `path`."""

    handbook: Handbook
    words: Words
    path: str

    def prose(self, text: RichText | None) -> Markup:
        """Prose as blocks of Markdown; nothing for no text."""
        return Markup(markdown.render(text, self.resolve)) if text else Markup("")

    def line(self, text: RichText | None) -> Markup:
        """Prose as one line, for lists and table cells."""
        return Markup(markdown.render_inline(text, self.resolve)) if text else Markup("")

    def lines(self, texts: Iterable[RichText]) -> tuple[Markup, ...]:
        """Several texts, each as one line."""
        return tuple(self.line(text) for text in texts)

    def plain(self, text: str) -> Markup:
        """Words that mean nothing but themselves."""
        return Markup(markdown.escape(text))

    def say(self, key: str, **values: object) -> Markup:
        """A word of the templates, escaped."""
        return self.plain(self.words(key, **values))

    def way(self, path: str, anchor: str = "") -> Markup:
        """The relative way to a page or file."""
        return Markup(addresses.relative(self.path, path, anchor))

    def to(self, kind: str, id: str) -> Markup:
        """The relative way to one of our own things."""
        return self.way(addresses.target(self.handbook, kind, id))

    def link(self, kind: str, thing: Thing) -> Markup:
        """A link to one of our own things, by its title."""
        return Markup(f"[{self.plain(thing.title)}]({self.to(kind, thing.id)})")

    def resolve(self, part: Link | Citation | Picture) -> str:
        """Addresses for the Markdown renderer."""
        if isinstance(part, Citation):
            return self.citation(part)
        if isinstance(part, Picture):
            return self.way(addresses.picture(part.name))
        if part.kind == "web":
            return part.target.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
        if part.kind == "here":
            return f"#{part.target}"
        if part.kind == KIND:
            return self.way(addresses.GLOSSARY, term_anchor(part.target))
        return self.way(addresses.target(self.handbook, part.kind, part.target), part.anchor)

    def citation(self, part: Citation) -> str:
        """References in brackets, each linked to its entry."""
        links = []
        for id in part.refs:
            label = self.plain(citing.short(self.handbook.references[id], self.words))
            links.append(f"[{label}]({self.way(addresses.REFERENCES, reference_anchor(id))})")
        return f"({'; '.join(links)})"


def term_anchor(id: str) -> str:
    """Where a term of the glossary stands on its page."""
    return f"term-{id}"


def reference_anchor(id: str) -> str:
    """Where a reference stands on its page."""
    return f"ref-{id}"
