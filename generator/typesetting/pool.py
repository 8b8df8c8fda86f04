"""Several hands at the press: typesets many documents in processes of their own, as many as the machine has cores.

An edge: it starts processes. Each has its own typesetter and dies with the build that started it. A few documents, or a
machine that lets nobody start processes, are served by one hand. Knows nothing of what is printed.
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
from typing import Literal, TypeAlias

from generator.typesetting.printable import Variant
from generator.typesetting.typst_compiler import Misfit, MissingGlyph, Typesetter

OutputFormat: TypeAlias = Literal["pdf", "png"]
TaskResult: TypeAlias = bytes | tuple[Misfit, ...]
# With fewer documents than this for each hand, starting a process costs more than it saves.
TASKS_PER_BATCH = 12


@dataclass(frozen=True)
class Task:
    """A document to be made: its job as JSON, the ways to try, and what is wanted of it."""

    job: str
    variants: tuple[Variant, ...]
    ending: OutputFormat


def run_tasks(typesetter: Typesetter, tasks: Sequence[Task]) -> Iterator[TaskResult]:
    """What becomes of each task, in order. Raises TypesettingFault."""
    hands = min(os.cpu_count() or 1, len(tasks) // TASKS_PER_BATCH)
    pool = start_workers(hands) if hands > 1 else None
    if pool is None:
        yield from (run_task(typesetter, task) for task in tasks)
        return
    with pool:
        where = [(typesetter.templates, typesetter.fonts)] * len(tasks)
        yield from pool.map(run_alone, where, tasks, chunksize=2)


def start_workers(hands: int) -> ProcessPoolExecutor | None:
    """So many hands, or None where the system gives none."""
    try:
        return ProcessPoolExecutor(hands, mp_context=get_context("spawn"), initializer=prepare_worker)
    except (OSError, ImportError, NotImplementedError):
        return None


def prepare_worker() -> None:
    """Leaves Ctrl+C to the build that started this process, and ends with it even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=exit_with_parent, daemon=True).start()


def exit_with_parent() -> None:
    """Waits for the build to end, and goes."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def run_alone(where: tuple[Path, Path], task: Task) -> TaskResult:
    """A task done in a process of its own."""
    return run_task(worker_typesetter(*where), task)


@cache
def worker_typesetter(templates: Path, fonts: Path) -> Typesetter:
    """The typesetter of this process."""
    return Typesetter(templates, fonts)


def run_task(typesetter: Typesetter, task: Task) -> TaskResult:
    """A document in the first way that fits; where none does, how far the last runs over."""
    make = typesetter.typeset_pdf if task.ending == "pdf" else typesetter.typeset_picture
    found: TaskResult = ()
    for way in task.variants:
        found = make(task.job, way)
        if isinstance(found, bytes) or any(isinstance(misfit, MissingGlyph) for misfit in found):
            break
    return found
