"""Reading announcements: those a leader may send, and what one of them is at its turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements.kinds import AnnouncementState, Delivery, Hearing
from community.announcements.models import (
    Announcement,
    AnnouncementRecipient,
    HearingChoice,
)
from community.announcements.mornings import Mornings
from community.announcements.reaching import AWAY
from community.announcements.rules import Audience
from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.core.paging import Page
from community.core.pictures import Picture, picture
from community.events.planning import queries as events
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.membership.people.models import Person

PAGE_SIZE = 30
_EVENTS_BACK, _EVENTS_AHEAD = timedelta(days=60), timedelta(days=366)


def is_open() -> ColumnElement[bool]:
    """Planned, or with something on its way; written out so that the partial index serves."""
    kind = Announcement.state.type
    draft = literal(AnnouncementState.DRAFT, kind, literal_execute=True)
    return and_(Announcement.state != draft, Announcement.ended_at.is_(None))


def goes_weekly() -> ColumnElement[bool]:
    """Likewise: in the letter of a week, or waiting for one."""
    recipient = AnnouncementRecipient
    weekly = literal(Delivery.WEEKLY, recipient.delivery.type, literal_execute=True)
    return and_(recipient.delivery == weekly, recipient.person_id.is_not(None))


async def listing(session: AsyncSession, actor: Actor, number: int) -> Page[Announcement]:
    """A page of those within reach, the newest first."""
    conditions = _in_reach(actor)
    total = await session.scalar(select(func.count(Announcement.id)).where(*conditions)) or 0
    query = (
        select(Announcement)
        .where(*conditions)
        .order_by(Announcement.created_at.desc(), Announcement.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page((await session.scalars(query)).all(), total, number, PAGE_SIZE)


async def seen(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One within reach. Raises NotFound."""
    query = select(Announcement).where(Announcement.id == announcement_id, *_in_reach(actor))
    return _found(await session.scalar(query))


async def managed(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One that the actor could have written. Raises NotFound."""
    announcement = await seen(session, actor, announcement_id)
    if not may_manage(actor, announcement):
        raise NotFound(kind="announcement")
    return announcement


async def locked(session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """The same as it is at this moment; whoever else wants to change it waits."""
    await managed(session, actor, announcement_id)
    return await session.get_one(
        Announcement, announcement_id, with_for_update=TO_CHANGE, populate_existing=True
    )


def may_manage(actor: Actor, announcement: Announcement) -> bool:
    """Whether all of its districts are the actor's: what goes to others' is others' to stop."""
    reach = actor.reach(Action.ANNOUNCEMENT_SEND)
    audience = Audience.of(announcement.audience)
    return reach is not None and audience.lies_within(reach.districts)


def _in_reach(actor: Actor) -> list[ColumnElement[bool]]:
    reach = actor.require(Action.ANNOUNCEMENT_SEND)
    return [] if reach.districts is None else [Announcement.district_id.in_(reach.districts)]


def _found(announcement: Announcement | None) -> Announcement:
    if announcement is None:
        raise NotFound(kind="announcement")
    return announcement


async def own_picture(session: AsyncSession, actor: Actor, picture_id: int) -> Picture:
    """One that the acting person has put on the site. Raises NotFound."""
    found = await session.get(Picture, picture_id)
    if found is None or found.added_by_id != actor.person_id:
        raise NotFound(kind="picture")
    return found


async def shown_picture(
    session: AsyncSession, actor: Actor, picture_id: int
) -> tuple[Picture, bytes]:
    """One's own, or that of an announcement within reach. Raises NotFound."""
    found, content = await picture(session, picture_id)
    shown = select(Announcement.id).where(Announcement.picture_id == picture_id, *_in_reach(actor))
    if found.added_by_id != actor.person_id and await session.scalar(shown.limit(1)) is None:
        raise NotFound(kind="picture")
    return found, content


async def events_to_choose(session: AsyncSession, actor: Actor) -> Sequence[Event]:
    """Announced ones that the actor sees, the newest first: to tell of, or for their guests."""
    moment = now(session)
    around = await events.between(session, actor, moment - _EVENTS_BACK, moment + _EVENTS_AHEAD)
    return [event for event in reversed(around) if event.state is not EventState.DRAFT]


async def received(session: AsyncSession, person_id: int, announcement_id: int) -> Announcement:
    """One that this person was told of. Raises NotFound, also once it was called off."""
    told = exists().where(
        AnnouncementRecipient.announcement_id == Announcement.id,
        AnnouncementRecipient.person_id == person_id,
    )
    query = select(Announcement).where(
        Announcement.id == announcement_id,
        Announcement.state != AnnouncementState.CANCELLED,
        told,
    )
    return _found(await session.scalar(query))


async def told_to(session: AsyncSession, actor: Actor) -> Sequence[Announcement]:
    """What the acting person is still known to have been told of, the newest first."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    query = (
        select(Announcement)
        .join(AnnouncementRecipient, AnnouncementRecipient.announcement_id == Announcement.id)
        .where(AnnouncementRecipient.person_id == person_id, Announcement.started_at.is_not(None))
        .order_by(Announcement.started_at.desc(), Announcement.id.desc())
    )
    return (await session.scalars(query)).all()


@dataclass(frozen=True)
class Turn:
    """What an announcement is when it is about to be sent; `sends` is whether it still holds."""

    announcement: Announcement
    event_code: str | None
    sends: bool
    wait: timedelta | None = None  # it is held, or night there: ask again after so long


async def content(session: AsyncSession, announcement_id: int) -> Turn:
    """For whoever asked for it themselves."""
    announcement, code, _ = await _told_now(session, announcement_id, None)
    return Turn(announcement, code, sends=announcement.state is not AnnouncementState.CANCELLED)


async def turn(session: AsyncSession, announcement_id: int, person: Person | None) -> Turn:
    """For a recipient, asked at the last moment; without a person it is for a chat.

    Whoever has left the club, or wants to hear of nothing any more, is not written to.
    """
    announcement, code, hearing = await _told_now(session, announcement_id, person)
    if announcement.state is AnnouncementState.PAUSED:
        return Turn(announcement, code, sends=False, wait=timedelta(0))
    if announcement.state is not AnnouncementState.SENDING or hearing is Hearing.NEVER:
        return Turn(announcement, code, sends=False)
    if person is not None and person.standing in AWAY:
        return Turn(announcement, code, sends=False)
    mornings = await Mornings.of(session, urgent=announcement.urgent)
    zone = person.zone if person else None
    if mornings.is_night_for(zone):
        wait = mornings.due_for(zone) - mornings.moment
        return Turn(announcement, code, sends=False, wait=wait)
    return Turn(announcement, code, sends=True)


async def _told_now(
    session: AsyncSession, announcement_id: int, person: Person | None
) -> tuple[Announcement, str | None, Hearing | None]:
    """With the code of its event, and how the person wants to hear of it; asked for each letter."""
    query = (
        select(Announcement, Event.code, HearingChoice.hearing)
        .outerjoin(Event, Event.id == Announcement.event_id)
        .outerjoin(HearingChoice, HearingChoice.person_id == (person.id if person else None))
        .where(Announcement.id == announcement_id)
    )
    announcement, code, hearing = (await session.execute(query)).one()
    return announcement, code, hearing
