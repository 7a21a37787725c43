"""Why somebody cannot come into a group."""

from community.core.errors import DomainError


class GroupPausing(DomainError):  # noqa: N818
    """It makes a pause: nobody comes in until it goes on."""

    code = "group_pausing"


class InGroupAlready(DomainError):  # noqa: N818
    """In it, waiting for a place, or leading it."""

    code = "in_group_already"
