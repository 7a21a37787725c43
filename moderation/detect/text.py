"""The text as the detectors read it: folded, with disguises undone, every place kept traceable.

Spammers and the angry write «р а б о т а», «pa6oтa», «су*ка»; all detectors look at one text in
which that is undone, and a span found there is given back as a span of what was written.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property

from moderation.detect.message import Span

LIMIT = 4096  # what a messenger takes; anything longer is judged by its beginning

_CYRILLIC = re.compile(r"[а-яё]")
_LATIN = re.compile(r"[a-z]")
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_MIXED = re.compile(r"[^\s,.;:!?()\[\]{}«»\"/\\<>=&#+]*[а-яё][^\s,.;:!?()\[\]{}«»\"/\\<>=&#+]*")
_ADDRESS = re.compile(r"(?:https?://|www\.|t\.me/|@)\S+|[\w.+-]+@[\w-]+\.\w+", re.IGNORECASE)
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_*·|~]{1,2}[^\W\d_]){3,}(?![^\W_])")
_PLAIN = re.compile(r"[\t\n\r -~ «»–—…№°•а-яА-ЯёЁ\U0001F300-\U0001FAFF☀-➿️]*")

_LOOKALIKES = str.maketrans("abcekmhopxtyurn@$0361", "авсекмнорхтуигпасозби")
_SWAPPED = re.compile(r"[а-яabcekmhopxtyurn@$0361]+")  # Latin letters that look Cyrillic
_FILLED = re.compile(r"[а-я]+(?:[@$0361]+[а-я]+)+")  # signs and digits between letters
_SUSPECT = re.compile(r"[a-z@$0361]")


class Text:
    """One message, prepared once for all detectors.

    `raw` is what was written (quotes blanked out); `plain` the same, lower-cased, with ё as е,
    character for character; `clean` has disguises undone and may be shorter: give its places
    through `span`.
    """

    def __init__(self, raw: str, quotes: Iterable[Span] = ()) -> None:
        raw = raw[:LIMIT]
        for begin, end in quotes:
            raw = raw[:begin] + " " * (min(end, len(raw)) - begin) + raw[end:]
        self.raw = raw
        self.plain = _lowered(raw)
        self.disguised = 0  # how many words had to be undisguised
        self._origin: list[int] | None = None
        self.clean = self._undisguised()

    @cached_property
    def words(self) -> list[re.Match[str]]:
        """The words of `clean`, as matches: `.group()` is the word, `.span()` its place there."""
        return list(_TOKEN.finditer(self.clean))

    def span(self, begin: int, end: int) -> Span:
        """Where a piece of `clean` stands in what was written."""
        if self._origin is None or begin >= end:
            return begin, end
        return self._origin[begin], self._origin[end - 1] + 1

    def _undisguised(self) -> str:
        text = self.plain
        if not _PLAIN.fullmatch(self.raw):
            text = self._without_invisible(text)
        if _SPACED.search(text):
            text = self._joined(text)
        if _SUSPECT.search(text) and _CYRILLIC.search(text):
            addresses = [match.span() for match in _ADDRESS.finditer(text)]
            text = _MIXED.sub(lambda match: self._one_alphabet(match, addresses), text)
        return text

    def _without_invisible(self, text: str) -> str:
        pieces: list[str] = []
        origin: list[int] = []
        for place, character in enumerate(text):
            shown = _shown(character)
            pieces.append(shown)
            origin.extend([place] * len(shown))
        self._origin = origin
        clean = "".join(pieces)
        if any(_hidden_inside(text)):
            self.disguised += 1
        return clean

    def _joined(self, text: str) -> str:
        kept: list[int] = []
        last = 0
        for match in _SPACED.finditer(text):
            kept.extend(range(last, match.start()))
            kept.extend(range(match.start(), match.end(), 1))
            last = match.end()
            letters = [p for p in range(*match.span()) if text[p].isalpha()]
            del kept[len(kept) - (match.end() - match.start()) :]
            kept.extend(letters)
            self.disguised += 1
        kept.extend(range(last, len(text)))
        origin = self._origin
        self._origin = [origin[p] for p in kept] if origin is not None else kept
        return "".join(text[p] for p in kept)

    def _one_alphabet(self, match: re.Match[str], addresses: Sequence[Span]) -> str:
        word = match.group()
        if not _SUSPECT.search(word) or any(b <= match.start() < e for b, e in addresses):
            return word
        if not (_SWAPPED.fullmatch(word) if _LATIN.search(word) else _FILLED.fullmatch(word)):
            return word
        self.disguised += 1
        return word.translate(_LOOKALIKES)


def _lowered(raw: str) -> str:
    """Lower case that keeps every character in its place."""
    lowered = raw.lower().replace("ё", "е")
    if len(lowered) == len(raw):
        return lowered
    return "".join(one if len(one := c.lower()) == 1 else c for c in raw).replace("ё", "е")


def _shown(character: str) -> str:
    """What a reader sees: fancy letters as plain ones, the invisible as nothing."""
    if character.isascii() or "а" <= character <= "я":
        return character
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    return unicodedata.normalize("NFKC", character).lower().replace("ё", "е")


_INSIDE = re.compile(r"[^\W_][\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0300-\u036f]+[^\W_]")


def _hidden_inside(text: str) -> list[str]:
    return _INSIDE.findall(text)
