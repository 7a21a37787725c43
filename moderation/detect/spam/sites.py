"""Sites that spam hides behind, and those that it passes itself off as."""

import re
from collections.abc import Container
from difflib import SequenceMatcher
from functools import lru_cache

# Whoever is imitated to get passwords, codes and cards, with the sites that are really theirs:
# in any address, and, as these names stand in honest ones too, in the cheapest zones alone.
GUARDED = {
    "gosuslugi": ("gosuslugi.ru",),
    "sberbank": ("sberbank.ru", "sberbank.com", "sber.ru"),
    "tinkoff": ("tinkoff.ru", "tbank.ru"),
    "alfabank": ("alfabank.ru",),
    "wildberries": ("wildberries.ru", "wb.ru"),
}
BORROWED = {
    "telegram": ("telegram.org", "telegram.me", "t.me"),
    "whatsapp": ("whatsapp.com", "wa.me"),
    "nalog": ("nalog.ru", "nalog.gov.ru"),
    "pochta": ("pochta.ru",),
    "avito": ("avito.ru",),
    "ozon": ("ozon.ru",),
    "yandex": ("yandex.ru", "yandex.com", "ya.ru"),
}
MESSENGERS = frozenset({"t.me", "telegram.me", "wa.me", "chat.whatsapp.com"})
_OWN = frozenset(site for own in (GUARDED | BORROWED).values() for site in own)
TRUSTED = (_OWN - MESSENGERS) | {
    "gov.ru",
    "consultant.ru",
    "garant.ru",
    "vk.com",
    "ok.ru",
    "rutube.ru",
    "youtube.com",
    "youtu.be",
    "mail.ru",
    "max.ru",
    "dzen.ru",
    "wikipedia.org",
    "2gis.ru",
}
SHORTENERS = frozenset(
    {"bit.ly", "clck.ru", "vk.cc", "tinyurl.com", "goo.su", "t.co", "is.gd", "cutt.ly", "u.to"}
    | {"ow.ly", "rebrand.ly", "shorturl.at", "surl.li", "tiny.cc", "s.id", "qps.ru", "clc.to"}
    | {"goo.gl", "shorte.st", "adf.ly", "rb.gy", "v.gd", "lnk.to"}
)
# Zones where an address costs next to nothing.
CHEAP_ZONES = frozenset(
    {"top", "xyz", "online", "site", "icu", "buzz", "cyou", "click", "link", "live", "fun", "shop"}
    | {"store", "pw", "tk", "ml", "ga", "cf", "gq", "win", "bid", "loan", "work", "rest", "sbs"}
    | {"monster", "cfd", "quest", "bond", "vip", "lol", "website", "space", "host", "casino", "bet"}
)
PROGRAMS = frozenset({"apk", "exe", "scr", "bat", "cmd", "msi", "vbs", "jar", "xapk", "ipa"})

_LONG_NAME = 8  # a shorter one is part of too many honest words
_ALIKE = 0.88
_SAME_LOOK = str.maketrans("01i|", "olll")


def host_and_path(address: str) -> tuple[str, str]:
    """Host without `www.` and port, path with its slash; for an address in lower case."""
    rest = re.sub(r"^[a-z]{2,6}://", "", address).removeprefix("www.").rstrip(".,;:!?")
    host, slash, path = rest.partition("/")
    return host.partition(":")[0].rpartition("@")[2], slash + path


def is_within(host: str, sites: Container[str]) -> bool:
    """Whether it is one of the sites, or stands under one."""
    while host:
        if host in sites:
            return True
        host = host.partition(".")[2]
    return False


@lru_cache(1024)
def imitated_by(host: str) -> str | None:
    """Whose name the host bears without being theirs: `gosuslugi-vyplata.top`, `gosus1ugi.ru`."""
    if is_within(host, _OWN):
        return None
    parts = _folded(host).replace("-", ".").split(".")[:-1]
    names = GUARDED | BORROWED if host.rpartition(".")[2] in CHEAP_ZONES else GUARDED
    return next(
        (name for name in names if any(_bears(part, _folded(name)) for part in parts)), None
    )


def _bears(part: str, name: str) -> bool:
    if part == name:
        return True
    if len(name) < _LONG_NAME:
        return False
    near = abs(len(part) - len(name)) <= 1 and part[:2] == name[:2]
    return name in part or (near and SequenceMatcher(None, part, name).ratio() >= _ALIKE)


def _folded(host: str) -> str:
    """Signs that look the same made the same."""
    return host.translate(_SAME_LOOK).replace("rn", "m").replace("vv", "w")
