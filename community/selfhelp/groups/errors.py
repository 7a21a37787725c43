"""Why a group cannot be founded, changed or led so."""

from community.core.errors import DomainError


class GroupClosed(DomainError):  # noqa: N818
    """It has said farewell; nothing in it changes any more."""

    code = "group_closed"


class SizeBelowMembers(DomainError):  # noqa: N818
    """More people are in it already; fields: `taken`."""

    code = "size_below_members"


class AgreementChanged(DomainError):  # noqa: N818
    """The words that were agreed to are no longer those of the group: read them anew."""

    code = "agreement_changed"


class LeadsAlready(DomainError):  # noqa: N818
    """The person leads this group already."""

    code = "leads_already"
