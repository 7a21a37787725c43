"""Words that follow each other, found in a reading around the one that is likely the rarest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moderation.detect.abuse.notation import PAUSE, SENTENCE_EDGE, Part, Place, parse_phrase
from moderation.detect.abuse.reading import Reading

BEGINNING = 4  # letters by which a word with any ending is looked up

Stretch = tuple[int, int]
"""First and last word, both included."""
NOWHERE: Stretch = (-1, -1)
_NEGATIONS = frozenset({"не", "ни"})


@dataclass(frozen=True, slots=True)
class Sequel:
    parts: Sequence[Part]
    anchor: int  # the part it is looked for by
    worth: int  # how rare the anchor is likely to be; 0: it cannot be looked up

    def needed(self, leading: "Sequel") -> Iterator[frozenset[str]]:
        """The words of each part that must be there, those that a phrase is looked up by aside."""
        for index, part in enumerate(self.parts):
            words = part.place
            by_words = not (words.stems or words.tails or part.optional)
            looked_up_by = self is leading and index == self.anchor
            if by_words and not looked_up_by and words.forms.isdisjoint((SENTENCE_EDGE, PAUSE)):
                yield words.forms

    def at(self, reading: Reading, place: int) -> Stretch | None:
        """First and last word, if the anchor stands at this place and the rest around it."""
        if not self.parts[self.anchor].place.fits(reading.words[place]):
            return None
        first = _before(self.parts, self.anchor, reading, place)
        last = _after(self.parts, self.anchor, reading, place)
        if first is None or last is None:
            return None
        opens = self.parts[0].place.forms
        if reading.words[first - 1] in _NEGATIONS and opens.isdisjoint((SENTENCE_EDGE, "не")):
            return None
        return first, last

    def within(self, reading: Reading, begin: int, end: int, beside: Stretch) -> Stretch | None:
        """Where it stands between two places, clear of another stretch."""
        leading = self.parts[self.anchor].place
        by_words = not (leading.stems or leading.tails)
        if by_words and leading.forms.isdisjoint(reading.words[begin:end]):
            return None
        for place in range(begin, end):
            found = self.at(reading, place)
            if found is not None and (found[1] < beside[0] or found[0] > beside[1]):
                return found
        return None


def sequel(phrase: str) -> Sequel:
    parts = parse_phrase(phrase)
    worth = {index: _worth(part.place) for index, part in enumerate(parts) if not part.optional}
    anchor = max(worth, key=lambda index: worth[index])
    return Sequel(parts, anchor, worth[anchor])


def _worth(words: Place) -> int:
    """The length of its shortest word: the longer, the rarer in a text."""
    if words.tails or any(len(stem) < BEGINNING for stem in words.stems):
        return 0
    return min(map(len, (*words.forms, *words.stems)))


def _after(parts: Sequence[Part], index: int, reading: Reading, place: int) -> int | None:
    """Where the phrase ends, its part `index` standing at `place`."""
    if index + 1 == len(parts):
        return place
    part = parts[index + 1]
    if PAUSE in part.place.forms:
        ends = place in reading.pauses or reading.words[place + 1] == SENTENCE_EDGE
        return _after(parts, index + 1, reading, place) if ends else None
    for spot in _spots(reading, place, part.gap, 1):
        if part.place.fits(reading.words[spot]):
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
        if part.place.fits(reading.words[spot]):
            found = _before(parts, index - 1, reading, spot)
            if found is not None:
                return found
    return _before(parts, index - 1, reading, place) if part.optional else None


def _spots(reading: Reading, place: int, gap: int, step: int) -> list[int]:
    """Places at which the next part may stand: no leap over a sentence or a negation."""
    spots: list[int] = []
    for spot in range(place + step, place + step * (gap + 2), step):
        if not 0 <= spot < len(reading.words):
            break
        spots.append(spot)
        if reading.words[spot] == SENTENCE_EDGE or reading.words[spot] in _NEGATIONS:
            break
    return spots
