"""What requests tell those above them, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class RequestEnded(Fact):
    request_id: int
