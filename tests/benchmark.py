"""What things cost, in CPU seconds of whole processes: python3 tests/benchmark.py [runs]

Prints medians of alternating runs, for reading and comparing, never for asserting: machines differ and are noisy.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
READ = """
import time
from pathlib import Path
from generator.handbook.load import examine_layers
from generator.source.files import read_layer
start = time.process_time()
layer = read_layer(Path("content"), "content")
examine_layers([layer])
print(time.process_time() - start, len(layer.files))
"""
PAPER = """
import resource, sys
from pathlib import Path
from generator.handbook import derive
from generator.handbook.load import examine_layers
from generator.printables.makers import make_previews, make_printables
from generator.site.build import make_renderer
from generator.site.catalogue import list_entries
from generator.site.templates import read_templates
from generator.source.files import read_layer
from generator.printables.context import PrintContext
from generator.typesetting.printable import make_job, serialize_job
book, _ = examine_layers([read_layer(Path("content"), "content")])
loaded = read_templates(Path("templates"))
context = PrintContext(book, derive.plan_sessions(book), loaded.find_translations(book.circle.language))
wanted = [entry for entry in list_entries(book, context.plans) if "{kind}" in ("", entry.kind)]
kept = "{kept}"
renderer = make_renderer(loaded, context.words, Path(kept) if kept else None)
def used():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(spent.ru_utime + spent.ru_stime for spent in both)
start = used()
{what}
"""
MADE = """
made, problems = renderer.render_all(make_printables(context, wanted))
assert made and not problems, problems
print(used() - start, len(made), renderer.rendered_count)
"""
PICTURES = """
pictures = renderer.render_pictures(make_previews(context, wanted, book.circle.paper))
print(used() - start, len(pictures), used() - start)
"""
# the same documents, each in the way that was found before, and nothing of ours but the templates
BARE = """
jobs = []
for _, one in make_printables(context, wanted):
    job = serialize_job(make_job(one, "en"), renderer.typesetter.font_set)
    jobs.append((job, one.variants))
spent = 0.0
for job, variants in jobs:
    for variant in variants:
        start = used()
        if isinstance(renderer.typesetter.typeset_pdf(job, variant), bytes):
            spent += used() - start
            break
print(spent, len(jobs))
"""


def children() -> float:
    """CPU seconds of all child processes that have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def cost(command: list[str], cwd: Path) -> float:
    """CPU seconds of one command and all that it starts."""
    before = children()
    subprocess.run(command, cwd=cwd, env=QUIET, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return children() - before


def told(script: str) -> list[float]:
    """The numbers that a script prints."""
    command = [sys.executable, "-c", script]
    out = subprocess.run(command, cwd=ROOT, env=QUIET, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [float(word) for word in out.split()]


def measure(runs: int, folder: Path) -> dict[str, list[float]]:
    """Every job `runs` times, in turns, so that a busy machine is unkind to all alike."""
    handbook = [sys.executable, "-m", "generator"]
    export = folder / "export"
    cost([*handbook, "export", str(export)], ROOT)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-f", str(export / "mkdocs.yml"), "-d", str(folder / "plain")]
    jobs: dict[str, Callable[[], float]] = {
        "check": lambda: cost([*handbook, "check"], ROOT),
        "build": lambda: cost([*handbook, "build", "--out", str(folder / "site")], ROOT),
        "plain": lambda: cost(mkdocs, export),
        "paper": lambda: told(PAPER.format(what=MADE, kind="", kept=""))[0],
        "bare": lambda: told(PAPER.format(what=BARE, kind="", kept=""))[0],
        "sheets": lambda: told(PAPER.format(what=MADE, kind="sheet", kept=""))[0],
    }
    kept = str(folder / "kept")
    told(PAPER.format(what=MADE, kind="", kept=kept))
    jobs["again"] = lambda: told(PAPER.format(what=MADE, kind="", kept=kept))[0]
    found: dict[str, list[float]] = {name: [] for name in [*jobs, "read"]}
    for _ in range(runs):
        for name, job in jobs.items():
            found[name].append(job())
        seconds, files = told(READ)
        found["read"].append(seconds * 200 / files)
    return found


def main() -> None:
    """Measures and prints."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    folder = Path(tempfile.mkdtemp(prefix="handbook-benchmark-"))
    started = time.monotonic()
    try:
        median = {name: statistics.median(values) for name, values in measure(runs, folder).items()}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    site = median["build"] - median["again"]
    rows = (
        ("read and check 200 files, in a running process", median["read"], "goal 0.50"),
        ("handbook check, whole process", median["check"], ""),
        ("handbook build, whole", median["build"], ""),
        ("plain MkDocs on the exported pages", median["plain"], ""),
        ("site part of the build (build less paper that was kept)", site, ""),
        ("site part / plain MkDocs (ratio)", site / median["plain"], "goal 1.10"),
        ("session sheets alone, all four papers", median["sheets"], ""),
        ("all paper from nothing", median["paper"], "goal 6.00"),
        ("Typst alone for the same documents", median["bare"], ""),
        ("all paper / Typst alone (ratio)", median["paper"] / median["bare"], ""),
        ("all paper again, nothing changed", median["again"], ""),
    )
    print(f"CPU seconds, medians of {runs} runs ({time.monotonic() - started:.0f} s in all)")
    for what, value, note in rows:
        print(f"  {what:<56} {value:6.2f}  {note}")


if __name__ == "__main__":
    main()
