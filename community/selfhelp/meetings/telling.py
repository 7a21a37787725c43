"""Who hears of a meeting, and when: reminders lie ready from the day that it is planned."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now, zone_of
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.quiet import awake_at
from community.selfhelp.groups.leading import leads_of
from community.selfhelp.meetings import letters
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.meetings.rules import reminder_at
from community.selfhelp.members.queries import people_inside


async def remind(
    session: AsyncSession, meeting: GroupMeeting, people: Collection[int] | None = None
) -> None:
    """The day before, by day; whoever leads it is also asked afterwards who came.

    `people` None: everybody in the group.
    """
    everybody = await people_inside(session, meeting.group_id)
    told = everybody if people is None else everybody & frozenset(people)
    options, zone = await load_options(session), zone_of(session)

    def awake(at: datetime) -> datetime:
        return awake_at(at.astimezone(zone), options)

    at = reminder_at(meeting.starts_at, now(session), awake)
    if at is not None:
        await enqueue_all(session, letters.reminders(meeting, sorted(told), at))
    leads = [lead.person_id for lead in await leads_of(session, meeting.group_id)]
    await enqueue_all(session, letters.who_came(meeting, [one for one in leads if one in told]))


async def tell_moved(session: AsyncSession, meeting: GroupMeeting, actor: Actor) -> None:
    """Whoever moved it knows."""
    others = await people_inside(session, meeting.group_id) - {actor.person_id}
    await enqueue_all(session, letters.moved(meeting, sorted(others)))
    await remind(session, meeting)


async def tell_cancelled(session: AsyncSession, meeting: GroupMeeting, actor: Actor) -> None:
    others = await people_inside(session, meeting.group_id) - {actor.person_id}
    await enqueue_all(session, letters.cancelled(meeting, sorted(others)))
