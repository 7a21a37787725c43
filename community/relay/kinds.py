"""Sides of a conversation and what can be said in it; no database needed."""

from enum import StrEnum


class Side(StrEnum):
    ASKER = "asker"  # whoever needs help
    HELPER = "helper"  # whoever is on duty, a specialist

    @property
    def other(self) -> "Side":
        return Side.HELPER if self is Side.ASKER else Side.ASKER


class Medium(StrEnum):
    TEXT = "text"
    VOICE = "voice"
    PHOTO = "photo"
    DOCUMENT = "document"


class GivenAway(StrEnum):
    """What would tell the other side who is writing."""

    FORWARD = "forward"  # shows whose message it was
    CONTACT = "contact"
    PLACE = "place"  # where the phone is at this moment
    USERNAME = "username"
    PROFILE = "profile"  # a link to somebody's page or chat
    PHONE = "phone"
    EMAIL = "email"


class ComplaintState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"
    LAPSED = "lapsed"  # what it was about has been erased before anybody decided


class ComplaintOutcome(StrEnum):
    NO_GROUND = "no_ground"
    TALKED_TO = "talked_to"
    ENDED = "ended"  # the conversation
    PAUSED = "paused"  # the one complained about; what that means, the area above knows
