"""What other areas may want to hear about people."""

from dataclasses import dataclass

from community.core.actor import Grant
from community.core.facts import Fact


@dataclass(frozen=True)
class PersonAdmitted(Fact):
    """A person became a member or a candidate."""

    person_id: int


@dataclass(frozen=True)
class PersonRefused(Fact):
    """A leader decided against an application."""

    person_id: int


@dataclass(frozen=True)
class PersonLeft(Fact):
    """A person left or withdrew the consent that membership rests on."""

    person_id: int


@dataclass(frozen=True)
class RolesChanged(Fact):
    """A person was given a role or lost one, or belongs to other districts now.

    `lost` is what they held until this moment; what it had opened, something else may keep open.
    """

    person_id: int
    lost: tuple[Grant, ...] = ()
