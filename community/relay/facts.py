"""What conversations tell those above them, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class HelperSpoke(Fact):
    """The helper's first words: from now on a person is there."""

    conversation_id: int


@dataclass(frozen=True)
class ConversationEnded(Fact):
    """By either side, or because one of them left the club."""

    conversation_id: int
