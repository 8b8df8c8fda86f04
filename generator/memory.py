"""How seldom Python looks for memory that nobody needs. Imports next to nothing, since a command begins with it."""

from __future__ import annotations

import atexit
import gc

# nearly all that a command makes lives to its end, so there is little to look for
_THRESHOLDS = (2_000_000, 50, 100)


def collect_rarely() -> None:
    """Let Python look for unneeded memory seldom, and not once more at the end, when all of it goes anyway."""
    gc.set_threshold(*_THRESHOLDS)
    atexit.register(gc.freeze)
