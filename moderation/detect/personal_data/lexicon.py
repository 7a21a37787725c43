"""What single words tell: each word to its roles, as bits, remembered for the words of a chat.

Bits, not enum flags: every word of every message comes through here.
"""

import re
from functools import cache, reduce
from operator import or_
from pathlib import Path

from moderation.detect.beginnings import Beginnings
from moderation.detect.personal_data.given_names import given_names, misspelt_name
from moderation.detect.personal_data.morphology import is_known
from moderation.detect.personal_data.slips import SHORTEST, Slips
from moderation.detect.personal_data.word_files import read_sections
from moderation.detect.remembered import remembering

_FILE = Path(__file__).parent / "words.txt"


class Role:
    """One bit a section of words.txt; names are listed in first_names.txt."""

    CHILD = 1
    CHILDREN = 1 << 1
    SIBLING = 1 << 2  # «младший», «сестрёнка»: a child only beside a name
    MINE = 1 << 3
    FAMILY = 1 << 4
    NAMED = 1 << 5
    LIVING = 1 << 6
    VENUE = 1 << 7
    OFFICE = 1 << 8  # who is named by their work: a specialist, an official, a saint
    ADULT = 1 << 9
    CULTURE = 1 << 10
    THANKS = 1 << 11
    ACT = 1 << 12  # what adults do to the chat: tell, advise, give a lift
    ADDRESS = 1 << 31  # what is said to somebody called by name
    GREETING = 1 << 32
    TAKES = 1 << 33  # what adults do to children: take in, bring up
    CHILDISH = 1 << 34  # what is told of children and hardly ever of adults
    CHILDLIKE = 1 << 35  # what is told of children when something else says so as well
    DIAGNOSIS = 1 << 13
    ADOPTION = 1 << 14
    SNILS = 1 << 15
    PASSPORT = 1 << 16
    CERTIFICATE = 1 << 17
    BIRTH = 1 << 18
    POLICY = 1 << 19
    TAXPAYER = 1 << 20
    PAPERS = 1 << 21
    PHONE = 1 << 22
    LINE = 1 << 23  # whose phone it is: an office's, not a person's
    CARD = 1 << 24
    SCHOOL = 1 << 25
    CLASS = 1 << 26
    ORDINAL = 1 << 27
    MONTH = 1 << 28
    GIVEN = 1 << 29
    MISSPELT_NAME = 1 << 30


@remembering
def roles_of(word: str) -> int:
    """All roles of a lower-case word at once."""
    whole, beginnings = _tables()
    roles = whole.get(word, 0)
    for begun in beginnings.of(word):
        roles |= begun
    if word in given_names():
        roles |= Role.GIVEN
    return roles


@remembering
def meant_roles_of(word: str) -> int:
    """The roles of the word that a slip of the finger hides; a dictionary word is no slip."""
    if not SHORTEST - 1 <= len(word) <= _LONGEST or is_known(word):
        return 0
    whole, beginnings = _slips()
    roles = whole.of(word) or 0
    for length in range(SHORTEST - 1, min(len(word), _LONGEST_STEM) + 1):
        roles |= beginnings.of(word[:length]) or 0
    if misspelt_name(word):
        roles |= Role.MISSPELT_NAME
    return roles


_PATRONYMIC = re.compile(
    r"\w{1,16}(?:(?:[оеё]вич|ьич|[аи]ныч|[аи]лыч)(?:а|у|ем|е)?|(?:[оеё]вн|ичн)(?:а|ы|е|у|ой|ою))"
)


def is_patronymic(word: str) -> bool:
    """By its ending in any case; some adjectives end so too, so ask only beside a first name."""
    return _PATRONYMIC.fullmatch(word) is not None


_LONGEST = 16
_LONGEST_STEM = 9


@cache
def _tables() -> tuple[dict[str, int], Beginnings[int]]:
    whole: dict[str, int] = {}
    beginnings: Beginnings[int] = Beginnings()
    for section, words in read_sections(_FILE).items():
        role: int = getattr(Role, section.upper())
        for word in words:
            stem = word.rstrip("=").replace("ё", "е")[:_LONGEST]
            if word.endswith("="):
                whole[stem] = whole.get(stem, 0) | role
            else:
                beginnings.add(stem, role)
    return whole, beginnings


@cache
def _slips() -> tuple[Slips[int], Slips[int]]:
    whole, beginnings = _tables()
    return Slips(whole.items()), Slips((stem, reduce(or_, roles)) for stem, roles in beginnings)
