"""What cannot be noted of an event."""

from community.core.errors import DomainError


class NotHeldYet(DomainError):  # noqa: N818
    """Who came can be said once it has begun."""

    code = "event_not_held_yet"


class AttendanceClosed(DomainError):  # noqa: N818
    """It is confirmed by now; it can be opened again for two weeks."""

    code = "attendance_closed"


class NotAGuest(DomainError):  # noqa: N818
    """Whoever was not there has nothing to say of it."""

    code = "not_a_guest"
