"""Puts what the generator needs besides its code, and the handbook's words, into the wheel.

In the source tree they lie at the root, where people look for them; in a wheel they lie in the package. Everything else
about the project is in pyproject.toml.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HIDDEN = shutil.ignore_patterns(".*", "__pycache__")


class BuildWithBundle(build_py):
    """Copies templates, content and the pattern for MkDocs into the package."""

    def run(self) -> None:
        """Build the package, then add the bundle; an editable installation finds all that in the source tree."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "generator" / "bundle"
        shutil.rmtree(target, ignore_errors=True)
        for name in ("content", "templates"):
            shutil.copytree(name, target / name, ignore=HIDDEN)
        shutil.copy("mkdocs.yml", target)


setup(cmdclass={"build_py": BuildWithBundle})
