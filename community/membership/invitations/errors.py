"""What can be wrong with a code that somebody entered."""

from community.core.errors import DomainError


class InvitationUnknown(DomainError):  # noqa: N818
    """There is no such code."""

    code = "invitation_unknown"
    keeps_writes = True  # a wrong try must count


class InvitationUsed(DomainError):  # noqa: N818
    """The code has brought a family already."""

    code = "invitation_used"


class InvitationExpired(DomainError):  # noqa: N818
    """The code's time is over, or its batch was taken back."""

    code = "invitation_expired"
