"""`python -m generator` is the command `handbook`, and sets itself up first where that is needed."""

import sys

from generator import bootstrap


def main() -> None:
    """Hands over to the command line, here or in the environment that was set up."""
    done = bootstrap.run_bootstrap(sys.argv[1:])
    if done is not None:
        raise SystemExit(done)
    from generator.cli import main as handbook  # noqa: PLC0415  # what it needs may not be there before the set-up

    handbook()


if __name__ == "__main__":
    main()
