"""Writing an announcement: a draft, its picture, a look at it before anybody else."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements import letters, queries
from community.announcements.errors import NoDraftAnyMore
from community.announcements.kinds import AnnouncementState
from community.announcements.models import Announcement
from community.announcements.rules import Draft, check
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.pictures import Picture, keep_picture
from community.core.usecase import use_case
from community.events.planning import queries as events
from community.events.planning.kinds import EventState


@use_case
async def keep(session: AsyncSession, actor: Actor, content: bytes) -> Picture:
    """A picture for a draft, kept before the rest of the form is read: nothing chosen is lost.

    Raises InvalidInput.
    """
    actor.require(Action.ANNOUNCEMENT_SEND)
    return await keep_picture(session, content, actor.person_id)


@use_case
async def create(
    session: AsyncSession, actor: Actor, draft: Draft, picture_id: int | None = None
) -> Announcement:
    """A district's leader writes for their district alone, whatever was asked for.

    Raises InvalidInput.
    """
    actor.require(Action.ANNOUNCEMENT_SEND)
    announcement = Announcement(
        author_id=actor.person_id, state=AnnouncementState.DRAFT, created_at=now(session)
    )
    await _write(session, actor, announcement, draft, picture_id)
    session.add(announcement)
    await session.flush()
    record(session, actor, "create", subject_of(announcement))
    return announcement


@use_case
async def edit(
    session: AsyncSession,
    actor: Actor,
    announcement_id: int,
    draft: Draft,
    picture_id: int | None = None,
) -> Announcement:
    """Raises InvalidInput, NotFound, and NoDraftAnyMore once it was planned or sent."""
    announcement = await queries.locked(session, actor, announcement_id)
    if announcement.state is not AnnouncementState.DRAFT:
        raise NoDraftAnyMore
    await _write(session, actor, announcement, draft, picture_id)
    record(session, actor, "change", subject_of(announcement))
    return announcement


async def _write(
    session: AsyncSession,
    actor: Actor,
    announcement: Announcement,
    draft: Draft,
    picture_id: int | None,
) -> None:
    check(draft, with_picture=picture_id is not None)
    if picture_id is not None and picture_id != announcement.picture_id:
        await queries.own_picture(session, actor, picture_id)
    if draft.event_id is not None:
        await _require_event(session, actor, draft.event_id)
    districts = actor.require(Action.ANNOUNCEMENT_SEND).districts
    audience = draft.audience.within(districts)
    if audience.is_nobody:
        raise InvalidInput(field="audience")
    announcement.title, announcement.body = draft.title, draft.body
    announcement.picture_id = picture_id
    announcement.button_label, announcement.button_url = draft.button_label, draft.button_url
    announcement.event_id = draft.event_id
    announcement.audience = audience.as_json()
    announcement.pins, announcement.urgent = draft.pins, draft.urgent
    announcement.district_id = None if districts is None else min(audience.districts)


async def _require_event(session: AsyncSession, actor: Actor, event_id: int) -> None:
    try:
        event = await events.seen(session, actor, event_id)
    except NotFound:
        raise InvalidInput(field="event_id") from None
    if event.state is EventState.DRAFT:
        raise InvalidInput(field="event_id")


@use_case
async def preview(session: AsyncSession, actor: Actor, announcement_id: int) -> None:
    """Send oneself what the others would get. Raises NotFound."""
    announcement = await queries.managed(session, actor, announcement_id)
    person_id = actor.require_own(Action.ANNOUNCEMENT_SEND)
    await enqueue_all(session, [letters.copy(announcement, person_id)])


@use_case
async def read_whole(session: AsyncSession, actor: Actor, announcement_id: int) -> None:
    """Send the whole of it to somebody who read of it in the letter of the week.

    Raises NotFound for whomever it was not for, and where it was called off.
    """
    person_id = actor.require_own(Action.OWN_VIEW)
    announcement = await queries.received(session, person_id, announcement_id)
    await enqueue_all(session, [letters.copy(announcement, person_id)])


def subject_of(announcement: Announcement) -> Subject:
    return Subject("announcement", announcement.id, district_id=announcement.district_id)
