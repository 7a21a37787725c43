"""Words and their first forms: «детей» is «ребенок», «опекой» is «опека», ё is е.

The same on both sides, of what is written and of what is asked, and the same on both databases.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pymorphy3

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-я]")
LONGEST = 80  # of a word that is kept; nobody means what is longer
_SHORT = 2
# Words that are in every sentence and mean nothing by themselves.
_EMPTY_PARTS = {"PREP", "CONJ", "PRCL", "NPRO", "INTJ"}
_CLEAR_ENOUGH = 0.2  # of a second reading: «стали» is «стать», hardly «сталь»
_REMEMBERED = 100_000


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    """One for the process, when the first word is looked at: some 15 MiB."""
    return pymorphy3.MorphAnalyzer()


def words_of(text: str) -> Iterator[str]:
    """In small letters and without ё, in order."""
    for found in _WORD.finditer(text.lower().replace("ё", "е")):
        if len(found[0]) <= LONGEST:
            yield found[0]


@lru_cache(maxsize=_REMEMBERED)
def lemmas(word: str) -> tuple[str, ...]:
    """The first forms a word may have, the likeliest first; none of a word that says nothing."""
    if not _CYRILLIC.search(word):
        return (word,) if len(word) >= _SHORT or word.isdigit() else ()
    parses = analyzer().parse(word)
    best = parses[0]
    if len(word) < _SHORT or best.tag.POS in _EMPTY_PARTS or "Apro" in best.tag:
        return ()
    clear = [one for one in parses if one.score >= _CLEAR_ENOUGH]
    forms = (one.normal_form.replace("ё", "е") for one in clear or [best])
    return tuple(dict.fromkeys(forms))[:2]


@lru_cache(maxsize=_REMEMBERED)
def is_russian(word: str) -> bool:
    """Whether the dictionary has it: such a word is no slip, even where no article has it."""
    return bool(analyzer().word_is_known(word))


def first_forms(text: str) -> list[str]:
    """All of a text, as it goes into the index."""
    return [form for word in words_of(text) for form in lemmas(word)]
