"""A circle's own logo: in the site's header, and on what a circle hangs up or holds in its hands."""

import io
from dataclasses import replace

import pypdf
import pytest
from printed import made, shop
from reading import HERE, ROOT, layer, make, tiny

from generator.handbook.checks.circle import MAX_LOGO_BYTES
from generator.host import settings
from generator.printables import poster, sheet
from generator.printables.book import whole
from generator.printables.context import PrintContext
from generator.site import build as site
from generator.site import templates
from generator.source.files import File, Layer

NAME = "logo.png"
GOOD_LOGO = (HERE / "good/a-logo/my-circle/images/logo.png").read_bytes()


def with_logo() -> PrintContext:
    """The handbook of the tests of paper, with a logo."""
    book = shop().handbook
    circle = book.circle.model_copy(update={"logo": NAME})
    return replace(shop(), handbook=replace(book, circle=circle, pictures={**book.pictures, NAME: GOOD_LOGO}))


def pictures(data: bytes) -> list[int]:
    """How many pictures each page has."""
    return [len(page.images) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_every_page_of_a_session_sheet_and_the_poster_show_it() -> None:
    assert set(pictures(made(sheet.make_sheet(with_logo(), "opening", "a4")))) == {1}
    assert set(pictures(made(sheet.make_sheet(shop(), "opening", "a4")))) == {0}
    assert pictures(made(poster.make_poster(with_logo(), "year", "a4"))) == [1]
    assert whole.book_data(with_logo(), "handbook")["logo"] == list(GOOD_LOGO)


def test_it_changes_no_version_since_it_says_nothing() -> None:
    feet = [sheet.make_sheet(context, "opening", "a4").parts[0].data["foot"] for context in (shop(), with_logo())]
    assert feet[0] == feet[1]


def test_pages_show_it_in_their_header() -> None:
    whole_site = site.build_site(with_logo().handbook, templates.read_templates(ROOT / "templates"), paper=False)
    assert settings.make_theme_values(whole_site.settings)["logo"] == f"images/{NAME}"
    assert [asset.data for asset in whole_site.assets if asset.path == f"images/{NAME}"] == [GOOD_LOGO]


@pytest.mark.parametrize(("size", "codes"), [(MAX_LOGO_BYTES, []), (MAX_LOGO_BYTES + 1, ["logo-too-large"])])
def test_one_that_every_sheet_would_drag_along_is_refused(size: int, codes: list[str]) -> None:
    # after its end a JPEG may hold anything
    large = (b"\xff\xd8\xff\xe0\xff\xd9" + b"0" * size)[:size]
    circle = layer("my-circle", {"circle.yml": "name: Night shift\nlogo: logo.jpg"})
    picture = File("images/logo.jpg", "my-circle/images/logo.jpg", large)
    assert make((tiny(), Layer("my-circle", (*circle.files, picture)))).codes == codes
