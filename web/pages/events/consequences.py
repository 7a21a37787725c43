"""Whom a change of an announced event will reach, said before it is saved."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.events.attending.queries import desk
from community.events.planning.kinds import Concern, EventState
from community.events.planning.rules import EventPlan, concern_of


@dataclass(frozen=True)
class Consequences:
    """`holding` are families that come or are offered seats. `over`: people above the new number
    of seats, all of whom stay; `freed`: seats that those who wait are offered.
    """

    concern: Concern
    holding: int
    waiting: int
    over: int
    freed: int

    @property
    def told(self) -> int:
        """Families that get a message."""
        if self.concern is Concern.MOVED:
            return self.holding + self.waiting
        return self.holding if self.concern is Concern.CHANGED else 0

    @property
    def mark(self) -> str:
        """By which a form shows that it was seen."""
        return f"{self.concern}.{bool(self.over)}.{bool(self.freed)}"


async def foresee(
    session: AsyncSession, actor: Actor, event_id: int, plan: EventPlan
) -> Consequences | None:
    """None: nobody is concerned. Raises NotFound."""
    found = await desk(session, actor, event_id)
    event = found.event
    if event.state is not EventState.ANNOUNCED:
        return None
    was, becomes = event.capacity, plan.capacity
    left = None if becomes is None else becomes - event.taken
    freed = found.waiting_seats if left is None else min(left, found.waiting_seats)
    follows = Consequences(
        concern=concern_of(event, plan),
        holding=found.families + found.offered_families,
        waiting=found.waiting_families,
        over=max(0, -left) if left is not None and was != becomes else 0,
        freed=max(0, freed) if was != becomes else 0,
    )
    return follows if follows.told or follows.over or follows.freed else None
