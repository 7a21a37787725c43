"""Certificates of birth, adoption, marriage: a Roman numeral, two letters, six digits; passports
whose series and number are told apart by words."""

import re
from collections.abc import Iterator

from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import CERTAIN, HARD, OPEN, Sign
from moderation.detect.reasons import Reason

# The Roman numeral as keyboards give it: Latin, Cyrillic, digits, «п» and «ш» for II and III.
_SERIES = re.compile(
    r"(?<![^\W_])(?P<roman>[ivxlc\u0456ивхуvпшm1|!]{1,6}|[2-9])[ \t]?(?P<dash>[-–—‐ ]{0,2})[ \t]?"
    r"(?P<letters>[а-яa-z]{1,2})[ \t,.]{0,3}"
    r"(?P<sign>№|nr?\b|no\b|н[омер]{2,5}\.?|#)?[ \t.:]{0,3}"
    r"(?P<number>\d{3}[ -]?\d{3}|\d{5,7})(?!\d)"
)
_SERIES_WORD = re.compile(
    r"сери[яиейю]{1,2}[ .:]{0,3}(?P<series>\d\d ?\d\d|[ivx\u0456х1]{1,5}[- ]{0,2}[а-яa-z]{2})"
    r"[ ,;.]{0,3}(?:№|n|н[омер]{2,5})\.?[ .:№]{0,3}(?P<number>\d{3} ?\d{3}|\d{5,7})(?!\d)"
)
_SERIES_AND_SIGN = re.compile(
    r"(?<!\d)(?P<series>\d\d ?\d\d)[ ,]{0,2}(?:№|n|н[омер]{2,5})\.?[ .:№]{0,3}\d{3} ?\d{3}(?!\d)"
)
_DIGITS = range(6, 8)
_GROUPS_AT_MOST = 2  # «123 456»
_YEARS = re.compile(r"(?:19|20)\d\d")
_ORDINARY_PAIR = re.compile("на|по|за|из|до|от|об|во|со|не|ни|мы|вы|он|то|ну|да|но|кв|к[мг]|[мс]м")
_DEPARTMENT = re.compile(
    r"(?:код\w? подр\w{0,12}|к/п|подразделени\w)[ .:]{0,3}\d{3} ?[-–—] ?\d{3}(?!\d)"
)


def certificates(reading: Reading) -> Iterator[Sign]:
    """Readings of all series and numbers; overlaps are sorted out by the caller."""
    if reading.has_long_number:
        yield from _with_series(reading)
    yield from _named_by_title(reading)


def _with_series(reading: Reading) -> Iterator[Sign]:
    clean = reading.clean
    for match in _SERIES.finditer(clean):
        if score := _score(reading, match):
            yield Sign(Reason.BIRTH_CERTIFICATE, score, *match.span())
    for match in _SERIES_WORD.finditer(clean):
        reason = Reason.PASSPORT if match["series"][:1].isdigit() else Reason.BIRTH_CERTIFICATE
        yield Sign(reason, CERTAIN, *match.span())
    for match in _SERIES_AND_SIGN.finditer(clean):
        named = reading.label(match.span(), Role.PASSPORT, 60, 30)
        if named or not _YEARS.fullmatch(match["series"]):
            yield Sign(Reason.PASSPORT, CERTAIN if named else HARD, *match.span())
    for match in _DEPARTMENT.finditer(clean):
        yield Sign(Reason.PASSPORT, OPEN, *match.span())


def _named_by_title(reading: Reading) -> Iterator[Sign]:
    """«Свид о рожд 123456»: the title, and no series or a mangled one."""
    if not reading.all_roles & Role.CERTIFICATE:
        return
    for number in reading.numbers:
        if len(number.digits) not in _DIGITS or len(number.shape) > _GROUPS_AT_MOST:
            continue
        roles = reading.around(number.span, 60, 0)
        if not roles & Role.CERTIFICATE:
            continue
        if roles & Role.BIRTH:
            yield Sign(Reason.BIRTH_CERTIFICATE, HARD, *number.span)
        elif roles & Role.ADOPTION:
            yield Sign(Reason.DOCUMENT, HARD, *number.span)


def _score(reading: Reading, match: re.Match[str]) -> float:
    span = match.span()
    if reading.label(span, Role.CERTIFICATE, 70, 40) or reading.label(span, Role.BIRTH, 40, 30):
        return CERTAIN
    if match["roman"].strip("ив23456789") == "":
        return 0.0
    if _ORDINARY_PAIR.fullmatch(match["letters"]) and not match["sign"]:
        return 0.0
    begin, end = reading.text.span(*match.span("letters"))
    capital = reading.text.raw[begin:end].isupper()
    roman = any(letter in "ivx\u0456" for letter in match["roman"])
    cyrillic = not match["letters"].isascii()
    if (match["sign"] and (capital or roman or cyrillic)) or (roman and (capital or cyrillic)):
        return HARD
    personal = Role.CHILD | Role.CHILDREN | Role.PAPERS | Role.GIVEN
    return HARD if capital and reading.around(span, 50, 30) & personal else 0.0
