"""The phrases of the phrasebook, found only where one of their words stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from moderation.detect.abuse.matching import BEGINNING, NOWHERE, Sequel, Stretch, sequel
from moderation.detect.abuse.notation import read_lines
from moderation.detect.abuse.reading import Reading
from moderation.detect.reasons import Reason
from moderation.detect.remembered import remembering

NEAR = 10  # words between the parts of a phrase that may stand in any order
LOOKS_AT_MOST = 400  # at places of one message, so that no text is worth writing to slow us down


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of the phrasebook: what must stand near each other, and what must not."""

    reason: Reason | None  # None: it says that nothing bad is meant
    score: float
    leading: Sequel
    others: Sequence[Sequel] = ()
    unless: Sequence[Sequel] = ()
    needs: frozenset[str] | None = None  # one of these words must be somewhere in the message

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
        if any(one.within(reading, begin, end, NOWHERE) for one in self.unless):
            return None
        return first, last


class PhraseBook:
    """All phrases, by the words that lead to them."""

    def __init__(self, files: Mapping[str, Reason | None]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._by_beginning: dict[str, list[Phrase]] = {}
        self._led_to_by = remembering(self._look_up)
        for name, reason in files.items():
            for line in read_lines(f"phrasebook/{name}.txt"):
                self._add(parse(line, reason))

    def _add(self, phrase: Phrase) -> None:
        anchor = phrase.leading.parts[phrase.leading.anchor].place
        for form in anchor.forms:
            self._by_word.setdefault(form, []).append(phrase)
        for beginning in {stem[:BEGINNING] for stem in anchor.stems}:
            self._by_beginning.setdefault(beginning, []).append(phrase)

    def find(self, reading: Reading) -> Iterator[tuple[Phrase, Stretch]]:
        """Each phrase once."""
        looks = 0
        found: set[int] = set()
        said = set(reading.words)
        for place, word in enumerate(reading.words):
            for phrase in self._led_to_by(word):
                if phrase.needs and phrase.needs.isdisjoint(said):
                    continue
                if id(phrase) in found or looks == LOOKS_AT_MOST:
                    continue
                looks += 1
                stretch = phrase.at(reading, place)
                if stretch is not None:
                    found.add(id(phrase))
                    yield phrase, stretch

    def _look_up(self, word: str) -> tuple[Phrase, ...]:
        by_beginning = self._by_beginning.get(word[:BEGINNING], ())
        return (*self._by_word.get(word, ()), *by_beginning)


def parse(line: str, reason: Reason | None) -> Phrase:
    """A line as it stands in the phrasebook. Raises ValueError when it cannot be looked up."""
    score = 0.0
    if reason is not None:
        number, _, line = line.partition(" ")
        score = float(number)
    line, *unless = line.split(" ! ")
    sequels = sorted(map(sequel, line.split(" & ")), key=lambda one: -one.worth)
    if not sequels[0].worth:
        raise ValueError(f"no word to look a phrase up by: {line}")
    leading, *others = sequels
    needs = min((words for one in sequels for words in one.needed(leading)), key=len, default=None)
    return Phrase(reason, score, leading, others, [sequel(one) for one in unless], needs)
