"""Personal e-mail addresses; those of offices give nobody away."""

import re
from collections.abc import Iterator

from moderation.detect.message import Known
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_ADDRESS = re.compile(
    r"(?P<name>[a-z0-9](?:[a-z0-9._+-]{0,40}[a-z0-9_])?)[ ]?(?:@|\(at\)|\[at\]|собака)[ ]?"
    r"(?P<domain>[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){0,2}[.,][a-zа-я]{2,6})(?![a-z0-9])"
)
_PERSONAL = frozenset(
    "mail.ru yandex.ru ya.ru gmail.com bk.ru inbox.ru list.ru internet.ru rambler.ru lenta.ru "
    "yahoo.com hotmail.com outlook.com icloud.com live.com live.ru proton.me protonmail.com vk.com "
    "narod.ru yandex.com mail.com gmail.ru ro.ru autorambler.ru myrambler.ru me.com".split()
)
_OFFICE = re.compile(
    r"info|office|priem|school|shkola|sosh|gimn|licey|lyceum|detsad|sadik|mdou|mbdou|mbou|maou|mkou|"
    r"d(?:et)?[-_.]?s(?:ad)?\d|opeka|opek|sekretar|kanc|admin|support|help|contact|club|klub|centr|"
    r"center|fond|bibl|sluzhba|resurs|press|redak|mfc|oop|cpsid|dom-?\w{0,6}detstva|semya|semja|family|"
    r"mail(?=@)|zapis|uslugi|sber|bank|hotline|konkurs|festival|forum"
)
_PEOPLE = Role.CHILD | Role.SIBLING | Role.GIVEN
_OWN_ELSEWHERE = 0.5  # an unknown domain, but said to be one's own


def emails(reading: Reading, known: Known) -> Iterator[Sign]:
    """Addresses at public mail services, unless the name before the @ is an office's."""
    if "@" not in reading.clean and "(at)" not in reading.clean and "собака" not in reading.clean:
        return
    for match in _ADDRESS.finditer(reading.clean):
        domain = match["domain"].replace(",", ".")
        if domain in known.domains or _OFFICE.match(match["name"]):
            continue
        near = reading.around(match.span(), 50, 30)
        if score := _score(near, personal=domain in _PERSONAL):
            yield Sign(Reason.EMAIL, score, *match.span())


def _score(near: int, *, personal: bool) -> float:
    if near & (Role.LINE | Role.OFFICE) and not near & Role.CHILD:
        return 0.0
    if personal:
        return HARD if near & _PEOPLE else OPEN
    return _OWN_ELSEWHERE if near & Role.MINE else 0.0
