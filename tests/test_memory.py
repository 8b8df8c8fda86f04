"""Nothing is looked for in memory while a command ends."""

import subprocess
import sys

from reading import ROOT

# what was registered first runs last
CODE = """
import atexit, gc
atexit.register(lambda: print("left to the end:", gc.get_freeze_count() > 1000))
from generator import memory
before = gc.get_threshold()
memory.collect_rarely(memory.COMMAND)
print("more seldom:", gc.get_threshold() > before, gc.get_freeze_count())
"""


def test_memory_is_left_to_the_end() -> None:
    run = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "more seldom: True 0\nleft to the end: True\n"
