"""What was found out of single words, kept for the next message in which they stand.

Every question looks at every word, so there are many of these memories: a plain table takes less
than half the room of an `lru_cache`, and answers as fast. The usual words that are forgotten with
the older half are soon asked for again.
"""

from collections.abc import Callable, Hashable
from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

WORDS = 8_192  # different ones
_LONGEST = 48  # letters; longer ones are no words, and would let anybody fill the memory


class Remembered(dict[K, V], Generic[K, V]):
    """`remembered[word]` asks `find_out` once; when full, the older half is forgotten."""

    def __init__(self, find_out: Callable[[K], V], at_most: int = WORDS) -> None:
        super().__init__()
        self._find_out = find_out
        self._at_most = at_most

    def __missing__(self, key: K) -> V:
        found = self._find_out(key)
        if isinstance(key, str) and len(key) > _LONGEST:
            return found
        if len(self) >= self._at_most:
            younger = dict(islice(self.items(), self._at_most // 2, None))
            self.clear()
            self.update(younger)
        self[key] = found
        return found


def remembering(find_out: Callable[[K], V]) -> Callable[[K], V]:
    """The same function with a memory."""
    return Remembered(find_out).__getitem__
