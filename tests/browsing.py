"""What tests in a real browser share: Chromium, a site served on this machine, a page that notes every complaint."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from reading import ROOT, layer, make, tiny
from running import skip_loudly

from generator.handbook import derive
from generator.host.config import read_config
from generator.publish.build import publish_site
from generator.site import addresses, templates
from generator.site import build as site
from generator.site.catalogue import list_published_entries
from generator.site.model import Asset

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
    made = site.build_site(book, templates.read_templates(ROOT / "templates"), paper=False)
    paper = []
    for offer in list_published_entries(book, derive.plan_sessions(book)):
        paper.append(Asset(addresses.preview_path(offer.kind, offer.id), b""))
        paper += [Asset(addresses.pdf_path(offer.kind, offer.id, size), b"") for size in offer.papers]
    whole = replace(made, assets=(*made.assets, *paper))
    publish_site(whole, read_config(ROOT / "mkdocs.yml"), ROOT / "templates" / "theme", target, lambda _: None)
    return target


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder can be read as long as this lasts."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
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
