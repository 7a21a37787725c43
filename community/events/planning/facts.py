"""What happened to an event, for those who come to it and the chats that tell of it."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class EventAnnounced(Fact):
    event_id: int


@dataclass(frozen=True)
class EventMoved(Fact):
    """Another time: everybody is asked anew."""

    event_id: int


@dataclass(frozen=True)
class EventChanged(Fact):
    """Another place, format or link; or another title."""

    event_id: int


@dataclass(frozen=True)
class CapacityChanged(Fact):
    event_id: int


@dataclass(frozen=True)
class EventCancelled(Fact):
    event_id: int


@dataclass(frozen=True)
class EventHandedOver(Fact):
    """Somebody else organises it from now on."""

    event_id: int
    person_id: int


@dataclass(frozen=True)
class EventHeld(Fact):
    """Its time is over."""

    event_id: int


@dataclass(frozen=True)
class MaterialAdded(Fact):
    event_id: int
    material_id: int
