"""What every page and file is called. People bookmark and print these addresses, so they change nowhere else.

All paths are relative to the site's root, with forward slashes; pages end in .md here and in .html once built.
"""

import re
from dataclasses import dataclass
from functools import cache

from generator.handbook.value import Handbook
from generator.model import kinds
from generator.model.kinds import FOLDERS, KINDS
from generator.model.meeting import Circle
from generator.model.papers import LARGE_PRINT

HOME = "index.md"
YEAR = "year.md"
PRINTABLES = "printables.md"
GLOSSARY = "glossary.md"
REFERENCES = "references.md"
CREDITS = "credits.md"
NEEDS = "needs.md"
MAKE_IT_YOURS = "make-it-yours.md"
FIELDS = "fields.md"
# the form of each kind that has one
FORMS = {"exercise": "make-an-exercise.md", "theme": "make-a-theme.md", "session": "make-a-session.md"}
DATA = "handbook.json"
CALENDAR = "calendar/year.ics"
SEARCH_INDEX = "search/index.js"
# everything on paper, and the pictures of it
PAPER_FOLDER = "printables/"
# The folder of each kind of paper that is published. `wall` is twice the size (A3, tabloid), and the same on two
# sheets to join.
PRINT_FOLDERS = {
    "sheet": "sessions",
    "pack": "packs",
    "always": "always",
    "card": "cards",
    "family": "families",
    "deck": "decks",
    "deck-duplex": "decks-duplex",
    "deck-shop": "decks-shop",
    "questionnaire": "questionnaires",
    "handout": "handouts",
    "wall": "walls",
    "poster": "posters",
    "book": "books",
}
# The files on paper that were published once and are not any more, by the pattern of their addresses below
# PAPER_FOLDER, and the kind of paper that has them now. The page for lost readers says where each is.
GONE = {
    "*/covers/*": "questionnaire",
    "*/comparisons/*": "questionnaire",
    "*/group-sheets/*": "questionnaire",
    "*/tiles/*": "wall",
    "*/families-duplex/*": "deck-duplex",
    "*-large/cards/*": "deck",
    "*/questionnaires/frame-check.pdf": "handout",
}
# what stands at the top of every site besides pages: made last, by the engine, or only where there is something for it
OWN_NAMES = frozenset(
    {"404.html", "assets", "handbook.zip", "images", "printables", "search", "sitemap.xml", "sitemap.xml.gz"}
)
# the list of a kind lies in its folder
NAMED_PAGES = {name: f"{name}/index.md" if name in FOLDERS else f"{name}.md" for name in kinds.NAMED_PAGES}


def join_address(circle: Circle, path: str = "") -> str:
    """Return where a file of the site is on the web: where the circle publishes, and the path below it; nothing for a
    circle that has said no address."""
    return f"{circle.address.rstrip('/')}/{path}" if circle.address else ""


def index_path(kind: str) -> str:
    """Return the page that lists all things of a kind."""
    return f"{KINDS[kind].where}/index.md"


def page_path(kind: str, id: str, family: str = "") -> str:
    """Return the page of a thing; exercises need their family."""
    return f"{KINDS[kind].where}/{family}/{id}.md" if KINDS[kind].depth else f"{KINDS[kind].where}/{id}.md"


def hold_path(session: str) -> str:
    """Return the page on which a session is held, one step at a time."""
    return f"{KINDS['session'].where}/{session}/hold.md"


def family_path(id: str) -> str:
    """Return the page of a family of exercises."""
    return f"exercises/{id}/index.md"


def link_path(handbook: Handbook, kind: str, id: str) -> str:
    """Return the page that a link of our own leads to."""
    if kind == "page":
        return NAMED_PAGES[id]
    return page_path(kind, id, handbook.exercises[id].family if kind == "exercise" else "")


def pdf_path(kind: str, id: str, paper: str) -> str:
    """Return the path of a PDF: its kind, of what, and its paper, with "-large" after it for large print."""
    return f"{PAPER_FOLDER}{paper}/{PRINT_FOLDERS[kind]}/{id}.pdf"


def find_size(path: str) -> str:
    """Return the size of the paper that a PDF is for, in large print or not."""
    return path.removeprefix(PAPER_FOLDER).partition("/")[0].removesuffix(LARGE_PRINT)


def preview_path(kind: str, id: str) -> str:
    """Return the picture of a printable's first page."""
    return f"{PAPER_FOLDER}previews/{PRINT_FOLDERS[kind]}/{id}.png"


def calendar_path(session: str) -> str:
    """Return the calendar file of one session."""
    return f"calendar/sessions/{session}.ics"


def picture_path(name: str) -> str:
    """Return a picture that chapters show."""
    return f"images/{name}"


def relative_href(origin: str, path: str, anchor: str = "") -> str:
    """Return the relative address of a page or file, from another page."""
    href = _find_way(origin.rpartition("/")[0], path)
    return f"{href}#{anchor}" if anchor else href


@cache
def _find_way(folder: str, path: str) -> str:
    here, there = folder.split("/") if folder else [], path.split("/")
    pairs = zip(here, there[:-1], strict=False)
    shared = next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(here), len(there) - 1))
    return "/".join((*[".."] * (len(here) - shared), *there[shared:]))


def html_path(path: str) -> str:
    """Return a page's path once it is built."""
    return path.removesuffix(".md") + ".html" if path.endswith(".md") else path


@dataclass(frozen=True)
class Forge:
    """A kind of hosting site: its repositories' addresses, and where it lets one edit a file or write a new one."""

    addresses: re.Pattern[str]
    edit: str
    # {folder}, {name} and {text} are filled in by whoever has them
    new: str


_FORGES = (
    Forge(
        re.compile(r"https?://(www\.)?github\.com/.+"),
        "{repository}/edit/{branch}/{file}",
        "{repository}/new/{branch}/{{folder}}?filename={{name}}&value={{text}}",
    ),
    Forge(
        re.compile(r"https?://([^/]*\.)?gitlab\.[^/]+/.+"),
        "{repository}/-/edit/{branch}/{file}",
        "{repository}/-/new/{branch}/{{folder}}?file_name={{name}}",
    ),
    Forge(
        re.compile(r"https?://(codeberg\.org|([^/]*\.)?(gitea|forgejo)\.[^/]+)/.+"),
        "{repository}/_edit/{branch}/{file}",
        "{repository}/_new/{branch}/{{folder}}?filename={{name}}&value={{text}}",
    ),
)
# what an address has at its end when it is copied while a branch is shown
_BRANCH = re.compile(r"(?P<repository>.+?)/(?:-/)?(?:tree|src/branch)/(?P<branch>[^/]+)(?:/.*)?")


def split_branch(repository: str) -> tuple[str, str]:
    """Return a repository's own address and the branch that the given one shows, or else "main"."""
    found = _BRANCH.fullmatch(repository)
    base, branch = (found["repository"], found["branch"]) if found else (repository, "main")
    return base.rstrip("/").removesuffix(".git"), branch


def edit_url(repository: str | None, file: str | None) -> str:
    """Return the address at which a file can be edited, or nothing if its forge is not known."""
    if not repository or not file:
        return ""
    base, branch = split_branch(repository)
    forge = _find_forge(base)
    return forge.edit.format(repository=base, branch=branch, file=file) if forge else ""


def new_file_form(repository: str | None) -> str:
    """Return the address at which a file can be written, with {folder}, {name} and, where the forge takes it, {text} to
    be filled in; nothing if the forge is not known."""
    base, branch = split_branch(repository or "")
    forge = _find_forge(base)
    return forge.new.format(repository=base, branch=branch) if forge else ""


def _find_forge(repository: str) -> Forge | None:
    return next((forge for forge in _FORGES if forge.addresses.fullmatch(repository)), None)
