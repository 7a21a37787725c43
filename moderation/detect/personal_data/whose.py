"""Whose name it is: a child's, or that of somebody whom the chat may name.

Specialists, officials, writers, saints, people who are thanked or spoken to: never.
"""

import re

from moderation.detect.personal_data.famous import is_famous, is_one_of
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.morphology import parsed
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.patterns import any_of
from moderation.detect.personal_data.reading import Reading

_ELSEWHERE = re.compile(r"[.!?\n;:]")  # ends what is said of a name
_BROKEN = re.compile(r"[.!?\n;]")
_NEVER = Role.OFFICE | Role.ADULT | Role.CULTURE
_LINK = Role.CHILD | Role.SIBLING
_BETWEEN = Role.CHILD | Role.SIBLING | Role.MINE | Role.NAMED  # «дочка наша старшая Алина»
_BETWEEN_WORDS = frozenset({"у", "меня", "нас", "по", "это", "самая", "самый"})
_CHILD_AS_SUBJECT = re.compile(
    any_of(
        """дочка дочь доча дочурка сын сынок девочка мальчик ребенок внук внучка подопечн(?:ый|ая)
        племянни(?:к|ца) воспитанни(?:к|ца) малыш подросток крестни(?:к|ца)"""
    )
)
_HOW_MANY = re.compile(
    r"двое|трое|четверо|пятеро|шестеро|семеро|под опек|приемн\w{2,3} (?:дет|сын|доч)"
)
_OF_OFFICE = re.compile(r" (?:из|с|в) (?:опеки|опеку|клуба)(?![а-я])")
_WITH_TEACHER = re.compile(
    r"(?:заним|ход|лечи|наблюда|запис|учи[тм]|учат|консульт)\w{0,8} (?:\w{2,10} )?у $"
)
_OPENING, _CLOSING = '«"“„', '»"”“'
_PARENT = re.compile("мам[ауеы]|мать|матери|пап[ауеы]|отец")
_TAKE = re.compile(r"усыновили|удочерили|взяли|приняли|оформили|воспит|растят")
_REACH = 3  # words between a name and the word that says whose it is
_REACH_BACK = 40  # characters before a name that say who teaches or heals
_SENTENCE = 60  # characters at most that are asked for a film, a book, a street
_GREETING = 2  # «спасибо, Ольга», «добрый вечер, Ольга»


def is_never_told(reading: Reading, name: PersonName, people: frozenset[str]) -> bool:
    """Whether the name belongs to an adult whom the chat may name."""
    if is_famous(name) or is_one_of(name, people):
        return True
    if is_childs(reading, name):
        return False
    if (name.patronymic and not name.full) or _is_a_title(reading, name):
        return True
    if _is_with_an_office(reading, name):
        return True
    return (
        _is_introduced(reading, name)
        or _is_spoken_to(reading, name)
        or _has_a_trade(reading, name)
        or _has_children(reading, name)
    )


def is_childs(reading: Reading, name: PersonName) -> bool:
    """«Дочка Алина», «сын, Костя», «Алина, наша дочка»: said directly.

    «Психолог дочки Ольга» is the psychologist, «репетитор дочке Ольге» is the daughter's;
    «дочка Ольги» is Olga's.
    """
    index = name.first - 1
    while index >= max(0, name.first - _REACH):
        role = reading.role(index)
        if _BROKEN.search(_gap_after(reading, index)):
            break
        if role & (Role.CHILD if index < name.first - 1 else _LINK):
            return _agrees(reading, index, name)
        if not (role & _BETWEEN or reading.word(index) in _BETWEEN_WORDS):
            break
        index -= 1
    return _is_explained(reading, name)


def _agrees(reading: Reading, child: int, name: PersonName) -> bool:
    """Whether a child's word before a name means its bearer, and not a parent or a specialist."""
    cases = cases_of(name)
    if reading.role(child - 1) & _NEVER and "nomn" in cases:
        return False
    subject = _CHILD_AS_SUBJECT.fullmatch(reading.word(child)) is not None
    return not (subject and cases and "nomn" not in cases)


def _is_explained(reading: Reading, name: PersonName) -> bool:
    """«Алина — наша приёмная дочка», «Костя, сын, …»."""
    gap = _gap_after(reading, name.last)
    if _ELSEWHERE.search(gap):
        return False
    if gap.strip() == "" and reading.word(name.first - 1) == "у":
        return False
    following = [reading.role(name.last + step) for step in range(1, _REACH + 1)]
    if following[0] & (Role.MINE | Role.SIBLING):
        return bool((following[1] | following[2]) & Role.CHILD)
    in_apposition = any(sign in gap for sign in ",-–—(")
    return in_apposition and _CHILD_AS_SUBJECT.fullmatch(reading.word(name.last + 1)) is not None


def may_be_childs(reading: Reading, name: PersonName) -> bool:
    """Also «наша Алина», «моего Пети»: perhaps a child, perhaps a husband."""
    return bool(reading.role(name.first - 1) & Role.MINE) or is_childs(reading, name)


def _is_introduced(reading: Reading, name: PersonName) -> bool:
    """«Психолог центра Ольга», «соседка Нина», «фильм с Иваном», «спасибо Ольге»."""
    if name.full and _is_of_culture(reading, name):
        return True
    for index in range(name.first - 1, max(-1, name.first - 1 - _REACH), -1):
        gap, role = _gap_after(reading, index), reading.role(index)
        distance = name.first - index
        if _ELSEWHERE.search(gap) or role & Role.MINE:
            return False
        if distance <= _GREETING and role & (Role.THANKS | Role.GREETING):
            return bool(role & Role.THANKS) or not name.full or _closes(reading, name)
        if ("," in gap and distance > 1) or _leads_to_child(reading, index, name):
            return False
        if _introduces(role, gap) or (distance == 1 and _acts(role, name)):
            return True
    return False


def _is_a_title(reading: Reading, name: PersonName) -> bool:
    """«Ромашка», «Алёнушка»: a group, a shop, a tale."""
    around = (
        reading.clean[max(0, name.begin - 1) : name.begin],
        reading.clean[name.end : name.end + 1],
    )
    return not name.full and around[0] in _OPENING and around[1] in _CLOSING and "" not in around


def _is_with_an_office(reading: Reading, name: PersonName) -> bool:
    """«Занимается у Дмитрия Соколова», «Катя из опеки»."""
    if _OF_OFFICE.match(reading.clean, name.end):
        return True
    begin = max(0, name.begin - _REACH_BACK)
    return _WITH_TEACHER.search(reading.clean, begin, name.begin) is not None


def _leads_to_child(reading: Reading, index: int, name: PersonName) -> bool:
    """«(У соседки) приёмный Гриша», «(подруга) взяла Соню», «мама Кристины»: by word or by case."""
    role, cases = reading.role(index), cases_of(name)
    if role & (Role.SIBLING | Role.ADOPTION) or reading.word(index).startswith("соседск"):
        return True
    if role & Role.TAKES:
        return bool(cases) and "nomn" not in cases
    if index < name.first - 1:
        return False
    parent = _PARENT.fullmatch(reading.word(index)) is not None
    return parent and bool(cases) and "gent" in cases and "nomn" not in cases


def _introduces(role: int, gap: str) -> bool:
    return bool(role & (Role.OFFICE | Role.CULTURE)) or bool(role & Role.ADULT and "," not in gap)


def _acts(role: int, name: PersonName) -> bool:
    """«Группу ведёт Анна»."""
    return bool(role & Role.ACT) and "nomn" in cases_of(name)


def introduces_self(reading: Reading, name: PersonName) -> bool:
    """«Я Марина Котова», «меня зовут Марина»: what follows is told by her, not of her."""
    before = {reading.word(name.first - step) for step in (1, 2, 3)}
    if reading.word(name.first - 1) == "я":
        return "," not in _gap_after(reading, name.first - 1)
    if reading.word(name.first - 1) == "зовут" and reading.opens(name.first - 1):
        return True
    if reading.word(name.first - 1) == "с" and reading.word(name.first - 2) in {"мы", "нам"}:
        return reading.word(name.last + 1) in {"обе", "оба", "подруги", "дружим", "соседки"}
    return {"меня", "зовут"} <= before


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


def is_spoken_to_first(reading: Reading, name: PersonName) -> bool:
    """«Оля, а в садик берут?», «не знаю, Марин»: a first name between a sentence's end and a comma.

    «Лиза, 10 лет», «Соня, приёмная» are told of: what follows explains the name.
    """
    if name.full or "nomn" not in (cases_of(name) or {"nomn"}):
        return False
    before = _gap_after(reading, name.first - 1) if name.first else "."
    after = _gap_after(reading, name.last)
    if not (_ELSEWHERE.search(before) or "," in before):
        return False
    if _BROKEN.search(after):
        return "," in before
    if "," not in after:
        return False
    following = reading.role(name.last + 1)
    explained = Role.SIBLING | Role.CHILD | Role.DIAGNOSIS
    return not (following & explained or reading.word(name.last + 1)[:1].isdigit())


def _is_spoken_to(reading: Reading, name: PersonName) -> bool:
    """«Ольга Иванова, подскажите», «Ольга Иванова вчера рассказала»: only in the nominative."""
    after = name.last + 1
    gap = _gap_after(reading, name.last)
    if _ELSEWHERE.search(gap) or "nomn" not in cases_of(name):
        return False
    if "," in gap:
        return bool(reading.role(after) & (Role.ADDRESS | Role.THANKS | Role.GREETING))
    if reading.word(after) == "не" or _begins(reading, after):
        return False
    if reading.role(after) & (Role.ACT | Role.TAKES):
        return True
    further = _gap_after(reading, after)
    return bool(reading.role(after + 1) & (Role.ACT | Role.TAKES)) and further.strip() == ""


def _begins(reading: Reading, index: int) -> bool:
    """«Стала драться»: what follows is done by somebody, and says nothing of who it is."""
    begun = reading.word(index) in {"стал", "стала"}
    return begun and reading.word(index + 1).endswith(("ть", "ться", "ти"))


def _has_a_trade(reading: Reading, name: PersonName) -> bool:
    """«Ольга Иванова, психолог», «Иванова Ольга (логопед)»."""
    gap = _gap_after(reading, name.last)
    if not any(sign in gap for sign in ",-–—("):
        return False
    return bool((reading.role(name.last + 1) | reading.role(name.last + 2)) & Role.OFFICE)


def _has_children(reading: Reading, name: PersonName) -> bool:
    """«У Ольги Ивановой сын с ДЦП», «у Лены трое под опекой», «Анна и Пётр Ивановы усыновили»."""
    after = name.last + 1
    if _gap_after(reading, name.last).strip() or after >= len(reading.words):
        return False
    if name.surname.endswith(("ы", "и")) and _TAKE.match(reading.word(after)):
        return True
    counted = _HOW_MANY.match(reading.clean, reading.words[after].start())
    return bool(reading.role(after) & (Role.CHILD | Role.CHILDREN)) or counted is not None


def cases_of(name: PersonName) -> set[str]:
    """In which cases the first name may stand; none: no dictionary knows it."""
    return {case for case, _ in parsed(name.given).forms}


def _gap_after(reading: Reading, index: int) -> str:
    return reading.gap(index, index + 1) if index + 1 < len(reading.words) else "."
