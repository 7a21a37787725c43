"""Things known of words by how they begin: «дочк…», «застрел…»."""

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Beginnings(Generic[T]):
    """Most words share no more than a few letters with any beginning: a look-up ends there."""

    def __init__(self) -> None:
        # With every beginning stand all shorter ones: where one is missing, no longer one can be.
        self._things: dict[str, Sequence[T]] = {}

    def add(self, beginning: str, thing: T) -> None:
        for length in range(1, len(beginning)):
            self._things.setdefault(beginning[:length], ())
        self._things[beginning] = (*self._things.get(beginning, ()), thing)

    def of(self, word: str) -> list[T]:
        """All that is known of a word, shorter beginnings first."""
        found: list[T] = []
        for length in range(1, len(word) + 1):
            things = self._things.get(word[:length])
            if things is None:
                break
            found += things
        return found

    def __iter__(self) -> Iterator[tuple[str, Sequence[T]]]:
        """Each beginning of which something is known."""
        return ((beginning, things) for beginning, things in self._things.items() if things)
