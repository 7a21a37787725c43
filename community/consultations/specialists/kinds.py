"""States of a specialist and ways to meet; no database needed."""

from enum import StrEnum


class SpecialistState(StrEnum):
    """How far the club knows a specialist (feature 39, CL-T1.2)."""

    CANDIDATE = "candidate"  # invited or applied; documents and interview still to come
    VETTED = "vetted"  # documents seen and interviewed
    ACTIVE = "active"
    PAUSED = "paused"  # on holiday, ill, tired; gets no new requests
    LEFT = "left"


class Format(StrEnum):
    """How one meets (CL-A3)."""

    ONLINE = "online"
    IN_PERSON = "in_person"
