"""What happens to groups and concerns who is in them, when they meet, who looks after them."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class GroupOpened(Fact):
    """Founded, or taken up again after a pause."""

    group_id: int


@dataclass(frozen=True)
class GroupPaused(Fact):
    group_id: int


@dataclass(frozen=True)
class GroupClosing(Fact):
    """Told while its members are still in it, so that they can be bidden farewell."""

    group_id: int


@dataclass(frozen=True)
class GroupGrew(Fact):
    """It has more places than before."""

    group_id: int


@dataclass(frozen=True)
class AgreementRenewed(Fact):
    group_id: int


@dataclass(frozen=True)
class LeadChanged(Fact):
    """Somebody leads it now who did not, or no longer does."""

    group_id: int
    person_id: int
    leads: bool


@dataclass(frozen=True)
class LeadGone(Fact):
    """Somebody stopped leading it, and nobody was put in their place."""

    group_id: int


@dataclass(frozen=True)
class LeadActed(Fact):
    """Whoever leads it cared for it: no reason to worry about their silence."""

    group_id: int
    person_id: int
