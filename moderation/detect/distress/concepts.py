"""What is said in each place of a message: the words, and what they talk of.

A word that was never learned from still says something when its stem was, or its concept: death,
blood, a blow, a shop, a game. The words of the concepts stand in concepts.txt.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from moderation.detect.distress.lexicon import Lexicon, read_groups
from moderation.detect.distress.matching import Row
from moderation.detect.distress.reading import UNSPOKEN
from moderation.detect.distress.stems import stem

FILE = Path(__file__).with_name("concepts.txt")
_REMEMBERED = 8_192

Pieces = Sequence[Sequence[str]]
"""What is said in each place of a message; nothing where a sign stands."""


class Concepts:
    """They share the lexicon of the phrases, so that every word is looked up once for both."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = {
            lexicon.slot(words): f"<{name}>" for name, words in read_groups(FILE).items()
        }
        self.said_by = lru_cache(maxsize=_REMEMBERED)(self._said_by)

    def pieces_of(self, row: Row) -> Pieces:
        """The word in each place, its stem, its concepts, and the pair with the word before."""
        pieces: list[Sequence[str]] = []
        before = ""
        for place, word in enumerate(row.words):
            if word in UNSPOKEN:
                pieces.append(())
                continue
            alone = self.said_by(word)
            short = alone[1]
            said = *alone, f"{before} {short}"
            if place in row.expressed:
                said = *said, *self._names_of(slot for slot, _ in row.expressed[place])
            pieces.append(said)
            before = short
        return pieces

    def _names_of(self, slots: Iterable[int]) -> Iterator[str]:
        return (self._names[slot] for slot in slots if slot in self._names)

    def _said_by(self, word: str) -> Sequence[str]:
        """By one word alone: itself, its stem, its concepts."""
        short = stem(word)
        if short != word:
            short += "~"
        return word, short, *self._names_of(self._lexicon.known(word).slots)
