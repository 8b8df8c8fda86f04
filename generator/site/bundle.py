"""The whole handbook as one zip for a place without internet: site and paper together, to be opened from a folder.

The same site of the same date gives the same bytes. Knows nothing of what the pages say but one paragraph: the one that
offers the zip, which stays hidden inside the zip and wherever no zip was made.
"""

import posixpath
import re
import time
import zipfile
from pathlib import Path

from generator.errors import SiteBuildError
from generator.site.model import SOURCE_DATE

ZIP_NAME = "handbook.zip"
FOLDER = "circle-handbook"
PAGE = "printables.html"
HIDDEN = '<p class="hb-whole" hidden>'
SHOWN = '<p class="hb-whole">'
HREF_MARK = f'data-zip="{ZIP_NAME}"'
SIZE_MARK = "ZIPSIZE"
MEGABYTE = 1_000_000
_LINK = re.compile(r'<a\b[^>]*\bhref="(?P<href>[^"#:]+)"[^>]*>.*?</a>', re.DOTALL)
# what is packed already
STORED = {".pdf", ".png", ".jpg", ".webp", ".woff2", ".gz"}
# how much effort is spent on text: with more, it is hardly smaller
LEVEL = 6
# the last second of 2107, after which a zip knows no date
LATEST = 4354819199


def write_zip(
    site: Path, changed: int = SOURCE_DATE, left_out: frozenset[str] = frozenset(), address: str = ""
) -> None:
    """Put a zip of a finished site into it, and offer it with its size on the page of printables.

    `changed` is when what the site is made of was last changed, in seconds since 1970: unpacked over an older copy,
    newer files replace older ones. Files that are `left_out` stay online alone: pages in the zip lead to them under the
    site's `address`, or, if it has none, not at all.

    Raises OSError, and SiteBuildError if the page has no paragraph that could offer it.
    """
    files = sorted(
        path
        for path in site.rglob("*")
        if path.is_file()
        and _belongs_in_zip(path.relative_to(site))
        and path.relative_to(site).as_posix() not in left_out
    )
    with zipfile.ZipFile(site / ZIP_NAME, "w") as archive:
        for path in files:
            entry = _make_zip_entry(path.relative_to(site).as_posix(), changed)
            archive.writestr(entry, _read_for_zip(site, path, left_out, address), compresslevel=LEVEL)
    page = site / PAGE
    if page.is_file():
        size = (site / ZIP_NAME).stat().st_size
        page.write_text(_show_zip_offer(page.read_text("utf-8"), size), "utf-8", newline="\n")


def _belongs_in_zip(path: Path) -> bool:
    """Whether a file is the site's: not hidden, in no hidden folder such as `.git`, and nothing for a host alone."""
    return not any(part.startswith(".") for part in path.parts) and path != Path("CNAME")


def _read_for_zip(site: Path, path: Path, left_out: frozenset[str], address: str) -> bytes:
    """Return a file as it is in the zip: a page without links to files that are not."""
    data = path.read_bytes()
    if path.suffix != ".html" or not left_out:
        return data
    folder = posixpath.dirname(path.relative_to(site).as_posix())

    def keep_link(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, link["href"]))
        if target not in left_out:
            return link[0]
        return link[0].replace(f'"{link["href"]}"', f'"{address}{target}"') if address else ""

    return _LINK.sub(keep_link, data.decode()).encode()


def _make_zip_entry(name: str, changed: int) -> zipfile.ZipInfo:
    # without the system it was made on, and packed if that gains anything
    year, month, day, hour, minute, second, *_ = time.gmtime(min(max(changed, SOURCE_DATE), LATEST))
    info = zipfile.ZipInfo(f"{FOLDER}/{name}", (year, month, day, hour, minute, second))
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_STORED if Path(name).suffix in STORED else zipfile.ZIP_DEFLATED
    return info


def _show_zip_offer(text: str, size: int) -> str:
    # `size` in bytes, told in whole megabytes
    if any(text.count(mark) != 1 for mark in (HIDDEN, HREF_MARK, SIZE_MARK)):
        message = f"{PAGE} lacks the paragraph that offers {ZIP_NAME}, as templates/pages/printables.md.j2 has it"
        raise SiteBuildError([message])
    shown = text.replace(HIDDEN, SHOWN).replace(HREF_MARK, f'href="{ZIP_NAME}"')
    return shown.replace(SIZE_MARK, str(max(1, round(size / MEGABYTE))))
