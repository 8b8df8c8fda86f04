"""What things cost, in CPU seconds of whole processes: python3 tests/benchmark.py [runs]

Prints medians of alternating runs, for reading and comparing, never for asserting: machines differ and are noisy. To
hold one state of the project against another, there is compare_versions.py.
"""

import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from growing import grow_content
from running import free_port, listening, wait_until

ROOT = Path(__file__).resolve().parent.parent
# no build service, where nothing that was checked is kept; what Python compiles it keeps, as it does for everybody
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "CI": "", "PYTHONDONTWRITEBYTECODE": ""}
TIMES = (1, 5, 20)
# paper takes too long for more
PAPER_TIMES = (1, 4)
# files that are edited in the preview, each with the page that is open
EDITED = (
    ("content/sessions/opening.yml", "sessions/opening.html"),
    ("content/exercises/fairness/two-column-test.yml", "exercises/fairness/two-column-test.html"),
    ("content/chapters/the-frame.md", "chapters/the-frame.html"),
    ("templates/words/en.yml", "sessions/opening.html"),
    ("templates/pages/session.md.j2", "sessions/opening.html"),
    ("content/circle.yml", "index.html"),
)
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
GROWTH = """
import resource, sys, time
from pathlib import Path
from generator import memory
from generator.folders import Project
from generator.project import build_project_site, load_content
memory.collect_rarely(memory.COMMAND)
project = Project(Path("."), ((Path(sys.argv[1]), "content"),))
def used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
start, before = time.process_time(), used()
content = load_content(project)
read, held = time.process_time() - start, used() - before
build_project_site(project, content, paper=False)
print(len(content.layers[0].files), read, held, time.process_time() - start - read, used() - before)
"""
PAPER = """
import resource, sys
from pathlib import Path
from generator.handbook import derive
from generator.handbook.load import examine_layers
from generator.printables.makers import list_previews, make_printables
from generator.site.paper import make_renderer
from generator.site.catalogue import list_published_entries
from generator.site.templates import read_templates
from generator.source.files import read_layer
from generator.printables.context import PrintContext
from generator.typesetting.batches import list_units, make_batches, make_job
book, _ = examine_layers([read_layer(Path(sys.argv[1] if sys.argv[1:] else "content"), "content")])
loaded = read_templates(Path("templates"))
context = PrintContext(book, derive.plan_sessions(book), loaded.find_translations(book))
wanted = [entry for entry in list_published_entries(book, context.plans) if "{kind}" in ("", entry.kind)]
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
# a year of a hundred sessions and more fits no rota and no poster, which counts for little
PAPER_GROWTH = """
made, problems = renderer.render_all(make_printables(context, wanted))
assert len(made) > 0.9 * sum(len(entry.papers) for entry in wanted), problems
most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(len(made), used() - start, sum(most))
"""
PICTURES = """
made, _ = renderer.render_all(make_printables(context, wanted))
pdfs = {asset.path: asset.data for asset in made}
start = used()
pictures = renderer.render_pictures((to, pdfs[pdf]) for to, pdf in list_previews(wanted, book.circle.paper))
print(used() - start, len(pictures))
"""
# each different page once, in the way that fits, and nothing of ours but the templates
BARE = """
listed = [one for _, one in make_printables(context, wanted)]
batches = make_batches(unit for units in list_units(listed, "en") for unit in units)
spent = 0.0
for batch in batches:
    job = renderer.typesetter.font_set.replace_missing(make_job(batch, "en"))
    for variant in batch.variants:
        start = used()
        if isinstance(renderer.typesetter.typeset_pdf(job, variant), bytes):
            spent += used() - start
            break
print(spent, len(batches))
"""


def children() -> float:
    """CPU seconds of all child processes that have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def cost(command: list[str], cwd: Path, kept: Path | None = None) -> float:
    """CPU seconds of one command and all that it starts; `kept` is where it keeps what it makes, if anywhere else."""
    before = children()
    surroundings = {**QUIET, **({"HANDBOOK_CACHE": str(kept)} if kept else {})}
    subprocess.run(command, cwd=cwd, env=surroundings, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return children() - before


def told(script: str, *arguments: str) -> list[float]:
    """The numbers that a script prints."""
    command = [sys.executable, "-c", script, *arguments]
    out = subprocess.run(command, cwd=ROOT, env=QUIET, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [float(word) for word in out.split()]


def measure(runs: int, folder: Path) -> dict[str, list[float]]:
    """Every job `runs` times, in turns, so that a busy machine is unkind to all alike."""
    handbook = [sys.executable, "-m", "generator"]
    export = folder / "export"
    QUIET["HANDBOOK_CACHE"] = str(folder / "paper")
    cost([*handbook, "export", str(export)], ROOT)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-f", str(export / "mkdocs.yml"), "-d", str(folder / "plain")]
    kept_answers = folder / "answers"
    QUIET["HANDBOOK_CACHE"] = str(kept_answers)

    def check_anew() -> float:
        shutil.rmtree(kept_answers, ignore_errors=True)
        return cost([*handbook, "check"], ROOT)

    kept = str(folder / "kept")
    told(PAPER.format(what=MADE, kind="", kept=kept))
    jobs: dict[str, Callable[[], float]] = {
        "check": check_anew,
        "check again": lambda: cost([*handbook, "check"], ROOT),
        "build": lambda: cost([*handbook, "build", "--out", str(folder / "site")], ROOT, folder / "paper"),
        "plain": lambda: cost(mkdocs, export),
        "paper": lambda: told(PAPER.format(what=MADE, kind="", kept=""))[0],
        "pictures": lambda: told(PAPER.format(what=PICTURES, kind="", kept=kept))[0],
        "bare": lambda: told(PAPER.format(what=BARE, kind="", kept=""))[0],
        "sheets": lambda: told(PAPER.format(what=MADE, kind="sheet", kept=""))[0],
    }
    jobs["build, no page kept"] = lambda: build_without_kept_pages(handbook, folder)
    jobs["again"] = lambda: told(PAPER.format(what=MADE, kind="", kept=kept))[0]
    found: dict[str, list[float]] = {name: [] for name in [*jobs, "read"]}
    for _ in range(runs):
        for name, job in jobs.items():
            found[name].append(job())
        seconds, files = told(READ)
        found["read"].append(seconds * 200 / files)
    return found


def build_without_kept_pages(handbook: list[str], folder: Path) -> float:
    """What a build costs whose paper is kept and none of whose pages is."""
    for kept in (folder / "paper").glob("pages.json"):
        kept.unlink()
    return cost([*handbook, "build", "--out", str(folder / "site")], ROOT, folder / "paper")


def time_edits(folder: Path, runs: int, times: int) -> float:
    """The median of the seconds from saving a file to having the page that shows it, in a running preview of a handbook
    so many times as large."""
    root = folder / f"preview-{times}"
    grow_content(ROOT / "content", root / "content", times)
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    port = free_port()
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=root, env=QUIET, stdout=quiet, stderr=quiet) as process:
        try:
            wait_until(lambda: listening(port))
            return statistics.median(time_edit(root, port, name, page) for _ in range(runs) for name, page in EDITED)
        finally:
            process.terminate()
            process.kill()


def time_edit(root: Path, port: int, name: str, page: str) -> float:
    """The seconds from one edit, a remark at the end of a file, to the page."""

    def get(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=300) as answer:
            return str(answer.read().decode())

    epoch = int(re.findall(r"livereload\((\d+),", get(page))[-1])
    start = time.monotonic()
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    while int(get(f"livereload/{epoch}/1")) <= epoch:
        pass
    get(page)
    return time.monotonic() - start


def print_growth(folder: Path) -> None:
    """Prints what a check and its pages cost at several sizes, and by which power of the size that grows."""
    print("growth: files, seconds and MB for reading and checking, then with all pages")
    rows = []
    for times in TIMES:
        content = grow_content(ROOT / "content", folder / f"content-{times}", times)
        rows.append(told(GROWTH, str(content)))
        print(f"  {times:3} times  " + "  ".join(f"{value:8.2f}" for value in rows[-1]))
    print_powers(*rows[-2:])


def print_paper_growth(folder: Path) -> None:
    """Prints what all paper costs at two sizes, and by which power of the number of files that grows."""
    print("growth of paper: files, seconds, and MB of the command and the largest of its workers")
    rows = []
    for times in PAPER_TIMES:
        content = grow_content(ROOT / "content", folder / f"paper-{times}", times)
        rows.append(told(PAPER.format(what=PAPER_GROWTH, kind="", kept=""), str(content)))
        print(f"  {times:3} times  " + "  ".join(f"{value:8.2f}" for value in rows[-1]))
    print_powers(*rows)


def print_powers(first: list[float], last: list[float]) -> None:
    """Prints by which power of the first number the others grow."""
    powers = [
        math.log(after / before) / math.log(last[0] / first[0]) for before, after in zip(first, last, strict=True)
    ]
    print("  power, largest two  " + "  ".join(f"{power:8.2f}" for power in powers[1:]) + "  goal 1.05")


def print_rows(median: dict[str, float]) -> None:
    """Prints what was measured, and ratios of it."""
    site, anew = (median[name] - median["again"] for name in ("build", "build, no page kept"))
    rows = (
        ("read and check 200 files, in a running process", median["read"], "goal 0.50"),
        ("handbook check, whole process", median["check"], "goal 1.00"),
        ("handbook check, nothing changed since", median["check again"], "goal 0.40"),
        ("from an edit to its page in the preview (seconds)", median["edit 1"], "goal 0.50"),
        ("the same with four times the content (seconds)", median["edit 4"], "goal 1.00"),
        ("handbook build, whole", median["build"], ""),
        ("plain MkDocs on the exported pages", median["plain"], ""),
        ("site part of the build (build less paper that was kept)", site, ""),
        ("site part / plain MkDocs (ratio)", site / median["plain"], "goal 1.10"),
        ("the same if no page is kept (ratio)", anew / median["plain"], ""),
        ("session sheets alone, all four papers", median["sheets"], ""),
        ("all paper from nothing", median["paper"], ""),
        ("the pictures of it", median["pictures"], ""),
        ("Typst alone, each different page once", median["bare"], ""),
        ("all paper / Typst alone, each different page once (ratio)", median["paper"] / median["bare"], "to keep"),
        ("all paper again, nothing changed", median["again"], ""),
    )
    for what, value, note in rows:
        print(f"  {what:<56} {value:6.2f}  {note}")


def main() -> None:
    """Measures and prints."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    folder = Path(tempfile.mkdtemp(prefix="handbook-benchmark-"))
    QUIET["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    started = time.monotonic()
    try:
        median = {name: statistics.median(values) for name, values in measure(runs, folder).items()}
        median |= {f"edit {times}": time_edits(folder, runs, times) for times in (1, 4)}
        print(f"CPU seconds, medians of {runs} runs ({time.monotonic() - started:.0f} s in all)")
        print_rows(median)
        print_growth(folder)
        print_paper_growth(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
