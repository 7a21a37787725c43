"""Why a time or a seat cannot be had."""

from community.core.errors import DomainError


class SlotTaken(DomainError):  # noqa: N818
    """Somebody was a moment faster, or the hours have changed. The screen shows the next ones."""

    code = "slot_taken"


class TooLateToMove(DomainError):  # noqa: N818
    """The consultation has begun or is over."""

    code = "too_late_to_move"


class NotYetBegun(DomainError):  # noqa: N818
    """Whether somebody came can be said once it has begun."""

    code = "not_yet_begun"


class BusyThen(DomainError):  # noqa: N818
    """The same person has another consultation at that time."""

    code = "busy_then"


class NoSeatsLeft(DomainError):  # noqa: N818
    code = "no_seats_left"
