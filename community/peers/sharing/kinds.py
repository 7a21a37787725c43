"""Under which headings situations stand; no database needed."""

from enum import StrEnum


class Heading(StrEnum):
    BEHAVIOUR = "behaviour"  # and school
    BIRTH_FAMILY = "birth_family"
    HEALTH = "health"  # and growing
    OUR_FAMILY = "our_family"
    CHANGES = "changes"  # the beginning, partings, moves
