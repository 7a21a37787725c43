"""Whether what is given back, or no longer managed, is a thing: «верну куртку», not a child."""

from collections.abc import Sequence

from moderation.detect.distress.phrases import PLAIN_WORDS
from moderation.detect.morphology import analyzer
from moderation.detect.remembered import remembering

_LIKELY = 0.1
_NEVER = frozenset(PLAIN_WORDS["never_given"])
_PREPOSITIONS = frozenset(PLAIN_WORDS["prepositions"])


def names_a_thing(words: Sequence[str]) -> bool:
    """Whether a noun without life stands among the words as the object, no preposition before."""
    governed = False
    for word in words:
        if word in _PREPOSITIONS:
            governed = True
        elif _is_thing(word):
            if not governed:
                return True
            governed = False
        elif _is_noun(word):
            governed = False
    return False


@remembering
def _is_thing(word: str) -> bool:
    if word in _NEVER:
        return False
    tags = [parse.tag for parse in analyzer().parse(word) if parse.score >= _LIKELY]
    return any({"NOUN", "inan", "accs"} in tag for tag in tags)


@remembering
def _is_noun(word: str) -> bool:
    return "NOUN" in analyzer().parse(word)[0].tag
