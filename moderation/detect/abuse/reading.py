"""The message as words in sentences: what the phrases of abuse are looked for in."""

import re
from dataclasses import dataclass, field

from moderation.detect.abuse.disguise import unmask, unstretched
from moderation.detect.abuse.notation import SENTENCE_EDGE
from moderation.detect.abuse.translit import in_cyrillic, is_russian, rude_in_latin
from moderation.detect.message import Span
from moderation.detect.text import Text

_PIECE = re.compile(r"[^\W_]+|[.!?…;\n]+|[,:()—–]|(?<=\s)-(?=\s)|[«»\"“”„]")
_LAUGHTER = re.compile(r"[😂🤣😄😅😆😹😜😁]|\){2,}|(?:ха){2,}|\b(?:ахах|шутк|шучу|лол\b|ржу)")
_STRETCH = re.compile(r"(.)\1{2}|(?:(.)\2){3}")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_ENDS = frozenset(".!?…;\n")
_PAUSES = frozenset(",:()—–-")


@dataclass(slots=True)
class Reading:
    """Words in lower case, a dot for each edge of a sentence, and where all of it stood."""

    words: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    pauses: set[int] = field(default_factory=set)  # a comma or the like follows this word
    quoted: set[int] = field(default_factory=set)  # stands between quotation marks
    laughs: bool = False

    def add(self, word: str, span: Span, *, quoted: bool = False) -> None:
        if quoted:
            self.quoted.add(len(self.words))
        self.words.append(word)
        self.spans.append(span)

    def end_sentence(self, place: int) -> None:
        if not self.words or self.words[-1] != SENTENCE_EDGE:
            self.add(SENTENCE_EDGE, (place, place))

    def sentence(self, index: int) -> tuple[int, int]:
        """First word and the one after the last of the sentence around a word."""
        first = index
        while self.words[first - 1] != SENTENCE_EDGE:
            first -= 1
        last = index + 1
        while self.words[last] != SENTENCE_EDGE:
            last += 1
        return first, last

    def span(self, first: int, last: int) -> Span:
        """What was written from one word to another, both included."""
        inside = [place for place in range(first, last + 1) if self.words[place] != SENTENCE_EDGE]
        return self.spans[inside[0]][0], self.spans[inside[-1]][1]


def read(text: Text) -> Reading:
    reading = Reading(laughs=_LAUGHTER.search(text.plain) is not None)
    reading.end_sentence(0)
    hidden = unmask(text)
    inside_quotes = False
    until = -1  # the end of the hidden word that was taken last
    for piece in _PIECE.finditer(text.clean):
        word = piece.group()
        span = text.span(*piece.span())
        if hidden and span[0] >= hidden[0].begin:
            one = hidden.pop(0)
            until = one.end
            reading.add(one.word, (one.begin, one.end), quoted=inside_quotes)
        if span[0] < until:
            continue
        if word[0].isalnum():
            reading.add(word, span, quoted=inside_quotes)
        elif word[0] in _ENDS:
            reading.end_sentence(span[0])
        elif word[0] in _PAUSES:
            reading.pauses.add(len(reading.words) - 1)
        else:
            inside_quotes = word == "«" or (word != "»" and not inside_quotes)
    reading.end_sentence(len(text.raw))
    _spell(reading, text.clean)
    return reading


def _spell(reading: Reading, clean: str) -> None:
    """Stretched and Latin spelling becomes the word that is meant."""
    latin: list[int] = []
    for index, word in enumerate(reading.words):
        if _STRETCH.search(word):
            reading.words[index] = unstretched(word)
        elif word[0] in _LATIN:
            latin.append(index)
    if latin and is_russian(clean, reading.words):
        for index in latin:
            reading.words[index] = in_cyrillic(reading.words[index])
    for index in latin:
        reading.words[index] = rude_in_latin(reading.words[index]) or reading.words[index]
