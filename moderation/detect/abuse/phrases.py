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

_BEGINNING = 4  # letters by which a word with any ending is looked up
_NEGATIONS = frozenset({"не", "ни"})
NEAR = 10  # words between the parts of a phrase that may stand in any order

Stretch = tuple[int, int]
"""First and last word, both included."""
LOOKS_AT_MOST = 400
_NOWHERE: Stretch = (-1, -1)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something rude from one word to another, both included."""

    reason: Reason
    score: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sequel:
    """Words that follow each other, looked for from the one that is likely the rarest."""

    parts: Sequence[Part]
    anchor: int
    worth: int  # of the anchor, to be looked up by

    def at(self, reading: Reading, place: int) -> Stretch | None:
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

    def within(self, reading: Reading, begin: int, end: int, beside: Stretch) -> Stretch | None:
        """Where it stands between two places, clear of another stretch."""
        leading = self.parts[self.anchor]
        if not (leading.stems or leading.tails) and leading.forms.isdisjoint(reading.words[begin:end]):
            return None
        for place in range(begin, end):
            found = self.at(reading, place)
            if found is not None and (found[1] < beside[0] or found[0] > beside[1]):
                return found
        return None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a word list: what must stand near each other, and what must not."""

    reason: Reason | None  # None: it says that nothing bad is meant
    score: float
    leading: Sequel
    others: Sequence[Sequel] = ()
    unless: Sequence[Sequel] = ()

    def at(self, reading: Reading, place: int) -> Stretch | None:
        found = self.leading.at(reading, place)
        if found is None or not (self.others or self.unless):
            return found
        first, last = found
        begin, end = reading.sentence(place)
        begin, end = max(begin, first - NEAR), min(end, last + NEAR + 1)
        for other in self.others:
            stretch = other.within(reading, begin, end, found)
            if stretch is None:
                return None
            first, last = min(first, stretch[0]), max(last, stretch[1])
        if any(one.within(reading, begin, end, _NOWHERE) for one in self.unless):
            return None
        return first, last


class PhraseBook:
    """All phrases, by the words that lead to them."""

    def __init__(self, files: Mapping[str, Reason | None]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._by_beginning: dict[str, list[Phrase]] = {}
        for name, reason in files.items():
            for line in read_lines(name):
                self._add(parse(line, reason))

    def _add(self, phrase: Phrase) -> None:
        anchor = phrase.leading.parts[phrase.leading.anchor]
        for form in anchor.forms:
            self._by_word.setdefault(form, []).append(phrase)
        for beginning in {stem[:_BEGINNING] for stem in anchor.stems}:
            self._by_beginning.setdefault(beginning, []).append(phrase)

    def find(self, reading: Reading) -> Iterator[tuple[Phrase, int, int]]:
        """Each phrase once; after many looks at a long text no more."""
        looks = 0
        found: set[int] = set()
        for place, word in enumerate(reading.words):
            for phrase in (
                *self._by_word.get(word, ()),
                *self._by_beginning.get(word[:_BEGINNING], ()),
            ):
                if id(phrase) in found or looks == LOOKS_AT_MOST:
                    continue
                looks += 1
                stretch = phrase.at(reading, place)
                if stretch is not None:
                    found.add(id(phrase))
                    yield phrase, *stretch


def parse(line: str, reason: Reason | None) -> Phrase:
    """A line as it stands in a word list. Raises ValueError when it cannot be looked up."""
    score = 0.0
    if reason is not None:
        number, _, line = line.partition(" ")
        score = float(number)
    line, *unless = line.split(" ! ")
    sequels = sorted(map(_sequel, line.split(" & ")), key=lambda one: -one.worth)
    if not sequels[0].worth:
        raise ValueError(f"no word to look a phrase up by: {line}")
    return Phrase(reason, score, sequels[0], sequels[1:], [_sequel(one) for one in unless])


def _sequel(phrase: str) -> Sequel:
    parts = parse_phrase(phrase)
    worth = {index: _worth(part) for index, part in enumerate(parts) if not part.optional}
    anchor = max(worth, key=lambda index: worth[index])
    return Sequel(parts, anchor, worth[anchor])


def _worth(part: Part) -> int:
    """The length of its shortest word: the longer, the rarer in a text. 0: cannot be looked up."""
    if part.tails or any(len(stem) < _BEGINNING for stem in part.stems):
        return 0
    return min(map(len, (*part.forms, *part.stems)))


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
