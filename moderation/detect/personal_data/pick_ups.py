"""Where and when a named child can be met: «заберите Настю Волкову с танцев, ДК «Маяк», 17:40»."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.patterns import any_of
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, Sign
from moderation.detect.personal_data.whose import may_be_childs
from moderation.detect.reasons import Reason

_MET = re.compile(
    r"(?<![а-я])"
    + any_of(
        r"""забер(?:ите|ет|у|и|ут)(?![а-я]) забира(?:йте|ет|ть|й) забрать встрет(?:ьте|ит|ить|им)
        встречайте отпустите привез(?:ите|ет|ти) отвез отвед приведите ходит[ ](?:сам|один|одна)
        (?:сам|сама|один|одна)[ ](?:ид|ход|езд|ед|добир) едет[^.!?\n]{0,20}одн?[аи]н? подхватите"""
    )
)
_PLACE = re.compile(
    r"(?<![а-я])"
    + any_of(
        r"""дк(?![а-я]) дюсш бассейн школ секци художк музыкалк танц лице[йяе] гимнази продленк
        тренировк кружк кружок садик сад[аик]?(?![а-я]) детсад каток катка репетиц занят кванториум
        [«"][а-я\d\s-]{3,25}[»"]"""
    )
)
_HOUR = re.compile(
    r"(?<![\d.])\d{1,2}[:.-][0-5]\d(?![\d.])|(?:в|до|к|после) \d{1,2}(?![\d.:]| [а-я]{3})"
)
_OFTEN = re.compile(r"(?<![а-я])(?:ходит|занимается|тренировк|вт|чт|пн|ср|пт|суббот)")


def pick_ups(reading: Reading, names: Sequence[PersonName]) -> Iterator[Sign]:
    """A full name with a child's place, and who fetches it or at what hour."""
    clean = reading.clean
    if not names or not _PLACE.search(clean):
        return
    met, hour = _MET.search(clean) is not None, _HOUR.search(clean) is not None
    often = hour and _OFTEN.search(clean) is not None
    for name in names:
        if hour and (met or often) and (name.full or may_be_childs(reading, name)):
            yield Sign(Reason.CHILD_NAME, HARD, *name.span)
