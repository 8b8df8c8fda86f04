"""Typesets many documents in worker processes, as many as the machine has cores.

An edge: it starts processes. Each worker has a typesetter of its own and ends with the build that started it. A few
documents, or a machine that lets nobody start processes, are served by this process alone. Knows nothing of what is
printed.
"""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TypeAlias

from generator.typesetting.printable import Variant
from generator.typesetting.typst_compiler import Misfit, MissingGlyph, Typesetter

TaskResult: TypeAlias = bytes | tuple[Misfit, ...]
# with less to typeset than this for each worker, in characters, starting a process costs more than it saves
MIN_CHARACTERS_PER_WORKER = 250_000


@dataclass(frozen=True)
class Task:
    """A document to be made: its job as JSON, and the variants to try in order."""

    job: str
    variants: tuple[Variant, ...]


def run_tasks(typesetter: Typesetter, tasks: Sequence[Task]) -> Iterator[TaskResult]:
    """Yield the result of each task, in order. Raises TypesettingFault.

    The longest is begun first: then no worker is left with a book when the others are done, and what Typst remembers of
    a long document does not slow down many short ones.
    """
    longest = sorted(range(len(tasks)), key=lambda place: -len(tasks[place].job))
    results = dict(zip(longest, _run_in_order(typesetter, [tasks[place] for place in longest]), strict=True))
    yield from (results[place] for place in range(len(tasks)))


def _run_in_order(typesetter: Typesetter, tasks: Sequence[Task]) -> Iterator[TaskResult]:
    characters = sum(len(task.job) for task in tasks)
    workers = min(os.cpu_count() or 1, len(tasks), characters // MIN_CHARACTERS_PER_WORKER)
    pool = _start_workers(workers) if workers > 1 else None
    if pool is None:
        yield from (_run_task(typesetter, task) for task in tasks)
        return
    with pool:
        folders = [(typesetter.templates, typesetter.fonts)] * len(tasks)
        yield from pool.map(_run_in_worker, folders, tasks)


def _start_workers(count: int) -> ProcessPoolExecutor | None:
    """Return a pool of worker processes, or None where the system refuses."""
    try:
        return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_prepare_worker)
    except (OSError, ImportError, NotImplementedError):
        return None


def _prepare_worker() -> None:
    """Leave Ctrl+C to the build that started this process, and end with it even if it is killed.

    Typst is given one thread, since all cores are busy with workers; it asks when it is first used.
    """
    os.environ["RAYON_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        # not sys.exit, which would end this thread alone
        os._exit(1)


def _run_in_worker(folders: tuple[Path, Path], task: Task) -> TaskResult:
    return _run_task(_get_typesetter(*folders), task)


@cache
def _get_typesetter(templates: Path, fonts: Path) -> Typesetter:
    """Return the typesetter of this worker, made for its first task."""
    return Typesetter(templates, fonts)


def _run_task(typesetter: Typesetter, task: Task) -> TaskResult:
    """Return the document in the first variant that fits; where none does, what does not fit in the last.

    A character that no font has is missing in every variant, so then no other is tried.
    """
    result: TaskResult = ()
    for variant in task.variants:
        result = typesetter.typeset_pdf(task.job, variant)
        if isinstance(result, bytes) or any(isinstance(misfit, MissingGlyph) for misfit in result):
            break
    return result
