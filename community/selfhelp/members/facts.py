"""Who came into a group, and who is no longer in it."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class MemberCame(Fact):
    group_id: int
    person_id: int


@dataclass(frozen=True)
class MemberGone(Fact):
    group_id: int
    person_id: int
