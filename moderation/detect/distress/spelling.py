"""Misspelt words as they were meant: people at their end do not look for commas and letters.

Only words the dictionary does not know are mended, and only into words the phrases ask for.
"""

import re
from collections.abc import Iterable

from moderation.detect.distress.lexicon import ANY
from moderation.detect.distress.phrases import PLAIN_WORDS
from moderation.detect.distress.reading import LAUGHTER, sign_of
from moderation.detect.morphology import analyzer
from moderation.detect.remembered import remembering

_LEAST_BY_SOUND = 4
_LEAST_BY_LETTER = 6

_SPOKEN = dict(pair.split("-") for pair in PLAIN_WORDS["spoken"])
_SAME_SOUND = str.maketrans("оеэыяю", "аиииуу")
_LAUGHING = re.compile(r"(?:а?х[аеи]){2,}х?|хех|лол|ржу|ржунимагу|угар")
_REPEATED = re.compile(r"(.)\1+")
_SOUNDS = (
    (re.compile(r"[ьъ]"), ""),
    (re.compile(r"тс"), "ц"),
    (re.compile(r"[сз]ч"), "щ"),
    (re.compile(r"\bз(?=[дгбжвлмнр])"), "с"),
    (re.compile(r"стн"), "сн"),
)


class Speller:
    """Knows the words that phrases ask for, by their sound and with one letter wrong."""

    def __init__(self, literals: Iterable[str]) -> None:
        self._forms: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._near: dict[str, str] = {}
        self._asked: set[str] = set()
        for literal in literals:
            word = literal.strip(ANY)
            self._asked.add(literal)
            if literal.startswith(ANY) or len(word) < _LEAST_BY_SOUND:
                continue
            known = self._stems if literal.endswith(ANY) else self._forms
            known.setdefault(_sound(word), word)
            if known is self._forms and len(word) >= _LEAST_BY_LETTER:
                self._near.update(dict.fromkeys(_shortened(word), word))
        self.meant = remembering(self._meant)

    def _meant(self, piece: str) -> tuple[str, ...]:
        """A word, the one or two words that were meant by it, or the sign."""
        return self._mended(piece) if piece[0].isalnum() else (sign_of(piece),)

    def _mended(self, word: str) -> tuple[str, ...]:
        if _LAUGHING.fullmatch(word):
            return (LAUGHTER,)
        if word in _SPOKEN:
            return tuple(_SPOKEN[word].split("_"))
        if not "а" <= word[0] <= "я" or word in self._asked or _is_known(word):
            return (word,)
        once = _REPEATED.sub(r"\1", word)
        if once != word and _is_known(once):
            return (once,)
        if word.startswith(("не", "ни")) and len(word) > len("неем"):
            return (word[:2], *self._mended(word[2:]))
        return (self._by_sound(once) or self._by_letter(once) or word,)

    def _by_sound(self, word: str) -> str | None:
        sound = _sound(word)
        if sound in self._forms:
            return self._forms[sound]
        for length in range(len(sound), _LEAST_BY_SOUND, -1):
            if sound[:length] in self._stems:
                return self._stems[sound[:length]] + sound[length:]
        return None

    def _by_letter(self, word: str) -> str | None:
        """One letter missing, too many, wrong, or two exchanged."""
        if len(word) < _LEAST_BY_LETTER - 1:
            return None
        for shorter in (word, *_shortened(word)):
            meant = self._near.get(shorter)
            if meant is not None and abs(len(meant) - len(word)) <= 1:
                return meant
        return None


def _is_known(word: str) -> bool:
    return bool(analyzer().word_is_known(word))


def _sound(word: str) -> str:
    """Words that sound alike have one sound: «прибъю» and «прибью», «сдохнуть» and «здохнуть»."""
    word = _REPEATED.sub(r"\1", word)
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word.translate(_SAME_SOUND)


def _shortened(word: str) -> Iterable[str]:
    """The word without one of its letters."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
