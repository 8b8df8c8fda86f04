"""What tests in a real browser share: Chromium, a site served on this machine, a page that notes every complaint."""

import functools
import gzip
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from reading import ROOT, layer, load_handbook, make, tiny
from running import skip_loudly

from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.host.config import read_config
from generator.publish.build import publish_site
from generator.site import addresses, templates
from generator.site import build as site
from generator.site.catalogue import list_published_entries
from generator.site.model import Asset
from generator.source.files import read_layer

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium; where there is none the test is skipped, or fails if REQUIRE_BROWSER is set."""
    path = chromium()
    if not path:
        skip_loudly("no Chromium on this machine; install it, or set CHROMIUM to its path")
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=path, args=FLAGS)
        yield made
        made.close()


def publish_tiny(target: Path, **files: str) -> Path:
    """The small handbook as a site, with empty files for paper; `files` are those of a layer over it, by their names
    without .yml."""
    book = make((tiny(), layer("my-circle", {f"{name}.yml": text for name, text in files.items()}))).handbook
    assert book
    return publish(book, target)


def publish_real(target: Path) -> Path:
    """The handbook itself as a site, with empty files for paper."""
    return publish(load_handbook([read_layer(ROOT / "content", "content")]), target)


def publish(book: Handbook, target: Path) -> Path:
    """A handbook as a site, with empty files for paper."""
    made = site.build_site(book, templates.read_templates(ROOT / "templates"), paper=False)
    paper = []
    for offer in list_published_entries(book, derive.plan_sessions(book)):
        paper.append(Asset(addresses.preview_path(offer.kind, offer.id), b""))
        paper += [Asset(addresses.pdf_path(offer.kind, offer.id, size), b"") for size in offer.papers]
    whole = replace(made, assets=(*made.assets, *paper))
    publish_site(whole, read_config(ROOT / "mkdocs.yml"), ROOT / "templates" / "theme", target, lambda _: None)
    return target


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Hands over the files of a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


class Compressed(Quiet):
    """Hands files over as a host on the web does: one connection for several, and what is text compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        kind, data = self.guess_type(path), path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if kind.startswith(("text/", "application/j", "image/svg")):
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def served(folder: Path, way: type[Quiet] = Quiet) -> Iterator[str]:
    """The address at which a folder can be read as long as this lasts."""
    handler = functools.partial(way, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Watched:
    """A page that notes every request to another host and every complaint of the browser."""

    def __init__(self, browser: Browser, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # a literal by our callers
        self.page: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self.request)
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    def request(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]  # Playwright hands over its own type
        if not url.startswith(("http://127.0.0.1", "file:", "data:", "blob:", "about:")):
            self.foreign.append(url)

    def close(self) -> None:
        self.context.close()
