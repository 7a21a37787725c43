"""Short everyday messages in which nothing was found: «доброе утро», «спасибо», «+».

A large part of a chat's talk is a few hundred such phrases; they need not be judged anew each
time. Only a number is kept of each, never the words.
"""

from collections import OrderedDict
from collections.abc import Callable

from moderation.detect.message import Message

_LONGEST = 48  # characters; longer ones hardly ever come twice
_REMEMBERED = 8192
# From so many words on the same text in many places is a sign (spam/repetition.py): each is judged.
_TOO_MANY_WORDS = 8


class Quiet:
    """Forgets everything as soon as `lessons` says that something was learned meanwhile."""

    def __init__(self, lessons: Callable[[], int]) -> None:
        self._lessons = lessons
        self._learned_by = lessons()
        self._known: OrderedDict[int, None] = OrderedDict()

    def knows(self, message: Message) -> bool:
        if self._learned_by != self._lessons():
            self._known.clear()
            self._learned_by = self._lessons()
        return hash(message.text) in self._known and _is_plain(message)

    def remember(self, message: Message) -> None:
        if len(message.text) > _LONGEST or not _is_plain(message):
            return
        if len(message.text.split()) >= _TOO_MANY_WORDS:
            return
        self._known[hash(message.text)] = None
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)


def _is_plain(message: Message) -> bool:
    """Nothing hangs on the words."""
    return not (
        message.links
        or message.quotes
        or message.origin
        or message.media
        or message.file_name
        or message.has_buttons
    )
