"""States of an announcement, whom it is for, and how somebody wants to hear of such."""

from enum import StrEnum


class AnnouncementState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"  # goes out at its time
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    CANCELLED = "cancelled"


class Hearing(StrEnum):
    """How a person wants to hear of announcements."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    NEVER = "never"  # only what the chats bring


class Delivery(StrEnum):
    """What came of it for one recipient."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    MAILED = "mailed"  # the bot cannot write to them, and they have left an address
    BLOCKED = "blocked"
    FAILED = "failed"
    SKIPPED = "skipped"  # left the club, or it was called off, before their turn
    WEEKLY = "weekly"  # goes into the letter of the week


class AudienceRole(StrEnum):
    PARENTS = "parents"
    CANDIDATES = "candidates"
    ACTIVISTS = "activists"
    SPECIALISTS = "specialists"
    LEADERS = "leaders"


class EventCircle(StrEnum):
    """Whom of an event an announcement is for."""

    GOING = "going"
    WAITING = "waiting"
    CAME = "came"
