"""Words one slip of the finger away from known ones: «плоис», «паспрот», «доочка».

Both sides leave out one letter and meet in the middle (the idea of SymSpell), so that a look-up
costs a few searches however many words are known. The first letter is taken as right.
"""

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning", bound=Hashable)
SHORTEST = 5  # letters; shorter words are one slip away from too many others


class Slips(Generic[Meaning]):
    """Known words to their meanings, found through one slip.

    A hundred thousand shapes are kept as sorted hashes: a dictionary would take twenty megabytes.
    """

    def __init__(self, words: Iterable[tuple[str, Meaning]]) -> None:
        numbers: dict[Meaning, int] = {}
        found: dict[int, int] = {}
        for word, meaning in words:
            if len(word) >= SHORTEST:
                number = numbers.setdefault(meaning, len(numbers))
                for shape in (word, *_without_one(word)):
                    found.setdefault(hash(shape), number)
        self._meanings = list(numbers)
        self._hashes = array("q", sorted(found))
        self._numbers = array("H", [found[shape] for shape in self._hashes])

    def of(self, word: str) -> Meaning | None:
        """What the word was meant to be; None when nothing known is so near."""
        shapes = (word, *_without_one(word))
        return next((known for shape in shapes if (known := self._known(shape)) is not None), None)

    def _known(self, shape: str) -> Meaning | None:
        place = bisect_left(self._hashes, hash(shape))
        if place == len(self._hashes) or self._hashes[place] != hash(shape):
            return None
        return self._meanings[self._numbers[place]]


def _without_one(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))
