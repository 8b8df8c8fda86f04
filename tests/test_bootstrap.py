"""The set-up on machines that have been lived in. A small project stands in for the handbook, and its packages are
empty ones laid in by a stand-in for pip, so that nothing is fetched; processes and environments are real."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from reading import ROOT

from generator import bootstrap, environment

PARTS = (
    *("__init__", "__main__", "bootstrap", "environment", "errors", "folders", "kept_answer", "memory"),
    *("model/__init__", "model/layer_names"),
)
# the environment's packages are laid in by hand; each set-up is noted, so that a test can count them
STAND_IN = """
import sys, pathlib
from generator import bootstrap, environment
VERSIONS = {versions!r}
def lay_in(folder, *what):
    with open({log!r}, "a") as log: log.write("pip\\n")
    [site] = folder.glob("lib/python*/site-packages")
    for module in {modules!r}:
        (site / module).mkdir(exist_ok=True)
        (site / module / "__init__.py").touch()
    for name in VERSIONS:
        (site / (name.replace("-", "_") + "-" + VERSIONS[name] + ".dist-info")).mkdir(exist_ok=True)
        (site / (name.replace("-", "_") + "-" + VERSIONS[name] + ".dist-info") / "METADATA").write_text(
            f"Metadata-Version: 2.1\\nName: {{name}}\\nVersion: {{VERSIONS[name]}}\\n")
environment._run_pip = lay_in
make = environment.venv.create
environment.venv.create = lambda folder, with_pip, symlinks: make(folder, with_pip=False, symlinks=symlinks)
{more}
from generator.__main__ import main
main()
"""
WITHOUT_LINKS = """
import os, errno
def refuse(*a, **k): raise OSError(errno.EPERM, "Operation not permitted", a[0], None, a[1])
symlink = os.symlink
def only_aside(source, target, *a, **k):
    return (symlink if "handbook-cache" in str(target) else refuse)(source, target, *a, **k)
os.symlink = only_aside
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose command line says which environment it runs in."""
    folder = tmp_path / "a project"
    (folder / "generator/model").mkdir(parents=True)
    for name in PARTS:
        shutil.copy(ROOT / "generator" / f"{name}.py", folder / "generator" / f"{name}.py")
    (folder / "generator" / "cli.py").write_text("import sys\ndef main(): print('ran in', sys.prefix)\n")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "requirements.lock").write_text("")
    return folder


def versions() -> dict[str, str]:
    """The oldest version of each package that will do."""
    return {name: limits.split(",")[0].strip(">=.*") for name, limits in bootstrap._list_requirements()}


def run(project: Path, more: str = "", **variables: str) -> "subprocess.CompletedProcess[str]":
    """Types the command with a bare Python, with no package but its own."""
    log = project.parent / "pip.log"
    text = STAND_IN.format(versions=versions(), log=str(log), modules=bootstrap.NEEDED, more=more)
    (project / "stand_in.py").write_text(text)
    kept = {name: value for name, value in os.environ.items() if name not in (bootstrap.HANDED_OVER, "PYTHONPATH")}
    given = {**kept, "XDG_CACHE_HOME": str(project.parent / "handbook-cache"), **variables}
    command = [sys._base_executable, "-S", "-s", "stand_in.py", "check"]
    return subprocess.run(
        command, cwd=project, env=given, capture_output=True, encoding="utf-8", timeout=100, check=False
    )


def site_packages(folder: Path) -> Path:
    [found] = folder.glob("lib/python*/site-packages")
    return found


def count_set_ups(project: Path) -> int:
    """How often packages were laid in; each set-up runs pip twice."""
    return (project.parent / "pip.log").read_text().count("pip") // 2


def test_a_bare_machine_is_set_up_once(project: Path) -> None:
    first, second = run(project), run(project)
    assert (first.returncode, first.stdout) == (0, f"ran in {project / '.venv'}\n")
    assert first.stderr == "Setting up in .venv (once, about a minute) …\n"
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")
    assert count_set_ups(project) == 1


@pytest.mark.parametrize("damage", ["a package", "its contents", "an import", "its Python", "its list"])
def test_a_damaged_environment_is_made_anew_once(project: Path, damage: str) -> None:
    run(project)
    site = site_packages(project / ".venv")
    if damage == "a package":
        shutil.rmtree(site / "mkdocs")
    elif damage == "its contents":
        (site / "mkdocs" / "__init__.py").unlink()
    elif damage == "an import":
        shutil.rmtree(site / "babel-2.18.dist-info")
    elif damage == "its Python":
        (project / ".venv" / "bin" / "python").unlink()
        (project / ".venv" / "bin" / "python").write_text("no program")
    else:
        # as after the system's Python was replaced by a newer one
        site.parent.rename(site.parent.with_name("python3.1"))
        (project / ".venv" / "lib" / "python3.1" / "site-packages").rename(project / ".venv" / "lib" / "kept")
    done = run(project)
    assert (done.returncode, done.stdout) == (0, f"ran in {project / '.venv'}\n")
    assert "made anew" in done.stderr
    assert count_set_ups(project) == 2


def test_packages_that_never_come_right_end_in_a_sentence(project: Path) -> None:
    done = run(project, "VERSIONS['mkdocs'] = '1.5.3'")
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr.splitlines()[-1] == (
        f"The packages in {project / '.venv'} cannot be used. Delete that folder, then type the same again."
    )
    assert count_set_ups(project) == 2


def test_a_package_that_cannot_be_loaded_counts_as_damage(project: Path) -> None:
    (project / "generator" / "cli.py").write_text("import yaml.reader\ndef main(): print('ran')\n")
    done = run(project)
    assert done.returncode == 74
    assert "Traceback" not in done.stderr
    assert count_set_ups(project) == 2


def test_a_mistake_of_ours_is_not_taken_for_damage(project: Path) -> None:
    (project / "generator" / "cli.py").write_text("import generator.nowhere\n")
    done = run(project)
    assert "No module named 'generator.nowhere'" in done.stderr
    assert count_set_ups(project) == 1


def test_a_disk_without_links_gets_its_environment_elsewhere(project: Path) -> None:
    first, second = run(project, WITHOUT_LINKS), run(project, WITHOUT_LINKS)
    assert first.returncode == second.returncode == 0
    assert "handbook-cache" in first.stdout
    assert first.stdout == second.stdout
    assert "This disk cannot hold it (Operation not permitted), so it goes elsewhere." in first.stderr
    assert not (project / ".venv").exists()
    assert count_set_ups(project) == 1


def test_where_no_disk_takes_links_a_sentence_says_so(project: Path) -> None:
    done = run(project, WITHOUT_LINKS, XDG_CACHE_HOME=str(project.parent / "without"))
    assert (done.returncode, done.stdout) == (74, "")
    assert "cannot hold it either (Operation not permitted). Copy the handbook's folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_environment_of_somebody_else_is_left_alone(project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "mine").write_text("mine")
    done = run(project)
    assert done.returncode == 0
    assert "handbook-cache" in done.stdout
    assert [path.name for path in (project / ".venv").iterdir()] == ["mine"]


def test_a_set_up_that_was_broken_off_begins_again(project: Path) -> None:
    run(project)
    for path in (project / ".venv").glob("installed-*"):
        path.unlink()
    shutil.rmtree(site_packages(project / ".venv"))
    assert run(project).returncode == 0


def test_other_packages_of_the_caller_are_kept_out(project: Path) -> None:
    older = project.parent / "older"
    (older / "mkdocs").mkdir(parents=True)
    (older / "mkdocs" / "__init__.py").write_text("raise SystemExit('older')")
    done = run(project, PYTHONPATH=str(older))
    assert (done.returncode, done.stdout) == (0, f"ran in {project / '.venv'}\n")


@pytest.mark.parametrize(
    ("limits", "fits"),
    [
        (">=1,<999", True),
        (">=999", False),
        ("<1", False),
        ("==999.*", False),
        (">=8.4.0.0", True),
        ("", True),
    ],
)
def test_versions_are_compared(limits: str, fits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: "8.4.1rc1")
    assert bootstrap._fits("click", limits) is fits


def test_every_package_of_the_project_is_looked_at() -> None:
    assert len(list(bootstrap._list_requirements())) == len(bootstrap.NEEDED)
    assert not bootstrap._is_any_unfit()
    assert not bootstrap._fits("a-package-that-is-nowhere", "")


def test_pip_is_kept_from_the_users_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_USER", "PIP_TARGET", "PYTHONPATH", "PYTHONHOME"):
        monkeypatch.setenv(name, "1")
    given = environment.clean_variables()
    assert given["PIP_USER"] == "0"
    assert not {"PIP_TARGET", "PYTHONPATH", "PYTHONHOME"} & set(given)


@pytest.mark.parametrize(
    ("given", "there", "system", "name"),
    [
        ("python3", True, "posix", "python3"),
        ("/usr/bin/python3.12", True, "posix", "python3.12"),
        ("/opt/own/python", False, "posix", "/opt/own/python"),
        ("python.exe", True, "nt", "python"),
        ("python.exe", False, "nt", "py"),
    ],
)
def test_a_python_is_named_as_it_can_be_typed(
    given: str, there: bool, system: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.orig_argv", [given])
    monkeypatch.setattr("shutil.which", lambda name: name if there else None)
    monkeypatch.setattr(bootstrap, "os", SimpleNamespace(name=system, environ={}))
    assert bootstrap.name_python() == name
    monkeypatch.setattr(bootstrap, "os", SimpleNamespace(name=system, environ={bootstrap.TYPED: "python3"}))
    assert bootstrap.name_python() == "python3"
