"""Errors of the domain: a code and fields. The edges turn a code into a sentence."""

from typing import ClassVar


class DomainError(Exception):
    """Something a person asked for cannot be; `code` names the sentence that explains it.

    `fields` are the numbers and ids that the sentence needs, never a person's words.
    """

    code: ClassVar[str] = "unexpected"
    # Whether what the use case wrote before raising stays, e.g. the count of wrong tries.
    keeps_writes: ClassVar[bool] = False

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code)
        self.fields = fields


class NotFound(DomainError):  # noqa: N818  named for what the person meets
    """There is no such thing, or it is not this actor's to know of: both look the same."""

    code = "not_found"


class NotAllowed(DomainError):  # noqa: N818
    """The actor's roles do not reach this action."""

    code = "not_allowed"


class InvalidInput(DomainError):  # noqa: N818
    """A value does not fit; fields: `field`, and `limit` where there is one."""

    code = "invalid_input"


class Conflict(DomainError):  # noqa: N818
    """Somebody else was first; the screen should be shown anew."""

    code = "conflict"


def all_error_classes() -> set[type[DomainError]]:
    """Every domain error that has been imported, for the edges' completeness tests."""
    found: set[type[DomainError]] = set()
    open_classes = [DomainError]
    while open_classes:
        cls = open_classes.pop()
        found.add(cls)
        open_classes.extend(cls.__subclasses__())
    return found
