"""What specialists tell those above them, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class SpecialistOpened(Fact):
    """Takes (more) requests from now on: became active, came back, raised the limit."""

    specialist_id: int


@dataclass(frozen=True)
class SpecialistPaused(Fact):
    """Takes no new requests for a while; what they have in hand they keep."""

    specialist_id: int


@dataclass(frozen=True)
class SpecialistLeft(Fact):
    """Helps no more: requests and consultations in hand go to others."""

    specialist_id: int
