"""A message as a row of words and pauses, with misspellings mended, each traceable."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property

from moderation.detect.message import Span
from moderation.detect.text import Text

PAUSE = ","
STOP = "."
QUESTION = "?"
LAUGHTER = "☺"
OPENED = "«"
CLOSED = "»"
QUOTE = '"'

ENDS = frozenset((STOP, QUESTION, LAUGHTER))
BREAKS = ENDS | {PAUSE, OPENED, CLOSED, QUOTE}
UNSPOKEN = BREAKS - {QUESTION, LAUGHTER}

_LAUGHING = frozenset("😂🤣😄😅😆😁😜😹🤪😝😃")
_QUOTES = {"«": OPENED, "“": OPENED, "„": OPENED, "»": CLOSED, "”": CLOSED, '"': QUOTE}
_QUOTATION = 40  # words that may stand between the marks


class Reading:
    """`words` holds words and signs, in their order."""

    def __init__(self, text: Text, meant: Callable[[str], tuple[str, ...]]) -> None:
        self._text = text
        self._meant = meant
        self.words = [word for piece in text.said for word in meant(piece)]

    @cached_property
    def _places(self) -> list[Span]:
        """Where each of the words stands in the clean text."""
        pieces = zip(self._text.pieces, self._text.said, strict=True)
        return [piece.span() for piece, said in pieces for _ in self._meant(said)]

    @cached_property
    def _stops(self) -> list[int]:
        return [at for at, word in enumerate(self.words) if word in (STOP, QUESTION)]

    @cached_property
    def _breaks(self) -> list[int]:
        return [at for at, word in enumerate(self.words) if word in BREAKS]

    def clause(self, begin: int, end: int) -> Span:
        """The words between the pauses around a piece."""
        return _between(self._breaks, begin, end, len(self.words))

    def sentence(self, begin: int, end: int) -> Span:
        return _between(self._stops, begin, end, len(self.words))

    def span(self, begin: int, end: int) -> Span:
        """Where words stand in what was written."""
        return self._text.span(self._places[begin][0], self._places[end - 1][1])

    def is_quoted(self, begin: int) -> bool:
        """Whether a quotation mark before the word is still open."""
        before = self.words[max(0, begin - _QUOTATION) : begin]
        for word in reversed(before):
            if word in (OPENED, CLOSED):
                return word == OPENED
        return before.count(QUOTE) % 2 == 1


def sign_of(piece: str) -> str:
    """What a piece that is no word stands for."""
    if piece[0] in ".!?…\n":
        return QUESTION if "?" in piece else STOP
    if piece[0] in _LAUGHING or (len(piece) > 1 and piece[-1] == ")"):
        return LAUGHTER
    return _QUOTES.get(piece, PAUSE)


def _between(marks: list[int], begin: int, end: int, length: int) -> Span:
    left = bisect_left(marks, begin)
    right = bisect_right(marks, end - 1)
    return (
        marks[left - 1] + 1 if left else 0,
        marks[right] if right < len(marks) else length,
    )
