"""What bookings tell those above them, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class ConsultationEnded(Fact):
    """Held, missed or cancelled."""

    consultation_id: int
    request_id: int
