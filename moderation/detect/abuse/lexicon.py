"""What a word is by itself: obscene, an insult, or neither."""

from collections.abc import Mapping
from enum import StrEnum

from moderation.detect.abuse.disguise import squeezed
from moderation.detect.abuse.notation import classes
from moderation.detect.abuse.roots import Root, root_of
from moderation.detect.remembered import remembering


class Name(StrEnum):
    """How much of an insult a word is; explained in words/names.txt."""

    HARSH = "harsh"
    MILD = "mild"
    BEAST = "beast"
    QUALITY = "quality"


_CLASSES = classes("names")
WEIGHTS = _CLASSES["quality"] | _CLASSES["weight"]
_NAMES: Mapping[str, Name] = {word: name for name in reversed(Name) for word in _CLASSES[name]}


@remembering
def rudeness(word: str) -> Root | Name | None:
    """Doubled letters do not hide a word: «дурра», «суука»."""
    found = root_of(word) or _NAMES.get(word)
    if found is None and (short := squeezed(word)):
        found = root_of(short) or _NAMES.get(short)
    return found


def is_noun(word: str) -> bool:
    """Names somebody, rather than says what they are like."""
    found = rudeness(word)
    return isinstance(found, Name) and found is not Name.QUALITY
