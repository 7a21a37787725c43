"""What a message talks of: death, blood, a blow, a shop, a game; the words stand in concepts.txt.

A word that was never learned from still says something when its concept was.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from moderation.detect.distress.lexicon import Lexicon, read_groups


class Concepts:
    def __init__(self, file: Path) -> None:
        self._lexicon = Lexicon()
        self._names = {
            self._lexicon.slot(words): f"<{name}>" for name, words in read_groups(file).items()
        }

    def at(self, words: Sequence[str], place: int) -> list[str]:
        """The names of the concepts of the word here, and of the expressions that begin with it."""
        word = words[place]
        numbers = [*self._lexicon.slots_of(word)]
        if self._lexicon.begun_by(word):
            numbers += [number for number, _ in self._lexicon.expressed(words, place)]
        return [self._names[number] for number in numbers]


@cache
def concepts() -> Concepts:
    return Concepts(Path(__file__).with_name("concepts.txt"))
