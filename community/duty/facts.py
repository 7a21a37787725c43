"""What duty tells those above it, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact
from community.duty.kinds import Outcome


@dataclass(frozen=True)
class SomebodyCame(Fact):
    """`by_id` went to a person in need."""

    signal_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True)
class SignalEnded(Fact):
    """`outcome` None: it was opened again."""

    signal_id: int
    person_id: int
    by_id: int | None
    outcome: Outcome | None
