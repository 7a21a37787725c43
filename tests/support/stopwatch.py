"""How long something takes at its best: what else the process does in between is not its fault."""

import time
from collections.abc import Callable

_TIMES = 3


def least_seconds(act: Callable[[], object]) -> float:
    """The least of three runs, in seconds of this thread."""
    return min(_seconds(act) for _ in range(_TIMES))


def _seconds(act: Callable[[], object]) -> float:
    began = time.thread_time()
    act()
    return time.thread_time() - began
