"""The question of abuse put to one message."""

from collections.abc import Iterator, Mapping, Sequence

from moderation.detect.abuse.hit import Hit
from moderation.detect.abuse.insults import group_around, insult_score
from moderation.detect.abuse.lexicon import Name, rudeness
from moderation.detect.abuse.obscenity import obscenity_score
from moderation.detect.abuse.phrases import PhraseBook
from moderation.detect.abuse.reading import Reading, read
from moderation.detect.abuse.tone import Tone
from moderation.detect.message import ChatRules, Message
from moderation.detect.morphology import analyzer
from moderation.detect.reasons import Reason
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

HARMLESS: Mapping[str, Reason | None] = {"harmless": None}
PHRASEBOOK: Mapping[str, Reason | None] = {
    "insult": Reason.INSULT,
    "threat": Reason.THREAT,
    "threat_children": Reason.THREAT,
    "harassment": Reason.HARASSMENT,
    "contempt_parents": Reason.CONTEMPT,
    "contempt_children": Reason.CONTEMPT,
    "contempt_peoples": Reason.CONTEMPT,
}
JUDGED_AT_MOST = 40  # rude words of one message; whoever writes more is caught by these
SHOWN_AT_MOST = 12  # places of one message
_LEAST = 0.2  # below it there is nothing to tell


class AbuseSigns:
    """Finds insults, threats, obscenity, harassment and contempt."""

    def __init__(self) -> None:
        analyzer()  # the dictionary is loaded now, so that no message waits for it
        self._phrases = PhraseBook(PHRASEBOOK)
        self._harmless = PhraseBook(HARMLESS)

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:  # noqa: ARG002
        reading = read(text)
        hits = self._hits(reading)
        if not hits:
            return []
        tone = Tone(reading)
        heard = [
            Hit(hit.reason, score, hit.first, hit.last)
            for hit in hits
            if (score := tone.softened(hit)) >= _LEAST
        ]
        heard.sort(key=lambda hit: -hit.score)
        return list(_findings(heard, reading))

    def _hits(self, reading: Reading) -> list[Hit]:
        hits = list(_rude_words(reading))
        for phrase, (first, last) in self._phrases.find(reading):
            assert phrase.reason is not None
            hits.append(Hit(phrase.reason, phrase.score, first, last))
        if not hits:
            return hits
        meant_well = {
            place
            for _, (first, last) in self._harmless.find(reading)
            for place in range(first, last + 1)
        }
        return [hit for hit in hits if meant_well.isdisjoint(range(hit.first, hit.last + 1))]


def _rude_words(reading: Reading) -> Iterator[Hit]:
    judged = after = 0
    for place, word in enumerate(reading.words):
        found = rudeness(word)
        if found is None or place < after:
            continue
        judged += 1
        if judged > JUDGED_AT_MOST:
            return
        group = group_around(place, reading)
        if isinstance(found, Name):
            after = group.last + 1
            score = insult_score(found, group, reading)
            yield Hit(Reason.INSULT, score, group.first, group.last)
        else:
            score = obscenity_score(found, group, place, reading)
            yield Hit(Reason.OBSCENITY, score, place, place)


def _findings(hits: Sequence[Hit], reading: Reading) -> Iterator[Finding]:
    """The surest of each kind carries the weight; further places are only shown.

    Ten sighs are no threat: what repeats itself must not add up to a heavier sanction.
    """
    seen: set[Reason] = set()
    for hit in hits[:SHOWN_AT_MOST]:
        score = 0.0 if hit.reason in seen else hit.score
        seen.add(hit.reason)
        yield Finding(Question.ABUSE, score, hit.reason, *reading.span(hit.first, hit.last))
