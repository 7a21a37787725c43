"""What conversations tell those above them, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact
from community.relay.kinds import ComplaintOutcome


@dataclass(frozen=True)
class HelperSpoke(Fact):
    """The helper's first words: from now on a person is there."""

    conversation_id: int


@dataclass(frozen=True)
class AskerWaits(Fact):
    """From this moment the asker's words wait for an answer; said once for as many as there are."""

    conversation_id: int


@dataclass(frozen=True)
class HelperAnswered(Fact):
    """What waited is answered. Nothing is published where nothing waited."""

    conversation_id: int


@dataclass(frozen=True)
class ConversationEnded(Fact):
    """By either side, or because one of them left the club. Nothing waits in it any more."""

    conversation_id: int


@dataclass(frozen=True)
class ComplaintDecided(Fact):
    """Two have read and one of them has decided. `PAUSED` is for the area above to carry out."""

    complaint_id: int
    conversation_id: int
    about_id: int  # the person complained about
    outcome: ComplaintOutcome
