"""What can go wrong with chats."""

from community.core.errors import DomainError


class DistrictNeeded(DomainError):  # noqa: N818
    """A chat of this purpose belongs to a district, and none was chosen."""

    code = "district_needed"


class NoRaid(DomainError):  # noqa: N818
    """There is no raid going on in this chat any more."""

    code = "no_raid"
