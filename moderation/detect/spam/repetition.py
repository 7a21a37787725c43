"""Whether nearly the same text stands in several places within minutes.

Bounded in memory, and a look-up costs the same however much was said. Texts are kept as a few
hashes of pairs of words; short kind words are the same everywhere and do not count.
"""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import pairwise
from zlib import crc32

WINDOW = 600.0  # seconds
_REMEMBERED = 2048  # three different messages a second, for ten minutes
_SKETCH, _SAME = 8, 5  # so many hashes of a text, so many of them alike
_FEWEST_PAIRS = 7
_PLACES = 64
_REPEATS_LIKE_A_PLACE = 3

Place = tuple[int, int]
"""Author and chat."""


@dataclass(slots=True)
class _Group:
    """Texts that are nearly the same."""

    sketch: Sequence[int]
    last: float
    times: int = 0
    places: set[Place] = field(default_factory=set)


class Recent:
    """The last minutes of all chats of this process."""

    def __init__(self) -> None:
        self._groups: OrderedDict[int, _Group] = OrderedDict()  # the longest unseen first
        self._by_hash: dict[int, int] = {}
        self._next = 0

    def places_of(self, words: Sequence[str], place: Place, seconds: float) -> int:
        """In how many places the text was seen, this one included; 0 for too short a text.

        Saying it again in the same place counts for a third of another.
        """
        sketch = _sketch(words)
        if sketch is None:
            return 0
        self._forget(seconds)
        number = self._find(sketch)
        if number is None:
            number = self._begin(sketch)
        group = self._groups[number]
        self._groups.move_to_end(number)
        group.last, group.times = seconds, group.times + 1
        if len(group.places) < _PLACES:
            group.places.add(place)
        repeats = group.times - len(group.places)
        return len(group.places) + repeats // _REPEATS_LIKE_A_PLACE

    def _find(self, sketch: Sequence[int]) -> int | None:
        votes = Counter(self._by_hash[one] for one in sketch if one in self._by_hash)
        if not votes:
            return None
        number, count = votes.most_common(1)[0]
        return number if count >= _SAME else None

    def _begin(self, sketch: Sequence[int]) -> int:
        if len(self._groups) >= _REMEMBERED:
            self._drop()
        self._next += 1
        self._groups[self._next] = _Group(sketch, 0.0)
        self._by_hash.update(dict.fromkeys(sketch, self._next))
        return self._next

    def _forget(self, seconds: float) -> None:
        while self._groups and seconds - next(iter(self._groups.values())).last > WINDOW:
            self._drop()

    def _drop(self) -> None:
        number, group = self._groups.popitem(last=False)
        for one in group.sketch:
            if self._by_hash.get(one) == number:
                del self._by_hash[one]


def _sketch(words: Sequence[str]) -> Sequence[int] | None:
    pairs = {
        crc32(f"{first} {second}".encode("utf-8", "surrogatepass"))
        for first, second in pairwise(words)
    }
    return tuple(nsmallest(_SKETCH, pairs)) if len(pairs) >= _FEWEST_PAIRS else None
