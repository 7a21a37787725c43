"""What can go wrong with documents."""

from community.core.errors import DomainError


class ConsentMissing(DomainError):  # noqa: N818
    """A required document is not accepted; field `document` is its code."""

    code = "consent_missing"


class VersionOutdated(DomainError):  # noqa: N818
    """A newer version was published while this one was being read."""

    code = "version_outdated"


class DocumentTextInvalid(DomainError):  # noqa: N818
    """A text is empty or too long for one screen; fields: `language`, `part`, `limit`."""

    code = "document_text_invalid"
