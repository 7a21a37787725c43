"""States of a sign-up and what a family chooses; no database needed."""

from enum import StrEnum


class PartyState(StrEnum):
    GOING = "going"
    WAITING = "waiting"
    OFFERED = "offered"  # seats are kept for them until the offer runs out
    LAPSED = "lapsed"  # an offer ran out or was declined: not offered again by itself
    CANCELLED = "cancelled"


HOLDS_SEATS = (PartyState.GOING, PartyState.OFFERED)
IN_PLAY = (PartyState.GOING, PartyState.OFFERED, PartyState.WAITING)


class Transport(StrEnum):
    NONE = "none"
    NEEDED = "needed"
    OFFERED = "offered"


class Reminders(StrEnum):
    BOTH = "both"  # a day and two hours before
    DAY = "day"
    HOURS = "hours"
    NONE = "none"


class NoOffer(StrEnum):
    """Why a family that waits is not offered seats (pretix 3628)."""

    NO_SEATS = "no_seats"
    TOO_FEW_SEATS = "too_few_seats"  # some are free, but not for all of them
    TOO_LATE = "too_late"  # the event is too near
    NOT_RUNNING = "not_running"  # called off or over
