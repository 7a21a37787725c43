"""Reading meetings: times and places by those in the group, counts for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.groups.queries import within_reach
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupAttendance, GroupMeeting, GroupRhythm
from community.selfhelp.members.queries import own, require_lead

_PAST_SHOWN = 10
_HELD_SHOWN = 60  # a year of weekly meetings


async def next_meeting(session: AsyncSession, actor: Actor, group_id: int) -> GroupMeeting | None:
    """For whoever is in the group; also while it goes on. Raises NotFound."""
    await _require_inside(session, actor, group_id)
    found = await next_of(session, [group_id])
    return found.get(group_id)


async def next_of(session: AsyncSession, group_ids: Sequence[int]) -> Mapping[int, GroupMeeting]:
    """The next meeting of each, for the club's own work."""
    query = (
        select(GroupMeeting)
        .where(
            GroupMeeting.group_id.in_(group_ids),
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.ends_at > now(session),
        )
        .order_by(GroupMeeting.starts_at.desc())
    )
    return {meeting.group_id: meeting for meeting in await session.scalars(query)}


async def coming(session: AsyncSession, actor: Actor, group_id: int) -> Sequence[GroupMeeting]:
    """What lies ahead, holidays and what was called off included. Raises NotFound."""
    await _require_inside(session, actor, group_id)
    query = (
        select(GroupMeeting)
        .where(
            GroupMeeting.group_id == group_id,
            GroupMeeting.ends_at > now(session),
            GroupMeeting.slot.is_not(None) | (GroupMeeting.state == MeetingState.PLANNED),
        )
        .order_by(GroupMeeting.starts_at)
    )
    return (await session.scalars(query)).all()


async def past(session: AsyncSession, actor: Actor, group_id: int) -> Sequence[GroupMeeting]:
    """The last ones that took place or wait to be noted, for who leads it. Raises NotFound."""
    await require_lead(session, actor, group_id)
    query = (
        select(GroupMeeting)
        .where(
            GroupMeeting.group_id == group_id,
            GroupMeeting.starts_at <= now(session),
            GroupMeeting.state.in_((MeetingState.PLANNED, MeetingState.HELD)),
        )
        .order_by(GroupMeeting.starts_at.desc())
        .limit(_PAST_SHOWN)
    )
    return (await session.scalars(query)).all()


async def led_meeting(
    session: AsyncSession, actor: Actor, meeting_id: int
) -> tuple[GroupMeeting, SupportGroup]:
    """Raises NotFound for who does not lead the group."""
    meeting, group = await meeting_by_id(session, meeting_id)
    await require_lead(session, actor, group.id)
    return meeting, group


async def inside_meeting(
    session: AsyncSession, actor: Actor, meeting_id: int
) -> tuple[GroupMeeting, SupportGroup]:
    """Raises NotFound for who is not in the group."""
    meeting, group = await meeting_by_id(session, meeting_id)
    await _require_inside(session, actor, group.id)
    return meeting, group


async def meeting_by_id(
    session: AsyncSession, meeting_id: int
) -> tuple[GroupMeeting, SupportGroup]:
    """For the club's own work. Raises NotFound."""
    meeting = await session.get(GroupMeeting, meeting_id)
    if meeting is None:
        raise NotFound(kind="meeting")
    return meeting, await session.get_one(SupportGroup, meeting.group_id)


async def attendance(session: AsyncSession, actor: Actor, meeting_id: int) -> frozenset[int]:
    """Who was noted as having come, for who leads the group. Raises NotFound."""
    await led_meeting(session, actor, meeting_id)
    query = select(GroupAttendance.person_id).where(GroupAttendance.meeting_id == meeting_id)
    return frozenset(await session.scalars(query))


async def rhythm(session: AsyncSession, actor: Actor, group_id: int) -> GroupRhythm | None:
    """Raises NotFound for who is not in the group."""
    await _require_inside(session, actor, group_id)
    return await session.get(GroupRhythm, group_id)


async def _require_inside(session: AsyncSession, actor: Actor, group_id: int) -> None:
    if not (await own(session, actor, group_id)).is_inside:
        raise NotFound(kind="group")


@dataclass(frozen=True)
class Meetings:
    """Of one group, in numbers."""

    held: int
    came: int
    last_at: datetime | None


async def held_by_group(session: AsyncSession) -> Mapping[int, Meetings]:
    query = (
        select(
            GroupMeeting.group_id,
            func.count(),
            func.sum(GroupMeeting.came),
            func.max(GroupMeeting.starts_at),
        )
        .where(GroupMeeting.state == MeetingState.HELD)
        .group_by(GroupMeeting.group_id)
    )
    return {
        group_id: Meetings(held, int(came), last_at)
        for group_id, held, came, last_at in await session.execute(query)
    }


@dataclass(frozen=True)
class Held:
    """A meeting as leaders see it: when it was, and how many came."""

    starts_at: datetime
    came: int


async def held_of(session: AsyncSession, actor: Actor, group_id: int) -> Sequence[Held]:
    """The latest meetings of one group, for a leader. Raises NotFound out of reach."""
    await within_reach(session, actor, group_id)
    query = (
        select(GroupMeeting.starts_at, GroupMeeting.came)
        .where(GroupMeeting.group_id == group_id, GroupMeeting.state == MeetingState.HELD)
        .order_by(GroupMeeting.starts_at.desc(), GroupMeeting.id)
        .limit(_HELD_SHOWN)
    )
    return [Held(starts_at, came) for starts_at, came in await session.execute(query)]


async def evidence(session: AsyncSession) -> int:
    """CL-T2.4: how many groups that a parent leads have held a meeting to which somebody came."""
    query = (
        select(func.count(func.distinct(GroupMeeting.group_id)))
        .join(SupportGroup, SupportGroup.id == GroupMeeting.group_id)
        .where(
            GroupMeeting.state == MeetingState.HELD,
            GroupMeeting.came > 0,
            SupportGroup.state != GroupState.DECLINED,
        )
    )
    return await session.scalar(query) or 0
