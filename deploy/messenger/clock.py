"""The messenger's own time: the real clock plus an offset that the control API moves."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class VirtualClock:
    """Stands for the clock of the messenger's servers, which the club cannot set.

    Seconds everywhere. `wall` and `steady` are injected so that a test may freeze them.
    """

    offset: float = 0.0
    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic

    def now(self) -> int:
        """Unix time, whole seconds: the unit of every date in the Bot API."""
        return int(self.wall() + self.offset)

    def monotonic(self) -> float:
        """For limits: moves on with the virtual time too, so that no test waits a minute."""
        return self.steady() + self.offset
