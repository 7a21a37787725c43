"""Why somebody's experience could not be noted."""

from community.core.errors import DomainError


class NotAgreed(DomainError):  # noqa: N818
    """They have not agreed to be asked: the sentence about it was not answered yet."""

    code = "not_agreed_to_share"
