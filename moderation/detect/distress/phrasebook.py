"""The phrases of `phrasebook/*.txt` with all that is needed to find them, loaded once."""

from collections.abc import Iterator
from dataclasses import dataclass

from moderation.detect.distress.concepts import Concepts
from moderation.detect.distress.harmless import read_senses
from moderation.detect.distress.lexicon import Groups, Lexicon, data_lines, read_groups
from moderation.detect.distress.matching import Index, Row
from moderation.detect.distress.phrases import FOLDER, Phrase, read_phrase
from moderation.detect.distress.reading import Reading
from moderation.detect.distress.spelling import Speller
from moderation.detect.reasons import Reason
from moderation.detect.text import Text

REASONS = {
    "suicide": Reason.SUICIDE,
    "self_harm": Reason.SELF_HARM,
    "violence": Reason.VIOLENCE,
    "giving_back": Reason.GIVING_BACK,
    "exhaustion": Reason.EXHAUSTION,
    "danger_to_child": Reason.DANGER_TO_CHILD,
}
"""By the names of the files, which are the kinds as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """What a phrase is a sign of, how sure it makes, and the senses in which it is harmless."""

    reason: Reason
    score: float
    harmless: tuple[str, ...]
    denies: bool


class Phrasebook:
    def __init__(self) -> None:
        groups = read_groups(FOLDER / "words.txt")
        self._lexicon = Lexicon()
        self.signs = Index(_read_signs(groups, self._lexicon))
        self._meant = Speller(self._lexicon.literals()).meant
        self.senses = read_senses(groups, self._lexicon)
        named = self.senses.items()
        self.harmless = Index((phrase, name) for name, sense in named for phrase in sense.phrases)
        self.concepts = Concepts(self._lexicon)

    def read(self, text: Text) -> Reading:
        return Reading(text, self._meant)

    def row(self, reading: Reading) -> Row:
        return Row(reading.words, self._lexicon)


def _read_signs(groups: Groups, lexicon: Lexicon) -> Iterator[tuple[Phrase, Sign]]:
    """The line `[unless …]` names the senses in which all phrases below are harmless."""
    for name, reason in REASONS.items():
        usual: tuple[str, ...] = ()
        for line in data_lines(FOLDER / f"{name}.txt"):
            if line.startswith("["):
                usual = tuple(line.strip("[] ").split()[1:])
                continue
            words, _, senses = line.partition("  | ")
            score, _, text = words.partition(" ")
            phrase = read_phrase(text, groups, lexicon)
            harmless = usual + tuple(senses.split())
            yield phrase, Sign(reason, float(score), harmless, phrase.denies)
