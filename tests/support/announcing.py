"""Announcements in few words, and the job that brings them on their way."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from community.announcements import sending, service
from community.announcements.kinds import AnnouncementState, AudienceRole, Delivery
from community.announcements.models import Announcement
from community.announcements.progress import Progress, progress
from community.announcements.rules import Audience, Draft
from community.core.actor import Role
from community.core.db import Database
from community.events.planning.kinds import EventFormat, EventKind, EventState
from community.events.planning.models import Event
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty
from deploy.jobs import Turns, domain_jobs
from tests.support.factories import Region, Someone

WORDS = "**Праздник двора** в субботу в 12:00.\n\nПриходите с детьми."
PIXEL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\nIDATx\x9cc\0\1\0\0\5\0\1\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)
PARENTS = Audience(roles=frozenset({AudienceRole.PARENTS}))


def draft(**changes: Any) -> Draft:
    known: dict[str, Any] = {"title": "Праздник", "body": WORDS, "audience": PARENTS}
    return Draft(**(known | changes))


def audience(*roles: AudienceRole, **more: Iterable[Any]) -> Audience:
    return Audience(
        roles=frozenset(roles), **{key: frozenset(value) for key, value in more.items()}
    )


async def leader_of(region: Region, district: int | None = None) -> Someone:
    """Somebody who is no parent, so that they are in no audience but the leaders'."""
    someone = await region.newcomer()
    await region.grant(someone, Role.LEADER, district=district)
    return someone


async def written(
    region: Region, leader: Someone, *, picture: bytes | None = None, **changes: Any
) -> Announcement:
    kept = await region.act(leader, service.keep, picture) if picture else None
    return await region.act(leader, service.create, draft(**changes), kept and kept.id)


async def sent(region: Region, leader: Someone, **changes: Any) -> Announcement:
    """Written and begun; `deliver` or the bot does the rest."""
    announcement = await written(region, leader, **changes)
    return await region.act(leader, sending.send, announcement.id)


async def announced_in(region: Region, district: int, words: str) -> dict[str, object]:
    """A draft of a district's leader, and its picture, by the names that addresses use."""
    leader = await leader_of(region, district)
    announcement = await written(region, leader, picture=PIXEL, title=words, body=words)
    return {"announcement_id": announcement.id, "picture_id": announcement.picture_id}


async def job_turn(database: Database, name: str = "announcements") -> None:
    await next(job for job in domain_jobs(database) if job.name == name).work()


async def turns_at_once(database: Database, count: int) -> None:
    """Several processes come to the job at the same moment, as the scheduler brings them to it."""
    job = next(job for job in domain_jobs(database) if job.name == "announcements")
    await asyncio.gather(*(Turns(database).take(job) for _ in range(count)))


async def as_it_is(region: Region, announcement: Announcement) -> Announcement:
    async with region.database.read() as session:
        return await session.get_one(Announcement, announcement.id)


async def state_of(region: Region, announcement: Announcement) -> AnnouncementState:
    return (await as_it_is(region, announcement)).state


async def progress_of(region: Region, announcement: Announcement) -> Progress:
    async with region.database.read() as session:
        return await progress(session, await session.get_one(Announcement, announcement.id))


async def counts_of(region: Region, announcement: Announcement) -> dict[Delivery, int]:
    return dict((await progress_of(region, announcement)).people)


async def event_in(region: Region, organiser: Someone, **changes: Any) -> Event:
    """An announced event of the whole region, a week ahead."""
    moment = region.clock.now()
    known: dict[str, Any] = {
        "code": "PRAZDNIK",
        "kind": EventKind.LEISURE,
        "aims": [],
        "guests": ["families"],
        "title": "Праздник двора",
        "about": "",
        "programme": "",
        "format": EventFormat.IN_PERSON,
        "starts_at": moment + timedelta(days=7),
        "ends_at": moment + timedelta(days=7, hours=2),
        "state": EventState.ANNOUNCED,
        "organiser_id": organiser.id,
        "created_at": moment,
        "announced_at": moment,
    }
    event = Event(**(known | changes))
    async with region.database.write() as session:
        session.add(event)
        await session.commit()
    return event


async def guest(region: Region, event: Event, someone: Someone, state: PartyState) -> EventParty:
    moment = region.clock.now()
    party = EventParty(
        event_id=event.id,
        person_id=someone.id,
        state=state,
        adults=1,
        children=0,
        seats=1,
        ages=[],
        code=f"P{someone.id}",
        offer_until=moment + timedelta(hours=12) if state is PartyState.OFFERED else None,
        signed_at=moment,
        queued_at=moment,
    )
    async with region.database.write() as session:
        session.add(party)
        await session.commit()
    return party


def tomsk(hour: int, *, day: int = 16) -> datetime:
    """A moment of March 2026 by the region's clock; the 16th is the Monday on which tests begin."""
    return datetime(2026, 3, day, hour, tzinfo=UTC) - timedelta(hours=7)
