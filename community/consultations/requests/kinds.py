"""What a request says and where it stands; no database needed."""

from enum import StrEnum


class ForWhom(StrEnum):
    """Help is for each member of a family (CL-A3)."""

    ME = "me"
    PARTNER = "partner"
    CHILD = "child"
    GRANDCHILD = "grandchild"
    FAMILY = "family"


class Urgency(StrEnum):
    TODAY = "today"
    WEEK = "week"
    CALM = "calm"


class Naming(StrEnum):
    """How the specialist sees who asks."""

    ANONYMOUS = "anonymous"  # «Семья-217», district hidden
    FIRST_NAME = "first_name"


class RequestState(StrEnum):
    WAITING = "waiting"  # nobody suitable is free; a leader answers for it
    OFFERED = "offered"  # a specialist is asked
    TAKEN = "taken"
    CLOSED = "closed"


class OfferAnswer(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"  # nothing was heard in time
    TAKEN_BACK = "taken_back"  # withdrawn, booked elsewhere, given to somebody else
    HANDED_ON = "handed_on"  # had it in hand, and could not go on


class RequestOutcome(StrEnum):
    """For the figures; the first two count as closed within the club (CL-R1)."""

    HELPED = "helped"
    HELPED_IN_PART = "helped_in_part"
    REFERRED = "referred"  # to an institution outside the club
    NOT_NEEDED = "not_needed"  # it has settled itself, or the parent took it back
    NO_CONTACT = "no_contact"  # nothing was heard of the parent any more
    LAPSED = "lapsed"  # the parent left the club


class FollowUp(StrEnum):
    """Two weeks later."""

    BETTER = "better"
    SAME = "same"
    AGAIN = "again"  # would like to be helped once more
