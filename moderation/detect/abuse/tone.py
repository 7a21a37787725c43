"""What takes the edge off: somebody else's words told in search of advice, a joke, a worry."""

from functools import cached_property
from itertools import pairwise

from moderation.detect.abuse.hit import Hit
from moderation.detect.abuse.notation import SENTENCE_EDGE, classes
from moderation.detect.abuse.reading import Reading
from moderation.detect.reasons import Reason

OTHERS_WORDS = 0.3
QUOTED = 0.75
JOKE = 0.55
WORRY = 0.4
SURELY = 0.88  # what is as bad as this is no play

_CUES = classes("cues")
_TOLD, _WITNESS, _NAMING, _SAYS = (_CUES[cue] for cue in ("told", "witness", "naming", "says"))
_WORDS = frozenset({Reason.OBSCENITY, Reason.INSULT})
_THIS = frozenset({"это", "так"})
_TO_ME = frozenset({"мне", "нам"})
_PLAYED = frozenset({Reason.THREAT, Reason.INSULT})
_BEFORE, _AFTER = 12, 4  # words around within which the telling verb stands


class Tone:
    """How one message sounds."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = set(reading.words)

    def softened(self, hit: Hit) -> float:
        """The score of a hit when it is heard in its tone."""
        if self._is_told(hit):
            return hit.score * OTHERS_WORDS
        score = hit.score * (QUOTED if hit.last in self._reading.quoted else 1.0)
        if hit.reason is Reason.CONTEMPT and self._says("worry"):
            return score * WORRY
        if hit.reason is Reason.HARASSMENT and self._says("health"):
            return score * WORRY
        if hit.reason in _PLAYED and hit.score < SURELY and self._plays:
            return score * JOKE
        return score

    def _says(self, cue: str) -> bool:
        return not _CUES[cue].isdisjoint(self._words)

    @cached_property
    def _plays(self) -> bool:
        """«Найду тебя на встрече с пирогами», «ты ещё пожалеешь 😂»."""
        return self._says("friendly") or self._reading.laughs

    @cached_property
    def _seeks_advice(self) -> bool:
        """«…, что делать?», «посоветуйте»."""
        words = self._reading.words
        return self._says("advice") or any(
            first in _CUES["asking"] and then in _CUES["helpless"]
            for first, then in pairwise(words)
        )

    def _is_told(self, hit: Hit) -> bool:
        words = self._reading.words
        before = words[max(0, hit.last - _BEFORE) : hit.last]
        quoted = hit.last in self._reading.quoted
        if not quoted and SENTENCE_EDGE in before:
            before = before[len(before) - before[::-1].index(SENTENCE_EDGE) :]
        after = words[hit.last + 1 : hit.last + 1 + _AFTER]
        if not _NAMING.isdisjoint(after) or _told_to_me(
            words[hit.last + 1 : hit.last + 1 + _BEFORE]
        ):
            return True
        if quoted and not _SAYS.isdisjoint(before):
            return True
        if quoted and _explained(words[hit.last + 1 : hit.last + 1 + _BEFORE]):
            return True
        if hit.reason in _WORDS and not _SAYS.isdisjoint(before[-3:]):
            return True
        if self._seeks_advice and (quoted or self._says("told")):
            return True
        return _said_by_another(before, quoted=quoted)


def _told_to_me(after: list[str]) -> bool:
    """«…, сказали нам», «…, спросила соседка»."""
    return any(
        (first in _TOLD and then in _WITNESS) or (first in _TO_ME and then in _TOLD)
        for first, then in pairwise(after)
    )


def _explained(after: list[str]) -> bool:
    """«…» — это наш младший, «…» — так сын зовёт кота."""
    return any(first in _THIS and then in _WITNESS for first, then in pairwise(after))


def _said_by_another(before: list[str], *, quoted: bool) -> bool:
    verbs = [place for place, word in enumerate(before) if word in _TOLD]
    if not verbs:
        return False
    verb = verbs[-1]
    if "я" in before[max(0, verb - 5) : verb]:
        return False
    told = before[verb + 1 :]
    if any(told[n : n + 2] in (["что", "ты"], ["что", "вы"]) for n in range(len(told))):
        return False  # «все говорят, что ты …» is said to «ты» all the same
    return quoted or not _WITNESS.isdisjoint(before)
