"""What can go wrong at the door of the site."""

from community.core.errors import DomainError


class LinkNotValid(DomainError):  # noqa: N818
    """Unknown, used or expired: which, is not told."""

    code = "link_not_valid"


class SignInNotAllowed(DomainError):  # noqa: N818
    """The person holds no role that opens the site."""

    code = "sign_in_not_allowed"


class CodeNotValid(DomainError):  # noqa: N818
    """The six digits do not fit, or were used already."""

    code = "code_not_valid"
    keeps_writes = True  # a failed try must count


class TooManyTries(DomainError):  # noqa: N818
    """Wrong codes in a row; field `minutes` says how long to wait."""

    code = "too_many_tries"
