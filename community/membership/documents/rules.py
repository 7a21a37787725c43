"""Which documents a person still has to accept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.membership.documents.errors import DocumentTextInvalid

BODY_LIMIT = 3000  # one messenger screen, with its header and buttons
TITLE_LIMIT = 80
SUMMARY_LIMIT = 300
LANGUAGES = ("ru", "en")


@dataclass(frozen=True)
class Current:
    """A document as it stands: its newest version, and from which version on acceptance holds."""

    code: str
    version_id: int
    number: int
    valid_from: int
    required: bool


def holds(current: Current, accepted_number: int | None) -> bool:
    """Whether an acceptance of version `accepted_number` still counts for this document."""
    return accepted_number is not None and accepted_number >= current.valid_from


def missing(
    currents: Sequence[Current], accepted: Mapping[str, int], *, required_only: bool = True
) -> list[Current]:
    """The documents still to be accepted, in their order; `accepted` maps code to version."""
    return [
        current
        for current in currents
        if (current.required or not required_only)
        and not holds(current, accepted.get(current.code))
    ]


def check_texts(texts: Mapping[str, Mapping[str, str]]) -> None:
    """Every language complete and short enough; raises DocumentTextInvalid."""
    limits = {"title": TITLE_LIMIT, "summary": SUMMARY_LIMIT, "body": BODY_LIMIT}
    for language in LANGUAGES:
        for part, limit in limits.items():
            text = texts.get(language, {}).get(part, "").strip()
            if not 0 < len(text) <= limit:
                raise DocumentTextInvalid(language=language, part=part, limit=limit)
