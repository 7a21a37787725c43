"""Sending an announcement: at once or at a time, in bounded steps that a killed process goes on
with, held back and called off (decision 015).
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements import filling, letters, queries, reaching
from community.announcements.errors import NobodyToTell
from community.announcements.kinds import AnnouncementState as State
from community.announcements.kinds import Delivery
from community.announcements.models import Announcement, AnnouncementRecipient
from community.announcements.mornings import Mornings
from community.announcements.service import subject_of
from community.announcements.settling import note_what_came
from community.core.actor import Actor
from community.core.audit import record
from community.core.clock import now
from community.core.errors import Conflict, InvalidInput
from community.core.outbox import batches
from community.core.usecase import use_case
from community.membership.people.models import Person

_DRAFT, _PLANNED = (State.DRAFT,), (State.SCHEDULED,)
_SENDING, _PAUSED = (State.SENDING,), (State.PAUSED,)
_NOT_YET = (*_DRAFT, *_PLANNED)
_OPEN = (*_NOT_YET, *_SENDING, *_PAUSED)


@use_case
async def send(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """Begin at once; of two who press at the same moment, one does.

    Raises Conflict, NobodyToTell, NotFound.
    """
    announcement = await _turned(session, actor, announcement_id, _NOT_YET, State.SENDING)
    if (await reaching.numbers(session, announcement)).is_nobody:
        raise NobodyToTell
    record(session, actor, "send", subject_of(announcement))
    await filling.begin(session, announcement)
    await filling.fill(session, announcement)
    return announcement


@use_case
async def schedule(
    session: AsyncSession, actor: Actor, announcement_id: int, due_at: datetime
) -> Announcement:
    """Begin at a moment to come. Raises Conflict, InvalidInput, NotFound."""
    announcement = await _turned(session, actor, announcement_id, _DRAFT, State.SCHEDULED)
    if due_at <= now(session):
        raise InvalidInput(field="due_at")
    announcement.due_at = due_at
    record(session, actor, "schedule", subject_of(announcement))
    return announcement


@use_case
async def take_back(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """Make a draft of what waits for its time. Raises Conflict, NotFound."""
    announcement = await _turned(session, actor, announcement_id, _PLANNED, State.DRAFT)
    announcement.due_at = None
    record(session, actor, "take_back", subject_of(announcement))
    return announcement


@use_case
async def pause(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """Hold back what is not sent yet. Raises Conflict, NotFound."""
    announcement = await _turned(session, actor, announcement_id, _SENDING, State.PAUSED)
    for keys in (letters.waiting_letters(announcement.id), *letters.waiting_posts(announcement.id)):
        await batches.hold(session, keys)
    record(session, actor, "pause", subject_of(announcement))
    return announcement


@use_case
async def resume(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """Go on with everybody who has not got it, in nobody's night. Raises Conflict, NotFound."""
    announcement = await _turned(session, actor, announcement_id, _PAUSED, State.SENDING)
    await _release(session, announcement)
    record(session, actor, "resume", subject_of(announcement))
    return announcement


@use_case
async def cancel(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """Send nothing more of it; who has it, has it. Raises Conflict, NotFound."""
    announcement = await _turned(session, actor, announcement_id, _OPEN, State.CANCELLED)
    record(session, actor, "cancel", subject_of(announcement))
    if announcement.started_at is None:
        announcement.ended_at = now(session)
        return announcement
    for keys in (letters.waiting_letters(announcement.id), *letters.waiting_posts(announcement.id)):
        await batches.call_off(session, keys)
    await session.execute(
        update(AnnouncementRecipient)
        .where(
            AnnouncementRecipient.announcement_id == announcement.id,
            AnnouncementRecipient.delivery == Delivery.WEEKLY,
            AnnouncementRecipient.week.is_(None),
        )
        .values(delivery=Delivery.SKIPPED)
    )
    await note_what_came(session, announcement)
    return announcement


async def _turned(
    session: AsyncSession, actor: Actor, announcement_id: int, before: Collection[State], to: State
) -> Announcement:
    """The row is locked: whoever comes a moment later meets the state that was turned to."""
    announcement = await queries.locked(session, actor, announcement_id)
    if announcement.state not in before:
        raise Conflict
    announcement.state = to
    return announcement


async def _release(session: AsyncSession, announcement: Announcement) -> None:
    """Each zone has its own night."""
    mornings = await Mornings.of(session, urgent=announcement.urgent)
    waiting = letters.waiting_letters(announcement.id).join(
        Person, Person.id == AnnouncementRecipient.person_id
    )
    zones = (
        select(Person.zone)
        .join(AnnouncementRecipient, AnnouncementRecipient.person_id == Person.id)
        .where(
            AnnouncementRecipient.announcement_id == announcement.id,
            AnnouncementRecipient.delivery == Delivery.WAITING,
        )
        .distinct()
    )
    for zone in (await session.scalars(zones)).all():
        of_zone = waiting.where(Person.zone.is_not_distinct_from(zone))
        await batches.release(session, of_zone, mornings.due_for(zone))
    for keys in letters.waiting_posts(announcement.id):
        await batches.release(session, keys, mornings.due_for(None))
