"""The arrows of the design hold: who may know whom, who alone touches what, and that functions stay short.

Every rule here is a function over source text, and each has a snippet that it must refuse.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pytest
from reading import ROOT

from generator.cli import COMMANDS

GENERATOR = ROOT / "generator"
MOST_LINES_OF_A_MODULE = 350
MOST_LINES_OF_A_FUNCTION = 40
SHORT = 25

READING = {"errors", "source", "text", "model", "model.layer_names", "handbook"}
DRAWING = {
    "errors",
    "text",
    "model",
    "model.layer_names",
    "handbook",
    "phrasing",
    "site.addresses",
    "site.catalogue",
    "site.model",
}
# what each part may know; a part is a package, a module at the root, or a module of a package that has several floors
MAY_IMPORT = {
    "__init__": set(),
    "errors": set(),
    "text": set(),
    "source": {"errors", "text"},
    "report": {"errors", "text"},
    "memory": set(),
    "model.layer_names": set(),
    "folders": {"errors", "model.layer_names"},
    "kept_answer": {"errors", "folders"},
    "model": {"text", "model.layer_names"},
    "handbook": READING - {"handbook"},
    "phrasing": {"errors", "text", "model", "handbook"},
    "site": set(),
    "site.model": set(),
    "site.bundle": {"errors", "site.model"},
    "site.public": {"errors", "site.model", "site.addresses"},
    "site.addresses": {"handbook", "model"},
    "site.navigation": {"site.addresses", "site.model", "handbook", "model", "phrasing", "text"},
    "site.catalogue": {"site.addresses", "handbook", "model"},
    "site.word_files": {"errors", "text", "source", "phrasing"},
    "site.templates": {"errors", "text", "handbook", "phrasing", "site.word_files"},
    "typesetting": {"errors", "model", "phrasing", "site.model", "text"},
    "pages": DRAWING,
    "printables": DRAWING | {"typesetting"},
    "calendar": DRAWING,
    "site.paper": DRAWING | {"site.templates", "printables", "typesetting"},
    "site.build": DRAWING | {"site.templates", "site.navigation", "site.paper", "pages", "typesetting", "calendar"},
    "printing": READING | {"site.addresses", "site.catalogue", "printables", "typesetting", "calendar"},
    "plan": {"model", "handbook", "phrasing"},
    "project": READING
    | {
        "folders",
        "site.catalogue",
        "site.model",
        "site.public",
        "site.build",
        "site.paper",
        "site.templates",
        "typesetting",
        "report",
        "calendar",
        "phrasing",
        "site.word_files",
    },
    "starters": READING | {"project"},
    "changes_report": {"handbook", "pages", "phrasing"},
    "schemas": {"errors", "model", "model.layer_names", "handbook"},
    "host": set(),
    "host.settings": {"site.model", "errors", "text"},
    "host.config": {"errors"},
    "host.process": {"host.settings", "errors", "memory"},
    "publish": {
        "errors",
        "source",
        "site.addresses",
        "site.model",
        "site.bundle",
        "host.process",
        "host.settings",
        "host.config",
    },
    "host.plugin": {"errors", "report", "site.model", "site.bundle", "host.settings", "publish", "project"}
    | {"folders", "handbook", "host.lazy_pages", "host.light_pages", "host.preview", "model.layer_names", "printing"}
    | {"site.addresses"},
    "host.preview": set(),
    "host.kept_pages": {"host.settings"},
    "host.light_pages": set(),
    "host.lazy_pages": {"publish", "site.model", "text"},
    "environment": {"errors"},
    "bootstrap": {"errors", "environment"},
    "console": {"bootstrap", "errors", "report", "folders", "handbook", "project"},
    "cli": {"commands", "console"},
    "commands": set(),
    "commands.check": {"console", "errors", "folders", "kept_answer", "project"},
    "commands.site": {"console", "errors", "folders", "model", "project", "publish", "report"}
    | {"host.config", "host.process", "site.catalogue", "site.model"},
    "commands.paper": {"calendar", "console", "errors", "folders", "handbook", "model", "printing", "project"}
    | {"publish", "report"},
    "commands.writing": {"console", "errors", "folders", "model", "model.layer_names", "plan", "project", "publish"}
    | {"schemas", "starters"},
    "commands.layers": {"changes_report", "console", "errors", "folders", "handbook", "model.layer_names"}
    | {"project", "publish", "source"},
    "__main__": {"bootstrap", "cli", "environment", "errors", "kept_answer", "memory"},
}
ALONE = {
    "yaml": {"source", "host.config"},
    "typst": {"typesetting.typst_compiler"},
    "pypdfium2": {"typesetting.pictures"},
    "mkdocs": {"host.plugin", "host.kept_pages", "host.lazy_pages", "host.preview"},
    "watchdog": {"host.preview"},
    "material": set(),
    "filelock": {"publish"},
    "subprocess": {"host.process", "bootstrap", "environment"},
    "pydantic": {"model", "handbook"},
    "markdown_it": {"text"},
    # the engine's own templates are its own
    "jinja2": {"pages", "host.plugin", "host.lazy_pages"},
    "fontTools": {"typesetting.fonts", "typesetting.font_outlines"},
    "babel": {"phrasing", "model"},
    "random": set(),
    "secrets": set(),
    "socket": {"host.process"},
    "requests": set(),
}
EDGES = {
    *(
        "site.bundle",
        "calendar.zones",
        "source.files",
        "source.public",
        "site.templates",
        "typesetting.typst_compiler",
        "typesetting.pool",
        "typesetting.cache",
        "typesetting.temporary",
        "typesetting.fonts",
        "typesetting.font_outlines",
        "folders",
        "kept_answer",
        "project",
        "starters",
        "host.process",
        "host.kept_pages",
        "host.plugin",
        "host.preview",
        "host.config",
        "publish",
    ),
    *("bootstrap", "environment", "commands.layers", "commands.site", "commands.writing", "console", "__main__"),
}
TOUCHES_FILES = (
    "open read_text read_bytes write_text write_bytes mkdir unlink rmtree copytree scandir iterdir rglob stat is_file"
    " is_dir exists environ getenv"
)
CLOCKS = {"now", "today", "utcnow", "perf_counter"}


@dataclass(frozen=True)
class Module:
    """A module of the generator: its name without the leading `generator`, and its source."""

    name: str
    tree: ast.Module
    lines: int

    @property
    def unit(self) -> str:
        """The part that it belongs to."""
        return part(self.name)


def part(name: str) -> str:
    """The part that a module's name, without the leading `generator`, belongs to: the longest one that is known."""
    names = name.split(".")
    known = (".".join(names[:length]) for length in range(len(names), 0, -1))
    return next((part for part in known if part in MAY_IMPORT), names[0])


def module(name: str, source: str) -> Module:
    return Module(name, ast.parse(source), len(source.splitlines()))


@lru_cache(maxsize=1)
def modules() -> list[Module]:
    found = []
    for path in sorted(GENERATOR.rglob("*.py")):
        name = ".".join(path.relative_to(GENERATOR).with_suffix("").parts)
        found.append(module(name.removesuffix(".__init__"), path.read_text("utf-8")))
    assert len(found) > 20, "the generator's modules were not found"
    return found


def imported(of: Module) -> Iterator[str]:
    """Every module that is imported anywhere in it; what is imported from a package of ours is told apart."""
    for node in ast.walk(of.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{of.name} imports by a relative path"
            name = node.module or ""
            ours = name.split(".")[0] == "generator"
            yield from (f"{name}.{alias.name}" for alias in node.names) if ours else (name,)


def wrong_arrows(of: Module) -> list[str]:
    """Imports that point the wrong way."""
    units = {part(name.removeprefix("generator.")) for name in imported(of) if name.startswith("generator.")}
    allowed = MAY_IMPORT.get(of.unit, set()) | {of.unit}
    return [f"{of.name} imports {unit}" for unit in sorted(units - allowed)]


def strangers(of: Module) -> list[str]:
    """Imports of a library that another part of the generator is alone with."""
    names = {name.split(".")[0] for name in imported(of)} & set(ALONE)
    mine = {name for name in names if {of.name, of.unit} & ALONE[name]}
    return [f"{of.name} imports {name}" for name in sorted(names - mine)]


def touched(of: Module) -> list[str]:
    """Files and surroundings that a module looks at though it is no edge."""
    if {of.name, of.unit} & EDGES:
        return []
    called = [node.func for node in ast.walk(of.tree) if isinstance(node, ast.Call)]
    names = {func.attr for func in called if isinstance(func, ast.Attribute)}
    names |= {func.id for func in called if isinstance(func, ast.Name)} & {"open"}
    names |= {node.attr for node in ast.walk(of.tree) if isinstance(node, ast.Attribute) and node.attr == "environ"}
    return [f"{of.name} uses {name}" for name in sorted(names & set(TOUCHES_FILES.split()))]


def clocks(of: Module) -> list[str]:
    """Looks at a clock."""
    called = [node.func for node in ast.walk(of.tree) if isinstance(node, ast.Call)]
    names = {func.attr for func in called if isinstance(func, ast.Attribute)}
    return [f"{of.name} asks for the time: {name}" for name in sorted(names & CLOCKS)]


def work_at_import(of: Module) -> list[str]:
    """Statements of a package that do more than say what it holds."""
    harmless = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    doing = [node for node in of.tree.body if not isinstance(node, harmless) and not is_words(node)]
    return [f"{of.name}, line {node.lineno}" for node in doing]


def is_words(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def functions(of: Module) -> list[tuple[str, int]]:
    """Every function with its number of lines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = (node for node in ast.walk(of.tree) if isinstance(node, kinds))
    return [(f"{of.name}.{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]


@pytest.mark.parametrize("of", modules(), ids=lambda of: of.name)
def test_imports_point_one_way(of: Module) -> None:
    assert of.unit in MAY_IMPORT, f"say in tests/test_imports.py what {of.unit} may know"
    assert wrong_arrows(of) == []


def test_no_arrow_leads_back() -> None:
    def reach(unit: str, path: tuple[str, ...]) -> None:
        assert unit not in path, " -> ".join((*path, unit))
        for other in MAY_IMPORT[unit]:
            reach(other, (*path, unit))

    for unit in MAY_IMPORT:
        reach(unit, ())


@pytest.mark.parametrize("of", modules(), ids=lambda of: of.name)
def test_each_library_is_known_to_one_part_only(of: Module) -> None:
    assert strangers(of) == []


@pytest.mark.parametrize("of", modules(), ids=lambda of: of.name)
def test_what_is_no_edge_touches_no_file_and_no_surroundings(of: Module) -> None:
    assert touched(of) == []


@pytest.mark.parametrize("of", modules(), ids=lambda of: of.name)
def test_nothing_asks_for_the_time(of: Module) -> None:
    assert clocks(of) == []


def test_no_package_does_work_when_it_is_imported() -> None:
    packages = [of for of in modules() if (GENERATOR / of.name.replace(".", "/") / "__init__.py").is_file()]
    packages.append(module("__init__", (GENERATOR / "__init__.py").read_text("utf-8")))
    assert len(packages) > 5
    assert [doing for of in packages for doing in work_at_import(of)] == []


def test_functions_are_short() -> None:
    all_functions = [found for of in modules() for found in functions(of)]
    long = [found for found in all_functions if found[1] > SHORT]
    assert [found for found in all_functions if found[1] > MOST_LINES_OF_A_FUNCTION] == []
    assert len(long) <= len(all_functions) / 10, long


def test_modules_are_short() -> None:
    assert [(of.name, of.lines) for of in modules() if of.lines > MOST_LINES_OF_A_MODULE] == []


def test_every_module_says_what_it_is_for() -> None:
    assert [of.name for of in modules() if not ast.get_docstring(of.tree)] == []


def loaded_by(modules: str) -> set[str]:
    """The libraries that a process has loaded which imports these modules."""
    code = f"import {modules}, sys; print(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=surroundings)
    found = set(run.stdout.split())
    assert "generator" in found
    return found


def test_commands_start_without_the_engine() -> None:
    names = sorted({f"generator.commands.{module}" for module, _ in COMMANDS.values()})
    assert len(names) > 3
    assert not {"mkdocs", "material", "pymdownx"} & loaded_by(", ".join(names))


def test_a_check_loads_nothing_that_typesets_or_writes() -> None:
    assert not {"typst", "pypdfium2", "fontTools", "icalendar", "filelock"} & loaded_by("generator.commands.check")
    assert {"typst", "filelock"} <= loaded_by("generator.commands.paper, generator.commands.site")


# --- each rule refuses what it is there to refuse


def test_an_import_the_wrong_way_is_seen() -> None:
    assert wrong_arrows(module("model.exercise", "from generator.handbook import load"))
    assert wrong_arrows(module("pages.context", "from generator import printables"))
    assert wrong_arrows(module("source.files", "def later():\n    import generator.model.fields"))
    assert wrong_arrows(module("handbook.load", "from generator import report"))
    assert wrong_arrows(module("pages.context", "from generator.site import build"))
    assert wrong_arrows(module("site.addresses", "from generator.site.build import build"))
    assert wrong_arrows(module("source.files", "from generator.errors import Problem")) == []


def test_a_stranger_is_seen() -> None:
    assert strangers(module("handbook.load", "import yaml"))
    assert strangers(module("printables.sheet", "from typst import compile"))
    assert strangers(module("host.process", "from mkdocs.commands import build"))
    assert strangers(module("publish.build", "import subprocess"))
    assert strangers(module("source.compose", "import yaml")) == []


def test_a_file_opened_in_the_middle_is_seen() -> None:
    assert touched(module("handbook.load", "open('x')"))
    assert touched(module("pages.context", "from pathlib import Path\nPath('x').read_text()"))
    assert touched(module("site.build", "import os\nos.environ['X']"))
    assert touched(module("source.files", "open('x')")) == []


def test_a_clock_is_seen() -> None:
    assert clocks(module("handbook.schedule", "from datetime import date\ndate.today()"))


def test_work_in_a_package_is_seen() -> None:
    assert work_at_import(module("text", "'''Words.'''\nX = list(range(10))"))
    assert work_at_import(module("text", "'''Words.'''\nimport re")) == []


def test_a_long_function_is_seen() -> None:
    assert functions(module("x", "def f():\n" + "    pass\n" * 45)) == [("x.f", 46)]
