"""Why a meeting cannot be planned, moved or noted so."""

from community.core.errors import DomainError


class MeetingOver(DomainError):  # noqa: N818
    """It is over, held or called off."""

    code = "meeting_over"


class MeetingAhead(DomainError):  # noqa: N818
    """It has not begun: nobody can have come yet."""

    code = "meeting_ahead"


class MeetingInThePast(DomainError):  # noqa: N818
    """What is planned must lie ahead."""

    code = "meeting_in_the_past"
