"""What people are called, weighed by the word and by whom it is meant for."""

from collections.abc import Iterator, Mapping

from moderation.detect.abuse.aim import Aim, Group, aim_of
from moderation.detect.abuse.disguise import squeezed
from moderation.detect.abuse.notation import classes
from moderation.detect.abuse.phrases import Hit
from moderation.detect.abuse.reading import Reading
from moderation.detect.reasons import Reason

_CLASSES = classes("insults.txt")
_WEIGHTS = _CLASSES["quality"] | _CLASSES["weight"]
_KIND: Mapping[str, str] = {
    word: kind for kind in ("quality", "beast", "mild", "harsh") for word in _CLASSES[kind]
}
_SCORES: Mapping[str, Mapping[Aim, float]] = {
    "harsh": {
        Aim.YOU: 0.9,
        Aim.CALL: 0.88,
        Aim.ALONE: 0.8,
        Aim.CROWD: 0.8,
        Aim.MEMBER: 0.8,
        Aim.ABSENT: 0.58,
        Aim.KIN: 0.52,
        Aim.NOBODY: 0.5,
    },
    "mild": {
        Aim.YOU: 0.87,
        Aim.CALL: 0.86,
        Aim.ALONE: 0.75,
        Aim.CROWD: 0.72,
        Aim.MEMBER: 0.72,
        Aim.ABSENT: 0.5,
    },
    "beast": {Aim.YOU: 0.86, Aim.CALL: 0.8},
    "weighted beast": {
        Aim.YOU: 0.88,
        Aim.CALL: 0.88,
        Aim.ALONE: 0.78,
        Aim.CROWD: 0.75,
        Aim.MEMBER: 0.75,
        Aim.ABSENT: 0.55,
    },
    "quality": {Aim.YOU: 0.75, Aim.CALL: 0.75, Aim.ALONE: 0.6},
}


def find_insults(reading: Reading) -> Iterator[Hit]:
    taken = -1
    for place, word in enumerate(reading.words):
        if place <= taken:
            continue
        kind = _kind(word)
        if kind is None:
            continue
        group = group_around(place, reading)
        taken = group.last
        if kind == "quality":
            kind = next(filter(_is_noun, map(_kind, _of(group, reading))), kind)
        if kind == "beast" and group.weighted:
            kind = "weighted beast"
        score = _SCORES[kind].get(aim_of(group, reading), 0.0)
        if score:
            yield Hit(Reason.INSULT, score, group.first, group.last)


def group_around(place: int, reading: Reading) -> Group:
    """A rude word with the words of weight around it."""
    first = last = place
    while reading.words[first - 1] in _WEIGHTS:
        first -= 1
    while reading.words[last + 1] in _WEIGHTS or _is_noun(_kind(reading.words[last + 1])):
        last += 1
    return Group(first, last, reading.words[place], weighted=last > first)


def _kind(word: str) -> str | None:
    return _KIND.get(word) or _KIND.get(squeezed(word) or "")


def _is_noun(kind: str | None) -> bool:
    return kind is not None and kind != "quality"


def _of(group: Group, reading: Reading) -> list[str]:
    return reading.words[group.first : group.last + 1]
