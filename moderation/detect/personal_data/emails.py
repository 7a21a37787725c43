"""Personal e-mail addresses; those of offices give nobody away."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.message import Known
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_ADDRESS = re.compile(
    r"(?P<name>[a-z0-9](?:[a-z0-9._+-]{0,40}[a-z0-9_])?)[ ]?@[ ]?"
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
_PEOPLE = Role.CHILD | Role.SIBLING
_OWN_ELSEWHERE = 0.5  # an unknown domain, but said to be one's own


def emails(reading: Reading, names: Sequence[PersonName], known: Known) -> Iterator[Sign]:
    """Addresses at public mail services, unless the name before the @ is an office's."""
    for match in _ADDRESS.finditer(reading.clean):
        domain = match["domain"].replace(",", ".")
        if domain in known.domains or _OFFICE.match(match["name"]):
            continue
        near = reading.around(match.span(), 50, 30)
        named = any_near(match.span(), (name.span for name in names), back=40, forth=25)
        if near & (Role.LINE | Role.OFFICE) and not (near & Role.CHILD or named):
            continue
        if domain in _PERSONAL:
            yield Sign(Reason.EMAIL, HARD if near & _PEOPLE or named else OPEN, *match.span())
        elif near & Role.MINE:
            yield Sign(Reason.EMAIL, _OWN_ELSEWHERE, *match.span())
