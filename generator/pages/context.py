"""What is needed to make any page, and what every page has: front matter, the file to edit, where to get help."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.handbook.back_links import BackLinks
from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook, Thing
from generator.model.papers import PAPERS
from generator.pages.render import render_template, write_front_matter
from generator.pages.writer import Writer
from generator.phrasing import phrases
from generator.phrasing.terms_of_use import describe_page_terms
from generator.phrasing.translations import Translations
from generator.site import addresses
from generator.site.catalogue import EVERYTHING, CatalogueEntry, PaperChoice
from generator.site.model import Page
from generator.text.apostrophes import curve_apostrophes
from generator.text.data import change_texts


@dataclass(frozen=True)
class HelpView:
    """Where to get help: the circle's own numbers, or the sentence that stands in for them."""

    people: tuple[tuple[str, str], ...]
    concerns: Markup


@dataclass(frozen=True)
class PageContext:
    """What is needed to make any page: the handbook, its sessions as they will be held, words and templates."""

    handbook: Handbook
    plans: dict[str, SessionPlan]
    words: Translations
    jinja: Environment
    entries: tuple[CatalogueEntry, ...] = ()
    has_pictures: bool = True
    # how many pages each PDF has, by its address, as far as it was made
    page_counts: Mapping[str, int] = field(default_factory=dict)
    choice: PaperChoice = EVERYTHING

    @cached_property
    def entries_by_id(self) -> dict[str, list[CatalogueEntry]]:
        """What can be printed, by the id of what it is of."""
        found: dict[str, list[CatalogueEntry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.id].append(entry)
        return dict(found)

    @cached_property
    def entries_by_kind(self) -> dict[str, list[CatalogueEntry]]:
        """What can be printed, by its kind."""
        found: dict[str, list[CatalogueEntry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.kind].append(entry)
        return dict(found)

    @cached_property
    def back_links(self) -> BackLinks:
        """What leads to each thing."""
        return BackLinks(self.handbook, self.plans)

    @cached_property
    def made_in(self) -> defaultdict[str, dict[tuple[Any, ...], Any]]:
        """What writers have made for the pages of each folder."""
        return defaultdict(dict)

    @property
    def name(self) -> str:
        """What the handbook is called: the circle's own name once it has given one, else the handbook's."""
        return phrases.name_handbook(self.words, self.handbook.circle)

    @property
    def paper_names(self) -> tuple[tuple[str, str], ...]:
        """The sizes of paper with their names, the circle's own first."""
        own = self.handbook.circle.paper
        return tuple((paper, self.words(f"paper.{paper}")) for paper in sorted(PAPERS, key=own.__ne__))

    def make_writer(self, path: str) -> Writer:
        """Return a writer for one page."""
        return Writer(self.handbook, self.words, path, self.made_in[path.rpartition("/")[0]])

    def write_json(self, value: object) -> str:
        """Return what a script is handed, as JSON, with apostrophes as pages print them."""
        value = change_texts(value, lambda text: curve_apostrophes(text, self.words.language))
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def find_help(self, write: Writer) -> HelpView:
        """Return where to get help."""
        circle = self.handbook.circle
        return HelpView(tuple((one.name, one.phone) for one in circle.urgent_help), write.write_prose(circle.concerns))

    def make_page(  # noqa: PLR0913  # front matter has this many sides, each named at the call
        self,
        path: str,
        template: str,
        title: str,
        description: str,
        *,
        edits: Thing | None = None,
        shows: Iterable[Thing] = (),
        meta: dict[str, Any] | None = None,
        **values: object,
    ) -> Page:
        """Make a page from its template. `edits` is the kind and id of what can be edited, `shows` are
        other things that stand on it whole, `meta` is more front matter."""
        write = self.make_writer(path)
        source = self.handbook.edited_files.get(edits) if edits else None
        title, line = (curve_apostrophes(one, self.words.language) for one in (title, " ".join(description.split())))
        head = {
            "title": title,
            "description": line[:300],
            "edit_url": addresses.edit_url(self.handbook.circle.repository, source),
            "edit_label": self.words("page.edit", file=source) if source else "",
            "terms": describe_page_terms(self.handbook, self.words, edits, *shows) if edits else "",
            **(meta or {}),
        }
        shared = {"source": source or "", "help": self.find_help(write), "write": write, "papers": self.paper_names}
        every: dict[str, object] = {"title": title, **shared, **values}
        text = render_template(self.jinja, template, every)
        return Page(path, title, write_front_matter(head) + _tidy_markdown(text), source)

    def make_list_page(self, path: str, name: str, **values: object) -> Page:
        """Make a page that gathers others, whose template, title and lead have one name."""
        title, lead = self.words(f"{name}.title"), self.words(f"{name}.lead")
        return self.make_page(path, f"{name}.md.j2", title, lead, edits=None, meta=None, shows=(), **values)


def _tidy_markdown(text: str) -> str:
    # at most one empty line in a row, and one line break at the end
    lines: list[str] = []
    after_empty = False
    for line in text.strip().split("\n"):
        kept = line.rstrip()
        if kept or not after_empty:
            lines.append(kept)
        after_empty = not kept
    return "\n".join(lines) + "\n"
