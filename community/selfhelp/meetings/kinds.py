"""States of meetings, apart from the tables so that rules need no database."""

from enum import StrEnum


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"  # who came is noted
    CANCELLED = "cancelled"
    HOLIDAY = "holiday"  # falls on one; it takes place only if whoever leads the group says so
