"""Addresses in living speech: «ключ под ковриком, Нахимова 12-45», «с Заозёрной 33, подъезд 2».

A street and a house alone are a place to meet; a door, or children behind it, make them a home.
"""

import re
from collections.abc import Iterator

from moderation.detect.personal_data.address_patterns import COUNTED
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.patterns import any_of
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, Sign
from moderation.detect.reasons import Reason

_NUMBER_WORD = any_of(
    """один одна два две три четыре пять шесть семь восемь девять десять [а-я]{3,7}надцать
    двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто"""
)
_STREET = (
    r"(?<![а-я-])(?:(?:ул\w{0,4}|пр\w{0,7}|пер\w{0,6})\.? ?)?(?P<street>[а-я][а-я-]{3,24})"
    r"(?: (?:тракт|проспект|улиц\w|переул\w{2}))?"
)
_HOUSE = (
    rf"[ ,]{{1,3}}(?:(?:дом|д)\.? ?)?(?:\d{{1,3}}(?!\d)(?: ?[/\\] ?\d{{1,3}}| ?[а-г](?![а-я]))?"
    rf"|{_NUMBER_WORD}(?![а-я]))"
)
_ORDINAL = r"(?:\d{1,2}|перв\w{2}|втор\w{2}|трет\w{2}|четверт\w{2}|пят\w{2})"
_DOOR = (
    rf"[ ,.;–-]{{1,3}}(?:{_ORDINAL}[- ]?(?:й |ый )?(?:подъезд|этаж)"
    r"|(?:подъезд|этаж|домофон|код)\w? ?\d"
    rf"|(?:квартира|кв\.?) ?(?:\d|слева|справа|{_NUMBER_WORD}))[^.!?\n]{{0,12}}"
)
_WITH_A_DOOR = re.compile(rf"{_STREET}{_HOUSE}{_DOOR}")
_WITH_A_DASH = re.compile(rf"{_STREET}{_HOUSE}(?:, ?| ?[-–—] ?|-)\d{{1,3}}(?![\d:.])")
_ALONE = re.compile(rf"{_STREET}{_HOUSE}")
_DOOR_MATTERS = re.compile(r"подъезд|этаж|домофон|код|кварт|кв")
_HOME = re.compile(
    any_of(
        r"""дет[ией]{1,2}[ ]одни одн[аи][ ]дом дом\w[ ]одн один[ ]дом дома[ ]один ключ\w{0,2}[ ]под
        скор(?:ую|ая) мы[ ]дома заперл?с[яь] у[ ]меня[ ]реб после[ ]школы[ ]везут приступ
        наш(?:а|ей)[ ]семь приемн\w{2}[ ]семь дома[ ]до"""
    )
)
_LIVES = re.compile(
    any_of(
        r"""жив(?:ем|у|ет|ут)(?![а-я]) семья забер забира забрать привез подвез довез домофон
        заезж заход приход приез посылк
        соседи (?<![а-я])мы[ ](?:на|в)[ ] везут переехал адрес"""
    )
)
_LIVES_BY = re.compile(
    r"(?:семья|живет|живу|живем)[^.!?\n\d]{0,20}(?:на|по) (?:ул\w{0,4}\.? )?"
    r"[а-я]{4,24}(?:ой|ого|ова|ева|я|ина) \d{1,3}(?!\d)[а-г]?(?:/\d{1,2})?(?! ?[а-я]{2})"
)
_REACH = 70  # characters around an address that say whose it is
_NO_STREET = re.compile(
    r"(?:счет\w*|час\w*|школ\w*|групп\w*|класс\w*|номер\w*|стать\w*|пункт\w*|нужн\w*|около|возраст\w*"
    r"|дома?|подъезд\w?|этаж\w?|корпус\w?|кабинет\w?|размер\w?|рост\w?|вес\w?|дет\w+|лет|минут\w?|через"
    r"|скидк\w*|страниц\w*|глав\w*|ден\w+|рубл\w*|тысяч\w*|примерно|меньше|больше|целых|автобус\w*|скор\w*|полици\w*|пожарн\w*|кром\w*|врем\w*|сейчас|всего|итого)"
)


def home_addresses(reading: Reading) -> Iterator[Sign]:
    """Never beside a venue: «клуб, Кирова 15, второй этаж»."""
    clean = reading.clean
    if _DOOR_MATTERS.search(clean):
        yield from _found(reading, _WITH_A_DOOR, None)
    if _HOME.search(clean) or _LIVES.search(clean):
        yield from _found(reading, _WITH_A_DASH, (_HOME, _LIVES))
    if _HOME.search(clean):
        yield from _found(reading, _ALONE, (_HOME,))
    for match in _LIVES_BY.finditer(clean):
        if not COUNTED.match(clean, match.end()):
            yield Sign(Reason.ADDRESS, HARD, *match.span())


def _found(
    reading: Reading, pattern: re.Pattern[str], signs: tuple[re.Pattern[str], ...] | None
) -> Iterator[Sign]:
    for match in pattern.finditer(reading.clean):
        if _NO_STREET.fullmatch(match["street"]) or not _is_written_as_street(reading, match):
            continue
        begin, end = max(0, match.start() - _REACH), match.end() + _REACH
        said = signs is None or any(sign.search(reading.clean, begin, end) for sign in signs)
        venue = reading.around(match.span(), 40, 25) & Role.VENUE
        if said and not venue and not COUNTED.match(reading.clean, match.end()):
            yield Sign(Reason.ADDRESS, HARD, *match.span())


def _is_written_as_street(reading: Reading, match: re.Match[str]) -> bool:
    """By its capital; without capitals by an ending that streets have."""
    index = reading.index_at(match.start("street"))
    if reading.tells_capitals:
        return reading.capital(index)
    return match["street"].endswith(
        ("ая", "ой", "ого", "ова", "ева", "ина", "ых", "ский", "ская", "ской", "ира", "ина")
    )
