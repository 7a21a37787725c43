"""Words one slip of the finger away from known ones: «плоис», «паспрот», «доочка».

Both sides leave out one letter and meet in the middle (the idea of SymSpell), so that a look-up
costs a few dictionary reads however many words are known. The first letter is taken as right.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
SHORTEST = 5  # letters; shorter words are one slip away from too many others


class Slips(Generic[Meaning]):
    """Known words to their meanings, found through one slip."""

    def __init__(self, words: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[str, Meaning] = {}
        for word, meaning in words:
            if len(word) >= SHORTEST:
                for shape in (word, *_without_one(word)):
                    self._meanings.setdefault(shape, meaning)

    def of(self, word: str) -> Meaning | None:
        """What the word was meant to be; None when nothing known is so near."""
        meanings: Mapping[str, Meaning] = self._meanings
        if word in meanings:
            return meanings[word]
        return next((meanings[shape] for shape in _without_one(word) if shape in meanings), None)


def _without_one(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))
