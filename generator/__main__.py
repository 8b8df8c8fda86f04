"""`python -m generator` is the command `handbook`, and sets itself up first where that is needed."""

import sys

from generator import bootstrap, environment, kept_answer, memory
from generator.errors import ExitCode


def main() -> None:
    """Hands over to the command line, here or in the environment that was set up; what was asked before and has the
    same answer needs neither."""
    memory.collect_rarely(memory.COMMAND)
    try:
        # an older Python is told of by the set-up
        said = kept_answer.tell_again(sys.argv[1:]) if sys.version_info >= environment.OLDEST else None
        if said is not None:
            raise SystemExit(said)
        code = bootstrap.run_bootstrap(sys.argv[1:])
        if code is not None:
            raise SystemExit(code)
        _run_command()
    except KeyboardInterrupt:
        # pressed while it still sets up or imports; later on the command line sees to it
        sys.stderr.write("\nAborted!\n")
        raise SystemExit(ExitCode.INTERRUPTED) from None


def _run_command() -> None:
    """Runs the command line, which loads what a command needs; where a package cannot be loaded, goes on in the
    environment."""
    try:
        from generator.cli import main as handbook  # noqa: PLC0415  # what it needs may not be there before the set-up

        handbook()
    except ImportError as fault:
        if not bootstrap.is_package_missing(fault):
            raise
        raise SystemExit(bootstrap.hand_over(sys.argv[1:])) from None


if __name__ == "__main__":
    main()
