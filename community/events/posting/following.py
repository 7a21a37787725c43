"""Posts follow their event: its numbers, its date, its end. Listeners to facts."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.outbox.service import enqueue_all
from community.events.planning.facts import (
    CapacityChanged,
    EventCancelled,
    EventChanged,
    EventHeld,
    EventMoved,
)
from community.events.posting import letters
from community.events.posting.service import posts_of
from community.events.signing.facts import LineChanged


async def on_change(
    session: AsyncSession,
    fact: LineChanged | CapacityChanged | EventMoved | EventChanged | EventCancelled | EventHeld,
) -> None:
    posts = await posts_of(session, fact.event_id)
    await enqueue_all(session, letters.counted(fact.event_id, posts, now(session)))
