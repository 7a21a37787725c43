"""The text as the detectors read it: folded, with disguises undone, every place kept traceable.

Spammers and the angry write «р а б о т а», «pa6oтa», «к🔥а🔥з🔥и🔥н🔥о»; all detectors look at one
text in which that is undone, and a span found there is given back as a span of what was written.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from moderation.detect.disguise import unveil
from moderation.detect.message import Span

LIMIT = 4096  # what a messenger takes; anything longer is judged by its beginning

_PIECE = re.compile(
    r"[^\W_]+|[.!?…\n]+|\){2,}|[:;]-?\)|[😂🤣😄😅😆😁😜😹🤪😝😃«»“”„\",;:()—–]|(?<=\s)-(?=\s)"
)
_JOINED = re.compile(r"['’\-][^\W_]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


class Text:
    """One message, prepared once for all detectors.

    `raw` is what was written (quotes blanked out); `plain` the same, lower-cased, with ё as е,
    character for character; `clean` has disguises undone and may be shorter: give its places
    through `span`. `disguises` are the words that were undisguised, as spans of `raw`.

    `said` are the words of `clean` and the signs that part, quote or laugh, in their order; one
    and the same strings for all questions, as a string hashes itself once.
    """

    def __init__(self, raw: str, quotes: Iterable[Span] = ()) -> None:
        self.raw = _blanked(raw[:LIMIT], quotes)
        self.plain = _lowered(self.raw)
        self._unveiled = unveil(self.raw, self.plain)
        self.clean = self._unveiled.text
        self.disguises: tuple[Span, ...] = tuple(self._unveiled.disguises)
        self.said: list[str] = _PIECE.findall(self.clean)

    @property
    def disguised(self) -> int:
        """How many words had to be undisguised."""
        return len(self.disguises)

    @cached_property
    def pieces(self) -> list[re.Match[str]]:
        """Where in `clean` stands what was said; seldom asked, most messages are innocent."""
        return list(_PIECE.finditer(self.clean))

    def words(self) -> list[str]:
        """Of what was said the words alone; what a hyphen or an apostrophe joins is one."""
        if _JOINED.search(self.clean):
            return _WORD.findall(self.clean)
        return [piece for piece in self.said if piece[0].isalnum()]

    def places_of_words(self) -> list[re.Match[str]]:
        """Where in `clean` the `words` stand."""
        if _JOINED.search(self.clean):
            return list(_WORD.finditer(self.clean))
        return [piece for piece in self.pieces if piece[0][0].isalnum()]

    def written_at(self, places: list[int]) -> list[int]:
        """Where characters of `clean` stand in what was written."""
        origin = self._unveiled.origin
        return [origin[place] for place in places] if origin else places

    def span(self, begin: int, end: int) -> Span:
        """Where a piece of `clean` stands in what was written."""
        return self._unveiled.span(begin, end)


def _blanked(raw: str, spans: Iterable[Span]) -> str:
    for begin, end in spans:
        first, after = max(0, begin), min(end, len(raw))
        if first < after:
            raw = raw[:first] + " " * (after - first) + raw[after:]
    return raw


def _lowered(raw: str) -> str:
    """Lower case that keeps every character in its place."""
    lowered = raw.lower().replace("ё", "е")
    if len(lowered) == len(raw):
        return lowered
    return "".join(one if len(one := c.lower()) == 1 else c for c in raw).replace("ё", "е")
