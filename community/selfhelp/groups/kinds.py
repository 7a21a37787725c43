"""Kinds and states of groups, apart from the tables so that rules need no database."""

from enum import StrEnum


class Topic(StrEnum):
    """What brings people together; leaders see this and no more of what is spoken of."""

    BEGINNING = "beginning"  # the first year with a child
    TEENAGERS = "teenagers"
    KIN = "kin"  # grandparents and other relatives who bring children up
    SPECIAL_NEEDS = "special_needs"
    BIRTH_FAMILY = "birth_family"
    LOSS = "loss"
    STRENGTH = "strength"  # tiredness, burning out
    FATHERS = "fathers"
    GENERAL = "general"


class Door(StrEnum):
    OPEN = "open"  # stands in the list; whoever wants to come asks
    INVITED = "invited"  # found by its link alone


class GroupState(StrEnum):
    PROPOSED = "proposed"  # a parent wants to lead it; a leader has not answered
    DECLINED = "declined"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


ALIVE = (GroupState.OPEN, GroupState.PAUSED)


class LeadKind(StrEnum):
    FACILITATOR = "facilitator"
    SECOND = "second"  # the co-facilitator
