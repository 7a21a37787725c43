"""Kinds and states of applications, apart from the tables so that rules need no database."""

from enum import StrEnum


class ApplicantKind(StrEnum):
    PARENT = "parent"
    CANDIDATE = "candidate"
    FAMILY_MEMBER = "family_member"  # joins with the family's code


class ApplicationState(StrEnum):
    OPEN = "open"
    DOUBTED = "doubted"  # one activist said no, none said yes
    DISPUTED = "disputed"  # activists disagree: a leader decides
    VERIFIED = "verified"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Via(StrEnum):
    """On whose word a person was verified."""

    INVITATION = "invitation"
    FAMILY_CODE = "family_code"
    ACTIVIST = "activist"
    LEADER = "leader"
