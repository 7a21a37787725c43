"""Where a family lives. Never where people meet: a club, a school, an office."""

import re
from collections.abc import Iterator

from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_STREET_WORD = (
    r"(?:ул(?:иц[аеыу]|\.)?|пр(?:оспект\w?|-?к?т|\.)|пр-д|проезд\w?|пер(?:еул\w{1,4}|\.)?|мкрн?|м-он|микрорайон\w?"
    r"|бульвар\w?|б-р|шоссе|тракт\w?|наб(?:ережн\w{2}|\.)|площад[ьи]|пл\.|тупик\w?|аллея|квартал\w?|линия)"
)
_NAME = r"[а-я0-9][а-я0-9-]{1,24}\.?(?: [а-я][а-я-]{2,20})?(?: [а-я][а-я-]{2,20})?"
_ENDINGS = (
    r"(?:ская|ской|скую|ском|цкая|цкой|ная|ной|ную|вая|вой|вую|тая|той|лая|лой|ого|его|ова|ева|ина|ына|ский|ский"
    r"|ый|ий|ых|ича|ика|ия|аря|ства|уры|мира|мая|октября|марта|победы|труда|космонавтов|строителей)"
)
_HOUSE = (
    r"(?:(?:дом|д)\b\.? ?(?:№ ?)?)?(?P<house>\d{1,3}(?!\d)(?:[ ]?[/\\] ?\d{1,3}| ?[а-где](?![а-я]))?)"
    r"(?: ?,? ?(?:корп|корпус|стр|строение|к|с)\b\.? ?\d{1,2}(?!\d))?"
)
_FLAT = (
    r"(?:(?P<flat>[ ,.;-]{0,3}(?:кв(?:артир\w{1,2})?\b\.?|квр|комн\w{0,3}\b\.?) ?(?:№ ?)?\d{1,4}(?!\d))"
    r"|(?P<dash> ?[-–—] ?\d{1,4}(?![\d:.])))?"
)
_NAMED_STREET = re.compile(rf"(?<![а-я-]){_STREET_WORD}[ ]?(?:им\. ?)?{_NAME}[ ,]{{1,3}}{_HOUSE}{_FLAT}")
_AFTER_NAME = re.compile(
    rf"(?<![а-я-])[а-я][а-я-]{{2,24}} (?:ул\w{{0,4}}\.?|проспект\w?|пр-т|пер\w{{0,7}}\.?|тракт\w?|бульвар\w?)[ ,]{{1,3}}{_HOUSE}{_FLAT}"
)
_BARE_STREET = re.compile(rf"(?<![а-я-])(?:[а-я][а-я-]{{1,20}} )?[а-я-]{{0,20}}{_ENDINGS}[ ,]{{1,3}}{_HOUSE}{_FLAT}")
_HOUSE_AND_FLAT = re.compile(
    r"(?<![а-я])(?:дом|д)\b\.? ?(?:№ ?)?\d{1,3} ?[а-где]?(?:[/\\]\d{1,3})?[ ,;]{1,3}(?:подъезд \d{1,2}[ ,]{1,2})?"
    r"(?:этаж \d{1,2}[ ,]{1,2})?кв(?:артир\w{1,2})?\b\.? ?(?:№ ?)?\d{1,4}(?!\d)"
)
_COUNTED = re.compile(
    r"[ ]?(?:лет|год|мес|дн|день|час|мин|чел|дет|раз|руб|р\b|тыс|км|кг|шт|%|:\d|класс|школ|сад|январ|феврал|март|апрел|ма[йя]"
    r"|июн|июл|август|сентябр|октябр|ноябр|декабр|числ|семь|семе|ребен|маль|дев|недел|степен|групп)"
)
_FLAT_WORD = re.compile(r"кв\b|кв\d|комн")
_REACH = 45  # characters between «живём», «клуб» and the street


def addresses(reading: Reading) -> Iterator[Sign]:
    """Street and house with a flat, or with a word of living somewhere."""
    if not reading.has_digits:
        return
    clean = reading.clean
    for pattern in (_NAMED_STREET, _AFTER_NAME):
        for match in pattern.finditer(clean):
            if score := _score(reading, match, named=True):
                yield Sign(Reason.ADDRESS, score, *match.span())
    if not (reading.all_roles & Role.LIVING or _FLAT_WORD.search(clean)):
        return
    for match in _HOUSE_AND_FLAT.finditer(clean):
        yield Sign(Reason.ADDRESS, HARD, *match.span())
    for match in _BARE_STREET.finditer(clean):
        if score := _score(reading, match, named=False):
            yield Sign(Reason.ADDRESS, score, *match.span())


def _score(reading: Reading, match: re.Match[str], *, named: bool) -> float:
    if _COUNTED.match(reading.clean, match.end()):
        return 0.0
    label = reading.nearest(match.start(), Role.LIVING | Role.VENUE, _REACH)
    if match["flat"] and not label & Role.VENUE:
        return HARD
    meeting = (label | reading.around(match.span(), 0, 25)) & Role.VENUE
    if label & Role.LIVING and not meeting:
        return HARD
    return OPEN if named and (match["flat"] or match["dash"]) and not meeting else 0.0
