"""Makes and repairs the environment of Python packages that the generator runs in when the caller's Python lacks them.

Standard library only. Knows nothing of the handbook. The only module that reaches the network, and only when there is
something to set up.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NoReturn

from generator.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent
RUN, TEST = ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock"
_MARK = "made-by-the-handbook"
OLDEST = (3, 11)
# what would send packages elsewhere, or pass others off as installed
_MISLEADING = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")


def find_environment() -> Path:
    """The environment's folder: `.venv` in the project, or, where that could not be made or is somebody else's, one in
    the user's cache folder."""
    own, aside = ROOT / ".venv", _cache_folder()
    if (aside / _MARK).is_file() or (own.exists() and not _may_replace(own)):
        return aside
    return own


def python_path(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def clean_variables() -> dict[str, str]:
    """The caller's environment variables without those that would mix other packages in."""
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return {**kept, "PIP_USER": "0"}


def prepare_environment(lock: Path, *, anew: bool = False) -> Path:
    """Makes the environment hold what a lock file names, unless its mark says that it does; `anew` throws away what is
    there. Returns its folder."""
    if sys.version_info < OLDEST:
        exit_with_message(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    if not lock.is_file():
        exit_with_message("Packages that the handbook needs are missing. Install the handbook again with pip.")
    folder = find_environment()
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not anew and python_path(folder).exists() and _read_mark(folder, lock) == wanted:
        return folder
    if anew or not python_path(folder).exists() or not any(folder.glob("installed-*")):
        folder = _create_environment(folder)
    else:
        print_line(f"Setting up in {_name_folder(folder)} (once, about a minute) …")
    _run_pip(folder, "--require-hashes", "-r", str(lock))
    _run_pip(folder, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    _mark_path(folder, lock).write_text(wanted)
    return folder


def print_line(words: str) -> None:
    """Tells whoever is watching."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def exit_with_message(message: str) -> NoReturn:
    """Says why nothing can go on."""
    print_line(message)
    raise SystemExit(ExitCode.FILES)


def _cache_folder() -> Path:
    """A folder for this project's environment in the place where the system keeps what can be made again."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    name = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    return (Path(base) if base else Path.home() / ".cache") / "circle-handbook" / name


def _may_replace(folder: Path) -> bool:
    """Whether an environment is ours to make anew, or empty."""
    return (folder / _MARK).is_file() or (folder.is_dir() and not any(folder.iterdir()))


def _mark_path(folder: Path, lock: Path) -> Path:
    return folder / f"installed-{lock.parent.name}.sha256"


def _read_mark(folder: Path, lock: Path) -> str:
    mark = _mark_path(folder, lock)
    return mark.read_text() if mark.is_file() else ""


def _name_folder(folder: Path) -> str:
    return folder.name if folder.parent == ROOT else str(folder)


def _create_environment(folder: Path) -> Path:
    """An empty environment, in the user's cache folder if the project's disk cannot hold one. Returns where it is."""
    print_line(f"Setting up in {_name_folder(folder)} (once, about a minute) …")
    try:
        _fill_folder(folder)
    except OSError as fault:
        aside = _cache_folder()
        if folder == aside:
            exit_with_message(
                f"{folder} cannot hold it either ({fault.strerror or fault}). Copy the handbook's folder to an "
                "ordinary disk of this computer, one that takes links, and type the same there."
            )
        print_line(f"This disk cannot hold it ({fault.strerror or fault}), so it goes elsewhere.")
        return _create_environment(aside)
    except subprocess.CalledProcessError:
        shutil.rmtree(folder, ignore_errors=True)
        exit_with_message(
            f"Python's venv module could not make {folder}, because a part of it is missing.\n"
            "On Debian and Ubuntu: apt install python3-venv"
        )
    return folder


def _fill_folder(folder: Path) -> None:
    """Makes the environment in a folder, marked as ours from the first moment, so that a half-made one is known."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        (folder / _MARK).touch()
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _run_pip(folder: Path, *what: str) -> None:
    """Runs pip in the environment."""
    command = [str(python_path(folder)), "-m", "pip", "install", "-q", "--disable-pip-version-check", *what]
    if subprocess.run(command, env=clean_variables(), check=False).returncode:
        exit_with_message(
            "The set-up did not come through; see above. It needs the internet this once. Try again later."
        )
