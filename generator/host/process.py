"""Starts the site engine (MkDocs), each time in a process of its own. Nothing else starts it.

The process ends with the one that started it, however that one ends, so that a killed build leaves nobody writing.
This module is also what runs in that process: `python -m generator.host.process` is the engine with that tie. It knows
nothing of content or pages, and imports as little as it can.
"""

import _thread
import os
import runpy
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from generator import memory
from generator.errors import ExitCode, FileAccessError, SiteBuildError, UsageError
from generator.host.settings import FIXED_ENVIRONMENT, KEPT_PAGES_VARIABLE

GRACE_SECONDS = 3


def build_pages(config: Path, target: Path, kept: Path | None = None) -> None:
    """Builds the site that a config file describes into the folder `target`, every warning counting as a fault.
    `kept` is where pages are kept for the next time.

    Raises SiteBuildError with what the engine said, FileAccessError if it could not read or write.
    """
    arguments = ["build", "--strict", "--config-file", str(config), "--site-dir", str(target)]
    environment = {KEPT_PAGES_VARIABLE: str(kept)} if kept else {}
    with start_process(arguments, environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            assert process.stdout is not None, "asked for above"
            said = process.stdout.read().decode("utf-8", "replace").strip().splitlines()
            code = process.wait()
        finally:
            process.kill()
    if code == ExitCode.FILES:
        raise FileAccessError(said[-1] if said else "the engine could not read or write")
    if code != 0:
        raise SiteBuildError(said or [f"the engine ended with code {code} and said nothing"])


def serve_pages(config: Path, port: int, environment: Mapping[str, str]) -> int:
    """Runs the live preview on this machine until it is stopped; gives its exit code.

    Raises UsageError if something else listens on the port.
    """
    check_port_free(port)
    arguments = ["serve", "--livereload", "--config-file", str(config), "--dev-addr", f"127.0.0.1:{port}"]
    with start_process(arguments, environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # the terminal has told the engine as well; it takes leave by itself
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE_SECONDS)
            return 0
        finally:
            process.kill()


def check_port_free(port: int) -> None:
    """Refuses a port that is taken, before anybody waits for a build to find out."""
    with socket.socket() as caller:
        if caller.connect_ex(("127.0.0.1", port)) == 0:
            raise UsageError(f"something else listens on port {port}; name another: --port {port % 65535 + 1}")


def start_process(
    arguments: Sequence[str], environment: Mapping[str, str], *, stdout: int | None = None, stderr: int | None = None
) -> "subprocess.Popen[bytes]":
    """The engine's process, tied to this one by its standard input, which stays open as long as this one lives."""
    command = [sys.executable, "-P", "-m", "generator.host.process", *arguments]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, env={**process_environment(), **environment}
    )


def process_environment() -> dict[str, str]:
    """The environment of the engine: the same wherever and whenever it runs, as far as pages depend on it."""
    here = str(Path(__file__).resolve().parent.parent.parent)
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    fixed = {"PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1"}
    return {**FIXED_ENVIRONMENT, **os.environ, **fixed}


def exit_with_parent() -> None:
    """Waits until the starting process is gone, then ends this one: politely, and if that does not help at once."""
    while os.read(0, 64):
        pass
    _thread.interrupt_main()
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def run_mkdocs() -> None:
    """Runs the engine in this process with the arguments of the command line."""
    memory.collect_rarely(memory.ENGINE)
    threading.Thread(target=exit_with_parent, daemon=True).start()
    try:
        runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        sys.stderr.write(f"{where}{fault.strerror or fault}\n")
        raise SystemExit(ExitCode.FILES) from None


if __name__ == "__main__":
    run_mkdocs()
