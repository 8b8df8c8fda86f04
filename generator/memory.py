"""How seldom Python looks for memory that nobody needs. Imports next to nothing, since a command begins with it."""

from __future__ import annotations

import atexit
import gc

# nearly all that a command makes lives to its end, so there is little to look for
COMMAND = 2_000_000
# a preview lives long, and every edit leaves something behind
ENGINE = 200_000


def collect_rarely(objects: int) -> None:
    """Let Python look for unneeded memory whenever there are so many more objects, and not once more at the end, when
    all of it goes anyway."""
    gc.set_threshold(objects, 50, 100)
    atexit.register(gc.freeze)
