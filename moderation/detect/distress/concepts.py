"""What a message talks of: death, blood, a blow, a shop, a game; the words stand in concepts.txt.

A word that was never learned from still says something when its concept was.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from moderation.detect.distress.lexicon import Lexicon, is_word, read_groups

_REMEMBERED = 16_384


class Concepts:
    def __init__(self, file: Path) -> None:
        groups = read_groups(file)
        lexicon = Lexicon()
        self._slots = [(f"<{name}>", lexicon.slot(words)) for name, words in groups.items()]
        self._filled_by = lru_cache(maxsize=_REMEMBERED)(lexicon.filled_by)

    def of(self, words: Sequence[str]) -> set[str]:
        """The names of the concepts, in angle brackets."""
        found = set()
        for place, word in enumerate(words):
            for number in self._filled_by(word):
                if number >= 0:
                    found.add(self._slots[number][0])
                elif self._is_expression(~number, words, place):
                    found.add(self._slots[~number][0])
        return found

    def _is_expression(self, number: int, words: Sequence[str], place: int) -> bool:
        for expression in self._slots[number][1].expressions:
            asked = words[place : place + len(expression)]
            if len(asked) == len(expression) and all(map(is_word, expression, asked)):
                return True
        return False


@cache
def concepts() -> Concepts:
    return Concepts(Path(__file__).with_name("concepts.txt"))
