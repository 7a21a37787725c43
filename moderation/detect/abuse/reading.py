"""The message as words in sentences: what the phrases of abuse are looked for in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from moderation.detect.abuse.disguise import Unmasked, unmask, unstretched
from moderation.detect.abuse.notation import SENTENCE_EDGE
from moderation.detect.abuse.translit import in_cyrillic, is_russian, rude_in_latin
from moderation.detect.message import Span
from moderation.detect.text import Text

AROUND = 24  # words that are still one sentence with a word; some people never set a stop

_LAUGHTER = re.compile(
    r"[😂🤣😄😅😆😹😜😁]|\){2,}|(?:ха){2,}|\b(?:ахах|шутк|(?<!не )шучу|лол\b|ржу)"
)
_STRETCHED = re.compile(r"([^\W_])\1{2}|(?:([^\W_])\2){3}")  # of letters: not «...», «)))»
_LATIN = re.compile(r"[a-z]")
_ENDS = frozenset(".!?…;\n")
_PAUSES = frozenset(",:()—–-")
_QUOTES = frozenset('«»"“”„')


@dataclass(slots=True)
class Reading:
    """Words in lower case, with a dot for each edge of a sentence."""

    text: Text
    words: list[str] = field(default_factory=lambda: [SENTENCE_EDGE])
    pauses: set[int] = field(default_factory=set)  # a comma or the like follows this word
    quoted: set[int] = field(default_factory=set)  # stands between quotation marks
    places: list[int | Unmasked | None] = field(default_factory=lambda: [None])

    @property
    def laughs(self) -> bool:
        return _LAUGHTER.search(self.text.plain) is not None

    def sentence(self, index: int) -> tuple[int, int]:
        """First word and the one after the last of the sentence around a word."""
        first = index
        while self.words[first - 1] != SENTENCE_EDGE and index - first < AROUND:
            first -= 1
        last = index + 1
        while self.words[last] != SENTENCE_EDGE and last - index < AROUND:
            last += 1
        return first, last

    def span(self, first: int, last: int) -> Span:
        """What was written from one word to another, both included."""
        places = [place for place in self.places[first : last + 1] if place is not None]
        return self._written(places[0])[0], self._written(places[-1])[1]

    def _written(self, place: int | Unmasked) -> Span:
        if isinstance(place, Unmasked):
            return place.begin, place.end
        return self.text.span(*self.text.pieces[place].span())


def read(text: Text) -> Reading:
    reading = Reading(text)
    words, places = reading.words, reading.places
    inside_quotes = False
    for word, place in _pieces(text):
        if word[0].isalnum():
            if inside_quotes:
                reading.quoted.add(len(words))
            words.append(word)
            places.append(place)
        elif word[0] in _ENDS:
            _end_sentence(reading)
        elif word[0] in _PAUSES:
            reading.pauses.add(len(words) - 1)
        elif word in _QUOTES:
            inside_quotes = word == "«" or (word != "»" and not inside_quotes)
    _end_sentence(reading)
    _spell(reading)
    return reading


def _pieces(text: Text) -> Iterable[tuple[str, int | Unmasked]]:
    """Words and signs in their order, each with its place."""
    hidden = unmask(text)
    return _with_hidden(text, hidden) if hidden else zip(text.said, count())


def _with_hidden(text: Text, hidden: list[Unmasked]) -> Iterator[tuple[str, int | Unmasked]]:
    """What hides behind signs or gaps in place of the pieces that it was hidden by."""
    until = -1  # the end of the hidden word that was taken last
    for index, word in enumerate(text.said):
        begin = text.span(*text.pieces[index].span())[0]
        if hidden and begin >= hidden[0].begin:
            one = hidden.pop(0)
            until = one.end
            yield one.word, one
        if begin >= until:
            yield word, index


def _end_sentence(reading: Reading) -> None:
    if reading.words[-1] != SENTENCE_EDGE:
        reading.words.append(SENTENCE_EDGE)
        reading.places.append(None)


def _spell(reading: Reading) -> None:
    """Stretched and Latin spelling becomes the word that is meant."""
    clean, words = reading.text.clean, reading.words
    if _STRETCHED.search(clean):
        words[:] = (unstretched(word) if _STRETCHED.search(word) else word for word in words)
    if not _LATIN.search(clean):
        return
    russian = is_russian(clean, words)
    for index, word in enumerate(words):
        if word[0] < "а" and _LATIN.search(word):
            words[index] = rude_in_latin(word) or (in_cyrillic(word) if russian else word)
