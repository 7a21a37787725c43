"""Commands that vanish from a chat: whoever sends them, they are no part of its talk.

A line «/report» beside an incident would show moderators where somebody reported in confidence.
"""

from moderation.detect.message import Message

_VANISHING = frozenset({"report", "warn", "mute", "ban", "unban", "ok"})


def is_order(message: Message) -> bool:
    """`/report`, `/report@a_bot`, `/mute 2h`; not words that merely begin with a slash."""
    if not message.text.startswith("/"):
        return False
    first = message.text.split(maxsplit=1)[0]
    return first[1:].partition("@")[0] in _VANISHING
