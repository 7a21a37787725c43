"""What can go wrong while somebody asks to join."""

from community.core.errors import DomainError


class AlreadyApplied(DomainError):  # noqa: N818
    """There is an undecided application of this person."""

    code = "already_applied"


class AlreadyMember(DomainError):  # noqa: N818
    """The person belongs to the club already."""

    code = "already_member"


class AlreadyDecided(DomainError):  # noqa: N818
    """Somebody was faster; field `state` says how it ended."""

    code = "already_decided"


class LeaderDecides(DomainError):  # noqa: N818
    """Activists disagreed; only a leader may decide now."""

    code = "leader_decides"


class OwnApplication(DomainError):  # noqa: N818
    """Nobody vouches for themselves or their own family."""

    code = "own_application"


class TooManyApplications(DomainError):  # noqa: N818
    """Applied and withdrew several times in a day: the activists are spared the next card."""

    code = "too_many_applications"


class TooManyCodes(DomainError):  # noqa: N818
    """Several wrong codes in a row; field `minutes` says how long to wait."""

    code = "too_many_codes"


class AboutTooLong(DomainError):  # noqa: N818
    """What the applicant wrote about herself exceeds `limit` characters."""

    code = "about_too_long"
