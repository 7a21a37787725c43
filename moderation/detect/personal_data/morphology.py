"""pymorphy3, asked as little as may be: some 60 µs a word, so that answers are remembered."""

import re
from typing import NamedTuple

from moderation.detect.morphology import analyzer
from moderation.detect.remembered import remembering

_WORD = re.compile(r"[а-я]{2,24}(?:-[а-я]{2,24})?")


class Parsed(NamedTuple):
    """How a word may be read, as far as names go."""

    surname: float  # share of its readings as a surname, 0 to 1: «петрова» 0.77, «машина» 0.05
    given: float  # the same as a first name
    known: bool  # in the dictionary, in whatever sense
    like_surname: bool  # an adjective or a living being: «Белая», «Лебедь»
    forms: frozenset[tuple[str, str]]  # (case, gender) of its readings as a name of either kind


_NO_WORD = Parsed(0.0, 0.0, known=True, like_surname=False, forms=frozenset())


def is_known(word: str) -> bool:
    """Whether the dictionary holds this form; ё may be written е."""
    return bool(analyzer().word_is_known(word))


@remembering
def parsed(word: str) -> Parsed:
    """Readings of a lower-case word; of a double name those of its last part."""
    if not _WORD.fullmatch(word):
        return _NO_WORD
    last = word.rpartition("-")[2]
    parses = analyzer().parse(last)
    surnames = [parse for parse in parses if "Surn" in parse.tag]
    given = [parse for parse in parses if "Name" in parse.tag and "plur" not in parse.tag]
    return Parsed(
        surname=sum(parse.score for parse in surnames),
        given=sum(parse.score for parse in given),
        known=is_known(last),
        like_surname=any({"ADJF"} in one.tag or {"NOUN", "anim"} in one.tag for one in parses),
        forms=frozenset((str(one.tag.case), str(one.tag.gender)) for one in (*surnames, *given)),
    )
