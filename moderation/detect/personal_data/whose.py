"""Whose name it is: a child's, or that of somebody whom the chat may name.

Specialists, officials, writers, saints, people who are thanked or spoken to: never.
"""

import re
from functools import cache
from pathlib import Path

from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.morphology import parsed
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.word_files import read_sections

_FILE = Path(__file__).parent / "famous.txt"
_ELSEWHERE = re.compile(r"[.!?\n;:]")  # ends what is said of a name
_BROKEN = re.compile(r"[.!?\n;]")
_APART = re.compile(r"[.!?\n;:,]")
_NEVER = Role.OFFICE | Role.ADULT | Role.CULTURE
_LINK = Role.CHILD | Role.SIBLING
_BETWEEN = Role.CHILD | Role.SIBLING | Role.MINE | Role.NAMED  # «дочка наша старшая Алина»
_BETWEEN_WORDS = frozenset({"у", "меня", "нас", "по", "это", "самая", "самый"})
_REACH = 3  # words between a name and the word that says whose it is
_APPOSED = frozenset(
    "дочка дочь доча дочурка сын сынок девочка мальчик ребенок внук внучка подопечный подопечная "
    "племянник племянница воспитанник воспитанница малыш подросток крестник крестница".split()
)
_SENTENCE = 60  # characters
_GREETING = 2  # «спасибо, Ольга», «добрый вечер, Ольга»


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
    """«Дочка Алина», «сын, Костя», «Алина, наша дочка»: said directly.

    «Психолог дочки Ольга» is the psychologist, «репетитор дочке Ольге» is the daughter's.
    """
    index = name.first - 1
    while index >= max(0, name.first - _REACH) and not _BROKEN.search(
        reading.gap(index, index + 1)
    ):
        role = reading.role(index)
        if role & (Role.CHILD if index < name.first - 1 else _LINK):
            return not (reading.role(index - 1) & _NEVER and "nomn" in _cases(name))
        if not (role & _BETWEEN or reading.word(index) in _BETWEEN_WORDS):
            break
        index -= 1
    gap = _gap_after(reading, name.last)
    if _ELSEWHERE.search(gap):
        return False
    apposition = any(sign in gap for sign in ",-–—(")
    following = [reading.role(name.last + step) for step in range(1, _REACH + 1)]
    if following[0] & (Role.MINE | Role.SIBLING):
        return bool((following[1] | following[2]) & Role.CHILD)
    return apposition and reading.word(name.last + 1) in _APPOSED


def may_be_childs(reading: Reading, name: PersonName) -> bool:
    """Also «наша Алина», «моего Пети»: perhaps a child, perhaps a husband."""
    return bool(reading.role(name.first - 1) & Role.MINE) or is_childs(reading, name)


def _is_introduced(reading: Reading, name: PersonName) -> bool:
    if name.full and _is_of_culture(reading, name):
        return True
    for index in range(name.first - 1, max(-1, name.first - 1 - _REACH), -1):
        gap, role = reading.gap(index, index + 1), reading.role(index)
        if _ELSEWHERE.search(gap):
            return False
        if role & Role.MINE:
            return False
        if name.first - index <= _GREETING and role & (Role.THANKS | Role.GREETING):
            return bool(role & Role.THANKS) or not name.full or _closes(reading, name)
        if _APART.search(gap) and index < name.first - 1:
            return False
        if role & (_NEVER & ~Role.ADULT) or (role & Role.ADULT and not _APART.search(gap)):
            return True
    return False


def _is_of_culture(reading: Reading, name: PersonName) -> bool:
    """«Фильм «…» с Иваном Кратовым»: of a full name the whole sentence before it is asked."""
    for index in reading.before(name.begin, _SENTENCE):
        if _BROKEN.search(_gap_after(reading, index)):
            return False
        if reading.role(index) & Role.CULTURE:
            return True
    return False


def _closes(reading: Reading, name: PersonName) -> bool:
    """«Добрый вечер, Ольга Иванова!» calls her; «Добрый вечер, Ольга Иванова, 8-913…» does not."""
    return _ELSEWHERE.search(_gap_after(reading, name.last)) is not None


def _is_spoken_to(reading: Reading, name: PersonName) -> bool:
    """«Ольга Иванова, подскажите», «Ольга Иванова вчера рассказала»: only in the nominative."""
    cases = _cases(name)
    after = name.last + 1
    gap = _gap_after(reading, name.last)
    if _ELSEWHERE.search(gap) or (cases and "nomn" not in cases):
        return False
    if "," in gap:
        return bool(reading.role(after) & (Role.ADDRESS | Role.THANKS | Role.GREETING))
    if reading.role(after) & Role.ACT:
        return True
    return bool(reading.role(after + 1) & Role.ACT) and not _APART.search(
        _gap_after(reading, after)
    )


def _has_a_trade(reading: Reading, name: PersonName) -> bool:
    """«Ольга Иванова, психолог», «Иванова Ольга (логопед)»."""
    gap = _gap_after(reading, name.last)
    if not any(sign in gap for sign in ",-–—("):
        return False
    return bool((reading.role(name.last + 1) | reading.role(name.last + 2)) & Role.OFFICE)


def _cases(name: PersonName) -> set[str]:
    """In which cases the first name may stand; none: no dictionary knows it."""
    return {case for case, _ in parsed(name.given).forms}


def _gap_after(reading: Reading, index: int) -> str:
    return reading.gap(index, index + 1) if index + 1 < len(reading.words) else "."


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
