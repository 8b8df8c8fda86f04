"""The judges of pages that come from npm: where they lie, and what they say. `.ci/run` fetches them, no test does."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from browsing import FLAGS, chromium
from running import ROOT, skip_loudly

JUDGES = ROOT / ".cache" / "judges" / "node_modules"


def find_judge(program: str, path: str) -> list[str]:
    """The beginning of a command: a program of this system and what it runs; without one of them the test is
    skipped, or fails if REQUIRE_BROWSER is set."""
    found, judge = shutil.which(program), JUDGES / path
    if not found or not judge.is_file():
        skip_loudly(f"{program} or {judge.relative_to(ROOT)} is missing; .ci/run fetches what tests/judges names")
    return [found, *(["-Xss4m", "-jar"] if program == "java" else []), str(judge)]


def measure_page(address: str, categories: Sequence[str], told: Path) -> dict[str, float]:
    """What Lighthouse gives a page as a phone has it, from 0 to 1 by category. `told` is a file for its report."""
    command = find_judge("node", "lighthouse/cli/index.js")
    options = [
        *("--quiet", "--output=json", f"--output-path={told}", "--no-enable-error-reporting"),
        *(f"--only-categories={','.join(categories)}", f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"),
    ]
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    done = subprocess.run(
        [*command, address, *options], env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    judged = json.loads(told.read_text("utf-8"))
    assert not judged.get("runtimeError"), judged["runtimeError"]
    return {name: one["score"] for name, one in judged["categories"].items()}


def validate_pages(pages: Sequence[Path]) -> list[dict[str, Any]]:
    """What the W3C's checker of HTML has against pages: errors and warnings, as it words them."""
    command = find_judge("java", "vnu-jar/build/dist/vnu.jar")
    done = subprocess.run(
        [*command, "--format", "json", *map(str, pages)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return found
