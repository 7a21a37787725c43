"""Why a family cannot come, or not so."""

from community.core.errors import DomainError


class RegistrationClosed(DomainError):  # noqa: N818
    """One may no longer sign up."""

    code = "registration_closed"


class RegistrationNotOpen(DomainError):  # noqa: N818
    """Not yet; field: `opens_at`."""

    code = "registration_not_open"


class NotEnoughSeats(DomainError):  # noqa: N818
    """There are no seats for so many more; what was kept before stays. Field: `left`."""

    code = "not_enough_seats"


class OfferRanOut(DomainError):  # noqa: N818
    """The seats were given to somebody else. Signing up again is possible, at the end."""

    code = "offer_ran_out"
