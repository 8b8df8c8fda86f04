"""All paper of a site, with pictures of it: what is offered, typeset by a renderer. Apart from the site, since a check
does without, and all that typesets is slow to load."""

from collections.abc import Mapping
from pathlib import Path

from generator.errors import ContentError, select_errors
from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.phrasing.translations import Translations
from generator.printables.context import PrintContext
from generator.printables.makers import list_previews, make_printables
from generator.site import addresses
from generator.site.catalogue import CatalogueEntry, says_how_much
from generator.site.model import Asset, PaperAssets
from generator.site.templates import Templates
from generator.typesetting.cache import Cache
from generator.typesetting.pictures import count_pages
from generator.typesetting.renderer import Renderer
from generator.typesetting.typst_compiler import Typesetter


def make_paper(  # noqa: PLR0913  # what a site is made of, and how
    handbook: Handbook,
    plans: Mapping[str, SessionPlan],
    templates: Templates,
    entries: tuple[CatalogueEntry, ...],
    by: Renderer | None = None,
    *,
    with_pictures: bool = True,
) -> PaperAssets:
    """Typeset everything that is offered and draw its pictures; `by` is the renderer, if not a new one that keeps
    nothing. Raises ContentError with every misfit."""
    words = templates.find_translations(handbook)
    renderer = by or make_renderer(templates, words)
    printed = typeset_paper(PrintContext(handbook, plans, words), entries, renderer)
    pictures = draw_previews(renderer, printed, entries, handbook.circle.paper) if with_pictures else ()
    return PaperAssets((*printed, *pictures), count_told_pages(printed, entries))


def make_renderer(
    templates: Templates, words: Translations, kept: Path | None = None, *, aside: bool = True
) -> Renderer:
    """Return the renderer of everything on paper. Without `kept` and `aside` nothing that is printed touches a disk."""
    return Renderer(Typesetter(templates.paper, templates.fonts, uses_disk=aside), Cache(kept), words)


def typeset_paper(context: PrintContext, entries: tuple[CatalogueEntry, ...], renderer: Renderer) -> tuple[Asset, ...]:
    """Make all paper. Raises ContentError with every misfit."""
    made, problems = renderer.render_all(make_printables(context, entries))
    if select_errors(problems):
        raise ContentError(problems)
    return made


def draw_previews(
    renderer: Renderer, made: tuple[Asset, ...], entries: tuple[CatalogueEntry, ...], paper: str
) -> tuple[Asset, ...]:
    """Draw the first page of everything that was made and is shown so."""
    pdfs = {asset.path: asset.data for asset in made}
    wanted = ((picture, pdfs[pdf]) for picture, pdf in list_previews(entries, paper) if pdf in pdfs)
    return renderer.render_pictures(wanted)


def count_told_pages(made: tuple[Asset, ...], entries: tuple[CatalogueEntry, ...]) -> dict[str, int]:
    """Return how many pages everything has that was made and whose button says so, by its address."""
    told = {
        addresses.pdf_path(one.kind, one.id, paper) for one in entries if says_how_much(one) for paper in one.papers
    }
    return {asset.path: count_pages(asset.data) for asset in made if asset.path in told}
