"""The one word worth knowing through a slip of the finger: «сниолс», «снисл», «нилс»."""

from functools import cache

_WORD = "снилс"
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_OTHER_WORDS = frozenset({"снился", "синил", "стилс"})


def is_snils_misspelt(word: str) -> bool:
    """One letter missing, doubled, foreign or swapped with its neighbour."""
    return word in _slips()


@cache
def _slips() -> frozenset[str]:
    parts = [(_WORD[:place], _WORD[place:]) for place in range(len(_WORD) + 1)]
    missing = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    foreign = {a + letter + b[1:] for a, b in parts if b for letter in _LETTERS}
    doubled = {a + letter + b for a, b in parts for letter in _LETTERS}
    return frozenset(missing | swapped | foreign | doubled) - _OTHER_WORDS
