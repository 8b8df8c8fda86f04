"""Where the circle's own files may lie in the site: nowhere that the handbook has a page, file or folder. Pure."""

from collections.abc import Iterator, Mapping

from generator.errors import Place, Problem
from generator.site.addresses import OWN_NAMES, html_path
from generator.site.model import Site


def find_taken_names(made: Site, public: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each of the circle's own files, by their paths in the site, that lies where something of ours
    does; the values are their names in messages. On many computers and hosts, names that differ by case are one."""
    paths = (*(page.path for page in made.pages), *(asset.path for asset in made.assets))
    ours = {*OWN_NAMES, *(html_path(path).split("/")[0].lower() for path in paths)}
    for path, shown in public.items():
        name = path.split("/")[0]
        if name.lower() in ours:
            message = f'"{name}" is already the name of a page or folder of the handbook'
            cure = "Give it another name, or put it into a folder of its own."
            yield Problem(Place(shown), "name-taken", message, cure)
