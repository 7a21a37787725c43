"""Active, on a pause, gone: whether a specialist gets requests."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists import letters, queries
from community.consultations.specialists.facts import (
    SpecialistLeft,
    SpecialistOpened,
    SpecialistPaused,
)
from community.consultations.specialists.holding import in_hand, note
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import (
    Specialist,
    SpecialistTraining,
)
from community.core.actor import Actor, system_actor
from community.core.clock import local_now, now
from community.core.errors import InvalidInput, NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case

_NOBODY = "—"  # in place of a name that was erased


@use_case
async def pause(
    session: AsyncSession, actor: Actor, specialist_id: int, until: date | None = None
) -> Specialist:
    """No new requests until that day (None: until told otherwise). Twice changes the day."""
    specialist = await in_hand(session, actor, specialist_id)
    if specialist.state not in (SpecialistState.ACTIVE, SpecialistState.PAUSED):
        raise NotFound(kind="specialist")
    if until is not None and until <= local_now(session).date():
        raise InvalidInput(field="until")
    specialist.state, specialist.paused_until = SpecialistState.PAUSED, until
    note(session, actor, "pause", specialist)
    await publish(session, SpecialistPaused(specialist.id))
    return specialist


@use_case
async def resume(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    specialist = await in_hand(session, actor, specialist_id)
    if specialist.state is SpecialistState.PAUSED:
        await open_again(session, actor, specialist, "resume")
    return specialist


@use_case
async def resume_due(session: AsyncSession) -> int:
    """Whoever's pause is over takes requests again; returns how many."""
    due = await queries.due_back(session)
    for specialist in due:
        await open_again(session, system_actor(), specialist, "resume")
    return len(due)


@use_case
async def leave(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    """Helps no more. What they had in hand goes to others in the same transaction."""
    specialist = await in_hand(session, actor, specialist_id)
    await end(session, actor, specialist)
    return specialist


async def end(session: AsyncSession, actor: Actor, specialist: Specialist) -> None:
    """The same for whoever leaves the club or loses the role."""
    if specialist.state is SpecialistState.LEFT:
        return
    specialist.state, specialist.left_at = SpecialistState.LEFT, now(session)
    specialist.paused_until = specialist.calendar_hash = None
    specialist.code = specialist.code_hash = None
    note(session, actor, "leave", specialist)
    await publish(session, SpecialistLeft(specialist.id))


async def forget(session: AsyncSession, specialist: Specialist) -> None:
    """Of a person who was erased nothing stays that says who they were."""
    await end(session, system_actor(), specialist)
    specialist.alias, specialist.about = _NOBODY, None
    specialist.languages = []
    await session.execute(
        update(SpecialistTraining)
        .where(SpecialistTraining.specialist_id == specialist.id)
        .values(title=_NOBODY)
    )


async def open_again(
    session: AsyncSession, actor: Actor, specialist: Specialist, action: str
) -> None:
    specialist.state, specialist.paused_until = SpecialistState.ACTIVE, None
    note(session, actor, action, specialist)
    await enqueue_all(session, letters.opened(specialist, action))
    await publish(session, SpecialistOpened(specialist.id))
