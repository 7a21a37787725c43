"""Whose name it is: a child's, or that of somebody whom the chat may name.

Specialists, officials, writers, saints, people who are thanked or spoken to: never.
"""

import re
from functools import cache
from pathlib import Path

from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.word_files import read_sections

_FILE = Path(__file__).parent / "famous.txt"
_ELSEWHERE = re.compile(r"[.!?\n;]")  # ends what is said of a name
_NEVER = Role.OFFICE | Role.ADULT | Role.CULTURE | Role.THANKS
_LINK = Role.CHILD | Role.SIBLING
_REACH = 3  # words between a name and the word that says whose it is


def is_never_told(reading: Reading, name: PersonName, people: frozenset[str]) -> bool:
    """Whether the name belongs to an adult whom the chat may name."""
    if _is_famous(name) or _is_known(name, people):
        return True
    if is_childs(reading, name):
        return False
    if name.patronymic and not name.full:
        return True
    return (
        _is_introduced(reading, name) or _is_spoken_to(reading, name) or _has_a_trade(reading, name)
    )


def is_childs(reading: Reading, name: PersonName) -> bool:
    """«Дочка Алина», «сын, Костя», «Алина, наша младшая»: said directly."""
    for index in range(name.first - 1, max(-1, name.first - 1 - _REACH), -1):
        if _ELSEWHERE.search(reading.gap(index, index + 1)):
            break
        role = reading.role(index)
        if role & _LINK:
            return not (role & Role.SIBLING) or index == name.first - 1
        if role & (_NEVER | Role.GIVEN):
            break
    gap = reading.gap(name.last, name.last + 1) if name.last + 1 < len(reading.words) else "."
    if _ELSEWHERE.search(gap):
        return False
    apposition = any(sign in gap for sign in ",-–—(")
    following = [reading.role(name.last + step) for step in range(1, _REACH + 1)]
    if following[0] & Role.MINE or apposition:
        return any(role & Role.CHILD for role in following)
    return False


def is_ours(reading: Reading, name: PersonName) -> bool:
    """«Наша Алина», «у моего Пети», «нашего младшего»: perhaps a child, perhaps a husband."""
    return bool(reading.role(name.first - 1) & Role.MINE)


def _is_introduced(reading: Reading, name: PersonName) -> bool:
    for index in range(name.first - 1, max(-1, name.first - 1 - _REACH), -1):
        if _ELSEWHERE.search(reading.gap(index, index + 1)):
            return False
        if reading.role(index) & _NEVER:
            return True
    return False


def _is_spoken_to(reading: Reading, name: PersonName) -> bool:
    """«Ольга Иванова, подскажите», «Ольга Иванова рассказала», «…, спасибо»."""
    for index in range(name.last + 1, min(name.last + 1 + _REACH, len(reading.words))):
        if reading.role(index) & (Role.ACT | Role.THANKS):
            return True
        if _ELSEWHERE.search(reading.gap(index - 1, index)):
            return False
    return False


def _has_a_trade(reading: Reading, name: PersonName) -> bool:
    """«Ольга Иванова, психолог», «Иванова Ольга (логопед)»."""
    for index in range(name.last + 1, min(name.last + 3, len(reading.words))):
        if _ELSEWHERE.search(reading.gap(index - 1, index)):
            return False
        if reading.role(index) & Role.OFFICE:
            return True
    return False


def _is_known(name: PersonName, people: frozenset[str]) -> bool:
    """Surnames of the club's own specialists and activists, in any case."""
    return any(
        name.surname == known or (len(known) > 3 and name.surname.startswith(_stem(known)))
        for known in people
        if name.full
    )


def _stem(surname: str) -> str:
    return surname.lower().replace("ё", "е").rstrip("аяоейы").removesuffix("ск")


def _is_famous(name: PersonName) -> bool:
    if not name.full:
        return False
    alone, with_initial = _famous()
    if name.surname.startswith(alone):
        return True
    initialled = f"{name.given[:1]}_{name.surname}"
    return bool(name.given) and initialled.startswith(with_initial)


@cache
def _famous() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Surnames of one bearer, and those that count only with an initial («н_носов»)."""
    words = read_sections(_FILE)["famous"]
    return (
        tuple(word.rstrip("=") for word in words if "_" not in word),
        tuple(word for word in words if "_" in word),
    )
