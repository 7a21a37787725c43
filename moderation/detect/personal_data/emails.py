"""Personal e-mail addresses; those of offices give nobody away."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.message import Known
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.patterns import any_of
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_AT = r"[ ]?(?:@|[(\[ ]{1,2}(?:собак[ау]|собачк[ау]|at(?=\)))[)\]]?[ ]?)[ ]?"
_DOT = r"(?:[.,]|[ ]?\(?точка\)?[ ]?)"
_MARK = re.compile(r"@|собак|собачк|\(at\)")
_LONGEST = 60, 80  # characters of an address before and after its mark
_ADDRESS = re.compile(
    rf"(?P<name>[a-z0-9](?:[a-z0-9а-я._+-]{{0,40}}[a-z0-9_])?){_AT}"
    rf"(?P<domain>[a-zа-я0-9-]{{1,40}}(?:\.[a-z0-9-]{{1,40}}){{0,2}}{_DOT}[a-zа-я]{{2,10}})"
    r"(?![a-z0-9])"
)
_PUBLIC_MAIL = re.compile(
    any_of(
        r"""mail\.ru yandex\.(?:ru|com) ya\.ru gmail\.(?:com|ru) bk\.ru inbox\.ru list\.ru
        internet\.ru rambler\.ru (?:auto|my)rambler\.ru ro\.ru lenta\.ru narod\.ru yahoo\.com
        hotmail\.com outlook\.com icloud\.com me\.com live\.(?:com|ru) proton\.me protonmail\.com
        mail\.com vk\.com"""
    )
)
_OFFICE = re.compile(
    any_of(
        r"""info office priem school shkola sosh gimn licey lyceum detsad sadik mb?dou mbou maou
        mkou d(?:et)?[-_.]?s(?:ad)?\d opek sekretar kanc admin support help contact club klub
        cente?r fond bibl sluzhba resurs press redak mfc oop dom-?\w{0,6}detstva sem[jy]a family
        zapis uslugi sber bank hotline konkurs festival forum"""
    )
)
_CHILDREN = Role.CHILD | Role.SIBLING
_OWN_ELSEWHERE = 0.5  # an unknown domain, but said to be one's own


def emails(reading: Reading, names: Sequence[PersonName], known: Known) -> Iterator[Sign]:
    """Addresses at public mail services, unless the name before the @ is an office's."""
    for match in _addresses(reading.clean):
        domain = _said_dot(match["domain"])
        if domain in known.domains or _OFFICE.match(match["name"]):
            continue
        near = reading.around(match.span(), 50, 30)
        named = any_near(match.span(), (name.span for name in names), back=40, forth=25)
        if near & (Role.LINE | Role.OFFICE) and not (near & Role.CHILD or named):
            continue
        if _PUBLIC_MAIL.fullmatch(domain):
            yield Sign(Reason.EMAIL, HARD if near & _CHILDREN or named else OPEN, *match.span())
        elif near & (_CHILDREN | Role.FAMILY) or named:
            yield Sign(Reason.EMAIL, HARD, *match.span())
        elif near & Role.MINE:
            yield Sign(Reason.EMAIL, _OWN_ELSEWHERE, *match.span())


def _addresses(clean: str) -> Iterator[re.Match[str]]:
    """Only around what may be its mark: to try each letter would be dear."""
    after = 0
    for mark in _MARK.finditer(clean):
        before, behind = _LONGEST
        begin, end = max(after, mark.start() - before), mark.end() + behind
        if match := _ADDRESS.search(clean, begin, end):
            yield match
            after = match.end()


def _said_dot(domain: str) -> str:
    """«mail точка ru»."""
    return re.sub(r"[ ]?\(?точка\)?[ ]?|,", ".", domain)
