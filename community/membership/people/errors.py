"""What can go wrong around people and roles."""

from community.core.errors import DomainError


class NotYetMember(DomainError):  # noqa: N818
    """Only a verified member may do this."""

    code = "not_yet_member"


class RoleOutOfReach(DomainError):  # noqa: N818
    """The actor may not give or take this role, or not there."""

    code = "role_out_of_reach"


class LastAdministrator(DomainError):  # noqa: N818
    """Taking this role would leave the installation without an administrator."""

    code = "last_administrator"


class FamiliesCannotMerge(DomainError):  # noqa: N818
    """A family cannot be merged into itself or into one that is not a member."""

    code = "families_cannot_merge"


class NotANeighbour(DomainError):  # noqa: N818
    """A family at a border adds a district beside its own, never its own or one far away."""

    code = "not_a_neighbour"


class TooManyBorders(DomainError):  # noqa: N818
    """The family has as many neighbouring districts as it may; fields: `limit`."""

    code = "too_many_borders"


class FamilyCodeUnknown(DomainError):  # noqa: N818
    """No family has this code now: mistyped, used already, or expired. Which, is not told."""

    code = "family_code_unknown"
    keeps_writes = True  # a wrong try must count


class EmailCodeWrong(DomainError):  # noqa: N818
    """Not the digits of the last letter."""

    code = "email_code_wrong"
    keeps_writes = True  # a wrong try must count


class EmailCodeOver(DomainError):  # noqa: N818
    """The code has run out, was tried too often, or its letter is still on its way."""

    code = "email_code_over"
    keeps_writes = True


class TooManyEmails(DomainError):  # noqa: N818
    """Enough letters with a code were asked for in one day."""

    code = "too_many_emails"


class NeverFacilitatorAndSpecialist(DomainError):  # noqa: N818
    """A self-help group is led by a parent; whoever is a specialist of the club leads none."""

    code = "never_facilitator_and_specialist"


class FacilitatorIsParent(DomainError):  # noqa: N818
    """Only a member of the club can lead a self-help group (CL-T2.4)."""

    code = "facilitator_is_parent"
