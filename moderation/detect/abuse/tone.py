"""What takes the edge off: somebody else's words told in search of advice, a joke, a worry."""

from moderation.detect.abuse.notation import SENTENCE_EDGE, classes
from moderation.detect.abuse.phrases import Hit
from moderation.detect.abuse.reading import Reading
from moderation.detect.reasons import Reason

_CUES = classes("classes.txt")
_TOLD, _ADVICE = _CUES["told"], _CUES["advice"]
_WITNESS = _CUES["told_about"] | _CUES["self_oblique"]
_CALLING = frozenset(word for word in _TOLD if "зва" in word or "зыва" in word)
_SAYS = frozenset("слово слова словом словами словечко фраза фразу".split())
_BEFORE, _AFTER = 12, 4  # words around within which the telling verb stands

OTHERS_WORDS = 0.4
QUOTED = 0.75
JOKE = 0.6
WORRY = 0.4


def softened(hit: Hit, reading: Reading) -> float:
    """The score of a hit when it is heard in its tone."""
    if _is_told(hit, reading):
        return hit.score * OTHERS_WORDS
    score = hit.score * (QUOTED if hit.first in reading.quoted else 1.0)
    words = set(reading.words)
    if hit.reason is Reason.CONTEMPT and words & _CUES["worry"]:
        return score * WORRY
    if hit.reason is Reason.HARASSMENT and words & _CUES["health"]:
        return score * WORRY
    if hit.reason in (Reason.THREAT, Reason.INSULT) and _is_play(hit, words, reading):
        return score * JOKE
    return score


def _is_play(hit: Hit, words: set[str], reading: Reading) -> bool:
    """«Найду тебя на встрече», «ты ещё пожалеешь 😂»; what is surely bad is no play."""
    light = hit.score < 0.88  # noqa: PLR2004
    return light and (reading.laughs or bool(words & (_CUES["friendly"] | _CUES["health"])))


def _is_told(hit: Hit, reading: Reading) -> bool:
    words = reading.words
    before = words[max(0, hit.first - _BEFORE) : hit.first]
    quoted = hit.first in reading.quoted
    if not quoted and SENTENCE_EDGE in before:
        before = before[len(before) - before[::-1].index(SENTENCE_EDGE) :]
    after = words[hit.last + 1 : hit.last + 1 + _AFTER]
    if not _CALLING.isdisjoint(after) or not _SAYS.isdisjoint(before[-3:]):
        return True
    if _ADVICE & set(words) and (quoted or _TOLD & set(words)):
        return True
    return _said_by_another(before, quoted=quoted)


def _said_by_another(before: list[str], *, quoted: bool) -> bool:
    verbs = [place for place, word in enumerate(before) if word in _TOLD]
    if not verbs:
        return False
    verb = verbs[-1]
    if "я" in before[max(0, verb - 2) : verb]:
        return False
    told = before[verb + 1 :]
    if any(told[n : n + 2] in (["что", "ты"], ["что", "вы"]) for n in range(len(told))):
        return False  # «все говорят, что ты …» is said to «ты» all the same
    return quoted or not _WITNESS.isdisjoint(before)
