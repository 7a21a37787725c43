"""Russian written in Latin letters: «suka», «ty dura»."""

import re
from collections.abc import Sequence

from moderation.detect.abuse.notation import classes
from moderation.detect.abuse.roots import root_of
from moderation.detect.remembered import remembering

_SEVERAL = (
    *(("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("tz", "ц"), ("ch", "ч")),
    *(("sh", "ш"), ("yo", "е"), ("jo", "е"), ("yu", "ю"), ("ju", "ю"), ("iu", "ю"), ("ya", "я")),
    *(("ja", "я"), ("ia", "я"), ("ye", "е"), ("je", "е"), ("byu", "бью")),
)
_ONE = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстувшхыз")
_SHORT_I = re.compile(r"(?<=[аеоуи])[ыи](?![а-я])|(?<=[аеоу])ы")
_CYRILLIC = re.compile(r"[а-я]")
_RUSSIAN = classes("hidden")["russian"]
_FOREIGN = classes("hidden")["foreign"]
_AT_LEAST = 4
_SHORT = frozenset({"хуй", "бля"})


def in_cyrillic(word: str) -> str:
    """One word in lower case, as a Russian would have meant it."""
    for latin, cyrillic in _SEVERAL:
        word = word.replace(latin, cyrillic)
    return _SHORT_I.sub("й", word.translate(_ONE))


def is_russian(clean: str, words: Sequence[str]) -> bool:
    """Whether the whole message is Russian in Latin letters."""
    return not _CYRILLIC.search(clean) and not _RUSSIAN.isdisjoint(words)


@remembering
def rude_in_latin(word: str) -> str | None:
    """The obscenity that a Latin word spells, whatever stands around it."""
    if word in _FOREIGN:
        return None
    if root_of(word):
        return word
    meant = in_cyrillic(word)
    return meant if root_of(meant) and (len(meant) >= _AT_LEAST or meant in _SHORT) else None
