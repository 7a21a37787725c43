"""Addresses in a message, in sight and hidden, and what speaks against them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from moderation.detect.message import Message
from moderation.detect.reasons import Reason
from moderation.detect.spam.sites import (
    CHEAP_ZONES,
    MESSENGERS,
    PROGRAMS,
    SHORTENERS,
    host_and_path,
    imitated_by,
    is_within,
)
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

_SHARE = r"[^\s<>«»\"')\]]"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.){_SHARE}{{1,300}}"
    r"|(?<![\w.@])(?:[\w\-]{1,63}\.){1,4}(?:[a-z]{2,12}|xn--\w{2,20}|рф|дети|рус|онлайн)"
    rf"(?![\w@])(?:/{_SHARE}{{0,300}})?"
)
_MAY_HOLD_ONE = re.compile(r"\.\w|://")
_RUSSIAN, _LATIN = re.compile("[а-я]"), re.compile("[a-z]")
_BY_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_INVITATION = re.compile(r"^/(?:\+|joinchat/)|^/\w+bot\b.*[?&]start")

_MOST = 40  # addresses of one message that are looked at
_FALSE_SITE, _ATTACHED_PROGRAM, _PROGRAM = 0.85, 0.85, 0.4
_OTHER_PLACE, _HIDDEN_INVITATION, _HIDDEN = 0.55, 0.45, 0.2
_INVITATION_IN_SIGHT, _SHORTENED, _CHEAP, _CHANNEL = 0.4, 0.3, 0.3, 0.15


class Address(NamedTuple):
    host: str
    path: str
    begin: int = 0
    end: int = 0


def addresses(written: str) -> list[Address]:
    """In lower case; places are those in `written`."""
    if not _MAY_HOLD_ONE.search(written):
        return []
    found = []
    for match in _ADDRESS.finditer(written):
        host, path = host_and_path(match.group())
        if "." in host:
            found.append(Address(host, path, *match.span()))
    return found


def suspicions(text: Text, message: Message, trusted: frozenset[str]) -> Iterator[Finding]:
    """For each kind of suspicion its strongest case; trusted sites are above it."""
    strongest: dict[Reason, Finding] = {}
    for finding in _all(text, message, trusted):
        known = strongest.get(finding.reason)
        if known is None or finding.score > known.score:
            strongest[finding.reason] = finding
    yield from strongest.values()


def _all(text: Text, message: Message, trusted: frozenset[str]) -> Iterator[Finding]:
    in_sight = addresses(text.plain)
    for address in in_sight[:_MOST]:
        yield from _against(address, trusted)
    for link in message.links[:_MOST]:
        host, path = host_and_path(link.lower())
        hidden = Address(host, path)
        if is_within(host, trusted):
            continue
        yield from _against(hidden, trusted)
        shown_trusted = any(is_within(address.host, trusted) for address in in_sight)
        yield _finding(
            _hiding(hidden, shown_trusted=shown_trusted), Reason.SPAM_HIDDEN_LINK, hidden
        )
    if message.file_name.lower().rpartition(".")[2] in PROGRAMS:
        yield _finding(_ATTACHED_PROGRAM, Reason.SPAM_PROGRAM, Address("", ""))


def _against(address: Address, trusted: frozenset[str]) -> Iterator[Finding]:
    host, path = address.host, address.path
    zone = host.rpartition(".")[2]
    if is_within(host, trusted):
        return
    mixed = any(_RUSSIAN.search(part) and _LATIN.search(part) for part in host.split("."))
    if mixed or imitated_by(host) or ("xn--" in host and not zone.startswith("xn--")):
        yield _finding(_FALSE_SITE, Reason.SPAM_FALSE_SITE, address)
    if zone in PROGRAMS or path.rpartition(".")[2] in PROGRAMS:
        yield _finding(_PROGRAM, Reason.SPAM_PROGRAM, address)
    score = 0.0
    if host in MESSENGERS:
        score = _INVITATION_IN_SIGHT if _INVITATION.search(path) else _CHANNEL
    elif host in SHORTENERS:
        score = _SHORTENED
    elif zone in CHEAP_ZONES or _BY_NUMBER.fullmatch(host):
        score = _CHEAP
    if score:
        yield _finding(score, Reason.SPAM_LINK, address)


def _hiding(hidden: Address, *, shown_trusted: bool) -> float:
    """How bad it is that something else stands before the address; worst, a trusted one."""
    if shown_trusted:
        return _OTHER_PLACE
    return _HIDDEN_INVITATION if _INVITATION.search(hidden.path) else _HIDDEN


def _finding(score: float, reason: Reason, address: Address) -> Finding:
    return Finding(Question.SPAM, score, reason, address.begin, address.end)
