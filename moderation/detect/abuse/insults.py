"""What people are called, weighed by the word and by whom it is meant for."""

from collections.abc import Mapping

from moderation.detect.abuse.aim import Aim, Group, aim_of
from moderation.detect.abuse.lexicon import WEIGHTS, Name, is_noun, rudeness
from moderation.detect.abuse.notation import SENTENCE_EDGE, classes
from moderation.detect.abuse.reading import Reading

_LONGEST = 4  # words of one insult
_WEIGHTED_BEAST = "weighted beast"
_SCORES: Mapping[str, Mapping[Aim, float]] = {
    Name.HARSH: {
        Aim.YOU: 0.9,
        Aim.CALL: 0.88,
        Aim.ALONE: 0.8,
        Aim.NEAR: 0.72,
        Aim.CROWD: 0.8,
        Aim.MEMBER: 0.8,
        Aim.ABSENT: 0.58,
        Aim.KIN: 0.52,
        Aim.NOBODY: 0.45,
    },
    Name.MILD: {
        Aim.YOU: 0.87,
        Aim.CALL: 0.86,
        Aim.ALONE: 0.75,
        Aim.NEAR: 0.55,
        Aim.CROWD: 0.72,
        Aim.MEMBER: 0.72,
        Aim.ABSENT: 0.5,
    },
    Name.BEAST: {Aim.YOU: 0.86, Aim.CALL: 0.8, Aim.MEMBER: 0.7},
    _WEIGHTED_BEAST: {
        Aim.YOU: 0.88,
        Aim.CALL: 0.88,
        Aim.ALONE: 0.78,
        Aim.NEAR: 0.7,
        Aim.CROWD: 0.75,
        Aim.MEMBER: 0.75,
        Aim.ABSENT: 0.55,
    },
    Name.QUALITY: {Aim.YOU: 0.75, Aim.CALL: 0.75, Aim.ALONE: 0.6},
}
_PREDICATE = classes("cues")["predicate"]


def group_around(place: int, reading: Reading) -> Group:
    """A rude word with the words of weight around it."""
    words, pauses = reading.words, reading.pauses
    first = last = place
    while words[first - 1] in WEIGHTS and first - 1 not in pauses and last - first < _LONGEST:
        first -= 1
    while last not in pauses and last - first < _LONGEST and _belongs(words[last + 1]):
        last += 1
    return Group(first, last, words[place], weighted=last > first)


def _belongs(word: str) -> bool:
    return word in WEIGHTS or is_noun(word)


def insult_score(name: Name, group: Group, reading: Reading) -> float:
    kind: str = name
    if name is Name.QUALITY:
        nouns = filter(is_noun, reading.words[group.first : group.last + 1])
        kind = next((str(rudeness(noun)) for noun in nouns), kind)
    if kind == Name.BEAST and group.weighted:
        kind = _WEIGHTED_BEAST
    if kind == Name.QUALITY and not _said_of_somebody(group, reading):
        return 0.0
    return _SCORES[kind].get(aim_of(group, reading), 0.0)


def _said_of_somebody(group: Group, reading: Reading) -> bool:
    """«Вы тупые!» and not «вы такие жирные пироги печёте»."""
    after = reading.words[group.last + 1]
    return group.last in reading.pauses or after == SENTENCE_EDGE or after in _PREDICATE
