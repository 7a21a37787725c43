"""What is said in each place of a message: the words, and what they talk of.

A word that was never learned from still says something when its stem was, or its concept: death,
blood, a blow, a shop, a game. The words of the concepts stand in concepts.txt.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from moderation.detect.distress.lexicon import Lexicon, read_groups
from moderation.detect.distress.matching import Row
from moderation.detect.distress.reading import UNSPOKEN
from moderation.detect.distress.stems import stem
from moderation.detect.remembered import remembering

FILE = Path(__file__).with_name("concepts.txt")


class Pieces:
    """What is said in each place of a message, in one row; nothing where a sign stands."""

    def __init__(self) -> None:
        self.row: list[str] = []
        self.begins: list[int] = []  # by place, where in the row its pieces begin

    def __len__(self) -> int:
        """Places."""
        return len(self.begins)

    def between(self, begin: int, end: int) -> Sequence[str]:
        """All that is said from one place up to another, which may lie beyond the last."""
        first = self.begins[begin] if begin < len(self) else len(self.row)
        after = self.begins[end] if end < len(self) else len(self.row)
        return self.row[first:after]


class Concepts:
    """They share the lexicon of the phrases, so that every word is looked up once for both."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = {
            lexicon.slot(words): f"<{name}>" for name, words in read_groups(FILE).items()
        }
        self.said_by = remembering(self._said_by)

    def pieces_of(self, row: Row) -> Pieces:
        """The word in each place, its stem, its concepts, and the pair with the word before."""
        pieces = Pieces()
        said, begins = pieces.row, pieces.begins
        before = ""
        for place, word in enumerate(row.words):
            begins.append(len(said))
            if word in UNSPOKEN:
                continue
            alone = self.said_by(word)
            said += alone
            said.append(f"{before} {alone[1]}")
            before = alone[1]
            if place in row.expressed:
                said += self._names_of(slot for slot, _ in row.expressed[place])
        return pieces

    def _names_of(self, slots: Iterable[int]) -> Iterator[str]:
        return (self._names[slot] for slot in slots if slot in self._names)

    def _said_by(self, word: str) -> Sequence[str]:
        """By one word alone: itself, its stem, its concepts."""
        short = stem(word)
        if short != word:
            short += "~"
        slots = self._lexicon.known(word).slots
        return (word, short, *self._names_of(slots)) if slots else (word, short)
