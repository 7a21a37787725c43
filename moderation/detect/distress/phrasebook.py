"""The phrases of `phrasebook/*.txt` with all that is needed to find them, loaded once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from moderation.detect.distress.harmless import read_senses
from moderation.detect.distress.lexicon import Groups, Lexicon, data_lines, read_groups
from moderation.detect.distress.phrases import FOLDER, Phrase, read_phrase
from moderation.detect.distress.reading import Reading
from moderation.detect.distress.spelling import Speller
from moderation.detect.reasons import Reason
from moderation.detect.text import Text

_REMEMBERED = 16_384
REASONS = {
    "suicide": Reason.SUICIDE,
    "self_harm": Reason.SELF_HARM,
    "violence": Reason.VIOLENCE,
    "giving_back": Reason.GIVING_BACK,
    "exhaustion": Reason.EXHAUSTION,
    "danger_to_child": Reason.DANGER_TO_CHILD,
}
"""By the names of the files, which are the kinds as well."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase, how sure it makes, and the senses in which it is harmless."""

    reason: Reason
    score: float
    phrase: Phrase
    harmless: tuple[str, ...]


class Phrasebook:
    """`by_anchor`: the signs to look for when a word fills the slot of that number."""

    def __init__(self) -> None:
        groups = read_groups(FOLDER / "words.txt")
        lexicon = Lexicon()
        self.by_anchor: defaultdict[int, list[Sign]] = defaultdict(list)
        for name, reason in REASONS.items():
            for sign in _read_signs(name, reason, groups, lexicon):
                self.by_anchor[sign.phrase.anchor].append(sign)
        self._mended = Speller(lexicon.literals()).mended
        self.senses = read_senses(groups, lexicon)
        self.fills = lru_cache(maxsize=_REMEMBERED)(lexicon.filled_by)
        self.may_begin = lru_cache(maxsize=_REMEMBERED)(self._fills_an_anchor)

    def read(self, text: Text) -> Reading:
        return Reading(text, self._mended)

    def _fills_an_anchor(self, word: str) -> bool:
        """Whether a phrase is worth looking for where this word stands."""
        return any((n if n >= 0 else ~n) in self.by_anchor for n in self.fills(word))


def _read_signs(
    name: str, reason: Reason, groups: Groups, lexicon: Lexicon
) -> Iterator[Sign]:
    """The line `[unless …]` names the senses in which all phrases below are harmless."""
    usual: tuple[str, ...] = ()
    for line in data_lines(FOLDER / f"{name}.txt"):
        if line.startswith("["):
            usual = tuple(line.strip("[] ").split()[1:])
            continue
        words, _, senses = line.partition("  | ")
        score, _, phrase = words.partition(" ")
        read = read_phrase(phrase, groups, lexicon)
        yield Sign(reason, float(score), read, usual + tuple(senses.split()))
