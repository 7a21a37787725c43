"""Where a family lives. Never where people meet: a club, a school, an office."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_STREET_WORD = (
    r"(?:ул(?:иц[аеыу]|\.)?|пр(?:оспект\w?|-?к?т|\.)|пр-д|проезд\w?|пер(?:еул\w{1,4}|\.)?|мкрн?|м-он|микрорайон\w?"
    r"|бульвар\w?|б-р|шоссе|тракт\w?|наб(?:ережн\w{2}|\.)|площад[ьи]|пл\.|тупик\w?|аллея|квартал\w?|линия)"
)
_NAME = r"(?:\d{1,2} ?-?[а-я]{0,2} )?[а-я][а-я-]{1,24}\.?(?: [а-я][а-я-]{2,20}){0,2}"
_ENDINGS = (
    r"(?:[сц]к(?:ая|ой|ую|ом|ий|ого)|[нвтлрмдг](?:ая|ой|ую)|[нчшщ](?:[ая]я|ей|[ую]ю)|ого|его|[оеё]ва|[иы]на|ый|ых|ича|ика|ия|аря|ства"
    r"|мира|маркса|мая|октября|марта|победы|труда|космонавтов|строителей|нефтяников|тупик|переулок)"
)
_HOUSE = (
    r"(?:(?:дом|д)\b\.? ?(?:№ ?)?)?(?P<house>(?<!\d)\d{1,3}(?!\d)(?:[ ]?[/\\] ?\d{1,3}| ?[а-деabc](?![а-яa-z]))?)"
    r"(?:[ ,]{0,2}(?:корп|корпус|стр|строение|к|с)\b\.? ?\d{1,2}(?!\d))?"
)
_FLAT_WORD = r"(?:кв(?!адр|артал|от)(?:[а-я]{0,9}\b\.?|(?=\d))|ком(?:н\w{0,4})?\b\.?)"
_FLAT = (
    rf"(?:(?P<flat>[ ,.;-]{{0,3}}{_FLAT_WORD} ?(?:№ ?)?\d{{1,4}}(?!\d)|[ ,]{{1,2}}\d{{1,4}} ?кв(?:артир\w)?\b(?!\.? ?м))"
    r"|(?P<dash> ?[-–—] ?\d{1,4}(?![\d:.])))?"
)
_NAMED = re.compile(
    rf"(?<![а-я-]){_STREET_WORD}[ ]?(?:им\. ?)?{_NAME}[ ,]{{0,3}}{_HOUSE}{_FLAT}"
    r"|(?<![а-я-])[а-я][а-я-]{2,24} (?:ул\w{0,4}\.?|проспект\w?|пр-т|пер\w{0,7}\.?|тракт\w?|бульвар\w?)[ ,]{1,3}"
    + r"(?!\d{1,2} [а-я]{3})"
    + (_HOUSE + _FLAT).replace("(?P<", "(?P<after_")
)
_BARE = re.compile(rf"(?<![а-я-])[а-я-]{{0,20}}{_ENDINGS}[ ,]{{1,3}}{_HOUSE}{_FLAT}")
_ANY = re.compile(rf"(?<![а-я-])[а-я][а-я-]{{2,24}}[ ,]{{1,3}}{_HOUSE}{_FLAT}")
_AFTER_ADDRESS = re.compile(
    rf"(?:адрес\w{{0,2}}[ :–—-]{{1,3}}|(?:живем|живу|живет|прописан\w?) на (?=[а-я -]{{4,40}}\d{{1,3}}[-/]\d))"
    rf"[а-я][а-я-]{{2,24}}[ ,]{{1,3}}{_HOUSE}{_FLAT}"
)
_HOUSE_AND_FLAT = re.compile(
    r"(?<![а-я])(?:дом|д)\b\.? ?(?:№ ?)?\d{1,3} ?[а-где]?(?:[/\\]\d{1,3})?[ ,;\n]{1,3}(?:подъезд \d{1,2}[ ,]{1,2})?"
    rf"(?:этаж \d{{1,2}}[ ,]{{1,2}})?{_FLAT_WORD} ?(?:№ ?)?\d{{1,4}}(?!\d)"
)
_COUNTED = re.compile(
    r"[ ]?(?:лет|год|мес|дн|день|час|мин|чел|дет|раз|руб|р\b|тыс|км|кг|шт|%|:\d|класс|школ|сад|январ|феврал|март|апрел|ма[йя]"
    r"|июн|июл|август|сентябр|октябр|ноябр|декабр|числ|семь|семе|ребен|маль|дев|недел|степен|групп|кв\.? ?м|м2|м²|метр|комнат)"
)
_MENTIONS_FLAT = re.compile(r"(?<![а-я])(?:кв|ком[. н])")
_REACH = 60  # characters between «живём», «клуб» and the street


def addresses(reading: Reading, names: Sequence[PersonName]) -> Iterator[Sign]:
    """Street and house with a flat, a person's name, or a word of living somewhere."""
    clean = reading.clean
    full = [name.span for name in names if name.full]
    for match in _NAMED.finditer(clean):
        beside = any_near(match.span(), full, back=40, forth=40)
        if score := _score(reading, match, home=beside, dash=OPEN):
            yield Sign(Reason.ADDRESS, score, *match.span())
    if _MENTIONS_FLAT.search(clean):
        for match in _HOUSE_AND_FLAT.finditer(clean):
            yield Sign(Reason.ADDRESS, HARD, *match.span())
        for match in _ANY.finditer(clean):
            if _flat(match) and _score(reading, match):
                yield Sign(Reason.ADDRESS, HARD, *match.span())
    if reading.all_roles & Role.LIVING:
        for match in (*_BARE.finditer(clean), *_AFTER_ADDRESS.finditer(clean)):
            if score := _score(reading, match, home=match.re is _AFTER_ADDRESS):
                yield Sign(Reason.ADDRESS, score, *match.span())


def _score(
    reading: Reading, match: re.Match[str], *, home: bool = False, dash: float = 0.0
) -> float:
    """`home`: something else says that a person lives there; `dash`: what «5-12» alone is worth."""
    if _COUNTED.match(reading.clean, match.end()):
        return 0.0
    label = reading.nearest(match.start(), Role.LIVING | Role.VENUE, _REACH)
    if _flat(match):
        return HARD
    if (label | reading.around(match.span(), 0, 25)) & Role.VENUE:
        return 0.0
    if label & Role.LIVING or home:
        return HARD
    return dash if match["dash"] or match.groupdict().get("after_dash") else 0.0


def _flat(match: re.Match[str]) -> str | None:
    return match["flat"] or match.groupdict().get("after_flat")
