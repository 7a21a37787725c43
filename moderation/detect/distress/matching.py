"""Looks for phrases in a row of words. Plain steps forward, every gap bounded: none is too hard."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from moderation.detect.distress.lexicon import Lexicon
from moderation.detect.distress.phrases import Kind, Phrase, Step
from moderation.detect.distress.reading import BREAKS, ENDS
from moderation.detect.message import Span
from moderation.detect.remembered import remembering

T = TypeVar("T")

_BLOCK, _MARGIN = 32, 12  # words: what is needed for a phrase must be there, this far around
_INSIDE = BREAKS - ENDS


class Index(Generic[T]):
    """Things that are found by a phrase, by the slot at which it is worth looking for them."""

    def __init__(self, entries: Iterable[tuple[Phrase, T]]) -> None:
        self._entries: defaultdict[int, list[tuple[Phrase, T]]] = defaultdict(list)
        for phrase, thing in entries:
            self._entries[phrase.anchor].append((phrase, thing))
        self.at = remembering(self._at)

    def _at(self, slots: frozenset[int]) -> list[tuple[Phrase, T]]:
        return [entry for slot in slots & self._entries.keys() for entry in self._entries[slot]]


class Row:
    """The words of a reading with the slots that each fills."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self.words = words
        self.expressed: dict[int, list[tuple[int, int]]] = {}  # by place: slots, and their ends
        self._slots: list[frozenset[int]] = []
        for place, word in enumerate(words):
            slots, begun = lexicon.known(word)
            if begun and (expressed := lexicon.expressed(begun, words, place)):
                self.expressed[place] = expressed
                slots = slots.union([number for number, _ in expressed])
            self._slots.append(slots)
        self._around: dict[int, frozenset[int]] = {}

    def find(self, index: Index[T], at_most: int | None = None) -> Iterator[tuple[T, Span]]:
        """Where phrases stand, each so often `at_most`; around one word, what begins nearest."""
        found: Counter[Phrase] = Counter()
        for place, slots in enumerate(self._slots):
            if not slots:
                continue
            for phrase, thing in index.at(slots):
                if not phrase.needs <= self._present(place) or found[phrase] == at_most:
                    continue
                for begin in self._begins(place, phrase.reach):
                    end = self._follow(phrase.steps, 0, begin)
                    if end > place:
                        found[phrase] += 1
                        yield thing, (begin, end)
                        break

    def _present(self, place: int) -> frozenset[int]:
        """All slots that are filled around a place."""
        block = place // _BLOCK
        if block not in self._around:
            begin, end = block * _BLOCK - _MARGIN, (block + 1) * _BLOCK + _MARGIN
            self._around[block] = frozenset().union(*self._slots[max(0, begin) : end])
        return self._around[block]

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
            holds = not self._ends(step.slot, place)
        elif step.kind is Kind.BEGIN:
            holds = place == 0 or self.words[place - 1] in BREAKS
        else:
            holds = self._at_end(place)
        return self._follow(steps, at + 1, place) if holds else -1

    def _follow_word(self, steps: Sequence[Step], at: int, place: int) -> int:
        step = steps[at]
        for end in self._ends(step.slot, self._over_pauses(place) if at else place):
            found = self._follow(steps, at + 1, end)
            if found >= 0:
                return found
        if step.optional or (step.or_end and self._at_end(place)):
            return self._follow(steps, at + 1, place)
        return -1

    def _follow_gap(self, steps: Sequence[Step], at: int, place: int) -> int:
        for _ in range(steps[at].width + 1):
            found = self._follow(steps, at + 1, place)
            if found >= 0:
                return found
            place = self._over_pauses(place)
            if place >= len(self.words) or self.words[place] in ENDS:
                return -1
            place += 1
        return -1

    def _ends(self, slot: int, place: int) -> list[int]:
        """Where the word, or else the expressions, that fill the slot here end."""
        if place >= len(self.words) or slot not in self._slots[place]:
            return []
        ends = [end for number, end in self.expressed.get(place, ()) if number == slot]
        return ends or [place + 1]

    def _over_pauses(self, place: int) -> int:
        while place < len(self.words) and self.words[place] in _INSIDE:
            place += 1
        return place

    def _at_end(self, place: int) -> bool:
        return place >= len(self.words) or self.words[place] in BREAKS
