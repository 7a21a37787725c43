"""Finds the phrases of the word lists in a reading, looking only where one of their words stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moderation.detect.abuse.notation import (
    PAUSE,
    SENTENCE_EDGE,
    Part,
    parse_phrase,
    read_lines,
)
from moderation.detect.abuse.reading import Reading
from moderation.detect.reasons import Reason

_KEY = 4  # letters by which a word is looked up
_NEGATIONS = frozenset({"не", "ни"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Something rude from one word to another, both included."""

    reason: Reason
    score: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Phrase:
    reason: Reason | None  # None: it says that nothing bad is meant
    score: float
    parts: Sequence[Part]
    anchor: int

    def at(self, reading: Reading, place: int) -> tuple[int, int] | None:
        """First and last word, if the anchor stands at this place and the rest around it."""
        if not self.parts[self.anchor].fits(reading.words[place]):
            return None
        first = _before(self.parts, self.anchor, reading, place)
        last = _after(self.parts, self.anchor, reading, place)
        if first is None or last is None:
            return None
        opens = self.parts[0].forms
        if reading.words[first - 1] in _NEGATIONS and opens.isdisjoint((SENTENCE_EDGE, "не")):
            return None
        return first, last


class PhraseBook:
    """All phrases, by the beginnings of their rarest words."""

    def __init__(self, files: Mapping[str, Reason | None]) -> None:
        self._by_key: dict[str, list[Phrase]] = {}
        for name, reason in files.items():
            for line in read_lines(name):
                self._add(_phrase(line, reason))

    def _add(self, phrase: Phrase) -> None:
        anchor = phrase.parts[phrase.anchor]
        for key in {word[:_KEY] for word in (*anchor.forms, *anchor.stems)}:
            self._by_key.setdefault(key, []).append(phrase)

    def find(self, reading: Reading) -> Iterator[tuple[Phrase, int, int]]:
        for place, word in enumerate(reading.words):
            for phrase in self._by_key.get(word[:_KEY], ()):
                if (found := phrase.at(reading, place)) is not None:
                    yield phrase, *found


def _phrase(line: str, reason: Reason | None) -> Phrase:
    score = 0.0
    if reason is not None:
        number, _, line = line.partition(" ")
        score = float(number)
    parts = parse_phrase(line)
    return Phrase(reason, score, parts, _anchor(parts))


def _anchor(parts: Sequence[Part]) -> int:
    """The part whose shortest word is the longest: most likely the rarest.

    Raises ValueError when no part will do.
    """
    lengths = {
        index: min(map(len, (*part.forms, *part.stems)))
        for index, part in enumerate(parts)
        if not part.optional and all(len(stem) >= _KEY for stem in part.stems)
    }
    if not lengths:
        raise ValueError(f"no word to look a phrase up by: {parts}")
    return max(lengths, key=lambda index: lengths[index])


def _after(parts: Sequence[Part], index: int, reading: Reading, place: int) -> int | None:
    """Where the phrase ends, its part `index` standing at `place`."""
    if index + 1 == len(parts):
        return place
    part = parts[index + 1]
    if PAUSE in part.forms:
        ends = place in reading.pauses or reading.words[place + 1] == SENTENCE_EDGE
        return _after(parts, index + 1, reading, place) if ends else None
    for spot in _spots(reading, place, part.gap, 1):
        if part.fits(reading.words[spot]):
            found = _after(parts, index + 1, reading, spot)
            if found is not None:
                return found
    return _after(parts, index + 1, reading, place) if part.optional else None


def _before(parts: Sequence[Part], index: int, reading: Reading, place: int) -> int | None:
    """Where the phrase begins, its part `index` standing at `place`."""
    if index == 0:
        return place
    part = parts[index - 1]
    for spot in _spots(reading, place, parts[index].gap, -1):
        if part.fits(reading.words[spot]):
            found = _before(parts, index - 1, reading, spot)
            if found is not None:
                return found
    return _before(parts, index - 1, reading, place) if part.optional else None


def _spots(reading: Reading, place: int, gap: int, step: int) -> Iterable[int]:
    """Places at which the next part may stand: no leap over a sentence or a negation."""
    spots = []
    for distance in range(1, gap + 2):
        spot = place + step * distance
        if not 0 <= spot < len(reading.words):
            break
        spots.append(spot)
        if reading.words[spot] == SENTENCE_EDGE or reading.words[spot] in _NEGATIONS:
            break
    return spots
