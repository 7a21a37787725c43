"""What somebody noticed in a chat, before it is written down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from moderation.detect.verdict import Action
from moderation.incidents.kinds import Source, Topic
from moderation.incidents.rules import holds_personal_data

EXCERPT_LENGTH = 300
_LINE_LENGTH = 120


@dataclass(frozen=True)
class Sighting:
    """One message that an incident is about.

    `reasons` are codes of detect.reasons. `text` is what can be given back within 24 hours,
    `excerpt` and `context` ([[message id, excerpt], …]) are what moderators see for 30 days.
    """

    chat_id: int
    message_id: int
    sent_at: datetime
    account_id: int | None  # None: written in the name of a channel
    topic: Topic
    source: Source
    action: Action
    channel: str | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    dry_run: bool = False
    text: str | None = None
    excerpt: str | None = None
    media: str | None = None
    context: list[Any] | None = None
    for_leaders: bool = False

    def checked(self) -> Self:
        """As it may be stored and acted on, whatever was handed in.

        Personal data are never kept, also when spam or an insult is why the message was noticed;
        of a hint, which nobody decides about, no words are needed. Nothing is done to somebody in
        distress.
        """
        action = Action.ALLOW if self.topic is Topic.DISTRESS else self.action
        if self.holds_personal_data or action is Action.HINT:
            return replace(self, action=action, text=None, excerpt=None, context=None)
        excerpt = self.excerpt and self.excerpt[:EXCERPT_LENGTH]
        context = clipped(self.context or ()) or None
        return replace(self, action=action, excerpt=excerpt, context=context)

    @property
    def holds_personal_data(self) -> bool:
        return holds_personal_data(self.topic, self.reasons)


def clipped(lines: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Lines of context, each no longer than a moderator needs to see what was going on."""
    return [[message_id, words[:_LINE_LENGTH]] for message_id, words in lines]
