"""A message as a row of words and pauses, with misspellings mended, each traceable."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from moderation.detect.message import Span
from moderation.detect.text import Text

PAUSE = ","
STOP = "."
QUESTION = "?"
LAUGHTER = "☺"
OPENED = "«"
CLOSED = "»"

ENDS = frozenset((STOP, QUESTION, LAUGHTER))
BREAKS = ENDS | {PAUSE, OPENED, CLOSED}
UNSPOKEN = BREAKS - {QUESTION, LAUGHTER}

_PIECE = re.compile(
    r"(?P<word>[^\W_]+)"
    r"|(?P<stop>[.!?…\n]+)"
    r"|(?P<laughter>\){2,}|[:;]-?\)|[😂🤣😄😅😆😁😜😹🤪😝😃])"
    r"|(?P<opened>[«“„]|(?<![^\s(])\")"
    r"|(?P<closed>[»”]|\"(?!\w))"
    r"|(?P<pause>[,;:()—–]|\s-\s)"
)
_LAUGHING = re.compile(r"(?:а?х[аеи]){2,}х?|хех|лол|ржу|ржунимагу|ору|угар")


class Reading:
    """`words` holds words and signs; `places` where each stands in the clean text."""

    def __init__(self, text: Text, mended: Callable[[str], tuple[str, ...]]) -> None:
        self.text = text
        self.words: list[str] = []
        self.places: list[Span] = []
        for match in _PIECE.finditer(text.clean):
            sign = _sign(match)
            for word in (sign,) if sign else mended(match.group()):
                self.words.append(word)
                self.places.append(match.span())
        self._stops = [at for at, word in enumerate(self.words) if word in (STOP, QUESTION)]
        self._breaks = [at for at, word in enumerate(self.words) if word in BREAKS]

    def clause(self, begin: int, end: int) -> Span:
        """The words between the pauses around a piece."""
        return _between(self._breaks, begin, end, len(self.words))

    def sentence(self, begin: int, end: int) -> Span:
        return _between(self._stops, begin, end, len(self.words))

    def span(self, begin: int, end: int) -> Span:
        """Where words stand in what was written."""
        return self.text.span(self.places[begin][0], self.places[end - 1][1])

    def is_quoted(self, begin: int) -> bool:
        """Whether an opening quotation mark before the word is not closed yet."""
        for word in reversed(self.words[max(0, begin - 40) : begin]):
            if word in (OPENED, CLOSED):
                return word == OPENED
        return False


def _sign(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "word":
        return LAUGHTER if _LAUGHING.fullmatch(match.group()) else ""
    if kind == "stop":
        return QUESTION if "?" in match.group() else STOP
    return {"laughter": LAUGHTER, "opened": OPENED, "closed": CLOSED}.get(str(kind), PAUSE)


def _between(marks: list[int], begin: int, end: int, length: int) -> Span:
    left = bisect_left(marks, begin)
    right = bisect_right(marks, end - 1)
    return (
        marks[left - 1] + 1 if left else 0,
        marks[right] if right < len(marks) else length,
    )
