"""What can go wrong with an announcement."""

from community.core.errors import DomainError


class NobodyToTell(DomainError):  # noqa: N818
    """No one of the audience can be told: nobody is in it, or all chose not to hear."""

    code = "nobody_to_tell"


class NoDraftAnyMore(DomainError):  # noqa: N818
    """It was sent, planned or dropped already, so its text stays as it is."""

    code = "no_draft_any_more"
