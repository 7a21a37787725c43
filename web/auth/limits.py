"""Not too many tries from one address: a sliding window in memory of each process."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

_MOST_ADDRESSES = 10_000


class TooOften(Exception):  # noqa: N818  named for what the visitor did
    """More tries than allowed; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class TryLimit:
    """At most `tries` in `seconds` from one address."""

    def __init__(
        self, tries: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tries = tries
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def note(self, address: str) -> None:
        """Count one try; raises TooOften instead of counting one too many."""
        moment = self._clock()
        tries = self._seen.setdefault(address, deque())
        self._seen.move_to_end(address)
        while tries and tries[0] <= moment - self._seconds:
            tries.popleft()
        if len(tries) >= self._tries:
            raise TooOften(max(1, round(tries[0] + self._seconds - moment)))
        tries.append(moment)
        # Many addresses at once must not fill the memory: the longest quiet one is forgotten.
        while len(self._seen) > _MOST_ADDRESSES:
            self._seen.popitem(last=False)
