"""States of a consultation and who ended it; no database needed."""

from enum import StrEnum


class ConsultationState(StrEnum):
    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"  # somebody did not come; nobody is blamed (scenario 13)
    MOVED = "moved"  # to another time, which is a consultation of its own
    CANCELLED = "cancelled"


class Party(StrEnum):
    """Who did it."""

    ASKER = "asker"
    SPECIALIST = "specialist"
    CLUB = "club"  # a leader, or the club itself where somebody has left


class GroupState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
