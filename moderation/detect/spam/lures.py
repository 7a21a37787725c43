"""Signs that need no learning: promises of money, calls into private, shouting, disguise.

None of them acts alone, several together do; emoji or «в личку» by themselves are no sign at all.
"""

from collections.abc import Iterator

from moderation.detect.message import Message, Origin
from moderation.detect.reasons import Reason
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

_MONEY = frozenset({"#roubles", "#dollars"})
_EARNING = frozenset({"income", "no_effort", "remote", "recruiting", "trading", "crypto"})
_SHADY = frozenset(
    {"income", "no_effort", "no_papers", "crypto", "trading", "gambling", "drugs", "adult"}
    | {"psychic", "secret", "accounts", "prize"}
)
_ANSWER = frozenset({"to_private", "write_me", "keyword", "channel", "#nick", "#url", "#invite"})
_ANYWHERE = frozenset({"#url", "#invite", "#channel", "#nick"})
# Whoever warns of a fraud, or asks whether it is one, uses its words.
_WARNING, _ASKING = "warning", frozenset({"asking", "~question"})

_OFFER_AND_ACTS, _OFFERS_AND_ACT = frozenset({"~hook2", "~act2"}), frozenset({"~hook3", "~act1"})

_PROMISE, _PROMISE_TO_ANSWER = 0.3, 0.45
_LURE, _WHOLE_LURE, _WHOLE_LURE_ALONE = 0.3, 0.4, 0.55
_SHOUT, _GAUDY_SHOUT = 0.3, 0.4
_FORWARDED, _FORWARDED_BUTTONS, _BUTTONS = 0.3, 0.45, 0.25
_BY_DISGUISES = ((5, 0.7), (3, 0.55), (2, 0.3), (1, 0.12))


def lures(ideas: frozenset[str], *, alone: bool) -> Iterator[Finding]:
    """By the ideas of the message; `alone`: there is no model that would weigh them better."""
    if _WARNING in ideas or ideas >= _ASKING:
        return
    if ideas & _MONEY and "each_day" in ideas and ideas & _EARNING:
        yield _finding(_PROMISE_TO_ANSWER if ideas & _ANSWER else _PROMISE, Reason.SPAM_PROMISE)
    called = "to_private" in ideas or {"#nick", "write_me"} <= ideas
    if ideas >= _OFFER_AND_ACTS or ideas >= _OFFERS_AND_ACT:
        yield _finding(_WHOLE_LURE_ALONE if alone else _WHOLE_LURE, Reason.SPAM_LURE)
    elif called and ideas & _SHADY:
        yield _finding(_LURE, Reason.SPAM_LURE)
    if "~shouts" in ideas and (ideas & _MONEY or "discount" in ideas):
        yield _finding(_GAUDY_SHOUT if "~emoji" in ideas else _SHOUT, Reason.SPAM_SHOUTING)


def disguises(text: Text) -> Iterator[Finding]:
    for least, score in _BY_DISGUISES:
        if text.disguised >= least:
            first, *others = text.disguises
            yield Finding(Question.SPAM, score, Reason.SPAM_DISGUISE, *first)
            for begin, end in others[:least]:
                yield Finding(Question.SPAM, 0.0, Reason.SPAM_DISGUISE, begin, end)
            return


def brought_from_elsewhere(message: Message, ideas: frozenset[str]) -> Iterator[Finding]:
    """Forwarded from a channel with somewhere to go, or sent through another bot."""
    leads_on = bool(message.links or ideas & _ANYWHERE)
    if message.origin is Origin.CHANNEL and (leads_on or message.has_buttons):
        score = _FORWARDED_BUTTONS if message.has_buttons else _FORWARDED
        yield _finding(score, Reason.SPAM_FORWARDED_AD)
    elif message.has_buttons:
        yield _finding(_BUTTONS, Reason.SPAM_BUTTONS)


def _finding(score: float, reason: Reason) -> Finding:
    return Finding(Question.SPAM, score, reason)
