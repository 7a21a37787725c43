"""What can go wrong on the way out and back."""

from community.core.errors import DomainError


class NothingToLeave(DomainError):  # noqa: N818
    """The person has left already."""

    code = "nothing_to_leave"


class CannotComeBack(DomainError):  # noqa: N818
    """Too late: the data are erased, or the person never was a member."""

    code = "cannot_come_back"
