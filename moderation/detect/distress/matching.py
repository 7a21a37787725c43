"""Looks for phrases in a reading. Plain steps forward, every gap bounded: no text is too hard."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from moderation.detect.distress.lexicon import Slot, is_word
from moderation.detect.distress.phrases import Kind, Phrase, Step
from moderation.detect.distress.reading import BREAKS, ENDS, Reading
from moderation.detect.message import Span

Fills = Callable[[str], frozenset[int]]



class Row:
    """The words of a reading with the slots each fills, and where each slot is filled."""

    def __init__(self, reading: Reading, fills: Fills) -> None:
        self.words = reading.words
        self.fills = [fills(word) for word in reading.words]
        self.places: dict[int, list[int]] = {}
        for place, numbers in enumerate(self.fills):
            for number in numbers:
                self.places.setdefault(number if number >= 0 else ~number, []).append(place)

    def find(self, phrase: Phrase) -> Iterator[Span]:
        """Where the phrase stands; of the matches around one word, the nearest before it."""
        if not phrase.needs <= self.places.keys():
            return
        last = -1
        for place in self.places[phrase.anchor]:
            if place < last:
                continue
            for begin in self._begins(place, phrase.reach):
                end = self._follow(phrase.steps, 0, begin)
                if end > place:
                    yield begin, end
                    last = end
                    break

    def _begins(self, place: int, reach: int) -> Iterator[int]:
        """The anchor's own place and those of the words before it, in the same sentence."""
        yield place
        while reach > 0 and place > 0 and self.words[place - 1] not in ENDS:
            place -= 1
            if self.words[place] not in BREAKS:
                reach -= 1
                yield place

    def _follow(self, steps: Sequence[Step], at: int, place: int) -> int:
        """The place after the last word of the match that begins here, or -1."""
        if at == len(steps):
            return place
        step = steps[at]
        if step.kind is Kind.WORD:
            return self._follow_word(steps, at, place)
        if step.kind is Kind.GAP:
            return self._follow_gap(steps, at, place)
        if step.kind is Kind.UNLESS:
            assert step.slot is not None
            holds = not any(True for _ in self._ends(step.slot, place))
        elif step.kind is Kind.BEGIN:
            holds = place == 0 or self.words[place - 1] in BREAKS
        else:
            holds = self._at_end(place)
        return self._follow(steps, at + 1, place) if holds else -1

    def _follow_word(self, steps: Sequence[Step], at: int, place: int) -> int:
        step = steps[at]
        assert step.slot is not None
        start = self._over_pauses(place) if at else place
        for end in self._ends(step.slot, start):
            found = self._follow(steps, at + 1, end)
            if found >= 0:
                return found
        if step.optional or (step.or_end and self._at_end(place)):
            return self._follow(steps, at + 1, place)
        return -1

    def _follow_gap(self, steps: Sequence[Step], at: int, place: int) -> int:
        for _ in range(steps[at].gap + 1):
            found = self._follow(steps, at + 1, place)
            if found >= 0:
                return found
            place = self._over_pauses(place)
            if place >= len(self.words) or self.words[place] in ENDS:
                return -1
            place += 1
        return -1

    def _ends(self, slot: Slot, place: int) -> Iterator[int]:
        """Where the word or the expression that fills the slot here ends."""
        if place >= len(self.words):
            return
        if slot.number in self.fills[place]:
            yield place + 1
        if ~slot.number in self.fills[place]:
            for expression in slot.expressions:
                end = place + len(expression)
                if _same(expression, self.words[place:end]):
                    yield end

    def _over_pauses(self, place: int) -> int:
        while place < len(self.words) and self.words[place] in BREAKS - ENDS:
            place += 1
        return place

    def _at_end(self, place: int) -> bool:
        return place >= len(self.words) or self.words[place] in BREAKS


def _same(expression: Iterable[str], words: Sequence[str]) -> bool:
    asked = tuple(expression)
    return len(asked) == len(words) and all(map(is_word, asked, words))
