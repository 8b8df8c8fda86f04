"""How seldom Python looks for memory that nobody needs. Imports next to nothing, since a command begins with it."""

from __future__ import annotations

import gc

# nearly all that a command makes lives to its end, so there is little to look for: 511 of a million and more objects
_THRESHOLDS = (2_000_000, 50, 100)


def collect_rarely() -> None:
    """Let Python look for unneeded memory seldom."""
    gc.set_threshold(*_THRESHOLDS)
