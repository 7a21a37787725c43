"""A child's name in a child's days: «наша Алиса дерётся в садике», «Соня не хочет в садик».

Each sign is little by itself and is counted in points; enough of them are worth a private word.
"""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.personal_data.circumstance_patterns import AGE
from moderation.detect.personal_data.circumstances import Circumstances
from moderation.detect.personal_data.given_names import is_affectionate, is_of_the_young
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import OPEN, SOFT, Sign
from moderation.detect.personal_data.whose import (
    cases_of,
    introduces_self,
    is_spoken_to_first,
    may_be_childs,
)
from moderation.detect.reasons import Reason

_STRONG, _WEAK = 2, 1  # points of one sign
_ENOUGH = 3
_SUBJECT_REACH = 3  # words from a name to what its bearer does
_ELSEWHERE = Role.THANKS | Role.CARD
_AGAIN = re.compile(r"(?<![а-я])(?:опять|снова|весь день|до сих пор|который раз)(?![а-я])")
_BROUGHT = frozenset({"привезли", "забрали", "взяли", "вернули", "забираем", "передали"})
_OURS = re.compile(r" (?:у (?:нас|меня)|наш[аеи]?|мо[йя])(?![а-я])")
_OURS_BEFORE = re.compile(r"(?<![а-я])у (?:нас|меня) $")


def childhoods(
    reading: Reading, names: Sequence[PersonName], circumstances: Circumstances
) -> Iterator[Sign]:
    """Never of those who speak, are spoken to, or tell of themselves."""
    for name in names:
        if introduces_self(reading, name) or is_spoken_to_first(reading, name):
            continue
        if not name.sure and not _is_shown_by_its_place(reading, name, circumstances):
            continue
        if points(reading, name, circumstances) >= _ENOUGH:
            yield Sign(Reason.CHILD_NAME, OPEN if name.full else SOFT, *name.span)


def points(reading: Reading, name: PersonName, circumstances: Circumstances) -> int:
    """How much speaks for a child; of somebody in a book, or who collects the money: nothing."""
    roles = circumstances.roles(name)
    told = circumstances.told_near
    theirs = _is_theirs(reading, name)
    elsewhere = roles & _ELSEWHERE or told(name, circumstances.fiction)
    if elsewhere and not theirs:
        return 0
    strong = (
        told(name, circumstances.foster),
        told(name, circumstances.heavy),
        bool(roles & Role.CHILDISH) or told(name, circumstances.as_children),
        circumstances.aged(name),
        reading.word(name.first - 1) in _BROUGHT and _is_object(reading, name),
    )
    office, childlike = told(name, circumstances.office), bool(roles & Role.CHILDLIKE)
    fond, object_ = is_affectionate(name.given), _is_object(reading, name)
    young = is_of_the_young(name.given)
    again = young and _AGAIN.search(reading.clean) is not None
    weak = (
        *(office, childlike, theirs, fond, object_, young, again),
        bool(roles & (Role.CHILD | Role.SIBLING | Role.DIAGNOSIS)),
        _does_childish(reading, name, circumstances),
    )
    likely = (theirs or fond or object_ or again) and (office or childlike)
    if not (any(strong) or likely or (theirs and object_ and young)):
        return 0
    grown_up = _WEAK * (not young and not theirs)
    return _STRONG * sum(strong) + _WEAK * sum(weak) - grown_up


def _is_theirs(reading: Reading, name: PersonName) -> bool:
    """«Наша Ева», «лерочка наша», «Федя у нас», «у меня Давид»."""
    if may_be_childs(reading, name) or _OURS.match(reading.clean, name.end):
        return True
    return _OURS_BEFORE.search(reading.clean, 0, name.begin) is not None


def _is_object(reading: Reading, name: PersonName) -> bool:
    cases = cases_of(name)
    return reading.word(name.first - 1) == "у" or (bool(cases) and "nomn" not in cases)


def _does_childish(reading: Reading, name: PersonName, circumstances: Circumstances) -> bool:
    """«Соня опять дерётся», «Миша не говорит»: right after the name."""
    following = range(name.last + 1, name.last + 1 + _SUBJECT_REACH)
    if any(reading.role(index) & Role.CHILDISH for index in following):
        return True
    return any(0 <= begin - name.end <= _SUBJECT_REACH for begin, _ in circumstances.as_children)


def _is_shown_by_its_place(
    reading: Reading, name: PersonName, circumstances: Circumstances
) -> bool:
    """Of a name that is an ordinary word: only what stands right beside it shows which is meant."""
    if reading.role(name.first - 1) & (Role.MINE | Role.CHILD | Role.SIBLING):
        return True
    if AGE.match(reading.clean, name.end):
        return True
    if reading.role(name.last + 1) & Role.CHILDISH:
        return True
    return any(begin == name.end + 1 for begin, _ in circumstances.as_children)
