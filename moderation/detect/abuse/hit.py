"""What the parts of this package tell each other."""

from dataclasses import dataclass

from moderation.detect.reasons import Reason


@dataclass(frozen=True, slots=True)
class Hit:
    """Something rude from one word to another, both included."""

    reason: Reason
    score: float
    first: int
    last: int
