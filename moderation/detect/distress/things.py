"""Whether what is given back, or no longer managed, is a thing: «верну куртку», not a child."""

from collections.abc import Sequence
from functools import lru_cache

from moderation.detect.morphology import analyzer

_REMEMBERED = 8_192
_LIKELY = 0.1
# Not what is given back, though in the accusative: when, how often, where, and the family itself.
_NEVER = frozenset(
    "раз день ночь утро вечер час неделю месяц год минуту секунду время выходные понедельник "
    "вторник среду четверг пятницу субботу воскресенье опека опеку детдом приют интернат центр "
    "дом семью ребенка отказ заявление суд сил силы все это всё жизнь конец край минут свет "
    "систему учреждение возврат январь февраль март апрель май июнь июль август сентябрь октябрь "
    "ноябрь декабрь завтра зиму лето осень весну сердце душу школа голова руки опекунство "
    "будущее полгода давление решение чувство слово правда слезы нервы страх любовь".split()
)
_PREPOSITIONS = frozenset(
    "в во на с со к ко у о об от из за по до под без для через после перед при про над ради "
    "около кроме между против из-за насчет вместо".split()
)


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


@lru_cache(maxsize=_REMEMBERED)
def _is_thing(word: str) -> bool:
    if word in _NEVER:
        return False
    tags = [parse.tag for parse in analyzer().parse(word) if parse.score >= _LIKELY]
    return any({"NOUN", "inan", "accs"} in tag for tag in tags)


@lru_cache(maxsize=_REMEMBERED)
def _is_noun(word: str) -> bool:
    return "NOUN" in analyzer().parse(word)[0].tag
