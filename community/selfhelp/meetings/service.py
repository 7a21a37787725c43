"""Planning meetings: by a rhythm, one by one, moved and called off."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import local_now, now, zone_of
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case
from community.core.workdays import load_calendar
from community.selfhelp.groups.holding import led, note
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.meetings.errors import MeetingInThePast, MeetingOver
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupMeeting, GroupRhythm
from community.selfhelp.meetings.rules import (
    AHEAD,
    REASON_LIMIT,
    Rhythm,
    check,
    check_where,
    days,
    span,
)
from community.selfhelp.meetings.telling import remind, tell_cancelled, tell_moved

_AT_ONCE = 50
_AHEAD_OF_US = (MeetingState.PLANNED, MeetingState.HOLIDAY)


@use_case
async def set_rhythm(session: AsyncSession, actor: Actor, group_id: int, rhythm: Rhythm) -> None:
    """From now on they meet so; what a former rhythm had planned is called off silently.

    Members hear of the new times by their reminders and on the group's screen. Raises NotFound,
    GroupClosed, InvalidInput.
    """
    group = await led(session, actor, group_id)
    check(rhythm)
    if rhythm.begins_on < local_now(session).date():
        raise MeetingInThePast
    await _drop_planned(session, group)
    row = await session.get(GroupRhythm, group_id) or GroupRhythm(group_id=group_id)
    row.begins_on, row.every_weeks = rhythm.begins_on, rhythm.every_weeks
    row.minute = rhythm.at.hour * 60 + rhythm.at.minute
    row.minutes, row.place, row.link = rhythm.minutes, rhythm.place, rhythm.link
    session.add(row)
    await session.flush()
    note(session, actor, "set_rhythm", group)
    await lay_out(session, group)


@use_case
async def drop_rhythm(session: AsyncSession, actor: Actor, group_id: int) -> None:
    """From now on each meeting is planned by itself. Raises NotFound, GroupClosed."""
    group = await led(session, actor, group_id)
    await _drop_planned(session, group)
    row = await session.get(GroupRhythm, group_id)
    if row is not None:
        await session.delete(row)
        note(session, actor, "drop_rhythm", group)


async def _drop_planned(session: AsyncSession, group: SupportGroup) -> None:
    """What only the rhythm had planned, and nobody was reminded of as changed."""
    for meeting in await coming_of(session, group.id):
        if meeting.slot is not None:
            meeting.state, meeting.slot = MeetingState.CANCELLED, None
    await session.flush()


async def coming_of(session: AsyncSession, group_id: int) -> Sequence[GroupMeeting]:
    """What lies ahead, for the club's own work."""
    query = select(GroupMeeting).where(
        GroupMeeting.group_id == group_id,
        GroupMeeting.state.in_(_AHEAD_OF_US),
        GroupMeeting.starts_at > now(session),
    )
    return (await session.scalars(query.order_by(GroupMeeting.starts_at))).all()


def rhythm_of(row: GroupRhythm) -> Rhythm:
    at = time(*divmod(row.minute, 60))
    return Rhythm(row.begins_on, row.every_weeks, at, row.minutes, row.place, row.link)


async def lay_out(session: AsyncSession, group: SupportGroup) -> int:
    """Plan the weeks ahead by the rhythm, holidays left out; returns how many are new."""
    row = await session.get(GroupRhythm, group.id)
    if row is None or group.state is not GroupState.OPEN:
        return 0
    rhythm, today = rhythm_of(row), local_now(session).date()
    query = select(GroupMeeting.slot).where(
        GroupMeeting.group_id == group.id, GroupMeeting.slot >= today
    )
    known = set(await session.scalars(query))
    new = [day for day in days(rhythm, today, today + AHEAD) if day not in known]
    calendar = await load_calendar(session)
    planned = [
        await _plan(session, group, rhythm, day, is_holiday=calendar.is_holiday(day)) for day in new
    ]
    return sum(meeting is not None for meeting in planned)


async def _plan(
    session: AsyncSession, group: SupportGroup, rhythm: Rhythm, day: date, *, is_holiday: bool
) -> GroupMeeting | None:
    starts_at, ends_at = span(day, rhythm.at, rhythm.minutes, zone_of(session))
    if starts_at <= now(session):
        return None
    meeting = GroupMeeting(
        group_id=group.id,
        slot=day,
        starts_at=starts_at,
        ends_at=ends_at,
        state=MeetingState.HOLIDAY if is_holiday else MeetingState.PLANNED,
        place=rhythm.place,
        link=rhythm.link,
        version=0,
        came=0,
    )
    session.add(meeting)
    await session.flush()
    if not is_holiday:
        await remind(session, meeting)
    return meeting


@use_case
async def lay_out_due(session: AsyncSession) -> int:
    """For groups whose rhythm reaches no further; returns how many meetings are new."""
    furthest = local_now(session).date() + AHEAD - timedelta(weeks=1)
    planned = select(GroupMeeting.group_id).where(GroupMeeting.slot >= furthest)
    query = (
        select(SupportGroup)
        .join(GroupRhythm, GroupRhythm.group_id == SupportGroup.id)
        .where(
            SupportGroup.state == GroupState.OPEN,
            SupportGroup.id.not_in(planned),
            GroupRhythm.begins_on <= furthest,
        )
        .order_by(SupportGroup.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True, of=SupportGroup)
    )
    return sum([await lay_out(session, group) for group in (await session.scalars(query)).all()])


@use_case
async def plan_one(
    session: AsyncSession,
    actor: Actor,
    group_id: int,
    starts_at: datetime,
    minutes: int,
    *,
    place: str | None = None,
    link: str | None = None,
) -> GroupMeeting:
    """A meeting besides the rhythm.

    Raises NotFound, GroupClosed, InvalidInput, MeetingInThePast.
    """
    group = await led(session, actor, group_id)
    check(Rhythm(starts_at.date(), 1, starts_at.time(), minutes, place, link))
    if starts_at <= now(session):
        raise MeetingInThePast
    meeting = GroupMeeting(
        group_id=group.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        state=MeetingState.PLANNED,
        place=place,
        link=link,
        version=0,
        came=0,
    )
    session.add(meeting)
    await session.flush()
    note(session, actor, "plan_meeting", group)
    await tell_moved(session, meeting, actor)
    return meeting


@use_case
async def move(
    session: AsyncSession, actor: Actor, meeting_id: int, starts_at: datetime
) -> GroupMeeting:
    """Everybody in it hears the new time; what was said before is not sent any more.

    Raises NotFound, GroupClosed, MeetingOver, MeetingInThePast.
    """
    meeting, group = await in_hand(session, actor, meeting_id)
    _require_ahead(session, meeting)
    if starts_at <= now(session):
        raise MeetingInThePast
    if (meeting.starts_at, meeting.state) == (starts_at, MeetingState.PLANNED):
        return meeting
    meeting.ends_at = starts_at + (meeting.ends_at - meeting.starts_at)
    meeting.starts_at, meeting.state = starts_at, MeetingState.PLANNED
    meeting.version += 1
    note(session, actor, "move_meeting", group)
    await tell_moved(session, meeting, actor)
    return meeting


@use_case
async def place_at(
    session: AsyncSession, actor: Actor, meeting_id: int, place: str | None, link: str | None
) -> GroupMeeting:
    """Somewhere else this time. Raises NotFound, GroupClosed, MeetingOver, InvalidInput."""
    meeting, group = await in_hand(session, actor, meeting_id)
    _require_ahead(session, meeting)
    check_where(place, link)
    if (meeting.place, meeting.link) != (place, link):
        meeting.place, meeting.link = place, link
        meeting.version += 1
        note(session, actor, "place_meeting", group)
        await tell_moved(session, meeting, actor)
    return meeting


@use_case
async def cancel(session: AsyncSession, actor: Actor, meeting_id: int, reason: str) -> GroupMeeting:
    """Everybody in it hears why. Twice changes nothing.

    Raises NotFound, GroupClosed, MeetingOver, InvalidInput.
    """
    meeting, group = await in_hand(session, actor, meeting_id)
    if meeting.state is MeetingState.CANCELLED:
        return meeting
    _require_ahead(session, meeting)
    reason = reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise InvalidInput(field="reason", limit=REASON_LIMIT)
    meeting.state, meeting.cancel_reason = MeetingState.CANCELLED, reason
    meeting.version += 1
    note(session, actor, "cancel_meeting", group)
    await tell_cancelled(session, meeting, actor)
    return meeting


@use_case
async def meet_anyway(session: AsyncSession, actor: Actor, meeting_id: int) -> GroupMeeting:
    """On a holiday, or after it was called off. Raises NotFound, GroupClosed, MeetingOver."""
    meeting, group = await in_hand(session, actor, meeting_id)
    if meeting.state is MeetingState.PLANNED:
        return meeting
    if meeting.state is MeetingState.HELD or meeting.starts_at <= now(session):
        raise MeetingOver
    meeting.state, meeting.cancel_reason = MeetingState.PLANNED, None
    meeting.version += 1
    note(session, actor, "meet_anyway", group)
    await tell_moved(session, meeting, actor)
    return meeting


def _require_ahead(session: AsyncSession, meeting: GroupMeeting) -> None:
    """Raises MeetingOver."""
    if meeting.state not in _AHEAD_OF_US or meeting.starts_at <= now(session):
        raise MeetingOver


async def in_hand(
    session: AsyncSession, actor: Actor, meeting_id: int
) -> tuple[GroupMeeting, SupportGroup]:
    """Both locked, the group first, for whoever leads it. Raises NotFound, GroupClosed."""
    known = await session.get(GroupMeeting, meeting_id)
    if known is None:
        raise NotFound(kind="meeting")
    group = await led(session, actor, known.group_id)
    meeting = await session.get_one(
        GroupMeeting, meeting_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    return meeting, group


async def cancel_all(session: AsyncSession, group_id: int) -> None:
    """Within the group's end or pause: nobody is reminded of what will not be."""
    for meeting in await coming_of(session, group_id):
        meeting.state, meeting.slot = MeetingState.CANCELLED, None
